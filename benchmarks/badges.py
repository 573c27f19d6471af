"""Badges: SVG against the peers, PNG against the figures asked for.

A peer is timed from label, message and the colour's name to its SVG. Of ours the table tells two
spans: from those same strings, which validates them, and from the valid spec, which is what a
renderer does.
"""

from collections.abc import Callable, Sequence
from functools import partial

from benchmarks.peers import BADGE_MAKER, Peer, Text
from benchmarks.report import Row, duration
from benchmarks.runner import Contestant, Race
from benchmarks.texts import KNOWN, known, new
from benchmarks.timing import file_of, timed
from image_proc.badge.spec import BadgeSpec
from image_proc.render import render
from image_proc.spec import Format

TIMES_AS_FAST = 8.0
"""as badge-maker, as asked for in the issue."""

WARM, COLD, MOST_BYTES = 0.1, 0.3, 500
"""ms, ms and bytes of a PNG at 1×, as asked for in the issue."""

YARDSTICK = 30_500.0
"""ns that badge-maker took for a known badge on the machine that these limits were set on."""

COLOR = "brightgreen"

Source = Callable[[int], list[Text]]
Specs = Callable[[int], list[BadgeSpec]]

_KNOWN, _NEW = "build: passing", "texts never seen"
_SOURCES: dict[str, Source] = {_KNOWN: known, _NEW: new}
_RENDERED, _WHOLE, _TAG = "spec → SVG", "strings → spec → SVG", "spec → ETag"


def contestants(peers: Sequence[Peer]) -> list[Contestant]:
    """Everybody that makes a badge: the one that everybody knows, and ever new ones."""
    return [each for texts in _SOURCES for each in _of(texts, peers)]


def _of(texts: str, peers: Sequence[Peer]) -> list[Contestant]:
    source = _SOURCES[texts]
    specs = _specs(source)
    ours: dict[str, Callable[[int], int]] = {
        _RENDERED: partial(timed, render, specs),
        _WHOLE: partial(timed, lambda text: render(_spec(text)), source),
        _TAG: partial(timed, lambda spec: spec.etag, specs),
        "PNG 1×": partial(timed, file_of, _specs(source, Format.PNG)),
        "PNG 2×": partial(timed, file_of, _specs(source, Format.PNG, scale=2)),
    }
    # So that the first of them runs right before our renderer, which is compared with it.
    theirs = {peer.name: partial(_ask, peer, source) for peer in reversed(peers)}
    return [Contestant(_name(what, texts), run) for what, run in (theirs | ours).items()]


def rows(race: Race, peers: Sequence[Peer]) -> list[Row]:
    """The table's part about badges."""
    compared = [
        _compared(race, span, peer, texts)
        for peer in peers
        for texts in (_KNOWN, _NEW)
        for span in (_RENDERED, _WHOLE)
    ]
    tag = _name(_TAG, _NEW)
    return [
        *compared,
        Row(f"{tag}: all that a 304 draws", duration(race.time(tag))),
        *_png_rows(race, slowness(race, peers)),
    ]


def slowness(race: Race, peers: Sequence[Peer]) -> float | None:
    """How many times as long as the machine that the limits were set on this one takes."""
    names = (_name(peer.name, _KNOWN) for peer in peers if BADGE_MAKER in peer.name)
    return next((race.time(name) / YARDSTICK for name in names if name in race.laps), None)


def _compared(race: Race, span: str, peer: Peer, texts: str) -> Row:
    ours, theirs = _name(span, texts), _name(peer.name, texts)
    what = f"{ours}, against {peer.name}"
    if theirs in race.absent:
        return Row(what, f"not measured: {race.absent[theirs]}")
    measured = f"{duration(race.time(ours))} : {duration(race.time(theirs))}"
    # A renderer was measured against a renderer when the figure was set.
    asked = TIMES_AS_FAST if span == _RENDERED and BADGE_MAKER in peer.name else 0
    return Row.compared(what, measured, race.times_as_fast(ours, theirs), asked)


def _png_rows(race: Race, slower: float | None) -> list[Row]:
    warm, cold = (race.time(_name("PNG 1×", texts)) for texts in (_KNOWN, _NEW))
    large = [_name("PNG 2×", texts) for texts in (_KNOWN, _NEW)]
    return [
        Row.timed(f"{_name('PNG 1×', _KNOWN)}, warm", warm, WARM, slower),
        Row.timed(f"{_name('PNG 1×', _NEW)}, cold", cold, COLD, slower),
        *(Row(name, duration(race.time(name))) for name in large),
        Row.limited(f"{_name('PNG 1×', _KNOWN)}, size", _size(1), MOST_BYTES, "bytes"),
        Row(f"{_name('PNG 2×', _KNOWN)}, size", f"{_size(2)} bytes"),
    ]


def _name(what: str, texts: str) -> str:
    return f"badge {what}, {texts}"


def _spec(text: Text, format_: Format = Format.SVG, scale: int = 1) -> BadgeSpec:
    label, message = text
    fields = {"label": label, "message": message, "color": COLOR}
    return BadgeSpec.model_validate(fields | {"format": format_, "scale": scale})


def _specs(source: Source, format_: Format = Format.SVG, scale: int = 1) -> Specs:
    return lambda amount: [_spec(text, format_, scale) for text in source(amount)]


def _ask(peer: Peer, source: Source, amount: int) -> int:
    return peer.time(source(amount))


def _size(scale: int) -> int:
    return len(file_of(_spec(KNOWN, Format.PNG, scale)))
