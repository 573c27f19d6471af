"""The palette path draws what the canvas would, in 16 shades."""

import pytest
from PIL import Image, ImageChops

from image_proc.color import Color
from image_proc.placeholder import PlaceholderSpec
from image_proc.placeholder.canvas import draw_canvas
from image_proc.placeholder.flat import SHADES, flat_image, flat_png, shades
from image_proc.placeholder.layout import lay_out
from tests.image_proc.placeholder.pictures import decode, picture, pixel, pixels, spec

CASES = [
    {},
    {"width": 16, "height": 16},
    {"width": 1, "height": 1},
    {"width": 88, "height": 31, "dpr": 3},
    {"width": 241, "height": 119, "dpr": 2},
    {"width": 600, "height": 400},
    {"width": 1200, "height": 900, "background": "orange"},
    {"text": "Hello\nWorld"},
    {"text": "Ågjy\nÅgjy\nÅgjy\nÅgjy", "height": 60},
    {"text": "مرحبا Hello ✓ क्षत्रिय"},
    {"text": ""},
    {"background": "transparent"},
    {"background": "00f8", "foreground": "ff08"},
    {"background": "fff", "foreground": "f008", "align": "left"},
    {"font": "dejavu", "bold": False, "font_size": 12},
]


def expected(box: PlaceholderSpec) -> Image.Image:
    """The canvas's coverage, drawn in black on white, brought to the nearest of the shades."""
    plain = box.model_copy(
        update={"background": Color(255, 255, 255), "foreground": Color(0, 0, 0)}
    )
    coverage = ImageChops.invert(draw_canvas(plain, lay_out(box, box.dpr)).convert("L"))
    index = coverage.point([round(share * (SHADES - 1) / 255) for share in range(256)])
    index.putpalette(b"".join(map(bytes, shades(box.background, box.foreground))), "RGBA")
    return index.convert("RGBA")


@pytest.mark.parametrize("fields", CASES)
def test_the_png_is_the_canvas_in_16_shades(fields: dict[str, object]) -> None:
    box = spec(**fields)
    drawn = decode(flat_png(box, lay_out(box, box.dpr)))
    assert drawn.size == box.size
    assert drawn.tobytes() == expected(box).tobytes()


@pytest.mark.parametrize("fields", CASES)
def test_other_formats_get_the_same_pixels(fields: dict[str, object]) -> None:
    box = spec(**fields)
    lines = lay_out(box, box.dpr)
    image = flat_image(box, lines)
    assert image.mode == "P"
    assert image.convert("RGBA").tobytes() == decode(flat_png(box, lines)).tobytes()


@pytest.mark.parametrize("background", ["orange", "transparent", "00f8", "00f6"])
def test_lossless_webp_shows_what_png_shows(background: str) -> None:
    png, webp = (picture(format=each, background=background) for each in ("png", "webp"))
    # A clear pixel has no colour that anybody sees.
    for one, other in zip(pixels(png), pixels(webp), strict=True):
        assert one == other or one[3] == other[3] == 0


def test_a_blank_one_is_tiny() -> None:
    box = spec(text="", width=4096, height=4096)
    file = flat_png(box, ())
    assert len(file) < 2500
    assert decode(file).getcolors() == [(4096 * 4096, tuple(box.background))]


def test_the_shades_run_from_ground_to_text() -> None:
    ground, text = Color(0, 0, 0), Color(150, 75, 30)
    assert shades(ground, text) == tuple(
        Color(10 * shade, 5 * shade, 2 * shade) for shade in range(16)
    )


def test_a_gif_is_clear_or_not() -> None:
    image = picture(format="gif", background="transparent", foreground="000")
    assert {alpha for *_, alpha in pixels(image)} == {0, 255}
    # What is half clear looks as it would on a white page.
    half = picture(format="gif", text="", background="0000ff99")
    assert half.getcolors() == [(240 * 120, (102, 102, 255, 255))]


def test_a_jpeg_stands_on_white() -> None:
    image = picture(format="jpeg", text="", background="0000ff99")
    assert pixel(image, (5, 5))[2] > 250
    assert abs(pixel(image, (5, 5))[0] - 102) <= 2
