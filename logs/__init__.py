"""What is logged, and how: lines for people (text), or one JSON object a line.

formats.py     every line but those of requests: to stderr, as it happens
access.py      the line of a request: to stdout, within a quarter of a second
buffer.py      how it gets there without a request's waiting for it
redaction.py   what no line shows
known.py       the secrets of the settings, which are among it
"""

from logs.access import logger_of
from logs.formats import logging_of
from logs.known import secrets_of
from logs.redaction import Redactor

__all__ = ["Redactor", "logger_of", "logging_of", "secrets_of"]
