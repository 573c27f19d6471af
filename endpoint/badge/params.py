"""From path and query to a badge's spec and how long it may be kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from werkzeug.datastructures import MultiDict

from endpoint.badge.grammar import Address, Tail, parse_segments
from endpoint.badge.value import FIELDS as OF_VALUES
from endpoint.badge.value import read_value
from endpoint.query import Sent, build, join_path, note_ignored, read_query
from image_proc.badge.fields import LONGEST_CACHE
from image_proc.badge.spec import MOST_SEGMENTS, BadgeSpec
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits

KEPT = "public, max-age=86400"
KEPT_A_MINUTE = "public, max-age=60"

NAMES = {
    "label": "label",
    "message": "message",
    "color": "color",
    "colorB": "color",
    "labelColor": "label_color",
    "colorA": "label_color",
    "style": "style",
    "theme": "theme",
    "logo": "logo",
    "logoColor": "logo_color",
    "logoSize": "logo_size",
    "logoWidth": "logo_width",
    "link": "links",
    "scale": "scale",
    "cacheSeconds": "cache_seconds",
    "segments": "segments",
    "format": "value_format",
    "precision": "precision",
    "prefix": "prefix",
    "suffix": "suffix",
    "thresholds": "thresholds",
}
"""Public name → field, of the spec where it has one of that name; older names stand last."""

_SEVERAL = frozenset({"links"})
_OF_SEGMENTS = ("label", "message", "color", "label_color", *OF_VALUES)
_OF_LOGOS = ("logo_color", "logo_size", "logo_width")


@dataclass(frozen=True, slots=True)
class Asked:
    """A badge as it was asked for.

    Args:
        spec: what to draw.
        cache_control: how long it may be kept.
    """

    spec: BadgeSpec
    cache_control: str


def without_older(args: MultiDict[str, str], names: Mapping[str, str]) -> MultiDict[str, str]:
    """Leave out what stands beside a newer name of itself, as shields.io does.

    Some links have `color` beside `colorB`, for servers that know but one of them.

    Args:
        args: a query.
        names: public name → field, the newer name first.
    """
    newest: dict[str, str] = {}
    for name, field in names.items():
        if name in args:
            newest.setdefault(field, name)
    held = {name: newest[field] for name, field in names.items() if field in newest}
    pairs = args.items(multi=True)
    return MultiDict((name, text) for name, text in pairs if held.get(name, name) == name)


def read_badge(
    address: Address | Tail, args: MultiDict[str, str], limits: Limits, now: datetime
) -> Asked:
    """Read a request.

    Args:
        address: the path: words, colour and tail, or the tail alone.
        args: the query; its words override the path's.
        limits: what the service draws at most.
        now: what dates are compared with, with a time zone.

    Raises:
        InvalidParameter: the first thing that is wrong, by the name that its user gave it.
    """
    query = read_query(without_older(args, NAMES), NAMES, _SEVERAL)
    path = _of_path(address)
    _check_agreement(path, query)
    sent = path | query
    timed = False
    if "segments" in sent:
        sent |= _of_segments(sent["segments"])
    else:
        reading = read_value(sent, now)
        timed = reading.timed
        sent["message"] = reading.message
        if reading.color is not None:
            sent["color"] = reading.color
    asked = specify(sent, limits, KEPT_A_MINUTE if timed else KEPT)
    _note_useless(args, query, asked.spec)
    return asked


def specify(sent: dict[str, Sent], limits: Limits, cache_control: str) -> Asked:
    """Make the spec of a badge whose message is written and whose colour is chosen.

    Args:
        sent: field → what was said of it; what no badge has is passed over.
        limits: what the service draws at most.
        cache_control: the policy where nobody said `cacheSeconds`.

    Raises:
        InvalidParameter: the first thing that is wrong.
    """
    known = {field: each for field, each in sent.items() if field in BadgeSpec.model_fields}
    seconds = read_cache_seconds(known.pop("cache_seconds", None))
    if seconds is not None and "format" in sent and sent["format"].value == "json":
        known["cache_seconds"] = Sent("cacheSeconds", seconds)
    return Asked(build(BadgeSpec, known, limits), policy(seconds, cache_control))


def _of_path(address: Address | Tail) -> dict[str, Sent]:
    tail = address if isinstance(address, Tail) else address.tail
    said = {"format": tail.suffix, "scale": tail.scale}
    if isinstance(address, Address):
        said |= {"label": address.label, "message": address.message, "color": address.color}
    return {name: Sent(name, value) for name, value in said.items() if value is not None}


def _check_agreement(path: Mapping[str, Sent], query: Mapping[str, Sent]) -> None:
    """Refuse to choose between two things that were both said."""
    if "scale" in path:
        join_path(query, {"scale": str(path["scale"].value)})
    if {"thresholds", "color"} <= query.keys():
        color = query["color"]
        accepted = "to be left out, since the thresholds choose the colour"
        raise InvalidParameter(color.name, color.value, accepted)
    if "segments" in query:
        for field in _OF_SEGMENTS:
            if field in query and query[field].value:
                accepted = "to be left out, since the segments say it"
                raise InvalidParameter(query[field].name, query[field].value, accepted)


def _of_segments(sent: Sent) -> dict[str, Sent]:
    """Turn segments into a label, a message, and more: two of them are any other badge."""
    try:
        found = parse_segments(str(sent.value))
    except ValueError as error:
        raise InvalidParameter(sent.name, sent.value, str(error)) from error
    if len(found) > MOST_SEGMENTS:
        raise InvalidParameter(sent.name, sent.value, f"at most {MOST_SEGMENTS} segments")
    values: dict[str, object] = {"label": ""}
    if len(found) > 1:
        values = dict(zip(("label", "label_color"), found.pop(0), strict=True))
    values |= zip(("message", "color"), found.pop(0), strict=True)
    values["more"] = found
    return {field: Sent(sent.name, value) for field, value in values.items()}


def read_cache_seconds(sent: Sent | None) -> int | None:
    """Read how long an image may be kept.

    Raises:
        InvalidParameter: no number of seconds up to a year.
    """
    if sent is None:
        return None
    text = str(sent.value)
    seconds = int(text) if re.fullmatch("[0-9]{1,9}", text) else -1
    if not 0 <= seconds <= LONGEST_CACHE:
        raise InvalidParameter(sent.name, text, f"0 to {LONGEST_CACHE} seconds")
    return seconds


def policy(seconds: int | None, otherwise: str) -> str:
    """Give the Cache-Control of a time to keep, or the usual one."""
    return otherwise if seconds is None else f"public, max-age={seconds}"


def _note_useless(args: MultiDict[str, str], query: Mapping[str, Sent], spec: BadgeSpec) -> None:
    """Name what could not have an effect beside what nobody knows, for the answer's header."""
    useless: tuple[str, ...] = ()
    if spec.art is None:
        useless = _OF_LOGOS
    elif spec.art.icon is None:
        useless = ("logo_color",)
    names = [query[field].name for field in useless if field in query]
    if names:
        note_ignored([*(key for key in args if key not in NAMES), *names])
