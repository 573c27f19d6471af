"""Scales of a config, read; each makes an axis once the values along it are known."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from endpoint.query import refusal_of
from image_proc.chart import Axis, AxisKind
from image_proc.errors import InvalidParameter


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale of a config.

    Args:
        path: dotted.
        id: what datasets call it.
        right: whether it says that it stands at the right.
        stacked: whether datasets stand upon each other along it.
        said: fields of an axis that it fills.
        hints: the ends that it suggests, least and greatest.
    """

    path: str
    id: str = ""
    right: bool = False
    stacked: bool = False
    said: dict[str, object] = field(default_factory=dict)
    hints: tuple[float | None, float | None] = (None, None)

    @property
    def kind(self) -> AxisKind | None:
        """How places follow from values, where it says so."""
        return AxisKind(str(self.said["kind"])) if "kind" in self.said else None

    def axis(
        self, usual: AxisKind, reach: tuple[float, float] | None = None, **more: object
    ) -> Axis:
        """Make the axis.

        Args:
            usual: its kind, where the config says none.
            reach: the least and the greatest value that stand along it.
            more: fields for which the config says nothing.

        Raises:
            InvalidParameter: ends that do not go together, by the scale's path.
        """
        fields = {"kind": usual, **more, **self._hinted(reach), **self.said}
        try:
            return Axis.model_validate(fields)
        except ValidationError as error:
            path = ".".join((self.path, *(str(key) for key in error.errors()[0]["loc"][:1])))
            ends = f"{self.said.get('low', '')} to {self.said.get('high', '')}"
            raise InvalidParameter(path, ends, refusal_of(error, path).accepted) from error

    def _hinted(self, reach: tuple[float, float] | None) -> dict[str, object]:
        """The suggested ends beyond which no value lies."""
        if reach is None:
            return {}
        least, greatest = self.hints
        found: dict[str, object] = {}
        if least is not None and least <= reach[0] and least < reach[1]:
            found["low"] = least
        if greatest is not None and greatest >= reach[1] and greatest > reach[0]:
            found["high"] = greatest
        return found


@dataclass(frozen=True, slots=True)
class Scales:
    """All scales of a config.

    Args:
        index: along which places run.
        values: of the values.
        second: another one of the values.
        usual: the id of the axis that datasets belong to which name none.
        named: whether the config speaks of scales at all.
    """

    index: Scale
    values: Scale
    second: Scale | None = None
    usual: str = ""
    named: bool = False

    def is_second(self, name: str) -> bool:
        """Tell whether datasets of this axis belong to the second one; "" is the usual one."""
        return self.second is not None and (name or self.usual) == self.second.id


def reach_of(
    columns: Sequence[Sequence[float | None]], stacked: bool
) -> tuple[float, float] | None:
    """The least and the greatest value of several datasets.

    Args:
        columns: the values of each.
        stacked: whether they stand upon each other.
    """
    if stacked:
        length = max((len(values) for values in columns), default=0)
        sums = [
            sum(sign * max(0.0, sign * (values[at] or 0)) for values in columns if at < len(values))
            for at in range(length)
            for sign in (1, -1)
        ]
        return (min(sums), max(sums)) if sums else None
    known = [value for values in columns for value in values if value is not None]
    return (min(known), max(known)) if known else None
