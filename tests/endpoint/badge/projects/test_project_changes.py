from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from endpoint.auth import Scope, tokens
from tests.conftest import settings_for

COVERAGE = "/api/badge/billing/coverage"
DECLARED = """\
[projects.declared]
label = "Declared"

[projects.declared.metrics.coverage]
format = "percent"
"""
JSON = {"Content-Type": "application/json", "Accept": "application/json"}


def client_for(folder: Path, **environ: str) -> FlaskClient:
    path = folder / "projects.toml"
    path.write_text(DECLARED)
    return create_app(settings_for(folder, PROJECTS_FILE=str(path), **environ)).test_client()


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return client_for(tmp_path, OPEN_WRITES="loopback")


def listed(client: FlaskClient, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/badge{query}", headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def send(client: FlaskClient, body: bytes | str, address: str = COVERAGE) -> TestResponse:
    return client.put(address, data=body, headers=JSON)


def test_the_first_value_makes_project_and_metric(client: FlaskClient) -> None:
    first = client.put(COVERAGE, json={"value": 93.40})
    assert first.status_code == 201
    assert first.headers["Cache-Control"] == "no-store"
    found = first.get_json()
    assert (found["project"], found["metric"], found["value"]) == ("billing", "coverage", "93.4")
    assert found["badge"] == f"http://localhost{COVERAGE}"
    assert client.put(COVERAGE, json={"value": "94"}).status_code == 200


def test_an_escaped_pair_is_a_character(client: FlaskClient) -> None:
    assert send(client, '{"value": "\\ud83d\\ude00"}').get_json()["value"] == "😀"


def test_digits_stay_as_they_were_written(client: FlaskClient) -> None:
    for written in ("93.40", "1e3", "0.10", "-7", "12345678901234567890"):
        answer = send(client, f'{{"value": {written}}}')
        assert answer.status_code in {200, 201}, answer.text
        kept = answer.get_json()["value"]
        assert float(kept) == float(written)


def test_what_is_said_of_the_look_stays_until_it_is_changed(client: FlaskClient) -> None:
    client.put(COVERAGE, json={"value": 1, "format": "percent", "label": "covered"})
    client.put(COVERAGE, json={"value": 2})
    assert client.get(f"{COVERAGE}.json").get_json()["message"] == "2%"
    changed = client.patch(COVERAGE, json={"format": None, "label": "cover"})
    assert changed.status_code == 200
    found = client.get(f"{COVERAGE}.json").get_json()
    assert (found["label"], found["message"]) == ("cover", "2")


def test_a_change_that_the_value_does_not_allow_is_refused(client: FlaskClient) -> None:
    client.put(COVERAGE, json={"value": "passing"})
    answer = client.patch(COVERAGE, json={"format": "percent"}, headers=JSON)
    assert answer.status_code == 400
    assert client.get(f"{COVERAGE}.json").get_json()["message"] == "passing"


def test_a_project_is_declared_and_listed(client: FlaskClient) -> None:
    body = {"label": "Web", "primary": "b", "metrics": {"a": {}, "b": {"format": "metric"}}}
    answer = client.put("/api/badge/@acme/web", json=body)
    assert answer.status_code == 201
    found = answer.get_json()
    assert (found["name"], found["label"], found["primary"]) == ("@acme/web", "Web", "b")
    assert [metric["name"] for metric in found["metrics"]] == ["a", "b"]
    assert found["metrics"][0]["badge"] == "http://localhost/api/badge/@acme/web/a"
    assert client.put("/api/badge/@acme/web", json=body).status_code == 200
    assert [each["name"] for each in listed(client)["projects"]] == ["@acme/web", "declared"]


def test_the_list_is_paged_by_name(client: FlaskClient) -> None:
    for name in ("c", "a", "e", "b", "d"):
        client.put(f"/api/badge/{name}/value", json={"value": 1})
    names: list[str] = []
    query = "?limit=2"
    for _ in range(10):
        page = listed(client, query)
        names += [each["name"] for each in page["projects"]]
        assert len(page["projects"]) <= 2
        if page["next"] is None:
            break
        query = page["next"].removeprefix("http://localhost/api/badge")
    assert names == ["a", "b", "c", "d", "declared", "e"]


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "", "1e1", "9" * 5000])
def test_a_wrong_limit_is_named(client: FlaskClient, limit: str) -> None:
    answer = client.get(f"/api/badge?limit={limit}", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["parameter"]) == (400, "limit")


