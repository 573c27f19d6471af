from itertools import product

import pytest

from image_proc.badge.paint import ON_BRIGHT, ON_DARK, ground_colors, social_paint, text_paint
from image_proc.badge.spec import BadgeSpec
from image_proc.badge.style import Style
from image_proc.color import BADGE_COLORS, Color, contrast, parse_color
from image_proc.fields import Theme


@pytest.mark.parametrize(
    ("ground", "is_bright"),
    [
        ("#555", False),
        ("#4b0", False),
        ("#d8b800", False),
        ("#afafaf", False),
        ("#b2b2b2", True),
        ("#fff", True),
        ("lime", True),
        ("springgreen", True),
        ("#0000", True),
        ("#00000080", False),
        ("#0000001a", True),
    ],
)
def test_text_turns_dark_on_bright_grounds(ground: str, is_bright: bool) -> None:
    assert text_paint(parse_color(ground)) == (ON_BRIGHT if is_bright else ON_DARK)


def test_the_text_is_never_the_color_that_cannot_be_read() -> None:
    """Measured over the whole cube; the white text's shadow adds to it."""
    steps = range(0, 256, 15)
    for red, green, blue in product(steps, steps, steps):
        ground = Color(red, green, blue)
        paint = text_paint(ground)
        assert contrast(paint.fill, ground) >= (4.7 if paint is ON_BRIGHT else 1.7)


@pytest.mark.parametrize("name", sorted(BADGE_COLORS))
def test_text_on_a_badge_color_with_its_shadow_can_be_read(name: str) -> None:
    ground = BADGE_COLORS[name]
    assert contrast(text_paint(ground).fill, ground) >= 1.9
    assert contrast(text_paint(ground).fill, text_paint(ground).shadow) >= 4.5


@pytest.mark.parametrize("theme", Theme)
def test_social_text_meets_aa(theme: Theme) -> None:
    paint = social_paint(theme)
    assert contrast(paint.text, paint.label) >= 7
    assert contrast(paint.text, paint.message) >= 7


@pytest.mark.parametrize(
    ("fields", "colors"),
    [
        ({"label": "a"}, ["#555555", "#ff0000"]),
        ({"label": "a", "theme": "dark"}, ["#3d444d", "#ff0000"]),
        ({"label": "a", "theme": "auto"}, ["#555555", "#ff0000"]),
        ({"label": "a", "label_color": "blue", "theme": "dark"}, ["#007ec6", "#ff0000"]),
        ({}, ["#ff0000"]),
        ({"label_color": "blue"}, ["#007ec6", "#ff0000"]),
        ({"more": [("b", "green")]}, ["#ff0000", "#67ac09"]),
        ({"trend": (1, 2)}, ["#ff0000", "#d90000"]),
        ({"label": "a", "trend": (1, 2)}, ["#555555", "#ff0000", "#d90000"]),
        ({"more": [("b", "green")], "trend": (1, 2)}, ["#ff0000", "#67ac09", "#589208"]),
    ],
)
def test_each_part_has_its_ground(fields: dict[str, object], colors: list[str]) -> None:
    spec = BadgeSpec.model_validate({"message": "m", "color": "#f00", **fields})
    assert [color.hex for color in ground_colors(spec)] == colors


@pytest.mark.parametrize("fields", [{}, {"more": [("b", "green")]}, {"trend": (1, 2)}])
@pytest.mark.parametrize("label_color", [None, "blue"])
@pytest.mark.parametrize("logo", [None, "python"])
@pytest.mark.parametrize("label", ["", "a"])
@pytest.mark.parametrize("style", sorted(set(Style) - {Style.SOCIAL}))
def test_there_are_as_many_grounds_as_parts(
    style: str, label: str, logo: str | None, label_color: str | None, fields: dict[str, object]
) -> None:
    """Each style decides for itself whether a label without words is drawn."""
    words = {"message": "m", "label": label, "label_color": label_color, "logo": logo}
    spec = BadgeSpec.model_validate({"style": style, **words, **fields})
    assert len(ground_colors(spec)) == len(spec.layout.parts)
