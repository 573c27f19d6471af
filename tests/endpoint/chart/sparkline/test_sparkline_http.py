"""Sparklines over HTTP: what is accepted, what is refused, and that nothing ends in a 500."""

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from werkzeug.datastructures import MultiDict

from app import create_app
from config import ROOT
from endpoint.chart.sparkline.params import NAMES, read_sparkline
from endpoint.respond import IMMUTABLE
from image_proc.chart.sparkline import Mark, SparklineSpec, SparklineType
from image_proc.color import Color
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from tests.conftest import settings_for

PROGRAM = {"Accept": "application/json"}
TEAL = Color(0, 128, 128)


@pytest.fixture(scope="module")
def anyone(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """One app for all: nothing here is remembered."""
    return create_app(settings_for(tmp_path_factory.mktemp("sparklines"))).test_client()


def read(anyone: FlaskClient, query: dict[str, str], tail: str = "") -> SparklineSpec:
    with anyone.application.test_request_context():
        return read_sparkline(tail, MultiDict({"data": "3,5,2,8"} | query), Limits())


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ({"data": "1"}, "values", (1,)),
        ({"data": "1, -2.5,+3,1e3,.5"}, "values", (1, -2.5, 3, 1000, 0.5)),
        ({"data": "1,,2,_,null,3,"}, "values", (1, None, 2, None, None, 3, None)),
        ({"type": "whisker"}, "type", SparklineType.WHISKER),
        ({"width": "160"}, "width", 160),
        ({"w": "160"}, "width", 160),
        ({"h": "40"}, "height", 40),
        ({"mark": "max, min"}, "mark", (Mark.MIN, Mark.MAX)),
        ({"mark": "none"}, "mark", ()),
        ({"mark": ""}, "mark", ()),
        ({"mark_color": "teal"}, "mark_color", TEAL),
        ({"limits": "-5,5"}, "limits", (-5, 5)),
        ({"limits": "0, 1e6"}, "limits", (0, 1e6)),
        ({"color": "teal"}, "line", TEAL),
        ({"fill": "008080"}, "area", TEAL),
        ({"negative": "rgb(0 128 128)"}, "negative", TEAL),
        ({"line_width": "2.5"}, "line_width", 2.5),
        ({"format": "webp"}, "format", "webp"),
        ({"scale": "1.5"}, "scale", 1.5),
        ({"dpr": "2"}, "scale", 2),
    ],
)
def test_each_parameter_says_something(
    anyone: FlaskClient, query: dict[str, str], field: str, value: object
) -> None:
    assert getattr(read(anyone, query), field) == value


@pytest.mark.parametrize("name", ["data", "values", "d"])
def test_values_have_several_names(anyone: FlaskClient, name: str) -> None:
    spec = anyone.get(f"/sparkline?{name}=3,5")
    assert spec.status_code == 200
    assert b"2 values from 3 to 5" in spec.data


@pytest.mark.parametrize(
    ("path", "mimetype", "size"),
    [
        ("/sparkline?data=1,2", "image/svg+xml", None),
        ("/sparkline.svg?data=1,2", "image/svg+xml", None),
        ("/sparkline.png?data=1,2", "image/png", (100, 20)),
        ("/sparkline@2x.PNG?data=1,2", "image/png", (200, 40)),
        ("/sparkline@1.5x.webp?data=1,2&w=60", "image/webp", (90, 30)),
        ("/sparkline@2x?data=1,2&format=png", "image/png", (200, 40)),
        ("/sparkline?data=1,2&format=png&scale=3&h=10", "image/png", (300, 30)),
    ],
)
def test_path_and_query_name_a_format_and_a_scale(
    anyone: FlaskClient, path: str, mimetype: str, size: tuple[int, int] | None
) -> None:
    response = anyone.get(path)
    assert (response.status_code, response.mimetype) == (200, mimetype)
    assert response.headers["Cache-Control"] == IMMUTABLE
    if size:
        with Image.open(BytesIO(response.data)) as image:
            assert image.size == size


