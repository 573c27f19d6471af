"""What no chart could show is refused before it takes time or memory."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from image_proc.chart.fields import MOST_VALUES
from image_proc.chart.spec import ChartSpec
from image_proc.limits import SMALL
from tests.endpoint.chart.conftest import Charts


@pytest.fixture
def client(charts: Charts) -> FlaskClient:
    return charts()


@pytest.mark.parametrize(
    ("body", "accepted"),
    [
        ({"type": "boxplot", "series": [{"samples": [[]] * 1001}]}, "1000"),
        ({"type": "boxplot", "series": [{"samples": [[1]] * 600}] * 2}, "at most 1000 boxes"),
        ({"data": [[]] * 65}, "64"),
        ({"series": [{}] * 65}, "64"),
        ({"data": [1], "labels": ["a"] * 100_001}, "100000"),
        ({"data": [None] * 100_001}, "100000"),
        (
            {"type": "bubble", "series": [{"values": [1], "x": [1], "sizes": [1e308]}]},
            "less than or equal to 1000",
        ),
        (
            {"type": "bubble", "series": [{"values": [1], "x": [1], "sizes": [-1]}]},
            "greater than or equal to 0",
        ),
    ],
)
def test_more_than_a_chart_holds_is_refused(
    client: FlaskClient, body: dict[str, object], accepted: str
) -> None:
    answer = client.post("/chart", json=body)
    assert answer.status_code == 400
    assert accepted in answer.get_json()["detail"]


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/chart?type=pie&data=5,-2", "data"),
        ("/chart?type=polar&data=5,-2", "data"),
        ("/chart/log.txt?type=doughnut", "y"),
        ("/chart?c={type:'pie',data:{datasets:[{data:[5,-2]}]}}", "data.datasets"),
    ],
)
def test_a_value_that_no_slice_shows_is_named_with_its_parameter(
    charts: Charts, data_dir: Path, address: str, parameter: str
) -> None:
    data_dir.joinpath("log.txt").write_text("5\n-2\n")
    answer = charts().get(address)
    said = answer.get_json()
    assert answer.status_code == 400
    assert (said["parameter"], said["value"]) == (parameter, "-2")
    assert said["accepted"].startswith("values of 0 or more in a ")


def test_a_value_that_no_slice_shows_is_named_in_a_body_too(client: FlaskClient) -> None:
    said = client.post("/chart", json={"type": "pie", "data": [5, -2]}).get_json()
    assert (said["parameter"], said["value"]) == ("data", "-2")


def test_a_body_of_more_lists_than_a_chart_has_is_refused_unread(client: FlaskClient) -> None:
    body = '{"data": [' + ",".join(["[]"] * 120_000) + "]}"
    answer = client.post("/chart", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.get_json()["accepted"] == "at most 120000"


@pytest.mark.parametrize("radius", ["1e308", "-1", "1001"])
def test_a_disc_in_an_address_has_a_radius_that_can_be_drawn(
    client: FlaskClient, radius: str
) -> None:
    answer = client.get(f"/chart?type=bubble&data=1:2:{radius},2:3:4")
    assert answer.status_code == 400
    assert answer.get_json()["accepted"] == "a radius of 0 to 1000 px"


def test_a_disc_of_quickchart_has_a_radius_that_can_be_drawn(client: FlaskClient) -> None:
    point = {"x": 1, "y": 2, "r": 1e308}
    config = {"type": "bubble", "data": {"datasets": [{"data": [point]}]}}
    answer = client.get("/chart", query_string={"c": json.dumps(config)})
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == "data.datasets[0].data[0].r"


@pytest.mark.parametrize("data", ["1e308,-1e308", "1,1.7e308", "1e-300,1e308"])
@pytest.mark.parametrize("unit", ["percent", "bytes", "seconds", "si"])
def test_numbers_too_large_for_their_unit_are_written_without_it(
    client: FlaskClient, data: str, unit: str
) -> None:
    answer = client.get(f"/chart?type=line&data={data}&unit={unit}&format=svg")
    assert answer.status_code == 200
    assert "inf" not in answer.text


def test_a_list_where_one_value_is_wanted_is_refused(client: FlaskClient) -> None:
    config = {"type": "bar", "data": {"datasets": [{"data": [1]}]}}
    answer = client.post("/chart", json={"c": config, "backgroundColor": [5, 1]})
    assert answer.status_code == 400


def test_a_chart_of_many_values_waits_for_its_turn_as_a_large_picture_does() -> None:
    many: list[dict[str, object]] = [{"values": (1.0,) * MOST_VALUES}]
    for format_ in ("png", "svg", "json"):
        told = {"series": many, "format": format_, "width": 100, "height": 60}
        assert ChartSpec.model_validate(told).pixels > SMALL
    few = {"series": [{"values": (1.0,) * 100}]}
    assert ChartSpec.model_validate(few).pixels < SMALL
