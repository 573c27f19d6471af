"""The `srcset` of a picture: the same one in several widths, for a browser to choose from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from werkzeug.datastructures import MultiDict

from endpoint.links import base_url
from endpoint.signature import SIGNED
from endpoint.transform import Stored, transforms
from endpoint.transform.names import NAMES
from image_proc.errors import InvalidParameter
from image_proc.fields import parse_whole
from image_proc.transform import TransformSpec

Args = MultiDict[str, str]
Read = Callable[[Args], TransformSpec]

WIDTHS = (320, 480, 640, 800, 1024, 1280, 1600, 1920, 2560, 3840)
"""px, from small phones to wide screens."""

MOST_WIDTHS = 32
LONGEST_WIDTH = 65_535

_ASKED = "widths"
_ACCEPTED = (
    f"up to {MOST_WIDTHS} whole numbers of 1 to {LONGEST_WIDTH} px, separated by commas, "
    "such as 320,640,1280"
)
_SIDES = frozenset(name for name, field in NAMES.items() if field in {"width", "height"})
_READABLE = "/@:,~!$*"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the widths.

    Args:
        query: what the picture is asked for with.
        width: px, what the result really has.
    """

    query: Args
    width: int


def read_srcset(stored: Stored, args: Args) -> str:
    """Write the `srcset` of a picture.

    Args:
        stored: the picture.
        args: its parameters, and `widths`.

    Raises:
        InvalidParameter: the first value that is not accepted.
    """

    def read(query: Args) -> TransformSpec:
        return transforms().read(stored, query, ()).spec

    wanted = args.getlist(_ASKED)
    if len(wanted) > 1:
        raise InvalidParameter(_ASKED, ", ".join(wanted), "to be sent once")
    query = _without(args, {_ASKED, *SIGNED})
    widths = parse_widths(wanted[0]) if wanted else WIDTHS
    found = candidates(query, widths, read)
    return write_srcset(picture_url(stored.original.name), found)


def parse_widths(text: str) -> tuple[int, ...]:
    """Read the parameter `widths`: px, sorted.

    Raises:
        InvalidParameter: names widths.
    """
    words = text.split(",")
    if len(words) > MOST_WIDTHS:
        raise InvalidParameter(_ASKED, text, _ACCEPTED)
    try:
        found = {parse_whole(word.strip(" "), 1, LONGEST_WIDTH, _ACCEPTED) for word in words}
    except ValueError:
        raise InvalidParameter(_ASKED, text, _ACCEPTED) from None
    return tuple(sorted(found))


def candidates(query: Args, widths: Iterable[int], read: Read) -> list[Candidate]:
    """Find the widths that a picture can be had in, from narrow to wide.

    What is wanted beyond the picture's own width is one candidate of that width. Of a width and a
    height together the ratio is kept; a height alone bounds all of them; a width alone says nothing
    here. All other parameters are passed on.

    Args:
        query: the picture's parameters.
        widths: px, what is wanted.
        read: reads a query; refuses what cannot be made.

    Raises:
        InvalidParameter: the query is wrong by itself.
    """
    spec = read(query)
    own = read(_without(query, _SIDES))
    widest = max(1, int(own.plan.turned[0] / own.dpr))
    found: list[Candidate] = []
    for width in sorted({min(each, widest) for each in widths}):
        made = _sized(query, spec, width)
        real = _width_of(made, read)
        if real > (found[-1].width if found else 0):
            found.append(Candidate(made, real))
    return found or [Candidate(query, spec.size[0])]


def write_srcset(address: str, found: Iterable[Candidate]) -> str:
    """Write the attribute's text, a line for each candidate.

    Args:
        address: the picture's, without a query.
        found: the candidates.
    """
    return ",\n".join(f"{address}?{write_query(each.query)} {each.width}w" for each in found)


def write_query(query: Args) -> str:
    """Write a query, easy on the eye: what may stand unescaped there does."""
    pairs = list(query.items(multi=True))
    return urlencode(pairs, safe=_READABLE, quote_via=quote)


def picture_url(name: str) -> str:
    """Give the address of a picture as the world sees it.

    Args:
        name: what stands after /picture/.
    """
    return f"{base_url()}/picture/{quote(name, safe=_READABLE)}"


def _width_of(query: Args, read: Read) -> int:
    """The real width in px; 0 where the service would refuse the size."""
    try:
        return read(query).size[0]
    except InvalidParameter:
        return 0


def _sized(query: Args, spec: TransformSpec, width: int) -> Args:
    """Set the width; it stands last, since no candidate's address may end with a comma."""
    return MultiDict([*_around(query, spec, width), ("w", str(width))])


def _around(query: Args, spec: TransformSpec, width: int) -> Iterator[tuple[str, str]]:
    yield from _without(query, _SIDES).items(multi=True)
    if spec.height is None:
        return
    height = spec.height
    if spec.width is not None:
        height = max(1, round(height * width / spec.width))
    yield "h", str(height)


def _without(query: Args, names: Iterable[str]) -> Args:
    left_out = frozenset(names)
    return MultiDict([pair for pair in query.items(multi=True) if pair[0] not in left_out])
