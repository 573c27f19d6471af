from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from image_proc.badge.canvas import draw_canvas
from image_proc.badge.indexed import draw_indexed
from image_proc.badge.spec import BadgeSpec
from image_proc.badge.style import Style
from image_proc.produce import draw
from tests.conftest import Golden

RED_DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/"
    "iZk9HQAAAABJRU5ErkJggg=="
)


def badge(**fields: object) -> BadgeSpec:
    return BadgeSpec.model_validate(
        {"label": "build", "message": "passing", "color": "brightgreen", "format": "png", **fields}
    )


def opened(spec: BadgeSpec) -> Image.Image:
    with Image.open(BytesIO(draw(spec).body)) as image:
        return image.convert("RGBA")


def on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")


@pytest.mark.parametrize("scale", [1, 2, 3])
@pytest.mark.parametrize("format_", ["png", "webp"])
@pytest.mark.parametrize("style", Style)
def test_style(golden: Golden, style: Style, format_: str, scale: int) -> None:
    body = draw(badge(style=style, format=format_, scale=scale)).body
    golden(f"badge/{style}-{scale}x.{format_}", body)


@pytest.mark.fonts
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("logo", {"logo": "python", "label": "made with", "message": "Python", "color": "blue"}),
        ("logo-wide", {"logo": "npm", "logo_size": "auto", "style": "for-the-badge"}),
        ("logo-alone", {"logo": "rust", "label": "", "message": ""}),
        ("logo-social", {"logo": "github", "style": "social", "label": "stars", "message": "42"}),
        ("logo-bitmap", {"logo": RED_DOT}),
        ("social-dark", {"style": "social", "theme": "dark"}),
        ("bright", {"color": "yellow", "label_color": "white", "message": "dark on bright"}),
        ("clear", {"color": "#00000080", "label_color": "transparent"}),
        ("scripts", {"label": "導入", "message": "مرحبا क्षत्रिय"}),
        ("emoji", {"label": "crew", "message": "👩‍🚀 ready"}),
        ("segments", {"more": [{"text": "3", "color": "red"}, {"text": "4", "color": "blue"}]}),
        ("no-label", {"label": "", "color": "blue"}),
    ],
)
def test_variant(golden: Golden, name: str, fields: dict[str, object]) -> None:
    golden(f"badge/{name}-2x.png", draw(badge(scale=2, **fields)).body)


def test_the_smallest_badge_is_small() -> None:
    assert len(draw(badge()).body) <= 500


@pytest.mark.parametrize("scale", [1, 2, 3])
@pytest.mark.parametrize("style", [style for style in Style if style is not Style.SOCIAL])
def test_a_palette_shows_what_the_canvas_shows(style: Style, scale: int) -> None:
    spec = badge(style=style, scale=scale)
    body = draw_indexed(spec)
    assert body is not None
    with Image.open(BytesIO(body)) as indexed:
        difference = ImageChops.difference(on_white(indexed), on_white(draw_canvas(spec)))
    # Shades are fewer: an edge may be off by some levels, the whole may not.
    assert max(ImageStat.Stat(difference).mean) < 3
    assert max(high for _, high in ImageStat.Stat(difference).extrema) <= 48


@pytest.mark.parametrize(
    "fields",
    [
        {"logo": "python"},
        {"style": "social"},
        {"message": "👩‍🚀"},
        {"color": "#ff000080"},
        {
            "style": "plastic",
            "scale": 3,
            "more": [{"text": "x", "color": c} for c in ("red", "0f0")],
        },
    ],
)
@pytest.mark.fonts
def test_what_a_palette_cannot_hold_is_drawn_on_the_canvas(fields: dict[str, object]) -> None:
    spec = badge(**fields)
    assert draw_indexed(spec) is None
    assert opened(spec).size == spec.size


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(list(Style)),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=30),
    st.text(st.characters(codec="latin-1", categories=["L", "N", "P"]), min_size=1, max_size=30),
    st.sampled_from([1, 1.5, 2, 3]),
    st.sampled_from([None, "python", "npm"]),
)
def test_any_badge_has_the_size_of_its_layout(
    style: Style, label: str, message: str, scale: float, logo: str | None
) -> None:
    spec = badge(style=style, label=label, message=message, scale=scale, logo=logo)
    image = opened(spec)
    assert image.size == spec.size
    assert image.getchannel("A").getextrema()[1] == 255


def test_words_fill_the_length_that_was_laid_out() -> None:
    """The ground right of the message's ink is as wide as left of it, within a letter's bearing."""
    spec = badge(style="flat-square", scale=3)
    image, part = opened(spec).convert("RGB"), spec.layout.parts[1]
    box = (round(part.x * 3), 0, image.width, image.height)
    ground = Image.new("RGB", (box[2] - box[0], box[3]), spec.color.rgb)
    ink = ImageChops.difference(image.crop(box), ground).getbbox()
    assert ink is not None
    start = (part.center - part.length / 2 - part.x) * 3
    assert abs(ink[0] - start) < 6
    assert abs(ink[2] - start - part.length * 3) < 6
