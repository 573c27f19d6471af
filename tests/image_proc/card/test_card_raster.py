import shutil
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont

from image_proc.card import CardSpec, Design
from image_proc.color import parse_badge_color
from image_proc.produce import draw
from tests.conftest import Golden
from tests.image_proc.card.card_files import FONTS, SEED, SHIPPED, card, made, png, shipped

TWO_LINES = {"label": "billing", "message": "v2.14.0", "color": "blue"}
LONG = {"label": "build", "message": "3 of 1,204 tests fail on main", "color": "critical"}
ENDLESS = {"label": "Donaudampfschiff" * 12, "message": "word " * 50, "color": "orange"}
SCRIPTS = {"label": "مرحبا", "message": "導入 ガイド 👩‍🚀", "color": "green"}
STAMP = {"date": "21 Nov 2026"}


def opened(spec: CardSpec) -> Image.Image:
    with Image.open(BytesIO(draw(spec).body)) as image:
        return image.convert("RGBA")


def ink(spec: CardSpec) -> tuple[int, int, int, int]:
    """The box of all that the words change."""
    blank = spec.model_copy(
        update=dict.fromkeys(("label", "message", "project", "metric", "date"), "")
    )
    box = ImageChops.difference(opened(spec).convert("RGB"), opened(blank).convert("RGB")).getbbox()
    assert box is not None
    return box


@pytest.mark.fonts
@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("name", ["card", "tile"])
@pytest.mark.parametrize(
    ("case", "fields"),
    [
        ("usual", TWO_LINES | STAMP),
        ("long", LONG | STAMP),
        ("endless", ENDLESS | STAMP),
        ("scripts", SCRIPTS),
        ("empty", {}),
    ],
)
def test_shipped_design(
    golden: Golden, name: str, case: str, fields: dict[str, object], scale: int
) -> None:
    golden(
        f"card/{name}-{case}-{scale}x.png", draw(card(shipped(name), scale=scale, **fields)).body
    )


def test_webp(golden: Golden) -> None:
    golden("card/card.webp", draw(card(shipped("card"), format="webp", **TWO_LINES)).body)


def test_the_seeds_text_stands_where_the_seed_drew_it(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / "base-single.png", tmp_path / "base.png")
    with Image.open(tmp_path / "base.png") as im:
        # From here on the seed's own code; its font_regular_bold is font.
        d = ImageDraw.Draw(im)
        font = ImageFont.truetype(FONTS / "Roboto-Bold.ttf", 16)
        d.multiline_text((115, 2), "Hello", font=font, fill=(255, 255, 255))
        d.multiline_text((115, 20), "World", font=font, fill=(255, 255, 255))
    ours = opened(card(made(tmp_path, SEED), label="Hello", message="World"))
    difference = ImageChops.difference(ours.convert("RGB"), im.convert("RGB"))
    assert max(high for _, high in difference.getextrema()) <= 1  # type: ignore[misc]


@pytest.mark.parametrize("across", "lmr")
@pytest.mark.parametrize("down", "amsd")
def test_anchors_are_those_of_pillow(tmp_path: Path, across: str, down: str) -> None:
    x, y = {"l": 0, "m": 150, "r": 300}[across], {"a": 0, "m": 20, "s": 30, "d": 40}[down]
    toml = 'image = "base.png"\n[[text]]\ntemplate = "{label}"\nsize = 20\n'
    design = made(tmp_path, f'{toml}x = {x}\ny = {y}\nanchor = "{across}{down}"')
    font = ImageFont.truetype(FONTS / "Roboto-Regular.ttf", 20)
    picture = Image.new("L", (300, 40))
    ImageDraw.Draw(picture).text((x, y), "Hgjx", 255, font, across + down)
    box = picture.getbbox()
    assert box is not None
    for ours, theirs in zip(ink(card(design, label="Hgjx")), box, strict=True):
        assert abs(ours - theirs) <= 1


@pytest.mark.parametrize("text", ["Hello", "wide WORDS here", "ab"])
def test_a_larger_scale_is_the_same_picture(text: str) -> None:
    design = shipped("card")
    small, large = (ink(card(design, message=text, scale=scale)) for scale in (1, 4))
    # Hinting sets small letters on whole pixels.
    assert all(abs(4 * one - other) <= 20 for one, other in zip(small, large, strict=True))


