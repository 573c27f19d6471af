"""Addresses from Google's own documentation and gallery, and what is drawn of them."""

from typing import Any
from urllib.parse import parse_qsl

import pytest

from endpoint.chart.drawn import Drawn
from endpoint.chart.google import read_google
from image_proc.chart import Axis, ChartSpec, ChartType, Legend, Series, Unit
from image_proc.color import parse_color
from image_proc.limits import Limits
from image_proc.qr import QrSpec
from image_proc.spec import Format


def drawn(query: str) -> Drawn:
    return read_google(dict(parse_qsl(query, keep_blank_values=True)), Limits())


def spec_of(query: str) -> ChartSpec:
    spec = drawn(f"chs=200x125&{query}").spec
    assert isinstance(spec, ChartSpec)
    return spec


def only(query: str) -> Series:
    (series,) = spec_of(query).series
    return series


def test_the_first_chart_of_google_s_documentation() -> None:
    found = drawn("cht=p3&chs=250x100&chd=t:60,40&chl=Hello|World")
    spec = found.spec
    assert isinstance(spec, ChartSpec)
    assert (spec.type, spec.width, spec.height, spec.format) == ("pie", 250, 100, Format.PNG)
    assert (spec.series[0].values, spec.labels) == ((60, 40), ("Hello", "World"))
    # Ours is flat.
    assert found.ignored == ("cht",)


@pytest.mark.parametrize(
    ("query", "type_", "stacked", "horizontal"),
    [
        ("cht=bvg", "bar", False, False),
        ("cht=bvs", "bar", True, False),
        ("cht=bhg", "bar", False, True),
        ("cht=bhs", "bar", True, True),
        ("cht=lc", "line", False, False),
        ("cht=ls", "line", False, False),
        ("cht=r", "radar", False, False),
        ("cht=pc", "doughnut", False, False),
        ("cht=gom", "gauge", False, False),
    ],
)
def test_types(query: str, type_: str, stacked: bool, horizontal: bool) -> None:
    spec = spec_of(f"{query}&chd=t:1,2")
    assert (spec.type, spec.stacked, spec.horizontal) == (type_, stacked, horizontal)


@pytest.mark.parametrize(
    ("data", "values", "high"),
    [
        ("t:10,5.5,_,-1,200", (10, 5.5, None, None, 100), 100),
        ("t:-5,30&chds=-10,50", (-5, 30), 50),
        ("s:Aa9_", (0, 26, 61, None), 61),
        ("e:AA..__BA-9", (0, 4095, None, 64, 62 * 64 + 61), 4095),
        ("a:5000,-3,_", (5000, -3, None), None),
        ("t:5000,2&chds=a", (5000, 2), None),
    ],
)
def test_data(data: str, values: tuple[float | None, ...], high: float | None) -> None:
    spec = spec_of(f"cht=lc&chd={data}")
    assert spec.series[0].values == values
    assert spec.y.high == high


def test_series_with_ranges_of_their_own_share_an_axis() -> None:
    spec = spec_of("cht=lc&chd=t:0,50,100|10,20,30&chds=0,100,10,30")
    assert [each.values for each in spec.series] == [(0, 50, 100), (0, 50, 100)]
    assert (spec.y.low, spec.y.high) == (0, 100)


def test_series_behind_the_shown_ones_are_for_marks_alone() -> None:
    assert len(spec_of("cht=lc&chd=t1:1,2|3,4").series) == 1


def test_axes_are_not_bound_to_the_data() -> None:
    spec = spec_of("cht=lc&chd=s:helloWorld&chxt=x,y&chxl=0:|Mar|Apr|May|1:||50+Kb")
    assert (spec.x.low, spec.x.high, spec.x.labels) == (0, 9, ("Mar", "Apr", "May"))
    assert (spec.y.low, spec.y.high, spec.y.labels) == (0, 61, ("", "50 Kb"))
    spec = spec_of("cht=lc&chd=s:AZ9&chxt=y&chxr=0,0,500,100")
    assert (spec.y.shown, spec.y.marks) == ((0, 500), (0, 100, 200, 300, 400, 500))
    assert spec.x.visible is False
    assert spec_of("cht=lc&chd=s:AZ9&chxt=y").y.shown == (0, 100)


def test_labels_stand_where_they_are_told() -> None:
    spec = spec_of("cht=lc&chd=s:AZ9&chxt=y&chxl=0:|min|mid&chxp=0,10,50")
    assert spec.y.labels == ("min", "mid")
    assert spec.y.marks == pytest.approx((6.1, 30.5))
    assert spec_of("cht=lc&chd=t:1&chxt=y&chxp=0,10,35").y.marks == (10, 35)


def test_as_many_labels_as_values_belong_to_these() -> None:
    assert spec_of("cht=lc&chd=t:1,2&chxt=x&chxl=0:|a|b").labels == ("a", "b")
    assert spec_of("cht=bvg&chd=t:1,2,3&chxt=x&chxl=0:|a|b|").labels == ("a", "b", "")
    # Google lists them upwards.
    assert spec_of("cht=bhg&chd=t:1,2&chxt=y&chxl=0:|a|b").labels == ("b", "a")
    assert spec_of("cht=bvg&chd=t:1,2,3&chxt=x&chxr=0,2000,2002").labels == ("2000", "2001", "2002")


def test_a_second_axis_with_one_text_is_a_title() -> None:
    spec = spec_of("cht=bvg&chd=t:1,2&chxt=x,y,x&chxl=2:|Months&chxp=2,50")
    assert spec.x.title == "Months"


