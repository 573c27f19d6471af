"""Short addresses: a chart is kept once, drawn again with what an address says anew, forgotten."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from db import db
from endpoint.auth import Scope, tokens
from endpoint.chart.models import LARGEST_CHART, ChartRow
from tests.conftest import settings_for

Create = Callable[..., Any]
BARS = {"type": "bar", "data": {"labels": ["a", "b"], "datasets": [{"data": [1, 2.5]}]}}
SPELT = "{type: 'bar', data: {labels: ['a', 'b'], datasets: [{data: [1, 2.5]}]}}"


@pytest.fixture
def service(tmp_path: Path) -> Flask:
    return create_app(settings_for(tmp_path))


@pytest.fixture
def client(service: Flask) -> FlaskClient:
    return service.test_client()


@pytest.fixture
def token(service: Flask) -> dict[str, str]:
    with service.app_context():
        minted = tokens.create("tester", [Scope.parse("upload")])
    return {"Authorization": f"Bearer {minted.text}"}


@pytest.fixture
def create(client: FlaskClient, token: dict[str, str]) -> Create:
    def send(**body: object) -> Any:
        return client.post("/chart/create", json=body, headers=token)

    return send


def path_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.text
    assert answer.json["success"] is True
    return str(answer.json["url"].removeprefix("http://localhost"))


def test_a_chart_is_kept_once_however_it_is_spelt(create: Create, service: Flask) -> None:
    paths = {path_of(create(chart=each, width=200)) for each in (BARS, SPELT)}
    paths.add(path_of(create(c=SPELT, w="200")))
    assert len(paths) == 1
    assert path_of(create(chart=BARS, width=201)) not in paths
    with service.app_context():
        assert db.session.query(ChartRow).count() == 2


def test_a_kept_chart_is_drawn_for_anybody_and_for_ever(
    create: Create, client: FlaskClient
) -> None:
    answer = client.get(path_of(create(chart=BARS, width=200, format="svg")))
    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    assert "immutable" in answer.headers["Cache-Control"]
    assert 'width="200"' in answer.text


def test_an_address_says_what_is_new(create: Create, client: FlaskClient) -> None:
    path = path_of(create(chart=BARS, format="svg"))
    query = {"title": "Anew", "labels": "x,y,z", "data1": "7,null,9", "label1": "seven", "h": 120}
    answer = client.get(path, query_string=query)
    assert answer.status_code == 200
    for said in ("Anew", "seven", "z", 'height="120"'):
        assert said in answer.text
    assert "X-Ignored-Parameters" not in answer.headers


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("data1=1,x", "data1[1]"),
        ("data5=1", "data5"),
        ("width=0", "width"),
        ("backgroundColor1=nocolour", "data.datasets[0].backgroundColor"),
    ],
)
def test_what_is_new_and_wrong_is_named(
    create: Create, client: FlaskClient, query: str, name: str
) -> None:
    answer = client.get(f"{path_of(create(chart=BARS))}?{query}")
    assert answer.status_code == 400
    assert f"{name}: " in answer.text


def test_another_service_s_id_is_not_found(client: FlaskClient) -> None:
    for name in ("zf-3d2f-5a0b", "a" * 26, "a" * 2000, "é" * 26):
        assert client.get(f"/chart/render/{name}").status_code == 404


def test_what_cannot_be_drawn_is_not_kept(create: Create, service: Flask) -> None:
    assert create(chart="{type: function(){}}").status_code == 400
    assert create(chart={"type": "sunburst"}).status_code == 400
    assert create(width=3).status_code == 400
    long = {**BARS, "note": "x" * LARGEST_CHART}
    assert create(chart=long).status_code == 400
    assert create(chart="x" * (2 * LARGEST_CHART)).status_code == 413
    with service.app_context():
        assert db.session.query(ChartRow).count() == 0


def test_to_keep_and_to_forget_needs_a_token(
    create: Create, client: FlaskClient, token: dict[str, str]
) -> None:
    assert client.post("/chart/create", json={"chart": BARS}).status_code == 401
    path = path_of(create(chart=BARS))
    assert client.delete(path).status_code == 401
    gone = client.delete(path, headers=token)
    assert (gone.status_code, gone.headers.get("Content-Type")) == (204, None)
    assert client.get(path).status_code == 404
    assert client.delete(path, headers=token).status_code == 404


def test_keys_that_nothing_follows_from_are_named_when_it_is_kept_and_when_drawn(
    create: Create, client: FlaskClient
) -> None:
    answer = create(chart={**BARS, "options": {"cutout": 3}}, apiKey="q")
    assert answer.headers["X-Ignored-Parameters"] == "apiKey, options.cutout"
    drawn = client.get(f"{path_of(answer)}?v=3")
    assert drawn.headers["X-Ignored-Parameters"] == "options.cutout"
