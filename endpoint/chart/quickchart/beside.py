"""The keys beside the config: how large the picture is, its ground, its format."""

from collections.abc import Mapping
from dataclasses import dataclass

from endpoint.chart.quickchart.config import ACCEPTED
from endpoint.query import Sent
from image_proc.color import TRANSPARENT
from image_proc.errors import InvalidParameter
from image_proc.spec import Format

FORMATS = {"png": Format.PNG, "svg": Format.SVG, "webp": Format.WEBP}
RATIO = "2"
"""Pixels for each px where nothing is said, as QuickChart has it."""

_NAMES = {
    "c": "chart",
    "chart": "chart",
    "w": "width",
    "width": "width",
    "h": "height",
    "height": "height",
    "devicePixelRatio": "scale",
    "bkg": "background",
    "backgroundColor": "background",
    "f": "format",
    "format": "format",
    "v": "version",
    "version": "version",
    "encoding": "encoding",
}
_CHART = "c"
_VERSIONS = "234"


_USUAL = {"scale": Sent("devicePixelRatio", RATIO), "background": Sent("bkg", TRANSPARENT.hex)}


@dataclass(frozen=True, slots=True)
class Request:
    """What was sent.

    Args:
        chart: the config, unread.
        image: fields of the spec.
        version: the major version of Chart.js that it is written for, where it says one.
        encoding: of the config, if it is a text.
        unknown: keys that mean nothing.
    """

    chart: Sent
    image: dict[str, Sent]
    version: str
    encoding: Sent | None
    unknown: tuple[str, ...]

    @property
    def whole(self) -> dict[str, Sent]:
        """Fields of the spec, with what is usual where nothing was said; an SVG has no pixels."""
        said = _USUAL | self.image
        if "format" in said and said["format"].value == Format.SVG:
            del said["scale"]
        return said


def read_request(sent: Mapping[str, object]) -> Request:
    """Sort what was sent.

    Args:
        sent: key → value, which is a text where it comes from a query.

    Raises:
        InvalidParameter: there is no chart; two names of one key say two things; a value that
            makes no sense.
    """
    found = _known(sent)
    chart = found.pop("chart", None)
    if chart is None or chart.value == "":
        raise InvalidParameter(_CHART, "", ACCEPTED)
    version, encoding = _version(found.pop("version", None)), found.pop("encoding", None)
    if "format" in found:
        found["format"] = _format(found["format"])
    unknown = tuple(name for name in sent if name not in _NAMES)
    return Request(chart, found, version, encoding, unknown)


def _known(sent: Mapping[str, object]) -> dict[str, Sent]:
    found: dict[str, Sent] = {}
    for name, field in _NAMES.items():
        value = sent.get(name)
        if value is None or (value == "" and field != "chart"):
            continue
        before = found.setdefault(field, Sent(name, value))
        if before.value != value:
            raise InvalidParameter(name, value, f"only one of {before.name!r} and {name!r}")
    return found


def _version(sent: Sent | None) -> str:
    if sent is None:
        return ""
    major = str(sent.value)[:1]
    if major not in _VERSIONS:
        raise InvalidParameter(sent.name, sent.value, "a version of Chart.js: 2, 3 or 4")
    return major


def _format(sent: Sent) -> Sent:
    known = FORMATS.get(str(sent.value).lower())
    if known is None:
        raise InvalidParameter(sent.name, sent.value, "png, svg or webp")
    return Sent(sent.name, known)
