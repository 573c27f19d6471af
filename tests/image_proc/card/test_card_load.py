import shutil
import struct
import zlib
from pathlib import Path

import pytest

from image_proc.card import DesignError
from image_proc.card.base import LONGEST_SIDE, MOST_BYTES
from image_proc.card.design import ColorBox, DesignFile, TextBox
from image_proc.card.load import MOST_TOML_BYTES, load_design
from image_proc.color import Color
from image_proc.fonts import Family
from tests.image_proc.card.card_files import FONTS, SEED, SHIPPED, made, png, write_design

TEXT = '[[text]]\ntemplate = "{label}"\nx = 10\ny = 10\n'
BOX = "[[box]]\nx = 1\ny = 2\nwidth = 3\nheight = 4\n"
IMAGE = 'image = "base.png"\n'


def refusal(path: Path) -> str:
    with pytest.raises(DesignError) as caught:
        load_design(path)
    assert str(path) in str(caught.value)
    return str(caught.value).removeprefix(f"{path}: ")


def test_what_a_file_leaves_out_has_a_value(tmp_path: Path) -> None:
    design = made(tmp_path, IMAGE + TEXT + BOX)
    ((text, style),), (box,) = design.texts, design.boxes
    assert (design.name, design.title, design.size) == ("card", "card", (300, 40))
    assert (text.size, text.anchor, text.fill) == (16, "la", Color(255, 255, 255))
    assert (text.lines, text.room(300)) == (1, 290)
    assert (style.family, style.bold, style.face) == (Family.ROBOTO, False, None)
    assert (box.radius, box.fill) == (0, None)


