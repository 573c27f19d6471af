import json
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from app import create_app
from endpoint.badge.projects import history
from endpoint.plot import clock
from tests.conftest import settings_for

METRIC = "/api/badge/billing/latency"


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    settings = settings_for(tmp_path, OPEN_WRITES="loopback")
    made = create_app(settings).test_client()
    for value in (3, 5, 4):
        assert made.put(METRIC, json={"value": value, "label": "p95 latency"}).status_code < 300
    return made


def told(client: FlaskClient, query: str = "") -> dict[str, object]:
    answer = client.get(f"{METRIC}/chart.json{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = json.loads(answer.data)
    return found


def test_values_are_a_line_over_time_under_the_metric_s_label(client: FlaskClient) -> None:
    found = told(client)
    assert (found["type"], found["title"]) == ("line", "p95 latency")
    answer = client.get(f"{METRIC}/chart")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_look_is_what_a_query_says(client: FlaskClient) -> None:
    found = told(client, "?type=area&title=Latency")
    assert (found["type"], found["title"]) == ("area", "Latency")
    assert client.get(f"{METRIC}/chart?v=1").headers["X-Ignored-Parameters"] == "v"


@pytest.mark.parametrize(
    ("tail", "mimetype"),
    [("", "image/png"), (".svg", "image/svg+xml"), (".webp", "image/webp"), ("@2x", "image/png")],
)
def test_a_suffix_is_its_format(client: FlaskClient, tail: str, mimetype: str) -> None:
    assert client.get(f"{METRIC}/chart{tail}").mimetype == mimetype
    assert client.get(f"/api/badge/billing/chart{tail}").mimetype == mimetype


def test_a_scale_makes_it_larger(client: FlaskClient) -> None:
    with Image.open(BytesIO(client.get(f"{METRIC}/chart@2x.png?width=100").data)) as picture:
        assert picture.size == (200, 600)


def test_it_is_new_after_a_push_and_nothing_is_read_before(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"If-None-Match": client.get(f"{METRIC}/chart").headers["ETag"]}
    with monkeypatch.context() as patched:
        patched.delattr(history, "values")
        assert client.get(f"{METRIC}/chart", headers=known).status_code == 304
    client.put(METRIC, json={"value": 4})
    assert client.get(f"{METRIC}/chart", headers=known).status_code == 200


def test_a_window_ends_now(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    today = client.get(f"{METRIC}/chart.svg?window=1h").data
    later = clock.now() + 86_400
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(f"{METRIC}/chart.svg?window=1h").data != today
    assert client.get(f"{METRIC}/chart.svg?window=1").status_code == 200


def test_values_are_brought_together(client: FlaskClient) -> None:
    assert client.get(f"{METRIC}/chart?bucket=1h&agg=max&window=1d").status_code == 200
    assert client.get(f"{METRIC}/chart?agg=count").status_code == 200


def test_a_value_that_is_no_number_is_named(client: FlaskClient) -> None:
    client.put(METRIC, json={"value": "v1.2.3"})
    answer = client.get(f"{METRIC}/chart")
    assert answer.status_code == 400
    assert answer.json is not None
    assert (answer.json["parameter"], answer.json["value"]) == ("value", "v1.2.3")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{METRIC}/chart?window=soon", 400),
        (f"{METRIC}/chart?type=cake", 400),
        (f"{METRIC}/chart.gif", 400),
        (f"{METRIC}/chart@9x.svg", 400),
        (f"{METRIC}/chart.svg?format=png", 400),
        ("/api/badge/billing/nope/chart", 404),
        ("/api/badge/nope/chart", 404),
    ],
)
def test_what_is_wrong_is_said(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_private_metrics_are_for_readers(tmp_path: Path) -> None:
    private = create_app(settings_for(tmp_path, PRIVATE="1")).test_client()
    assert private.get(f"{METRIC}/chart").status_code == 401
