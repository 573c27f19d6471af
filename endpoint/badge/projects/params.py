"""From a metric as it stands and a query to what is drawn: a badge, or a card of a design."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from werkzeug.datastructures import MultiDict

from endpoint.badge.grammar import Tail
from endpoint.badge.params import NAMES, policy, read_cache_seconds, specify, without_older
from endpoint.badge.projects.catalog import Known
from endpoint.badge.projects.window import Window
from endpoint.badge.value import read_value
from endpoint.query import Sent, build, join_path, read_query
from image_proc.badge.style import Style
from image_proc.card.designs import Designs
from image_proc.card.spec import CardSpec
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from image_proc.spec import Format, ImageSpec

REVALIDATED = "no-cache"
"""What can change: kept, but asked for again each time, which a 304 makes cheap."""

_NAMES = {
    **{name: field for name, field in NAMES.items() if field not in {"message", "segments"}},
    "message": "message",
    "segments": "segments",
    "trend": "trend",
    "delta": "delta",
}
_SEVERAL = frozenset({"links"})
_OF_CARDS = ("label", "message", "color", "format", "scale", "note")


@dataclass(frozen=True, slots=True)
class Ground:
    """What every drawing depends on.

    Args:
        limits: what the service draws at most.
        designs: the cards' designs.
        now: what ages are counted from, with a time zone.
    """

    limits: Limits
    designs: Designs
    now: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query says beside the metric's own look.

    Args:
        sent: field → value.
        trend: how far back the sparkline goes; None without one.
        delta: how far back the change is counted from; None without one.
    """

    sent: Mapping[str, Sent]
    trend: Window | None
    delta: Window | None

    @classmethod
    def read(
        cls,
        tail: Tail,
        args: MultiDict[str, str],
        usual: Format = Format.PNG,
        names: Mapping[str, str] = _NAMES,
    ) -> "Asked":
        """Read path and query.

        Args:
            tail: the path's.
            args: the query.
            usual: the format where the path has no suffix.
            names: public name → field.

        Raises:
            InvalidParameter: a window that is none, or what a metric says itself.
        """
        sent = read_query(without_older(args, names), names, _SEVERAL)
        for field in ("message", "segments"):
            if field in sent:
                accepted = "to be left out: the message is the metric's value"
                raise InvalidParameter(sent[field].name, sent[field].value, accepted)
        sent["format"] = Sent("format", tail.suffix or str(usual))
        sent = join_path(sent, {"scale": tail.scale})
        found = (sent.pop(name, None) for name in ("trend", "delta"))
        return cls(sent, *(Window.read(each) if each else None for each in found))


@dataclass(frozen=True, slots=True)
class Shown:
    """A value to be shown.

    Args:
        text: as it was pushed or read.
        at: when.
        stale: whether its source gives no new one.
        trend: the values that led to it, the latest last.
        delta: what it has changed by, written; empty for none.
    """

    text: str
    at: datetime
    stale: bool = False
    trend: tuple[float, ...] = ()
    delta: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An image to answer with.

    Args:
        spec: what to draw.
        cache_control: how long it may be kept.
    """

    spec: ImageSpec
    cache_control: str


def draw(known: Known, shown: Shown, asked: Asked, ground: Ground) -> Drawn:
    """Specify the image of a metric.

    Args:
        known: the metric.
        shown: its value.
        asked: what the request says.
        ground: what all depends on.

    Raises:
        InvalidParameter: the first thing that is wrong, by the name that its user gave it.
    """
    sent = _look(known, asked.sent)
    sent["message"] = Sent("value", shown.text)
    reading = read_value(sent, ground.now)
    sent["message"] = Sent("value", f"{reading.message.value} {shown.delta}".rstrip())
    if known.is_error:
        sent.setdefault("color", Sent("color", "red"))
    elif reading.color is not None:
        sent["color"] = reading.color
    if shown.trend:
        sent["trend"] = Sent("trend", shown.trend)
    if shown.stale:
        sent["note"] = Sent("value", f"last known value, as of {shown.at:%Y-%m-%d %H:%M} UTC")
    return _specified(known, shown, sent, ground)


def _look(known: Known, sent: Mapping[str, Sent]) -> dict[str, Sent]:
    """Put a query's words over the metric's: its colour counts more than declared thresholds.

    An error is never painted with it.
    """
    if {"color", "thresholds"} <= sent.keys():
        accepted = "to be left out, since the thresholds choose the colour"
        raise InvalidParameter(sent["color"].name, sent["color"].value, accepted)
    hidden = {"thresholds"} if "color" in sent else set()
    declared = {field: each for field, each in known.look.items() if field not in hidden}
    if known.is_error:
        sent = {field: each for field, each in sent.items() if field not in {"color", "thresholds"}}
    return {**declared, **sent}


def _specified(known: Known, shown: Shown, sent: dict[str, Sent], ground: Ground) -> Drawn:
    style = str(sent["style"].value) if "style" in sent else Style.FLAT
    if style in ground.designs and sent["format"].value != Format.JSON:
        return _card(known, shown, sent, ground)
    if style in ground.designs:
        del sent["style"]
    elif style not in set(Style):
        accepted = f"{', '.join([*Style, *ground.designs.names])}"
        raise InvalidParameter(sent["style"].name, style, accepted)
    badge = specify(sent, ground.limits, REVALIDATED)
    return Drawn(badge.spec, badge.cache_control)


def _card(known: Known, shown: Shown, sent: dict[str, Sent], ground: Ground) -> Drawn:
    if "trend" in sent:
        accepted = "a style of badges beside trend, which designs do not draw"
        raise InvalidParameter(sent["style"].name, sent["style"].value, accepted)
    fields = {field: each for field, each in sent.items() if field in _OF_CARDS}
    fields["design"] = Sent("style", ground.designs.find(str(sent["style"].value)))
    fields["project"] = Sent("project", known.project)
    fields["metric"] = Sent("metric", known.name)
    fields["date"] = Sent("date", f"{shown.at.astimezone(UTC):%Y-%m-%d}")
    seconds = read_cache_seconds(sent.get("cache_seconds"))
    return Drawn(build(CardSpec, fields, ground.limits), policy(seconds, REVALIDATED))
