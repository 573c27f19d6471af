"""Whatever is asked of a chart, the answer is a picture, a page or a clear no."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app import create_app
from endpoint.plot import PlotType
from tests.conftest import settings_for

KEYS = """
    type width height title theme colors background stacked horizontal numbers legend log min max
    unit x_title y_title bins format scale window bucket agg x y by kind labels names data filename
""".split()  # noqa: SIM905 - a list of words reads best as words
VALUES = r"""
    1 0 -1 8 500 1e308 -1e308 1e-308 nan 1,2,3 3,,_,8 1,2|3|4 1:2,3:4 1:2:3 1,2;3 |, : true false
    dark auto red,#0f0 svg json webp 2 log1.txt t.csv a.log s.jsonl all 1m 1h 10 p95 count in out v
    time access lines si percent 1970-01-01,1970-01-02,1970-01-03 0001-01-01,9999-12-31 導入 %
""".split()  # noqa: SIM905
FILES = {
    "log1.txt": "3\n5\n-2\n8\n1e308\n",
    "t.csv": "time,in,out\n1960-01-01T00:00Z,1,\n2026-11-21T09:01Z,2,-4\n",
    "l.csv": "name,v\na,1\nb,\nc,3\n",
    "s.jsonl": '{"time": 0, "v": 1}\n{"time": 60, "v": null}\n',
    "a.log": '::1 - - [21/Nov/2026:09:00:00 +0000] "GET / HTTP/1.1" 200 5\n',
    "broken.csv": '"a,b\n1\n2,3,4\n',
    "empty": "",
}
texts = st.one_of(st.sampled_from(VALUES), st.text(max_size=12))
queries = st.dictionaries(st.sampled_from(KEYS), texts, max_size=4)
types = st.sampled_from(["", *PlotType])
numbers = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False))


@pytest.fixture(scope="module")
def anyone(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("charts")
    _write(folder / "data")
    service = settings_for(folder / "var", DATA_DIR=str(folder / "data"))
    return create_app(service).test_client()


def _write(folder: Path) -> None:
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_text(content)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=st.sampled_from([*FILES]), type_=types, query=queries)
def test_no_query_of_a_file_ends_in_a_500(
    anyone: FlaskClient, file: str, type_: str, query: dict[str, str]
) -> None:
    told = {"width": "120", "height": "60"} | query | ({"type": type_} if type_ else {})
    assert anyone.get(f"/chart/{file}", query_string=told).status_code < 500


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=texts, type_=types, query=queries)
@example(data="1e308,-1e308", type_="area", query={"format": "svg"})
@example(data="", type_="pie", query={})
def test_no_query_of_data_ends_in_a_500(
    anyone: FlaskClient, data: str, type_: str, query: dict[str, str]
) -> None:
    told = {"width": "120", "height": "60", "data": data} | query
    told |= {"type": type_} if type_ else {}
    assert anyone.get("/chart", query_string=told).status_code < 500


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.lists(st.lists(numbers, max_size=5), max_size=4), type_=types)
def test_no_body_ends_in_a_500(
    anyone: FlaskClient, data: list[list[float | None]], type_: str
) -> None:
    body = {"data": data, "width": 120, "height": 60} | ({"type": type_} if type_ else {})
    assert anyone.post("/chart", json=body).status_code < 500
