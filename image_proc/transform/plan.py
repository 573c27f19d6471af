"""How large a picture becomes, and of which part of it: numbers only, before a pixel is decoded."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor

Size = tuple[int, int]
Box = tuple[float, float, float, float]

_QUARTER_TURNS = frozenset({90, 270})


class Fit(StrEnum):
    """How a picture takes the box that it is given; the names are CSS's and sharp's."""

    INSIDE = "inside"
    COVER = "cover"
    CONTAIN = "contain"
    FILL = "fill"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Wish:
    """What size is asked for.

    Args:
        width: px of the result, None where the height alone decides.
        height: px of the result, None where the width alone decides.
        fit: how the picture takes the box of both.
        enlarge: whether it may come to have more pixels than the original.
        turn: degrees clockwise, 0, 90, 180 or 270: width and height are those after it.
        most: px, the longest side that is made where none is asked for.
    """

    width: int | None = None
    height: int | None = None
    fit: Fit = Fit.INSIDE
    enlarge: bool = False
    turn: int = 0
    most: int = 4096


@dataclass(frozen=True, slots=True)
class Plan:
    """What is resampled to what.

    Args:
        window: px of the upright original, the (width, height) of the part that is kept.
        size: px, what the window is resampled to, before it is turned.
        turned: px, the same after it.
        canvas: px, what it is laid on where that is larger (`fit=contain`).
    """

    window: tuple[float, float]
    size: Size
    turned: Size
    canvas: Size

    def least(self, original: Size) -> Size:
        """How large the whole original must be decoded so that nothing is enlarged needlessly.

        Args:
            original: px, the upright picture.
        """
        width, height = (
            min(whole, max(1, ceil(whole * side / part)))
            for whole, side, part in zip(original, self.size, self.window, strict=True)
        )
        return width, height


def plan(region: Size, wish: Wish) -> Plan:
    """Find the sizes for a part of a picture.

    `inside`, `contain` and a single side keep the whole part and its ratio; so does `outside`,
    which may stand over the box; `cover` keeps what has the box's ratio; `fill` distorts. Without
    `enlarge` no side gets more pixels than it had: `cover` then keeps the box's ratio and becomes
    smaller than it.

    Args:
        region: px, the part of the upright original.
        wish: what is asked for.
    """
    swapped = wish.turn in _QUARTER_TURNS
    turned = region[::-1] if swapped else region
    if wish.fit is Fit.COVER and wish.width and wish.height:
        window, size = _cover(turned, (wish.width, wish.height), wish.enlarge)
    else:
        window, size = (float(turned[0]), float(turned[1])), _whole(turned, wish)
    canvas = size
    if wish.fit is Fit.CONTAIN:
        canvas = wish.width or size[0], wish.height or size[1]
    if swapped:
        return Plan(window[::-1], size[::-1], size, canvas)
    return Plan(window, size, size, canvas)


def reach(region: Size, wish: Wish) -> Size:
    """Tell how large the canvas of any part of a region can be: a part has its own proportions.

    Args:
        region: px, the part of the upright original.
        wish: what is asked for.

    Returns:
        px, (width, height); `outside` may go beyond `wish.most`, which is given for it.
    """
    turned = region[::-1] if wish.turn in _QUARTER_TURNS else region
    width = _reach(wish.width, turned[0], wish)
    return width, _reach(wish.height, turned[1], wish)


def _reach(asked: int | None, whole: int, wish: Wish) -> int:
    boxed = wish.width is not None and wish.height is not None
    most = wish.most if asked is None or (boxed and wish.fit is Fit.OUTSIDE) else asked
    sized = wish.width is not None or wish.height is not None
    canvas = wish.fit is Fit.CONTAIN and asked is not None
    return most if canvas or (wish.enlarge and sized) else min(most, whole)


def _cover(region: Size, box: Size, enlarge: bool) -> tuple[tuple[float, float], Size]:
    """The largest part with the box's ratio, and its size."""
    scale = max(side / whole for side, whole in zip(box, region, strict=True))
    if scale > 1 and not enlarge:
        size = _sides(box, 1 / scale)
        scale = 1.0
    else:
        size = box
    width, height = (min(side / scale, whole) for side, whole in zip(size, region, strict=True))
    return (width, height), size


def _whole(region: Size, wish: Wish) -> Size:
    """The size of a picture that keeps all of itself."""
    if wish.fit is Fit.FILL and wish.width and wish.height:
        box = wish.width, wish.height
        if wish.enlarge:
            return box
        return min(box[0], region[0]), min(box[1], region[1])
    scales = [
        side / whole
        for side, whole in zip((wish.width, wish.height), region, strict=True)
        if side is not None
    ]
    # A side that nobody asked for is no reason to refuse a picture: it just ends at the most.
    bound = min(wish.most / whole for whole in region)
    if not scales:
        return _sides(region, min(1.0, bound))
    scale = max(scales) if wish.fit is Fit.OUTSIDE else min(scales)
    if len(scales) == 1:
        scale = min(scale, bound)
    return _sides(region, scale if wish.enlarge else min(scale, 1.0))


def _sides(size: Size, scale: float) -> Size:
    """Scale both sides, to the nearest px and at least 1."""
    return _nearest(size[0] * scale), _nearest(size[1] * scale)


def _nearest(length: float) -> int:
    # The tiny part lets 299.99999999999994 and 300 be one number before .5 is rounded up.
    return max(1, floor(length + 0.5 + 1e-9))