@pytest.mark.parametrize(
    "lines",
    [
        'font = "DejaVu"',
        'font = "roboto"',
        "size = 4",
        "size = 12.5",
        'fill = "rgb(1 2 3 / 50%)"',
        'fill = "{color}"',
        'anchor = "rs"\nx = 300\ny = 20',
        'anchor = "mm"',
        'anchor = "ld"\ny = 38',
        "width = 290",
        "min_size = 16",
        "min_size = 8",
        "height = 16",
        "line_height = 0.8",
        "max_lines = 2\nsize = 8",
        'template = "a\\nb"\nsize = 8',
    ],
)
def test_accepted_texts(tmp_path: Path, lines: str) -> None:
    keys = {line.split(" = ")[0] for line in lines.split("\n")}
    kept = [line for line in TEXT.split("\n") if line.split(" = ")[0] not in keys]
    assert len(made(tmp_path, IMAGE + "\n".join([*kept, lines])).texts) == 1


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("", "image: is missing"),
        ("image = 7", "image: '7' is not accepted; expected a valid string"),
        ('image = ""', "image: '' is not a file in the design's folder"),
        ('image = "no.png"', "image: 'no.png' is not a file"),
        ('image = "../outside.png"', "image: '../outside.png' is not a file"),
        ('image = "/etc/passwd"', "image: '/etc/passwd' is not a file"),
        ('image = "a\\u0000b"', "is not a file in the design's folder"),
        ('image = "card.toml"', "image: 'card.toml': expected a PNG"),
        ('image = "out.png"', "image: 'out.png' is not a file"),
        ("image = \n", "not TOML: Invalid value (at line 1"),
        (IMAGE + 'colour = "red"', "colour: is not known; expected one of image, title, box, text"),
        (IMAGE + "text = 1", "text: '1' is not accepted"),
        (IMAGE + TEXT + "z = 1", "[[text]] 1: z: is not known; expected one of template, x, y"),
        (IMAGE + BOX + "z = 1", "[[box]] 1: z: is not known; expected one of x, y, width"),
        (IMAGE + "[[text]]\nx = 1\ny = 1", "[[text]] 1: template: is missing"),
        (IMAGE + TEXT + "size = 3", "[[text]] 1: size: '3' is not accepted; expected greater"),
        (IMAGE + TEXT + "size = 513", "[[text]] 1: size: '513' is not accepted; expected less"),
        (IMAGE + TEXT + "size = nan", "[[text]] 1: size: 'nan' is not accepted"),
        (IMAGE + TEXT + 'size = "16"', "[[text]] 1: size: '16' is not accepted"),
        (IMAGE + TEXT + "size = true", "[[text]] 1: size: 'True' is not accepted"),
        (IMAGE + TEXT + TEXT + 'fill = "reddish"', "[[text]] 2: fill: 'reddish' is not accepted"),
        (IMAGE + TEXT + "fill = 7", "or '{color}' for the badge's own colour"),
        (IMAGE + TEXT + 'anchor = "lt"', "[[text]] 1: anchor: 'lt' is not accepted; expected l, m"),
        (IMAGE + TEXT + "anchor = [1]", "[[text]] 1: anchor: '[1]' is not accepted"),
        (IMAGE + TEXT + 'weight = "black"', "expected 'regular' or 'bold'"),
        (IMAGE + TEXT + 'font = "Comic"', "[[text]] 1: font: 'Comic' is not accepted; expected Ro"),
        (IMAGE + TEXT + 'font = "no.ttf"', "[[text]] 1: font: 'no.ttf' is not a file"),
        (IMAGE + TEXT + 'font = "../f.ttf"', "[[text]] 1: font: '../f.ttf' is not a file"),
        (IMAGE + TEXT + 'font = "bad.ttf"', "[[text]] 1: font: 'bad.ttf': expected a TTF"),
        (IMAGE + TEXT + "min_size = 17", "min_size: '17' is not accepted; expected at most"),
        (IMAGE + TEXT + "max_lines = 0", "[[text]] 1: max_lines: '0' is not accepted"),
        (IMAGE + TEXT + "width = 291", "[[text]] 1: reaches out of the image, which is 300 × 40"),
        (IMAGE + TEXT.replace("y = 10", "y = 30"), "[[text]] 1: reaches out of the image"),
        (IMAGE + TEXT.replace("y = 10", "y = -9"), "[[text]] 1: reaches out of the image"),
        (IMAGE + TEXT.replace("x = 10", "x = 300"), "[[text]] 1: reaches out of the image"),
        (IMAGE + TEXT + 'anchor = "ra"\nwidth = 11', "[[text]] 1: reaches out of the image"),
        (IMAGE + TEXT + "max_lines = 2", "[[text]] 1: reaches out of the image"),
        (IMAGE + BOX + BOX.replace("x = 1", "x = 298"), "[[box]] 2: reaches out of the image"),
        (IMAGE + BOX.replace("x = 1", "x = -1"), "[[box]] 1: x: '-1' is not accepted"),
        (IMAGE + BOX.replace("width = 3", "width = 0"), "[[box]] 1: width: '0' is not accepted"),
        (IMAGE + TEXT * 33, "text: "),
    ],
)
def test_what_is_wrong_is_said_with_its_key(tmp_path: Path, toml: str, said: str) -> None:
    (tmp_path / "outside.png").write_bytes(png())
    shutil.copy(FONTS / "Roboto-Bold.ttf", tmp_path / "f.ttf")
    folder = tmp_path / "designs"
    folder.mkdir()
    (folder / "out.png").symlink_to(tmp_path / "outside.png")
    (folder / "bad.ttf").write_bytes(b"no font")
    assert said in refusal(write_design(folder, toml))


def test_a_template_that_needs_more_lines_is_refused(tmp_path: Path) -> None:
    toml = IMAGE + TEXT.replace("{label}", "a\\nb") + "max_lines = 1"
    assert "max_lines: '1' is not accepted; expected at least" in refusal(
        write_design(tmp_path, toml)
    )


