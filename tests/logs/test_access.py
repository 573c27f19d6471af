import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from logs.access import AccessLines
from logs.redaction import Redactor

TOOK = timedelta(seconds=1, milliseconds=3, microseconds=900)


@dataclass(frozen=True)
class Sent:
    status: str | int = "200 OK"
    headers: Any = (("Content-Type", "image/png"), ("X-Request-Id", "a-request-0001"))
    sent: int = 254


RAW = Sent(200, ((b"content-type", b"image/png"), (b"x-request-id", b"a-request-0001")))


def environ(target: str = "/200x300?text=%0A", method: str = "GET") -> dict[str, str]:
    return {
        "REQUEST_METHOD": method,
        "RAW_URI": target,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "10.0.0.7",
    }


TEXT = AccessLines("text", Redactor())
JSON = AccessLines("json", Redactor())


@pytest.mark.parametrize("served", [Sent(), RAW], ids=["wsgi", "asgi"])
def test_a_request_as_text(served: Sent) -> None:
    line = TEXT.line(served, environ(), TOOK)
    assert line.endswith(
        'INFO 10.0.0.7 "GET /200x300?text=%0A HTTP/1.1" 200 254 B 1003 ms id=a-request-0001'
    )


@pytest.mark.parametrize("served", [Sent(), RAW], ids=["wsgi", "asgi"])
def test_a_request_as_json_has_fields_of_its_own(served: Sent) -> None:
    entry = json.loads(JSON.line(served, environ(), TOOK))
    assert entry.pop("timestamp").endswith("Z")
    assert entry == {
        "event": '10.0.0.7 "GET /200x300?text=%0A HTTP/1.1" 200 254 B 1003 ms',
        "level": "info",
        "logger": "gunicorn.access",
        "client": "10.0.0.7",
        "method": "GET",
        "status": 200,
        "bytes": 254,
        "ms": 1003,
        "request_id": "a-request-0001",
    }


@pytest.mark.parametrize("lines", [TEXT, JSON], ids=["text", "json"])
@pytest.mark.parametrize("asked", [environ("/" + "x" * 60_000), environ(method="M" * 60_000)])
def test_a_long_request_is_cut(lines: AccessLines, asked: dict[str, str]) -> None:
    assert len(lines.line(Sent(), asked, TOOK)) < 800


@pytest.mark.parametrize("target", ['/a" 200 1 B', "/a\x1b[2J", "/a\u0085b", "/a\x7f"])
def test_nobody_writes_parts_of_a_line(target: str) -> None:
    line = TEXT.line(Sent(), environ(target), TOOK)
    assert line.count('"') == 2
    assert line.isprintable()
    assert line.isascii()
    assert json.loads(JSON.line(Sent(), environ(target), TOOK))["event"].isprintable()


def test_what_is_not_known_is_a_dash() -> None:
    line = TEXT.line(Sent(headers=()), environ() | {"REMOTE_ADDR": ""}, TOOK)
    assert ' INFO - "GET ' in line
    assert line.endswith(" id=-")
