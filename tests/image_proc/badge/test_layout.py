import json
from pathlib import Path
from typing import Any

import pytest

from image_proc.badge.layout import Content, Layout, lay_out
from image_proc.badge.style import Style

CASES = json.loads(Path(__file__).with_name("badge_maker_cases.json").read_text(encoding="utf-8"))


def lay(
    style: str, label: str, message: str, *, colored: bool = False, logo: bool = False
) -> Layout:
    return lay_out(
        Content(Style(style), label.strip(), (message.strip(),), colored, 14 if logo else 0)
    )


@pytest.mark.parametrize(
    ("label", "message", "style", "width"),
    [
        ("build", "passing", "flat", 88),
        ("build", "passing", "for-the-badge", 145),
        ("build", "passing", "social", 93),
    ],
)
def test_known_widths(label: str, message: str, style: str, width: float) -> None:
    assert lay(style, label, message).width == width


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, case[:5])))
def test_geometry_is_badge_makers(case: list[Any]) -> None:
    style, label, message, colored, logo, width, texts = case
    layout = lay(style, label, message, colored=colored, logo=logo)
    drawn = [[part.center * 10, part.length * 10] for part in layout.parts if part.text]
    assert (layout.width, drawn) == (width, texts)