def test_a_long_text_shrinks_before_it_is_cut() -> None:
    design = shipped("card")
    words = [card(design, message=text) for text in ("v2", "W" * 11, "W" * 13, "W" * 60)]
    (_, top, _, bottom), *longer = map(ink, words)
    assert all(box[2] <= 115 + 173 for box in longer)
    heights = [bottom - top, *(box[3] - box[1] for box in longer)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[-1]


def test_the_badges_own_color_shows() -> None:
    for name, place in (("card", (101, 20)), ("tile", (30, 16))):
        seen = {
            opened(card(shipped(name), color=color)).getpixel(place) for color in ("red", "green")
        }
        assert seen == {parse_badge_color("red"), parse_badge_color("green")}


def test_lines_of_a_template_stand_below_each_other(tmp_path: Path) -> None:
    toml = 'image = "base.png"\n[[text]]\ntemplate = "{label}\\n{message}"\nx = 9\ny = 0\nsize = 14'
    one = ink(card(made(tmp_path, toml), label="H", message="H"))
    first = ink(card(made(tmp_path, toml), label="H"))
    assert one[:3] == first[:3]
    assert one[3] - first[3] == round(14 * 1.2)


def test_a_picture_for_scale_1_alone_is_resampled(golden: Golden, tmp_path: Path) -> None:
    shutil.copy(SHIPPED / "base-single.png", tmp_path / "base.png")
    spec = card(made(tmp_path, SEED), label="Hello", message="World", scale=2)
    assert opened(spec).size == (600, 80)
    golden("card/seed-2x.png", draw(spec).body)


def test_the_picture_for_a_scale_is_the_one_that_was_given(tmp_path: Path) -> None:
    for scale, color in ((1, "#ff0000"), (2, "#00ff00"), (4, "#0000ff")):
        name = "base.png" if scale == 1 else f"base@{scale}x.png"
        (tmp_path / name).write_bytes(png((300 * scale, 40 * scale), color))
    design = made(tmp_path, 'image = "base.png"')
    seen = [opened(card(design, scale=scale)).getpixel((9, 9)) for scale in (1, 1.5, 2, 3, 4)]
    assert seen == [(255, 0, 0, 255), *[(0, 255, 0, 255)] * 2, *[(0, 0, 255, 255)] * 2]


def test_a_font_of_its_own_is_used_and_helped_out(tmp_path: Path) -> None:
    shutil.copy(FONTS / "DejaVuSans.ttf", tmp_path / "Brand.ttf")
    toml = 'image = "base.png"\n[[text]]\ntemplate = "{label}"\nx = 9\ny = 9\n'
    brand, roboto = made(tmp_path, f'{toml}font = "Brand.ttf"'), made(tmp_path, toml)
    dejavu = made(tmp_path, f'{toml}font = "DejaVu"')
    drawn = [opened(card(design, label="Words")).tobytes() for design in (brand, dejavu, roboto)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert ink(card(brand, label="क्षत्रिय"))


def test_clear_ink_lets_the_picture_through(tmp_path: Path) -> None:
    toml = 'image = "base.png"\n[[box]]\nx = 0\ny = 0\nwidth = 300\nheight = 40\nfill = "#f008"'
    red, green, blue, alpha = opened(card(made(tmp_path, toml))).getpixel((9, 9))  # type: ignore[misc]
    assert alpha == 255
    assert red > 0x22
    assert green < 0x44
    assert blue < 0x66


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Design:
    toml = """image = "base.png"
    [[text]]
    template = "{label} {project}\\n{message}"
    x = 290
    y = 38
    size = 14
    anchor = "rd"
    min_size = 4
    max_lines = 2
    fill = "{color}"
    [[text]]
    template = "{metric}: {date}"
    x = 100
    y = 20
    size = 20
    anchor = "mm"
    width = 30
    height = 20
    max_lines = 1
    """
    return made(tmp_path_factory.mktemp("odd"), toml)


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(["odd", "card", "tile"]),
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)
        .map(lambda text: text.replace("\ufffe", "").replace("\uffff", ""))
        .map(str.strip),
        min_size=5,
        max_size=5,
    ),
    st.sampled_from([1, 1.5, 2]),
)
def test_any_texts_are_drawn(odd: Design, name: str, texts: list[str], scale: float) -> None:
    fields = dict(zip(("label", "message", "project", "metric", "date"), texts, strict=True))
    spec = card(odd if name == "odd" else shipped(name), scale=scale, **fields)
    assert opened(spec).size == spec.size
