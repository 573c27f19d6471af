"""What a log line looks like: for people (text) or one JSON object a line."""

import logging
from functools import partial
from typing import Any, Literal

import structlog
from flask import has_request_context, request
from structlog.typing import EventDict, WrappedLogger

from logs.redaction import Redactor
from logs.request_ids import REQUEST_ID


def logging_of(log_format: Literal["text", "json"], redactor: Redactor) -> dict[str, Any]:
    """Return a logging configuration: all goes to stderr, without secrets.

    Args:
        log_format: how a line looks.
        redactor: takes secrets out of messages, fields and tracebacks.
    """
    handler = {
        "class": "logging.StreamHandler",
        "formatter": log_format,
        "stream": "ext://sys.stderr",
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"()": TextFormatter, "redactor": redactor},
            "json": _json(redactor),
        },
        "handlers": {"stderr": handler},
        "root": {"level": "INFO", "handlers": ["stderr"]},
        "loggers": {
            "gunicorn.error": {"level": "INFO", "handlers": ["stderr"], "propagate": False},
        },
    }


class TextFormatter(logging.Formatter):
    """Writes for people; a line that belongs to a request ends with its id.

    Args:
        redactor: takes secrets out.
    """

    def __init__(self, redactor: Redactor) -> None:
        super().__init__(
            "%(asctime)s [%(process)d] %(levelname)s %(message)s", "%Y-%m-%d %H:%M:%S %z"
        )
        self._redactor = redactor

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Write the line, before a traceback follows."""
        request_id = REQUEST_ID.get()
        line = super().formatMessage(record)
        return f"{line} id={request_id}" if request_id else line

    def format(self, record: logging.LogRecord) -> str:
        """Write a record with its traceback."""
        return self._redactor.text(super().format(record))


def _json(redactor: Redactor) -> dict[str, Any]:
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            request_fields,
            structlog.processors.format_exc_info,
            partial(_without_secrets, redactor),
        ],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
    }


def request_fields(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Say which request a line belongs to: its id, its method and the pattern of its path."""
    if request_id := REQUEST_ID.get():
        event["request_id"] = request_id
    if has_request_context():
        event["method"] = request.method
        event["route"] = request.url_rule.rule if request.url_rule else None
    return event


def _without_secrets(
    redactor: Redactor, _logger: WrappedLogger, _name: str, event: EventDict
) -> EventDict:
    return {
        name: redactor.text(value) if isinstance(value, str) else value
        for name, value in event.items()
    }