def test_an_axis_at_the_right_needs_a_series() -> None:
    alone = spec_of("cht=lc&chd=t:1,2&chxt=x,r&chxr=1,0,9")
    assert (alone.series[0].axis, alone.right) == (
        "right",
        Axis(low=0, high=100, shown=(0, 9), grid=False),
    )
    both = spec_of("cht=lc&chd=t:1,2|3,4&chxt=y,r")
    assert [each.axis for each in both.series] == ["left", "right"]
    assert drawn("chs=99x99&cht=lc&chd=t:1,2&chxt=y,r").ignored == ("chxt",)


def test_lines_and_dots_with_places() -> None:
    spec = spec_of("cht=lxy&chd=t:10,20|30,40|-1|5,10,15")
    assert [(each.places, each.values) for each in spec.series] == [
        ((10, 20), (30, 40)),
        ((0, 50, 100), (5, 10, 15)),
    ]
    dots = spec_of("cht=s&chd=t:12,87|98,60&chds=0,100,0,200")
    assert (dots.type, dots.series[0].places, dots.y.high) == ("scatter", (12, 87), 200)
    sized = spec_of("cht=s&chd=t:12,87|98,60|50,100")
    assert (sized.type, sized.series[0].sizes) == (ChartType.BUBBLE, (4, 8))


def test_a_radar_is_closed_by_itself() -> None:
    spec = spec_of("cht=rs&chd=t:77,66,15,77&chxt=x&chxl=0:|a|b|c")
    assert (spec.series[0].values, spec.labels) == ((77, 66, 15), ("a", "b", "c"))
    assert spec.series[0].tension > 0


def test_colors() -> None:
    pair = spec_of("cht=bvs&chd=t:1|2&chco=4d89f9,c6d9fd80").series
    assert [each.color for each in pair] == [parse_color("4d89f9"), parse_color("c6d9fd80")]
    red, lime = parse_color("f00"), parse_color("0f0")
    assert only("cht=bvg&chd=t:1,2&chco=FF0000|00FF00").colors == (red, lime)
    assert spec_of("cht=p&chd=t:1,2&chco=FF0000|00FF00").colors == (red, lime)
    faded = spec_of("cht=p&chd=t:1,2,3&chco=FF0000,0000FF").colors
    assert faded == (red, parse_color("#800080"), parse_color("#00f"))
    assert spec_of("cht=p&chd=t:1,2&chco=FF0000").colors[0] == red


def test_lines_fills_marks_and_ground() -> None:
    query = "cht=lc&chd=t:1,2|3,4&chls=3,6,3|1&chm=B,C5D4B5BB,0,0,0|o,0066FF,1,-1,8|N,000,0,-1,11"
    spec = spec_of(f"{query}&chf=bg,s,EFEFEF&chg=0,20")
    first, second = spec.series
    assert (first.line_width, first.dashes, first.fill) == (3, (6, 3), parse_color("C5D4B5BB"))
    assert (second.line_width, second.radius) == (1, 4)
    assert (spec.numbers, spec.background) == (True, parse_color("efefef"))
    assert (spec.x.grid, spec.y.grid) == (False, True)


def test_words() -> None:
    spec = spec_of("cht=lc&chd=t:1|2&chtt=Site+visitors|by+month&chdl=a|b&chdlp=bv")
    assert (spec.title, spec.legend) == ("Site visitors by month", Legend.BOTTOM)
    assert [each.name for each in spec.series] == ["a", "b"]
    assert spec_of("cht=lc&chd=t:1").legend is Legend.NONE
    assert spec_of("cht=p&chd=t:1,2&chdl=a|b&chl=10%25|20%25").labels == ("a 10%", "b 20%")


def test_forms_of_numbers() -> None:
    y = spec_of("cht=lc&chd=t:1&chxt=y&chxs=0N*cUSD2*K").y
    assert (y.prefix, y.suffix) == ("$", "K")
    assert spec_of("cht=lc&chd=t:1&chxt=y&chxs=0N*p0*").y.unit is Unit.PERCENT


def test_a_gauge_has_zones() -> None:
    spec = spec_of("cht=gom&chd=t:70&chl=Hello&chco=FF0000,FFFF00,00FF00")
    assert (spec.series[0].values, spec.labels, spec.y.high) == ((70,), ("Hello",), 100)
    assert len(spec.series[0].colors) == 3


def test_formats_and_pixels() -> None:
    spec = spec_of("cht=lc&chd=t:1&chof=.svg&icretina=1")
    assert (spec.format, spec.scale) == (Format.SVG, 2)


def test_qr_codes() -> None:
    found = drawn("cht=qr&chs=150x170&chl=Hello+world&choe=UTF-8&chld=H|2")
    spec = found.spec
    assert isinstance(spec, QrSpec)
    assert (spec.text, spec.size, spec.ecc, spec.margin) == ("Hello world", 150, "H", 2)
    assert found.ignored == ("chs",)


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("chbh=a", ()),
        ("chan=1&_=123", ()),
        ("chbh=20,4", ("chbh",)),
        ("chts=FF0000,20", ("chts",)),
        ("chma=10,10,10,10", ("chma",)),
        ("chf=c,lg,45,FFFFFF,0,76A4FB,0.75", ("chf",)),
        ("chm=D,4D89F9,0,0,5", ("chm",)),
        ("chxt=y&chxs=0,676767,12", ("chxs",)),
        ("chem=y;s=cm_size&chp=0.5", ("chem", "chp")),
    ],
)
def test_what_nothing_follows_from_is_named(query: str, ignored: tuple[Any, ...]) -> None:
    assert drawn(f"cht=bvg&chs=99x99&chd=t:1,2&{query}").ignored == ignored
