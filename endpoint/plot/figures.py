"""What a chart shows, wherever it comes from: series, and where their values stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from endpoint.plot.fields import PlotType
from image_proc.chart.fields import MOST_BOXES, MOST_SERIES, MOST_VALUES, AxisKind, Look
from image_proc.chart.series import Series
from image_proc.errors import InvalidParameter
from image_proc.fields import parse_iso_moment

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Figures:
    """Values to be shown.

    Args:
        series: what is shown.
        labels: of the places; none where the series have places of their own.
        x: what places are.
        usual: what they are shown as where nobody says.
        look: how they are laid out where nobody names a type.
        title: what they are, where nobody says; empty for nothing.
        parameter: what is to be mended where the values cannot be shown.
    """

    series: tuple[Series, ...]
    labels: tuple[str, ...] = ()
    x: AxisKind = AxisKind.CATEGORY
    usual: PlotType = PlotType.BAR
    look: Look = Look.PLAIN
    title: str = ""
    parameter: str = "data"

    def check_count(self) -> None:
        """Refuse more than a chart holds.

        Raises:
            InvalidParameter: names the parameter.
        """
        if len(self.series) > MOST_SERIES:
            accepted = f"at most {MOST_SERIES} series"
            raise InvalidParameter(self.parameter, f"{len(self.series)} series", accepted)
        count = sum(series.count for series in self.series)
        if count > MOST_VALUES:
            accepted = f"at most {MOST_VALUES} values"
            raise InvalidParameter(self.parameter, f"{count} values", accepted)
        boxes = sum(series.boxes for series in self.series)
        if boxes > MOST_BOXES:
            accepted = f"at most {MOST_BOXES} boxes"
            raise InvalidParameter(self.parameter, f"{boxes} boxes", accepted)

    def called(self, title: str, parameter: str) -> Self:
        """Say what the values are, and where they come from."""
        return replace(self, title=title, parameter=parameter)

    @property
    def line(self) -> tuple[float | None, ...]:
        """What one line without axes can show: the values of the first series."""
        return self.series[0].values if self.series else ()


def parse_moments(labels: Sequence[str]) -> tuple[float, ...] | None:
    """Read labels that are all dates or times, such as 2026-11-21 or 2026-11-21T09:30Z.

    Returns:
        Seconds since 1970, in UTC where no zone is said; None where one of them is none.
    """
    try:
        return tuple(map(_parse_moment, labels)) or None
    except ValueError:
        return None


def _parse_moment(text: str) -> float:
    """Read a moment, or a month, which labels alone know."""
    return parse_iso_moment(f"{text}-01" if _MONTH.fullmatch(text) else text).timestamp()
