import json
import logging
import sys
from logging.config import DictConfigurator
from typing import Literal

import pytest
from flask import Flask

from logs import Redactor, logging_of
from logs.request_ids import REQUEST_ID

FORMATS: list[Literal["text", "json"]] = ["text", "json"]


def written(log_format: Literal["text", "json"], record: logging.LogRecord) -> str:
    """Write a record as the handlers of a configuration would."""
    config = logging_of(log_format, Redactor(["swordfish"]))
    name = config["handlers"]["stderr"]["formatter"]
    formatter = DictConfigurator(config).configure_formatter(config["formatters"][name])
    assert isinstance(formatter, logging.Formatter)
    return formatter.format(record)


def told(message: str) -> logging.LogRecord:
    return logging.LogRecord("endpoint", logging.INFO, "", 0, message, (), None)


def failure(message: str = "no such thing") -> logging.LogRecord:
    try:
        raise ValueError(message)  # noqa: TRY301
    except ValueError:
        return logging.LogRecord("endpoint", logging.ERROR, "", 0, "a\nb", (), sys.exc_info())


def test_an_error_as_json_is_one_line_with_its_traceback() -> None:
    line = written("json", failure())
    entry = json.loads(line)
    assert len(line.splitlines()) == 1
    assert (entry["level"], entry["logger"], entry["event"]) == ("error", "endpoint", "a\nb")
    assert "ValueError: no such thing" in entry["exception"]


def test_an_error_as_json_says_which_request_it_was() -> None:
    app = Flask(__name__)
    app.add_url_rule("/picture/<path>", view_func=lambda path: path)
    token = REQUEST_ID.set("a-request-0001")
    try:
        with app.test_request_context("/picture/private.jpg", method="HEAD"):
            entry = json.loads(written("json", failure()))
    finally:
        REQUEST_ID.reset(token)
    assert entry["request_id"] == "a-request-0001"
    assert (entry["method"], entry["route"]) == ("HEAD", "/picture/<path>")


def test_a_line_for_people_ends_with_the_id_of_its_request() -> None:
    token = REQUEST_ID.set("a-request-0002")
    try:
        line = written("text", told("something"))
        trace = written("text", failure()).splitlines()
    finally:
        REQUEST_ID.reset(token)
    assert line.endswith(" INFO something id=a-request-0002")
    assert trace[1] == "b id=a-request-0002"
    assert trace[-1] == "ValueError: no such thing"


@pytest.mark.parametrize("log_format", FORMATS)
def test_a_line_of_no_request_has_no_id(log_format: Literal["text", "json"]) -> None:
    token = REQUEST_ID.set("")
    try:
        assert "id" not in written(log_format, told("something")).replace("pid", "")
    finally:
        REQUEST_ID.reset(token)


@pytest.mark.parametrize("log_format", FORMATS)
@pytest.mark.parametrize(
    "record", [told("swordfish!"), failure("swordfish!")], ids=["line", "trace"]
)
def test_no_secret_is_shown(log_format: Literal["text", "json"], record: logging.LogRecord) -> None:
    line = written(log_format, record)
    assert "swordfish" not in line
    assert "***!" in line
