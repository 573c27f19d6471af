import json
import logging
import sys
from logging.config import DictConfigurator
from typing import Literal

import pytest

from logs import ACCESS_LINE, logging_of

ATOMS = {"h": "10.0.0.7", "r": "GET /200x300?text=%0A HTTP/1.1", "m": "GET", "s": "200"}


def written(log_format: Literal["text", "json"], record: logging.LogRecord) -> str:
    """Write a record as the handlers of a configuration would."""
    config = logging_of(log_format)
    name = config["handlers"]["stderr"]["formatter"]
    formatter = DictConfigurator(config).configure_formatter(config["formatters"][name])
    assert isinstance(formatter, logging.Formatter)
    return formatter.format(record)


def access(request: str = ATOMS["r"]) -> logging.LogRecord:
    atoms = {**ATOMS, "r": request, "B": 254, "M": 3}
    return logging.LogRecord("gunicorn.access", logging.INFO, "", 0, ACCESS_LINE, (atoms,), None)


def failure() -> logging.LogRecord:
    try:
        raise ValueError("no such thing")  # noqa: EM101, TRY003, TRY301
    except ValueError:
        return logging.LogRecord("endpoint", logging.ERROR, "", 0, "a\nb", (), sys.exc_info())


def test_a_request_as_text() -> None:
    line = written("text", access())
    assert line.endswith('INFO 10.0.0.7 "GET /200x300?text=%0A HTTP/1.1" 200 254 B 3 ms')


def test_a_request_as_json_has_fields_of_its_own() -> None:
    entry = json.loads(written("json", access()))
    assert {name: entry[name] for name in ("client", "method", "status", "bytes", "ms")} == {
        "client": "10.0.0.7",
        "method": "GET",
        "status": 200,
        "bytes": 254,
        "ms": 3,
    }


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_long_target_is_cut(log_format: Literal["text", "json"]) -> None:
    assert len(written(log_format, access("GET /" + "x" * 60_000))) < 700


def test_an_error_as_json_is_one_line_with_its_traceback() -> None:
    line = written("json", failure())
    entry = json.loads(line)
    assert len(line.splitlines()) == 1
    assert (entry["level"], entry["logger"], entry["event"]) == ("error", "endpoint", "a\nb")
    assert "ValueError: no such thing" in entry["exception"]