def test_what_is_removed_is_gone_with_its_values(client: FlaskClient) -> None:
    client.put(COVERAGE, json={"value": 1})
    client.put("/api/badge/billing/version", json={"value": "v1"})
    assert client.delete(COVERAGE).status_code == 204
    assert client.get(f"{COVERAGE}.json").status_code == 404
    assert client.get("/api/badge/billing/version.json").status_code == 200
    assert client.delete(COVERAGE).status_code == 404
    assert client.delete("/api/badge/billing").status_code == 204
    assert client.get("/api/badge/billing.json").status_code == 404
    assert client.delete("/api/badge/billing").status_code == 404
    client.put(COVERAGE, json={"value": 2})
    history = client.get(f"{COVERAGE}/history").get_json()
    assert [each["value"] for each in history["values"]] == ["2"]


def test_what_is_pushed_is_refreshed_to_what_it_is(client: FlaskClient) -> None:
    client.put(COVERAGE, json={"value": 1})
    answer = client.post(f"{COVERAGE}/refresh")
    assert (answer.status_code, answer.get_json()["value"]) == (200, "1")
    assert client.post("/api/badge/billing/none/refresh").status_code == 404


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ('{"value": NaN}', "body"),
        ('{"value": Infinity}', "body"),
        ('{"value": -Infinity}', "body"),
        ('{"value": 1, "value": 2}', "body"),
        ('{"value": 1, "x": {"a": 1, "a": 2}}', "body"),
        ('{"value": ' + "[" * 100_000 + "]" * 100_000 + "}", "body"),
        ("[" * 100_000, "body"),
        ("", "body"),
        ("1", "body"),
        ("[]", "body"),
        ("null", "body"),
        ('{"value": 1} x', "body"),
        (b'{"value": "\xff"}', "body"),
        ('{"value": 1e999999999}', "value"),
        (f'{{"value": {"9" * 5000}}}', "body"),
        ('{"value": true}', "value"),
        ('{"value": null}', "value"),
        ('{"value": []}', "value"),
        ('{"value": ""}', "value"),
        ('{"value": "  "}', "value"),
        ('{"value": "a\\u0000b"}', "value"),
        ('{"value": "\\ud800"}', "body"),
        ('{"value": 1, "label": "a\\uDFFFb"}', "body"),
        ('{"value": 1, "\\ud800": 1}', "body"),
        (f'{{"value": "{"x" * 257}"}}', "value"),
        ("{}", "value"),
        ('{"value": 1, "colour": "red"}', "colour"),
        ('{"value": 1, "color": "nocolor"}', "color"),
        ('{"value": 1, "format": "furlong"}', "format"),
        ('{"value": 1, "precision": 99}', "precision"),
        ('{"value": "x", "format": "percent"}', "value"),
        ('{"schemaVersion": 2, "label": "a", "message": "b"}', "schemaVersion"),
        ('{"schemaVersion": 1, "label": "a"}', "message"),
        ('{"schemaVersion": 1, "message": "b"}', "label"),
        ('{"schemaVersion": 1, "label": "a", "message": 3}', "message"),
        ('{"schemaVersion": 1, "label": "a", "message": ""}', "message"),
        ('{"schemaVersion": 1, "label": "a", "message": "b", "style": "nostyle"}', "style"),
        (f'{{"schemaVersion": 1, "label": "a", "message": "{"x" * 300}"}}', "message"),
        ('{"url": "https://example.org/a.json", "query": "$.a"}', "url"),
        ('{"file": "package.json"}', "file"),
        ('{"url": 3}', "url"),
    ],
    ids=lambda given: repr(given)[:60],
)
def test_a_wrong_body_is_refused_and_the_key_named(
    client: FlaskClient, body: bytes | str, key: str
) -> None:
    answer = send(client, body)
    assert answer.status_code == 400, answer.text
    found = answer.get_json()
    assert found["parameter"] == key
    assert len(answer.data) < 2000
    assert client.get("/api/badge/billing.json").status_code == 404


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ('{"metrics": {"chart": {}}}', "metrics.chart"),
        ('{"metrics": {"a": {"file": "x.json"}}}', "metrics.a.file"),
        ('{"metrics": {"a": {"color": "nocolor"}}}', "metrics.a.color"),
        ('{"metrics": {"a": {"lable": "x"}}}', "metrics.a.lable"),
        ('{"metrics": []}', "metrics"),
        ('{"style": "nostyle"}', "style"),
        ('{"value": 1}', "value"),
    ],
)
def test_a_wrong_project_is_refused_and_the_key_named(
    client: FlaskClient, body: str, key: str
) -> None:
    answer = send(client, body, "/api/badge/billing")
    assert (answer.status_code, answer.get_json()["parameter"]) == (400, key)
    assert client.get("/api/badge/billing.json").status_code == 404


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            '{"metrics": {"a": {"color": "nocolor"}}}',
            "metrics.a.color: 'nocolor' is not accepted; expected a badge colour such as",
        ),
        (
            '{"metrics": {"a": {"url": "https://example.org/a.json", "query": "$.a"}}}',
            "metrics.a.url: 'https://example.org/…' is not accepted; expected an address of an",
        ),
        (
            '{"metrics": {"a": {"url": "http://me:pass@127.0.0.1:9/a.json", "query": "$.a"}}}',
            "metrics.a.url: '…' is not accepted; expected an address of an origin that FETCH_ALLOW",
        ),
        (
            '{"metrics": {"a": {"url": "http://127.0.0.1:9/a.json"}}}',
            "metrics.a.query: '' is not accepted; expected a query, which is needed: none is",
        ),
        (
            '{"metrics": {"a": {"url": "http://127.0.0.1:9/a.json", "query": "$["}}}',
            "metrics.a.query: '$[' is not accepted; expected a JSONPath such as",
        ),
        (
            '{"metrics": {"a": {"url": "http://127.0.0.1:9/package.json", "secret": "X"}}}',
            "metrics.a.secret: 'X' is not accepted; expected a secret of projects.toml: none is",
        ),
    ],
)
def test_a_refusal_says_what_was_sent_and_once_what_is_accepted(
    tmp_path: Path, body: str, said: str
) -> None:
    client = client_for(tmp_path, OPEN_WRITES="loopback", FETCH_ALLOW="http://127.0.0.1:9")
    answer = send(client, body, "/api/badge/billing")
    detail = answer.get_json()["detail"]
    assert detail.startswith(said)
    assert detail.count("; expected ") == 1
    assert "pass@" not in answer.text


