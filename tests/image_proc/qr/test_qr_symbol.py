from io import BytesIO

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from image_proc.produce import draw
from image_proc.qr import Level, QrSpec
from image_proc.qr.symbol import modules, symbol_side
from image_proc.spec import Format


@pytest.mark.parametrize(
    ("text", "level", "side"),
    [
        ("0" * 41, "L", 21),
        ("0" * 42, "L", 25),
        ("A" * 25, "L", 21),
        ("A" * 26, "L", 25),
        ("a" * 17, "L", 21),
        ("a" * 18, "L", 25),
        ("a" * 7, "H", 21),
        ("é" * 7, "M", 21),
        ("é" * 8, "M", 25),
        ("a" * 2953, "L", 177),
        ("0" * 3057, "H", 177),
        ("A" * 3391, "M", 177),
    ],
)
def test_the_symbol_is_the_smallest_that_holds_the_text(text: str, level: str, side: int) -> None:
    assert symbol_side(text, Level(level)) == side


@pytest.mark.parametrize(
    ("letter", "level", "most"),
    [
        ("0", "L", "7089 digits"),
        ("0", "Q", "3993 digits"),
        ("A", "H", "1852 characters"),
        ("a", "M", "2331 bytes"),
        ("é", "H", "1273 bytes"),
    ],
)
def test_a_text_that_is_too_long_is_told_how_much_fits(letter: str, level: str, most: str) -> None:
    fits = letter * (int(most.split(maxsplit=1)[0]) // len(letter.encode()))
    assert symbol_side(fits, Level(level)) == 177
    with pytest.raises(ValueError, match=f"at most {most} at ecc={level}"):
        symbol_side(fits + letter, Level(level))


@settings(max_examples=25)
@given(
    text=st.one_of(
        st.text("0123456789", min_size=1, max_size=60),
        st.text("AZ09 $%*+-./:", min_size=1, max_size=60),
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    ),
    level=st.sampled_from(Level),
)
def test_the_side_is_foretold(text: str, level: Level) -> None:
    rows = modules(text, level)
    assert len(rows) == symbol_side(text, level)
    assert all(len(row) == len(rows) and set(row) <= {0, 1} for row in rows)


def test_what_is_not_ascii_is_written_as_utf_8() -> None:
    expected = segno.make_qr("日本語".encode(), error="m", mode="byte")
    assert modules("日本語", Level.M) == tuple(map(bytes, expected.matrix))


def test_the_level_rises_where_there_is_room() -> None:
    expected = segno.make_qr("a", error="h", boost_error=False)
    assert modules("a", Level.L) == tuple(map(bytes, expected.matrix))


@pytest.mark.parametrize("size", [29, 30, 57, 58, 61, 200])
@pytest.mark.parametrize("dpr", [1, 2])
def test_every_module_is_whole_pixels_and_the_rest_is_quiet(size: int, dpr: int) -> None:
    spec = QrSpec(text="hello", size=size, dpr=dpr)
    module = size // 29 * dpr
    first = (size * dpr - 21 * module) // 2
    for format_ in (Format.PNG, Format.GIF):
        body = draw(spec.model_copy(update={"format": format_})).body
        with Image.open(BytesIO(body)) as image:
            picture = image.convert("L")
        assert picture.size == (size * dpr, size * dpr)
        ink = picture.point(lambda value: 255 - value)
        assert ink.getbbox() == (first, first, first + 21 * module, first + 21 * module)
        symbol = ink.crop(ink.getbbox()).reduce(module)
        seen = symbol.point(lambda value: value // 255).tobytes()
        assert seen == b"".join(modules("hello", spec.ecc))
