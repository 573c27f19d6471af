from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.badge.thresholds import Step, Thresholds
from image_proc.badge.values import ValueFormat

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
COVERAGE = "50:red,80:yellow,100:green"


@pytest.mark.parametrize(
    ("thresholds", "value", "color"),
    [
        (COVERAGE, "-1", "red"),
        (COVERAGE, "49.99", "red"),
        (COVERAGE, "50", "yellow"),
        (COVERAGE, "79.9%", "yellow"),
        (COVERAGE, "80", "green"),
        (COVERAGE, "100", "green"),
        (COVERAGE, "1000", "green"),
        ("80:yellow,100:green,brightgreen", "99.9", "green"),
        ("80:yellow,100:green,brightgreen", "100", "brightgreen"),
        ("-5:blue,0.5:rgb(1,2,3),#f00", "-6", "blue"),
        ("-5:blue,0.5:rgb(1,2,3),#f00", "0", "rgb(1,2,3)"),
        ("-5:blue,0.5:rgb(1,2,3),#f00", "1,000", "#f00"),
        ("coverage", "0", "red"),
        ("coverage", "79.9", "yellow"),
        ("coverage", "80%", "yellowgreen"),
        ("coverage", "90", "green"),
        ("coverage", "99.9", "green"),
        ("coverage", "100", "brightgreen"),
        ("downloads", "0", "red"),
        ("downloads", "9", "yellow"),
        ("downloads", "10", "yellowgreen"),
        ("downloads", "100", "green"),
        ("downloads", "1,000", "brightgreen"),
        ("version", "0.9.1", "orange"),
        ("version", "v0.1", "orange"),
        ("version", "2.0.0-rc.1", "orange"),
        ("version", "3.0-SNAPSHOT", "orange"),
        ("version", "1.0", "blue"),
        ("version", "v12", "blue"),
        ("age", "6", "brightgreen"),
        ("age", "2026-11-20", "brightgreen"),
        ("age", "2026-11-14T11:00Z", "green"),
        ("age", "30", "yellowgreen"),
        ("age", "364", "yellow"),
        ("age", "365", "orange"),
        ("age", "2020-01-01", "red"),
    ],
)
def test_a_value_has_the_color_of_the_first_step_it_does_not_reach(
    thresholds: str, value: str, color: str
) -> None:
    assert Thresholds.parse(thresholds).color(value, None, NOW) == color


@pytest.mark.parametrize("format_", [ValueFormat.DATE, ValueFormat.RELATIVE])
def test_of_a_date_the_age_in_days_is_compared(format_: ValueFormat) -> None:
    thresholds = Thresholds.parse("7:green,30:yellow,red")
    assert thresholds.color("2026-11-15", format_, NOW) == "green"
    assert thresholds.color("2026-11-14", format_, NOW) == "yellow"
    assert thresholds.color("2026-01-01", format_, NOW) == "red"


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("50:red", Thresholds((Step(Decimal(50), "red"),))),
        ("-1.5:red,blue", Thresholds((Step(Decimal("-1.5"), "red"), Step(None, "blue")))),
        (
            "1:rgb(1,2,3),2:hsl(9 9% 9%)",
            Thresholds((Step(Decimal(1), "rgb(1,2,3)"), Step(Decimal(2), "hsl(9 9% 9%)"))),
        ),
        ("age", Thresholds(rule="age")),
    ],
)
def test_read_and_written_are_the_same(text: str, parsed: Thresholds) -> None:
    assert Thresholds.parse(text) == parsed
    assert str(parsed) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "red",
        "50",
        "50:",
        ":red",
        "50:red,",
        "50:red,50:blue",
        "80:red,50:blue",
        "red,50:blue",
        "50:notacolour",
        "x:red",
        "1e3:red",
        "50:red:blue",
        "50:rgb(1,2",
        "Coverage",
        ",".join(f"{step}:red" for step in range(17)),
    ],
)
def test_what_is_no_list_of_steps_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"steps such as|a badge colour|items between|brackets"):
        Thresholds.parse(text)


steps = st.lists(
    st.decimals(-1_000_000, 1_000_000, places=2), min_size=1, max_size=15, unique=True
).map(sorted)
colors = st.sampled_from(["red", "#4c1", "rgb(1,2,3)", "brightgreen", "hsl(9 9% 9% / 50%)"])


@given(steps, st.data(), st.booleans())
def test_every_list_round_trips(numbers: list[Decimal], data: st.DataObject, rest: bool) -> None:
    found = [Step(number, data.draw(colors)) for number in numbers]
    thresholds = Thresholds((*found, Step(None, "blue")) if rest else tuple(found))
    assert Thresholds.parse(str(thresholds)) == thresholds


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ValueError):
        thresholds = Thresholds.parse(text)
        assert Thresholds.parse(str(thresholds)) == thresholds
