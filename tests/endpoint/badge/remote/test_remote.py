"""Dynamic badges and badges of endpoints, against a real server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from tests.conftest import settings_for
from tests.upstream import Reply, Upstream, serving

BADGE = b'{"schemaVersion":1,"label":"hello","message":"world","color":"orange","style":"plastic"}'
DOCUMENTS = {
    "/v.json": b'{"version": "1.10.0", "sizes": [1, 2], "deep": {"a": {"b": 1}}}',
    "/v.yaml": b"version: 1.10\n",
    "/v.toml": b'[package]\nversion = "0.3.0"\n',
    "/v.xml": b"<r><version>7</version></r>",
    "/v.txt": b"release v2.5 of today",
    "/badge.json": BADGE,
    "/error.json": b'{"schemaVersion":1,"label":"x","message":"bad","isError":true}',
    "/wrong.json": b'{"schemaVersion":1,"label":"x","message":"y","colour":"red"}',
    "/laughs.xml": b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r>&b;</r>',
    "/tags.yaml": b"version: !!python/object/apply:os.system ['true']\n",
}
JSON = {"Accept": "application/json"}


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with serving() as server:
        server.routes.update({path: Reply(body) for path, body in DOCUMENTS.items()})
        yield server


@pytest.fixture
def client(tmp_path: Path, upstream: Upstream) -> FlaskClient:
    return create_app(settings_for(tmp_path, FETCH_ALLOW=upstream.origin)).test_client()


@pytest.mark.parametrize(
    ("place", "query", "said"),
    [
        ("json /v.json", {"query": "$.version", "prefix": "v"}, "custom badge: v1.10.0"),
        ("json /v.json", {"query": "$.sizes[*]", "label": "sizes"}, "sizes: 1, 2"),
        ("yaml /v.yaml", {"query": "$.version"}, "custom badge: 1.10"),
        ("toml /v.toml", {"query": "$.package.version"}, "custom badge: 0.3.0"),
        ("xml /v.xml", {"query": "//version"}, "custom badge: 7"),
        ("regex /v.txt", {"search": "v([0-9.]+)", "replace": "$1"}, "custom badge: 2.5"),
    ],
)
def test_a_value_of_a_document_is_drawn(
    client: FlaskClient, upstream: Upstream, place: str, query: dict[str, str], said: str
) -> None:
    kind, path = place.split()
    sent = {"url": f"{upstream.origin}{path}", **query}
    badge = client.get(f"/badge/dynamic/{kind}.json", query_string=sent).get_json()
    assert f"{badge['label']}: {badge['message']}" == said
    drawn = client.get(f"/badge/dynamic/{kind}", query_string=sent)
    assert drawn.mimetype == "image/svg+xml"
    assert drawn.headers["Cache-Control"] == "public, max-age=300"
    assert len(upstream.requests) == 1


@pytest.mark.parametrize(
    ("address", "query", "refusal"),
    [
        ("/badge/dynamic/json", {"url": "http://other.example/x", "query": "$.a"}, (403, "FETCH_")),
        ("/badge/dynamic/json", {"url": "{origin}/v.json", "query": "$.nope"}, (404, "finds")),
        ("/badge/dynamic/json", {"url": "{origin}/v.json", "query": "$.deep"}, (404, "")),
        ("/badge/dynamic/json", {"url": "{origin}/v.json", "query": "$[["}, (400, "query")),
        ("/badge/dynamic/json", {"url": "{origin}/v.json"}, (400, "query")),
        ("/badge/dynamic/json", {"query": "$.a"}, (400, "url")),
        ("/badge/dynamic/regex", {"url": "{origin}/v.txt", "query": "v"}, (400, "query")),
        ("/badge/dynamic/csv", {"url": "{origin}/v.txt"}, (400, "path")),
        ("/badge/dynamic/json", {"url": "{origin}/gone", "query": "$.a"}, (502, "404")),
        ("/badge/dynamic/xml", {"url": "{origin}/laughs.xml", "query": "/r"}, (502, "")),
        ("/badge/dynamic/yaml", {"url": "{origin}/tags.yaml", "query": "$.version"}, (502, "")),
        ("/badge/dynamic/json", {"url": "{origin}/v.txt", "query": "$.a"}, (502, "")),
        ("/endpoint", {"url": "{origin}/wrong.json"}, (502, "colour")),
        ("/endpoint", {"url": "{origin}/v.txt"}, (502, "JSON")),
        ("/endpoint", {}, (400, "url")),
        ("/endpoint", {"url": "{origin}/badge.json", "message": "x"}, (400, "message")),
    ],
)
def test_what_cannot_be_drawn_says_why(
    client: FlaskClient,
    upstream: Upstream,
    address: str,
    query: dict[str, str],
    refusal: tuple[int, str],
) -> None:
    status, said = refusal
    sent = {name: value.replace("{origin}", upstream.origin) for name, value in query.items()}
    answer: Any = client.get(address, query_string=sent, headers=JSON)
    assert answer.status_code == status
    assert said in answer.get_json()["detail"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("kind", "query", "said"),
    [
        ("json", {"query": "$["}, "query: '$[' is not accepted; expected a JSONPath such as"),
        ("xml", {"query": "/r["}, "query: '/r[' is not accepted; expected an XPath 1.0 expression"),
        ("regex", {"search": "("}, "search: '(' is not accepted; expected an RE2 expression such"),
        ("regex", {"search": "v", "flags": "q"}, "flags: 'q' is not accepted; expected any of"),
        ("regex", {"search": "v", "replace": "$5"}, "replace: '$5' is not accepted; expected the"),
        ("regex", {"search": "v", "replace": "v" * 3000}, "replace: 'vvv"),
    ],
)
def test_of_a_wrong_query_the_part_that_is_wrong_is_named(
    client: FlaskClient, kind: str, query: dict[str, str], said: str
) -> None:
    sent = {"url": "https://example.org/v", **query}
    answer: Any = client.get(f"/badge/dynamic/{kind}", query_string=sent, headers=JSON)
    assert answer.status_code == 400
    assert answer.get_json()["detail"].startswith(said)


def test_nothing_is_fetched_until_an_origin_is_allowed(tmp_path: Path, upstream: Upstream) -> None:
    closed = create_app(settings_for(tmp_path)).test_client()
    answer = closed.get("/endpoint", query_string={"url": f"{upstream.origin}/badge.json"})
    assert answer.status_code == 403
    assert "FETCH_ALLOW" in answer.get_json()["detail"]
    assert upstream.requests == []


def test_an_endpoint_says_how_it_looks_and_a_query_counts_more(
    client: FlaskClient, upstream: Upstream
) -> None:
    url = f"{upstream.origin}/badge.json"
    badge = client.get("/endpoint.json", query_string={"url": url}).get_json()
    assert badge == {
        "schemaVersion": 1,
        "label": "hello",
        "message": "world",
        "color": "#ea7233",
        "style": "plastic",
    }
    other = client.get("/endpoint.json", query_string={"url": url, "label": "a", "style": "flat"})
    assert other.get_json()["label"] == "a"
    assert "style" not in other.get_json()
    assert client.get("/endpoint@2x.png", query_string={"url": url}).mimetype == "image/png"


def test_the_colour_of_an_error_stays(client: FlaskClient, upstream: Upstream) -> None:
    sent = {"url": f"{upstream.origin}/error.json", "color": "green"}
    assert client.get("/endpoint.json", query_string=sent).get_json()["color"] == "#dd4343"
