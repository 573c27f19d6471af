"""The chart of a file: what its query asks for, and what is made of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from werkzeug.datastructures import MultiDict

from endpoint.chart.found import Found
from endpoint.chart.lists import split_list
from endpoint.chart.strip import is_strip, strip_of
from endpoint.plot import NAMES, SPAN_NAMES, Asked, PlotType, Spans, figures_of
from endpoint.query import Sent, note_also_ignored, read_query
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from image_proc.spec import ImageSpec
from source.table import BadChoice, Between, Column, Kind, Points, Rows, Wanted, read_table

USUAL_SIZE = (500, 275)
"""px, (width, height): the seed's."""

FILENAME = "filename"
_NAMES = {**NAMES, **SPAN_NAMES, "x": "x", "y": "y", "by": "by", "kind": "kind"}
_COLUMNS = "y"
"""What chooses the values, and so the parameter that is wrong where they cannot be shown."""

_PX_OF_BARS = 8
_PX_OF_POINTS = 2


@dataclass(frozen=True, slots=True)
class OfFile:
    """What is asked of a file.

    Args:
        look: how it is shown.
        wanted: which of its rows, and what of them.
        sent: field → what was sent for it.
    """

    look: Asked
    wanted: Wanted
    sent: Mapping[str, Sent]

    @classmethod
    def read(cls, found: Found, args: MultiDict[str, str], limits: Limits, now: float) -> Self:
        """Read a query.

        Args:
            found: the file, of which only the address is looked at.
            args: the query.
            limits: what the service draws at most.
            now: s since 1970.

        Raises:
            InvalidParameter: the first thing that is wrong, by its public name.
        """
        names = {**_NAMES, FILENAME: FILENAME} if FILENAME in args else _NAMES
        sent = found.tail.join(read_query(args, names, frozenset({"y"})))
        look = Asked.read({k: v for k, v in sent.items() if k in _LOOK}, limits, USUAL_SIZE)
        note_also_ignored(look.ignored)
        spans = Spans.read(sent)
        bars = look.plot.type in {PlotType.BAR, PlotType.HORIZONTAL_BAR}
        wanted = Wanted(
            kind=_kind(sent.get("kind")),
            x=_word(sent.get("x")),
            y=_words(sent.get("y")),
            by=_word(sent.get("by")),
            window=spans.until(now),
            bucket=spans.bucket,
            agg=spans.agg,
            buckets=max(1, look.plot.width // (_PX_OF_BARS if bars else _PX_OF_POINTS)),
        )
        return cls(look, wanted, sent)

    def made_of(self, found: Found) -> str:
        """Write all that the picture follows from."""
        return f"{found.path!r} {found.version} {self.wanted} {self._whole} {self.look.plot.etag}"

    def spec(self, found: Found, limits: Limits) -> ImageSpec:
        """Read the file and specify its picture.

        Raises:
            InvalidParameter: what is asked for is not in the file.
            BadTable: the file is not of its kind; a BadLine names the line.
            TooMuch: more than is read for one picture.
        """
        points = self._points(found)
        plot = self.look.plot
        if plot.type is None and is_strip(points):
            figures = strip_of(points, whole=self._whole)
        else:
            figures = figures_of(points, plot.type)
        return self.look.spec(figures.called("", _COLUMNS), limits)

    @property
    def _whole(self) -> bool:
        return "window" in self.sent

    def _points(self, found: Found) -> Points:
        if not found.version.size:
            # A log that was just rotated holds nothing that would tell its kind.
            timed = self.wanted.bucket or isinstance(self.wanted.window, Between)
            return Points((Column("", ()),), times=() if timed else None)
        if self.look.plot.type is None and not self._whole:
            latest = self._read(found, replace(self.wanted, window=Rows(self.look.plot.width)))
            if is_strip(latest):
                return latest  # no more of them fit
        return self._read(found, self.wanted)

    def _read(self, found: Found, wanted: Wanted) -> Points:
        try:
            return read_table(found.file, wanted, found.path)
        except BadChoice as error:
            sent = self.sent.get(error.name, Sent(error.name, error.value))
            raise InvalidParameter(sent.name, _shown(sent.value), error.accepted) from error


def _shown(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _word(sent: Sent | None) -> str | None:
    return None if sent is None else str(sent.value)


def _words(sent: Sent | None) -> tuple[str, ...]:
    values = [] if sent is None or not isinstance(sent.value, list) else sent.value
    return tuple(word for value in values for word in split_list(value))


def _kind(sent: Sent | None) -> Kind:
    if sent is None:
        return Kind.AUTO
    try:
        return Kind(str(sent.value))
    except ValueError as error:
        raise InvalidParameter(sent.name, sent.value, ", ".join(Kind)) from error


_LOOK = frozenset(NAMES.values())
