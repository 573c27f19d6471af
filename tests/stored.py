"""Stored pictures of our own, as the rooms find them: from a Pillow image, in memory."""

from collections.abc import Mapping
from hashlib import blake2b
from io import BytesIO

from PIL import Image

from image_proc.decode.probe import probe
from image_proc.limits import Limits
from image_proc.original import Original
from image_proc.produce import draw
from image_proc.transform import TransformSpec

Pixel = tuple[int, ...]


def encoded(image: Image.Image, format_: str = "PNG", **options: object) -> bytes:
    stream = BytesIO()
    image.save(stream, format_, **options)
    return stream.getvalue()


def stored(body: bytes, name: str = "test.png") -> Original:
    """Give an original whose identity is its bytes."""
    identity = blake2b(body, digest_size=8).hexdigest()
    return Original(name, identity, len(body), lambda: BytesIO(body))


def spec_of(body: bytes, **fields: object) -> TransformSpec:
    original = stored(body)
    header = probe(original, Limits())
    values: Mapping[str, object] = {
        "original": original,
        "header": header,
        "format": "png",
        **fields,
    }
    return TransformSpec.model_validate(values, context=Limits())


def made(body: bytes, **fields: object) -> Image.Image:
    """Make a picture and decode it again; a palette is looked up."""
    with Image.open(BytesIO(draw(spec_of(body, **fields)).body)) as image:
        if image.mode == "P":
            return image.convert("RGBA" if image.has_transparency_data else "RGB")
        image.load()
        return image.copy()


def nine(cell: int = 40) -> Image.Image:
    """Three by three squares, each of its own colour."""
    image = Image.new("RGB", (3 * cell, 3 * cell))
    for row in range(3):
        for column in range(3):
            box = (column * cell, row * cell, (column + 1) * cell, (row + 1) * cell)
            image.paste(nine_color(column, row), box)
    return image


def nine_color(column: int, row: int) -> Pixel:
    return 60 + 80 * column, 60 + 80 * row, 200 - 40 * column - 30 * row