def test_what_is_missing_is_said_to_be_needed(client: FlaskClient) -> None:
    answer = send(client, '{"schemaVersion": 1, "message": "b"}')
    assert answer.get_json()["detail"] == (
        "label: '' is not accepted; expected a value, which is needed"
    )


def test_what_is_not_sent_as_json_is_415(client: FlaskClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        answer = client.put(COVERAGE, data='{"value": 1}', headers={"Content-Type": kind})
        assert answer.status_code == 415


def test_a_megabyte_is_413(client: FlaskClient) -> None:
    answer = send(client, '{"value": "' + "x" * 1_000_000 + '"}')
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("PUT", COVERAGE, {"value": 1}),
        ("PUT", COVERAGE, {"url": "https://example.org/a.json"}),
        ("PUT", "/api/badge/billing", {}),
        ("PATCH", COVERAGE, {"label": "x"}),
        ("PATCH", "/api/badge/billing", {"label": "x"}),
        ("DELETE", COVERAGE, None),
        ("DELETE", "/api/badge/billing", None),
        ("POST", f"{COVERAGE}/refresh", None),
    ],
)
def test_nothing_is_changed_without_a_token_or_with_that_of_another_project(
    tmp_path: Path, method: str, address: str, body: object
) -> None:
    client = client_for(tmp_path, OPEN_WRITES="none")
    with client.application.app_context():
        own = bearer("manage:billing")
        other = bearer("manage:shop")
    assert client.put(COVERAGE, json={"value": 7}, headers=own).status_code == 201
    without = client.open(address, method=method, json=body)
    assert without.status_code == 401
    assert without.headers["WWW-Authenticate"].startswith("Bearer")
    assert client.open(address, method=method, json=body, headers=other).status_code == 403
    assert client.get(f"{COVERAGE}.json").get_json()["message"] == "7"


def bearer(scope: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.create(scope, [Scope.parse(scope)]).text}"}


def test_who_may_push_may_not_declare(tmp_path: Path) -> None:
    client = client_for(tmp_path, OPEN_WRITES="none")
    with client.application.app_context():
        pushes = bearer("push:billing")
    assert client.put(COVERAGE, json={"value": 7}, headers=pushes).status_code == 201
    for answer in (
        client.put(COVERAGE, json={"url": "https://example.org/a.json"}, headers=pushes),
        client.patch(COVERAGE, json={"label": "x"}, headers=pushes),
        client.put("/api/badge/billing", json={}, headers=pushes),
        client.delete(COVERAGE, headers=pushes),
    ):
        assert answer.status_code == 403


def test_what_the_file_declares_is_changed_there(client: FlaskClient) -> None:
    metric = "/api/badge/declared/coverage"
    for answer in (
        client.put("/api/badge/declared", json={}),
        client.patch("/api/badge/declared", json={"label": "x"}),
        client.delete("/api/badge/declared"),
        client.patch(metric, json={"label": "x"}),
        client.delete(metric),
    ):
        assert answer.status_code == 409
        assert "projects.toml" in answer.get_json()["detail"]
    assert client.put(metric, json={"value": 50}).status_code == 201
    assert client.get(f"{metric}.json").get_json()["message"] == "50%"
