from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import update

from app import create_app
from db import transact
from endpoint.badge.projects.models import ValueRow
from image_proc.color import parse_badge_color
from tests.conftest import settings_for

COVERAGE = "/api/badge/billing/coverage"


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    settings = settings_for(
        tmp_path, OPEN_WRITES="loopback", PROJECTS_FILE=str(tmp_path / "none.toml")
    )
    return create_app(settings).test_client()


@pytest.fixture
def covered(client: FlaskClient) -> FlaskClient:
    push(client, value=93.4, format="percent", thresholds="50:red,80:yellow,100:green")
    return client


def push(client: FlaskClient, metric: str = "coverage", **said: object) -> None:
    answer = client.put(f"/api/badge/billing/{metric}", json=said)
    assert answer.status_code in {200, 201}, answer.text


def shown(client: FlaskClient, address: str = COVERAGE, query: str = "") -> dict[str, object]:
    answer = client.get(f"{address}.json{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.get_json()
    return found


def painted(name: str) -> str:
    """Write a colour as a badge's JSON does."""
    red, green, blue, _ = parse_badge_color(name)
    return f"#{red:02x}{green:02x}{blue:02x}"


def test_it_is_a_png_unless_the_suffix_says_otherwise(covered: FlaskClient) -> None:
    types = {
        tail: covered.get(f"{COVERAGE}{tail}").mimetype
        for tail in ("", ".png", ".svg", ".webp", ".json", "@2x", "@2x.svg")
    }
    assert types == {
        "": "image/png",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".webp": "image/webp",
        ".json": "application/json",
        "@2x": "image/png",
        "@2x.svg": "image/svg+xml",
    }


def test_twice_the_scale_is_twice_the_size(covered: FlaskClient) -> None:
    sizes = []
    for tail in ("", "@2x", "@2x.webp", "@2x?scale=2.0"):
        with Image.open(BytesIO(covered.get(f"{COVERAGE}{tail}").data)) as image:
            sizes.append(image.size)
    width, height = sizes[0]
    assert height == 20
    assert sizes[1:] == [(2 * width, 40)] * 3


def test_a_metric_has_its_name_for_a_label_and_a_project_its_own(covered: FlaskClient) -> None:
    assert shown(covered)["label"] == "coverage"
    assert shown(covered, "/api/badge/billing")["label"] == "billing"
    push(covered, value="94", label="covered")
    assert shown(covered)["label"] == "covered"
    assert shown(covered, "/api/badge/billing")["label"] == "covered"
    assert covered.patch("/api/badge/billing", json={"label": "Billing"}).status_code == 200
    assert shown(covered, "/api/badge/billing")["label"] == "Billing"
    assert shown(covered)["label"] == "covered"


def test_the_first_metric_is_the_primary_one_until_the_project_names_another(
    covered: FlaskClient,
) -> None:
    push(covered, "version", value="v1.2.3")
    assert shown(covered, "/api/badge/billing")["message"] == "93.4%"
    answer = covered.patch("/api/badge/billing", json={"primary": "version", "label": "Billing"})
    assert answer.status_code == 200
    found = shown(covered, "/api/badge/billing")
    assert (found["label"], found["message"]) == ("Billing", "v1.2.3")


@pytest.mark.parametrize(("value", "color"), [(12, "red"), (79.9, "yellow"), (93.4, "green")])
def test_thresholds_colour_the_value(covered: FlaskClient, value: float, color: str) -> None:
    push(covered, value=value)
    assert shown(covered)["color"] == painted(color)


def test_a_push_is_seen_by_the_next_request(covered: FlaskClient) -> None:
    for value in ("10", "20", "30"):
        push(covered, value=value)
        assert shown(covered)["message"] == f"{value}%"


def test_a_query_counts_more_than_what_was_declared(covered: FlaskClient) -> None:
    found = shown(covered, query="?label=covered&precision=0&thresholds=95:orange,green")
    assert (found["label"], found["message"]) == ("covered", "93%")
    assert found["color"] == painted("orange")
    assert shown(covered, query="?color=blue")["color"] == painted("blue")
    other = covered.get(f"{COVERAGE}.svg?style=for-the-badge&label=other").text
    assert "OTHER" in other


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("message=x", "message"),
        ("segments=a:red", "segments"),
        ("style=nostyle", "style"),
        ("color=nocolor", "color"),
        ("color=blue&thresholds=80:red,green", "color"),
        ("thresholds=80;red", "thresholds"),
        ("trend=x", "trend"),
        ("trend=0d", "trend"),
        ("trend=11y", "trend"),
        ("trend=99999999d", "trend"),
        ("delta=-1d", "delta"),
        ("precision=99", "precision"),
        ("scale=1", "scale"),
    ],
)
def test_a_wrong_query_is_named(covered: FlaskClient, query: str, name: str) -> None:
    answer = covered.get(f"{COVERAGE}@2x?{query}", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["parameter"]) == (400, name)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nothing", 'There is no project "nothing".'),
        ("nothing/coverage.svg", 'There is no project "nothing".'),
        ("@acme/web", 'There is no project "@acme/web".'),
        ("billing/nothing.png", 'The project "billing" has no metric "nothing".'),
    ],
)
def test_what_is_not_there_is_said_in_a_badge_and_in_a_document(
    covered: FlaskClient, address: str, said: str
) -> None:
    document = covered.get(f"/api/badge/{address}", headers={"Accept": "application/json"})
    assert (document.status_code, document.get_json()["detail"]) == (404, said)
    picture = covered.get(f"/api/badge/{address}", headers={"Accept": "image/*"})
    assert (picture.status_code, picture.headers["X-Error"]) == (404, said)
    assert picture.mimetype in {"image/svg+xml", "image/png"}
    assert picture.headers["Cache-Control"] == "no-store"


