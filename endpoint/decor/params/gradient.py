"""From path and query to a gradient's spec."""

import re
from secrets import token_hex

from werkzeug.datastructures import MultiDict

from endpoint.decor.tail import Tail
from endpoint.query import Sent, build, read_query
from endpoint.respond import IMMUTABLE
from image_proc.errors import InvalidParameter
from image_proc.gradient import GradientSpec, chance_pair
from image_proc.limits import Limits

NAMES = {
    "from": "start",
    "to": "end",
    "via": "via",
    "angle": "angle",
    "mix": "mix",
    "seed": "seed",
    "dpr": "dpr",
    "format": "format",
}
"""Public name → field of the spec; `seed` chooses the colours that are not named."""

SIZE_ACCEPTED = "<width>x<height> such as 600x400, or one number for a square"
LONGEST_SEED = 200
_SIZE = "size"
_ADDRESS = re.compile(r"(?P<width>[0-9]{1,9})(?:[xX×](?P<height>[0-9]{1,9}))?(?P<tail>[@.].*)?")


def read_gradient(
    address: str, args: MultiDict[str, str], limits: Limits
) -> tuple[GradientSpec, str]:
    """Read a request.

    Args:
        address: the size with its tail, a tail alone, or nothing.
        args: the query.
        limits: what the service draws at most.

    Returns:
        The spec, and how long it may be kept: chance alone gives another one each time.

    Raises:
        InvalidParameter: the first thing that is wrong, by the name that its user gave it.
    """
    query = read_query(args, NAMES)
    seed = _seed(query.pop("seed", None))
    sides, tail = _sides(address)
    named = {"start", "end"} <= query.keys()
    start, end = chance_pair(token_hex() if seed is None else seed)
    chosen = {"start": Sent("from", start), "end": Sent("to", end)}
    sent = tail.joined(chosen | query | sides)
    cache_control = "no-store" if seed is None and not named else IMMUTABLE
    return build(GradientSpec, sent, limits), cache_control


def _sides(address: str) -> tuple[dict[str, Sent], Tail]:
    if not address or address[0] in "@.":
        return {}, Tail.parse(address)
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise InvalidParameter(_SIZE, address, SIZE_ACCEPTED)
    width, height = found["width"], found["height"] or found["width"]
    sides = {"width": Sent("width", width), "height": Sent("height", height)}
    return sides, Tail.parse(found["tail"] or "")


def _seed(sent: Sent | None) -> str | None:
    if sent is None:
        return None
    seed = str(sent.value)
    if not 0 < len(seed) <= LONGEST_SEED:
        raise InvalidParameter(sent.name, seed, f"1 to {LONGEST_SEED} characters")
    return seed
