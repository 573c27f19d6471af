"""What a log line looks like: for people (text) or one JSON object a line."""

from typing import Any, Literal

import structlog
from structlog.typing import EventDict, WrappedLogger

# The request as it came, still percent-encoded, so that nobody writes lines of their own.
ACCESS_LINE = '%(h)s "%(r).300s" %(s)s %(B)s B %(M)s ms'


def logging_of(log_format: Literal["text", "json"]) -> dict[str, Any]:
    """Return a logging configuration: requests go to stdout, all else to stderr."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"text": _text(), "json": _json()},
        "handlers": {
            name: {
                "class": "logging.StreamHandler",
                "formatter": log_format,
                "stream": f"ext://sys.{name}",
            }
            for name in ("stdout", "stderr")
        },
        "root": {"level": "INFO", "handlers": ["stderr"]},
        "loggers": {
            "gunicorn.error": {"level": "INFO", "handlers": ["stderr"], "propagate": False},
            "gunicorn.access": {"level": "INFO", "handlers": ["stdout"], "propagate": False},
        },
    }


def _text() -> dict[str, Any]:
    return {
        "format": "%(asctime)s [%(process)d] %(levelname)s %(message)s",
        "datefmt": "%Y-%m-%d %H:%M:%S %z",
    }


def _json() -> dict[str, Any]:
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "pass_foreign_args": True,
        "foreign_pre_chain": [
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            request_fields,
            structlog.processors.format_exc_info,
        ],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
    }


def request_fields(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Add the parts of an access line as fields of their own."""
    atoms = event.pop("positional_args")
    if event["logger"] == "gunicorn.access":
        event.update(
            client=atoms["h"],
            method=atoms["m"],
            status=int(atoms["s"]),
            bytes=atoms["B"],
            ms=atoms["M"],
        )
    return event
