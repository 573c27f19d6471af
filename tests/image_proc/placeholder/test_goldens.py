"""Pictures that were looked at; a changed pixel must be looked at again."""

import pytest

from image_proc.spec import Format
from tests.conftest import Golden
from tests.image_proc.placeholder.pictures import body

BITMAPS = [each for each in Format if each not in {Format.SVG, Format.JSON}]
SIZES = [(16, 16), (88, 31), (300, 250), (728, 90), (120, 600), (1920, 1080)]
OPTIONS: dict[str, dict[str, object]] = {
    "regular": {"bold": False},
    "dejavu": {"font": "dejavu"},
    "font-size": {"font_size": 16},
    "left": {"align": "left", "text": "Left\nand more of it"},
    "right": {"align": "right", "text": "Right\nand more of it"},
    "wrapped": {"text": "The quick brown fox jumps over the lazy dog"},
    "cut": {"text": "The quick brown fox jumps over the lazy dog", "font_size": 40},
    "blank": {"text": ""},
    "orange": {"background": "orange"},
    "white-on-orange": {"background": "orange", "foreground": "white"},
    "transparent": {"background": "transparent"},
    "radius": {"radius": 24},
    "disc": {"width": 121, "height": 121, "radius": 61, "text": "JD", "background": "7928ca"},
    "border": {"border": "4"},
    "round-border": {"border": "8,0099ff80", "radius": 24},
    "gradient": {"gradient": "09f,f90,135"},
    "clear-gradient": {"gradient": "0f766e,transparent,90", "border": "3", "radius": 12},
}
SCRIPTS = {
    "check": "✓ → done",
    "arabic": "مرحبا",
    "mixed": "Hello مرحبا 123",
    "devanagari": "क्षत्रिय",
    "greek-cyrillic": "Γειά, мир",
}
OPTIONAL_SCRIPTS = {"cjk": "導入", "emoji": "👩‍🚀", "emoji-in-text": "👩‍🚀 Launch ✓"}


@pytest.mark.parametrize("dpr", [1, 2, 3])
@pytest.mark.parametrize("format_", BITMAPS)
def test_each_format_at_each_ratio(golden: Golden, format_: Format, dpr: int) -> None:
    name = f"placeholder/format-{format_}-{dpr}x.{format_}"
    golden(name, body(width=120, height=80, format=format_, dpr=dpr))


@pytest.mark.parametrize("size", SIZES)
def test_each_class_of_size(golden: Golden, size: tuple[int, int]) -> None:
    width, height = size
    golden(f"placeholder/size-{width}x{height}.png", body(width=width, height=height))
    golden(f"placeholder/size-{width}x{height}.svg", body(width=width, height=height, format="svg"))


@pytest.mark.parametrize("name", OPTIONS)
def test_each_option(golden: Golden, name: str) -> None:
    fields = OPTIONS[name]
    golden(f"placeholder/option-{name}-1x.png", body(**fields))
    golden(f"placeholder/option-{name}-2x.png", body(**fields, dpr=2))
    golden(f"placeholder/option-{name}.svg", body(**fields, format="svg"))


@pytest.mark.parametrize("name", ["transparent", "radius", "gradient"])
def test_a_gif_of_what_it_cannot_hold(golden: Golden, name: str) -> None:
    golden(f"placeholder/option-{name}.gif", body(**OPTIONS[name], format="gif"))


def draw_script(golden: Golden, name: str, text: str) -> None:
    golden(f"placeholder/script-{name}-1x.png", body(text=text))
    golden(f"placeholder/script-{name}-2x.png", body(text=text, dpr=2))
    golden(f"placeholder/script-{name}.svg", body(text=text, format="svg"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_script(golden: Golden, name: str) -> None:
    draw_script(golden, name, SCRIPTS[name])


@pytest.mark.fonts
@pytest.mark.parametrize("name", OPTIONAL_SCRIPTS)
def test_each_script_of_optional_fonts(golden: Golden, name: str) -> None:
    draw_script(golden, name, OPTIONAL_SCRIPTS[name])