def header(width: int, height: int, bits: int = 8) -> bytes:
    body = struct.pack(">4sIIBBBBB", b"IHDR", width, height, bits, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n\0\0\0\r" + body + zlib.crc32(body).to_bytes(4)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "expected a PNG"),
        (b"GIF89a" + bytes(100), "expected a PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "expected a PNG"),
        (header(0, 1), f"expected a PNG of 1 to {LONGEST_SIDE} px a side"),
        (header(1, LONGEST_SIDE + 1), "this one has 1 × 4097 px"),
        (header(2**31 - 1, 2**31 - 1), f"1 to {LONGEST_SIDE} px a side"),
        (header(9, 9, 16), "8 bits a channel; this one has 16"),
        (header(4096, 4096), "this one is damaged"),
        (png()[:60], "this one is damaged"),
        (png()[:41] + bytes(30) + png()[71:], "this one is damaged"),
        (bytes(MOST_BYTES + 1), f"is larger than {MOST_BYTES} bytes"),
    ],
)
def test_what_is_no_picture_for_a_card(tmp_path: Path, body: bytes, said: str) -> None:
    (tmp_path / "base.png").write_bytes(body)
    answer = refusal(write_design(tmp_path, IMAGE))
    assert answer.startswith("image: 'base.png'")
    assert said in answer


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_kind_of_png_is_a_picture(tmp_path: Path, mode: str) -> None:
    (tmp_path / "base.png").write_bytes(png(mode=mode))
    assert made(tmp_path, IMAGE).bases[0].decode().mode == "RGBA"


def test_larger_pictures_stand_beside_the_first(tmp_path: Path) -> None:
    (tmp_path / "base@2x.png").write_bytes(png((600, 80)))
    (tmp_path / "base@4x.png").write_bytes(png((1200, 160)))
    (tmp_path / "base@5x.png").write_bytes(b"not looked at")
    assert [base.scale for base in made(tmp_path, IMAGE).bases] == [1, 2, 4]


def test_a_larger_picture_has_to_have_its_size(tmp_path: Path) -> None:
    (tmp_path / "base@2x.png").write_bytes(png((600, 81)))
    path = write_design(tmp_path, IMAGE)
    assert refusal(path) == "image: 'base@2x.png': expected 600 × 80 px"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"title = '\xff'", "not UTF-8 at byte 9"),
        (b"#" * (MOST_TOML_BYTES + 1), "larger than"),
        (b"image = 'a'\nimage = 'b'\n", "not TOML: Cannot overwrite a value (at line 2"),
    ],
)
def test_what_is_no_file_of_a_design(tmp_path: Path, body: bytes, said: str) -> None:
    path = tmp_path / "card.toml"
    path.write_bytes(body)
    assert said in refusal(path)


def test_the_digest_changes_with_every_file(tmp_path: Path) -> None:
    shutil.copy(FONTS / "Roboto-Bold.ttf", tmp_path / "Brand.ttf")
    toml = IMAGE + TEXT + 'font = "Brand.ttf"\n'
    seen = [made(tmp_path, toml)]
    seen.append(made(tmp_path, toml + "# a comment\n"))
    (tmp_path / "base@2x.png").write_bytes(png((600, 80)))
    seen.append(made(tmp_path, toml))
    (tmp_path / "base.png").write_bytes(png(color="#224467"))
    seen.append(made(tmp_path, toml))
    shutil.copy(FONTS / "Roboto-Regular.ttf", tmp_path / "Brand.ttf")
    seen.append(made(tmp_path, toml))
    assert len({design.digest for design in seen}) == len(seen)
    assert made(tmp_path, toml) == seen[-1]


def test_the_seeds_design_is_shipped_as_it_was() -> None:
    design = load_design(SHIPPED / "card.toml")
    places = [(text.x, text.y, text.size, text.anchor) for text, _ in design.texts]
    assert places == [(115, 2, 16, "la"), (115, 20, 16, "la")]
    assert all(style.bold and style.family is Family.ROBOTO for _, style in design.texts)
    assert all(text.fill == Color(255, 255, 255) for text, _ in design.texts)
    assert SEED.count("115") == len(places)


def test_the_example_in_the_documentation_is_a_design(tmp_path: Path) -> None:
    page = (SHIPPED.parents[1] / "docs" / "designs.md").read_text(encoding="utf-8")
    design = made(tmp_path, page.partition("```toml\n")[2].partition("```")[0])
    assert (len(design.boxes), len(design.texts)) == (1, 2)


def test_every_key_is_documented() -> None:
    page = (SHIPPED.parents[1] / "docs" / "designs.md").read_text(encoding="utf-8")
    keys = {*TextBox.model_fields, *ColorBox.model_fields, *DesignFile.model_fields}
    assert {key for key in keys if f"`{key}`" not in page and f"\n{key} = " not in page} == {
        "box",
        "text",
    }
