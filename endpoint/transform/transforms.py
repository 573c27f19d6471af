"""From a query to what is done to a picture; shared by all rooms that have pictures."""

import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from endpoint.query import Sent, build, known_of, read_query
from endpoint.signature import SIGNED
from endpoint.transform.names import NAMES, PRESET
from endpoint.transform.stored import Stored
from image_proc.decode.header import Header, SourceFormat
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from image_proc.original import Original
from image_proc.spec import Format
from image_proc.transform.formats import AUTO, best_format, same_format
from image_proc.transform.spec import TransformSpec
from image_proc.transform.steps.marks import Marks

_KNOWN = {**NAMES, PRESET: PRESET, **{name: name for name in SIGNED}}


class PresetError(ValueError):
    """A preset that no picture could be made with; the message names it and what is wrong."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks of a picture.

    Args:
        spec: all of it.
        negotiated: whether the client's Accept had a say in it.
    """

    spec: TransformSpec
    negotiated: bool


class Transforms:
    """Reads what is to be done to pictures.

    Args:
        limits: what is drawn at most.
        marks: the pictures that a watermark may name.
        presets: name → query.

    Raises:
        PresetError: a preset has a parameter or a value that is not accepted.
    """

    def __init__(self, limits: Limits, marks: Marks, presets: Mapping[str, str]) -> None:
        self._limits = limits
        self._marks = marks
        self._presets: dict[str, dict[str, Sent]] = {}
        for name, query in presets.items():
            self._presets[name] = self._read_preset(name, query)

    def read(
        self,
        stored: Stored,
        args: MultiDict[str, str],
        accepted: Collection[Format],
        *,
        still: bool = False,
    ) -> Asked:
        """Read a query.

        Args:
            stored: the picture.
            args: the query.
            accepted: the modern formats that the client shows.
            still: whether of an animation the first frame alone is made.

        Raises:
            InvalidParameter: the first value that is not accepted, by its public name.
        """
        sent = read_query(args, _KNOWN)
        for name in SIGNED:
            sent.pop(name, None)
        sent = self._with_preset(sent)
        return self._build(stored, sent | {"still": Sent("still", still)}, accepted)

    def _with_preset(self, sent: dict[str, Sent]) -> dict[str, Sent]:
        if (named := sent.pop(PRESET, None)) is None:
            return sent
        if (preset := self._presets.get(str(named.value))) is None:
            there = ", ".join(self._presets) or "none: PICTURE_PRESETS names no preset"
            raise InvalidParameter(PRESET, named.value, there)
        return {**preset, **sent}

    def _build(self, stored: Stored, sent: dict[str, Sent], accepted: Collection[Format]) -> Asked:
        if (mark := sent.get("watermark")) is not None:
            sent["watermark"] = Sent(mark.name, self._marks.read(str(mark.value)))
        asked = sent.get("format")
        negotiated = asked is not None and str(asked.value).lower() == AUTO
        if negotiated:
            del sent["format"]
        fixed = {"original": Sent("path", stored.original), "header": Sent("path", stored.header)}
        spec = build(TransformSpec, sent | fixed, self._limits)
        if negotiated or asked is None:
            format_ = self._choose(spec, accepted if negotiated else None)
            if format_ is not spec.format:
                sent["format"] = Sent("format", format_)
                # Once more, since a format has limits of its own: an animation has many frames.
                spec = build(TransformSpec, sent | fixed, self._limits)
        return Asked(spec, negotiated)

    def _choose(self, spec: TransformSpec, accepted: Collection[Format] | None) -> Format:
        """The format where none was named; with `accepted` the best, else the original's."""
        small = spec.largest[0] * spec.largest[1] <= self._limits.avif_pixels
        if accepted is None:
            return same_format(spec.header, small=small)
        moving = spec.header.animated and not spec.still
        return best_format(accepted, moving=moving, clear=spec.clear, small=small)

    def _read_preset(self, name: str, query: str) -> dict[str, Sent]:
        try:
            args: MultiDict[str, str] = MultiDict(
                parse_qsl(query, keep_blank_values=True, strict_parsing=True)
            )
            _check_names(args)
            sent = known_of(args, NAMES)
            self._check_preset(sent)
        except InvalidParameter as error:
            message = f"{name}: {error}"
            raise PresetError(message) from error
        except ValueError as error:
            message = f"{name}: '{query}' is no query such as w=200&h=200&fit=cover"
            raise PresetError(message) from error
        return sent

    def _check_preset(self, sent: dict[str, Sent]) -> None:
        """Refuse what no picture could be made with, whatever its size."""
        roomy = Transforms(replace(self._limits, max_pixels=sys.maxsize), self._marks, {})
        roomy._build(_ANY, dict(sent), ())


def _check_names(args: MultiDict[str, str]) -> None:
    for public in args:
        if public not in NAMES:
            raise InvalidParameter(PRESET, public, f"one of {', '.join(NAMES)}")


# Large enough for every crop, so that a preset is refused for itself and for no picture.
_ANY = Stored(
    Original("any.jpg", "", 0, open=BytesIO),
    Header(SourceFormat.JPEG, (65_535, 65_535), "RGB"),
)
