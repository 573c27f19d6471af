"""The text of a Chart.js config, read: JSON, or JSON5 as people type it; never JavaScript."""

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from decimal import Decimal

import pyjson5

from endpoint.chart.models import LARGEST_CHART
from endpoint.query import Sent
from image_proc.errors import InvalidParameter, shorten

DEEPEST = 32
"""Objects and lists within each other."""

ACCEPTED = "a Chart.js config as JSON or JSON5"
_NO_SCRIPT = "a value: functions and other JavaScript are not run here"
_ENCODINGS = ("url", "base64")
_NEAR = re.compile(r"near (\d+)")
_WORD = re.compile(r"[\w$.]*\Z")
_SCRIPT = re.compile(r"\(|`|[A-Za-z_$][\w$.]*")
_PLAIN = re.compile(r"(?:true|false|null|NaN|Infinity)\b")
_NAME = re.compile(r"[A-Za-z_$][\w$-]*")
_SHOWN = 40


def read_config(sent: Sent, encoding: Sent | None) -> Mapping[str, object]:
    """Read a config.

    Args:
        sent: a text, or the object itself out of a body of JSON.
        encoding: `url`, or `base64` where the text is written in that.

    Raises:
        InvalidParameter: what is wrong and where, by its key, its line and its column.
    """
    value = sent.value
    if isinstance(value, str):
        value = _parsed(_decoded(sent.name, value, encoding), sent.name)
    elif isinstance(value, dict):
        value = _plain(value, sent.name, DEEPEST)
    if not isinstance(value, dict):
        raise InvalidParameter(sent.name, value, ACCEPTED)
    return value


def dotted(path: str, key: str | int) -> str:
    """Write the path of what stands in an object or a list, as JavaScript would reach it."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if not _NAME.fullmatch(key):
        return f"{path}[{shorten(key, _SHOWN)!r}]"
    shown = shorten(key, _SHOWN)
    return f"{path}.{shown}" if path else shown


def _decoded(name: str, text: str, encoding: Sent | None) -> str:
    if len(text) > LARGEST_CHART * 2:
        raise InvalidParameter(name, text, f"at most {LARGEST_CHART} characters")
    if encoding is not None and encoding.value not in _ENCODINGS:
        raise InvalidParameter(encoding.name, encoding.value, " or ".join(_ENCODINGS))
    if encoding is not None and encoding.value == "base64":
        text = _of_base64(name, text)
    if len(text) > LARGEST_CHART:
        raise InvalidParameter(name, text, f"at most {LARGEST_CHART} characters")
    return text


def _of_base64(name: str, text: str) -> str:
    # In a query a + has become a space; and there are addresses with the alphabet for those.
    letters = text.strip().replace(" ", "+").translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        return b64decode(letters + "=" * (-len(letters) % 4), validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise InvalidParameter(name, text, f"{ACCEPTED}, written in base64") from error


def _plain(value: object, name: str, depth: int) -> object:
    """Give the numbers of a body their usual type; their digits were kept as they were written."""
    if depth < 0:
        raise InvalidParameter(name, value, f"objects and lists at most {DEEPEST} deep")
    if isinstance(value, dict):
        return {key: _plain(item, name, depth - 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, name, depth - 1) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def _parsed(text: str, name: str) -> object:
    try:
        return pyjson5.decode(text, DEEPEST)
    except pyjson5.Json5NestingTooDeep as error:
        accepted = f"objects and lists at most {DEEPEST} deep"
        raise InvalidParameter(name, text, accepted) from error
    except pyjson5.Json5DecoderException as error:
        raise _refusal(error, text, name) from error


def _refusal(error: pyjson5.Json5DecoderException, text: str, name: str) -> InvalidParameter:
    """Say what stands where the text stopped to be a config; the error holds what came before."""
    message, so_far = str(error.args[0]), error.args[1]
    found = _NEAR.search(message)
    near = min(max(0, int(found[1]) - 1), len(text)) if found else 0
    if message.startswith(("Unclosed", "No JSON")):
        return InvalidParameter(name, text, f"{ACCEPTED}; it ends before it is complete")
    before = _WORD.search(text[:near])
    start = before.start() if before else near
    rest = text[start:].lstrip()
    script = bool(_SCRIPT.match(rest)) and not _PLAIN.match(rest) and "comma" not in message
    path = _path_of(so_far)
    place = (
        f"line {text.count(chr(10), 0, start) + 1}, column {start - text.rfind(chr(10), 0, start)}"
    )
    where = f"at {path} ({place})" if path else f"at {place}"
    return InvalidParameter(
        name, shorten(rest, _SHOWN), f"{_NO_SCRIPT if script else ACCEPTED}, {where}"
    )


def _path_of(so_far: object) -> str:
    """The key of what was read last."""
    path = ""
    while so_far and isinstance(so_far, dict | list):
        key = next(reversed(so_far)) if isinstance(so_far, dict) else len(so_far) - 1
        path, so_far = dotted(path, key), so_far[key]
    return path