@pytest.mark.parametrize(
    ("query", "tail", "parameter", "value", "accepted"),
    [
        ({"data": ""}, "", "data", "", "numbers separated by commas"),
        ({"data": ",_"}, "", "data", ",_", "at least one number"),
        ({"data": "1,x,2"}, "", "data", "x", "numbers separated by commas"),
        ({"data": "1,nan"}, "", "data", "nan", "numbers separated by commas"),
        ({"data": "1,1e999"}, "", "data", "1e999", "numbers separated by commas"),
        ({"data": "1,1_0"}, "", "data", "1_0", "numbers separated by commas"),
        ({"data": "1|2"}, "", "data", "1|2", "numbers separated by commas"),
        ({"data": "1," * 100_000}, "", "data", None, "at most 100000 numbers"),
        ({"type": "pie"}, "", "type", "pie", "'line', 'area'"),
        ({"width": "7"}, "", "width", "7", "8 to 4096 px"),
        ({"width": "5.0"}, "", "width", "5.0", "a whole number of px"),
        ({"h": "99999"}, "", "h", "99999", "8 to 4096 px"),
        ({"mark": "min,middle"}, "", "mark", "middle", "first, last, min, max"),
        ({"mark_color": "nocolour"}, "", "mark_color", "nocolour", "a CSS colour name"),
        ({"limits": "5"}, "", "limits", "5", "two numbers, the lower one first"),
        ({"limits": "5,1"}, "", "limits", "5,1", "two numbers, the lower one first"),
        ({"limits": "1,2,3"}, "", "limits", "1,2,3", "two numbers, the lower one first"),
        ({"color": "nocolour"}, "", "color", "nocolour", "a CSS colour name"),
        ({"fill": "nocolour"}, "", "fill", "nocolour", "a CSS colour name"),
        ({"line_width": "0.4"}, "", "line_width", "0.4", "0.5 to 8 px"),
        ({"line_width": "1e0"}, "", "line_width", "1e0", "0.5 to 8 px"),
        ({"scale": "5"}, "", "scale", "5", "1 to 4"),
        ({"format": "gif"}, "", "format", "gif", "svg, png or webp"),
        ({}, ".json", "format", "json", "svg, png or webp"),
        ({}, ".gif", "format", ".gif", ".svg, .png or .webp"),
        ({}, "@x", "format", "@x", "behind @2x"),
        ({}, "@9x", "scale", "9", "1 to 4"),
        ({"dpr": "3"}, "@2x", "dpr", "3", "what the path says, 2"),
        ({"format": "svg"}, ".png", "format", "svg", "what the path says, png"),
    ],
)
def test_what_is_wrong_is_named(  # noqa: PLR0913, PLR0917 - a table
    anyone: FlaskClient,
    query: dict[str, str],
    tail: str,
    parameter: str,
    value: str | None,
    accepted: str,
) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        read(anyone, query, tail)
    assert refusal.value.name == parameter
    assert value is None or refusal.value.value == value
    assert accepted in refusal.value.accepted


def test_a_refusal_is_a_problem_or_a_picture(anyone: FlaskClient) -> None:
    problem = anyone.get("/sparkline?data=1,x", headers=PROGRAM)
    assert (problem.status_code, problem.mimetype) == (400, "application/problem+json")
    assert problem.get_json()["parameter"] == "data"
    assert anyone.get("/sparkline.png").mimetype == "image/png"


def test_what_nobody_knows_is_named(anyone: FlaskClient) -> None:
    response = anyone.get("/sparkline?data=1,2&v=3&data_=1")
    assert response.headers["X-Ignored-Parameters"] == "v, data_"


def test_who_has_it_gets_a_304(anyone: FlaskClient) -> None:
    first = anyone.get("/sparkline?data=1,2&mark=max,min")
    again = anyone.get(
        "/sparkline.svg?d=1.0,2&mark=min,max", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/sparklines", "/sparkline/", "/sparkline/x"])
def test_what_only_looks_like_one_is_none(anyone: FlaskClient, path: str) -> None:
    assert anyone.get(f"{path}?data=1,2", headers=PROGRAM).status_code == 404


def test_the_documentation_names_all_of_it() -> None:
    text = (ROOT / "docs" / "charts.md").read_text(encoding="utf-8")
    section = text.split("## Sparklines")[1].split("\n## ")[0]
    assert [name for name in NAMES if not re.search(rf"`{name}`", section)] == []
    assert [type_ for type_ in SparklineType if f"`{type_}`" not in section] == []


queries = st.dictionaries(
    st.sampled_from(sorted(NAMES)),
    st.one_of(
        st.sampled_from(
            "1 0 -1 8 2,1 1,2 1e308,-1e308 5,,_,3 min,max bar smooth whisker red png none @".split()  # noqa: SIM905 - words
        ),
        st.lists(st.floats().map(str), max_size=9).map(",".join),
        st.text(max_size=8),
    ),
    max_size=5,
)
tails = st.one_of(st.sampled_from(["", ".png", "@2x.webp"]), st.text("@.xpng2", max_size=6))


@settings(max_examples=120)
@given(query=queries, tail=tails)
def test_no_query_ends_in_a_500(anyone: FlaskClient, query: dict[str, str], tail: str) -> None:
    told = {"data": "3,-5,,8"} | query
    response = anyone.get(f"/sparkline{tail}", query_string=told, headers=PROGRAM)
    assert response.status_code in (200, 400, 404)
