"""Designs as files: written for one test, or the shipped ones."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from image_proc.card import CardSpec, Design, Designs
from image_proc.card.load import load_design

SHIPPED = Path(__file__).resolve().parents[3] / "assets" / "base-images"
FONTS = SHIPPED.parent / "fonts"
SEED = """
image = "base.png"
[[text]]
template = "{label}"
x = 115
y = 2
weight = "bold"
[[text]]
template = "{message}"
x = 115
y = 20
weight = "bold"
"""


def png(size: tuple[int, int] = (300, 40), color: str = "#224466", mode: str = "RGBA") -> bytes:
    stream = BytesIO()
    Image.new("RGBA", size, color).convert(mode).save(stream, "PNG")
    return stream.getvalue()


def write_design(folder: Path, toml: str, name: str = "card.toml") -> Path:
    if not (folder / "base.png").exists():
        (folder / "base.png").write_bytes(png())
    (folder / name).write_text(toml, encoding="utf-8")
    return folder / name


def made(folder: Path, toml: str) -> Design:
    return load_design(write_design(folder, toml))


def shipped(name: str) -> Design:
    return Designs([SHIPPED]).find(name)


def card(design: Design, **fields: object) -> CardSpec:
    return CardSpec.model_validate({"design": design, **fields})