def test_a_metric_without_a_value_says_so(client: FlaskClient) -> None:
    declared = {"label": "Billing", "metrics": {"coverage": {"format": "percent"}}}
    assert client.put("/api/badge/billing", json=declared).status_code == 201
    answer = client.get(f"{COVERAGE}.json")
    assert answer.status_code == 404
    assert answer.get_json()["detail"] == 'No value was pushed yet to "coverage" of "billing".'


def test_a_project_without_a_metric_says_so(client: FlaskClient) -> None:
    assert client.put("/api/badge/billing", json={"label": "Billing"}).status_code == 201
    answer = client.get("/api/badge/billing.json")
    assert answer.status_code == 404
    assert answer.get_json()["detail"] == 'The project "billing" has no metric yet.'


def test_the_endpoint_schema_is_pushed_as_it_is(client: FlaskClient) -> None:
    push(client, schemaVersion=1, label="tests", message="3 failed", color="orange", isError=True)
    found = shown(client)
    assert (found["label"], found["message"]) == ("tests", "3 failed")
    assert found["color"] == painted("orange")
    push(client, schemaVersion=1, label="tests", message="passed", color="green")
    found = shown(client)
    assert (found["message"], found["color"]) == ("passed", painted("green"))


def test_an_error_is_not_painted_by_a_query(client: FlaskClient) -> None:
    push(client, schemaVersion=1, label="tests", message="failed", isError=True)
    assert shown(client, query="?color=green")["color"] == painted("red")


def test_a_trend_is_drawn_and_a_delta_written(covered: FlaskClient) -> None:
    plain = covered.get(f"{COVERAGE}.svg").text
    push(covered, value=95)
    with_trend = covered.get(f"{COVERAGE}.svg?trend=1h")
    assert with_trend.status_code == 200
    assert with_trend.text.count("<path") + with_trend.text.count("<polyline") > (
        plain.count("<path") + plain.count("<polyline")
    )
    assert str(shown(covered, query="?delta=30d")["message"]).startswith("95%")


@pytest.mark.parametrize("name", ["trend", "delta"])
def test_words_have_neither_trend_nor_change_and_the_error_shows_what_was_sent(
    client: FlaskClient, name: str
) -> None:
    push(client, value="passing")
    aged = update(ValueRow).values(taken_at=datetime.now(UTC) - timedelta(hours=2))
    with client.application.app_context():
        transact(lambda session: session.execute(aged))
    push(client, value="failing")
    answer = client.get(f"{COVERAGE}.json?{name}=1h")
    problem = answer.get_json()
    assert (answer.status_code, problem["parameter"], problem["value"]) == (400, name, "1h")
    assert "not all numbers" in problem["accepted"]


@pytest.mark.parametrize("style", ["card", "tile"])
def test_a_design_is_a_style(covered: FlaskClient, style: str) -> None:
    with Image.open(BytesIO(covered.get(f"{COVERAGE}?style={style}").data)) as image:
        assert image.height == {"card": 40, "tile": 110}[style]
    assert shown(covered, query=f"?style={style}")["message"] == "93.4%"
    push(covered, value=95)
    refused = covered.get(
        f"{COVERAGE}?style={style}&trend=1h", headers={"Accept": "application/json"}
    )
    assert (refused.status_code, refused.get_json()["parameter"]) == (400, "style")


def test_it_is_asked_for_again_each_time_and_is_304_until_it_changes(covered: FlaskClient) -> None:
    first = covered.get(COVERAGE)
    assert first.headers["Cache-Control"] == "no-cache"
    assert "X-Easel-Stale" not in first.headers
    tag = {"If-None-Match": first.headers["ETag"]}
    again = covered.get(COVERAGE, headers=tag)
    assert (again.status_code, again.data) == (304, b"")
    push(covered, value=10)
    changed = covered.get(COVERAGE, headers=tag)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_how_long_it_may_be_kept_can_be_declared(covered: FlaskClient) -> None:
    push(covered, value=93, cacheSeconds=60)
    assert covered.get(COVERAGE).headers["Cache-Control"] == "public, max-age=60"
    assert "max-age=90" in covered.get(f"{COVERAGE}?cacheSeconds=90").headers["Cache-Control"]
