"""How alike two pictures are to the eye."""

from typing import Any

from PIL import Image
from PIL.ImageMath import lambda_eval as evaluate

_WINDOW = 8
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def ssim(one: Image.Image, other: Image.Image) -> float:
    """Give the structural similarity of two pictures in grey, over windows of 8 px, 4 px apart.

    Source: Z. Wang et al., Image quality assessment: from error visibility to structural
    similarity, 2004, with even weights
    """
    assert one.size == other.size
    shifts = ((0, 0), (4, 0), (0, 4), (4, 4))
    shares = [_mean_likeness(_cut(one, shift), _cut(other, shift)) for shift in shifts]
    return sum(shares) / len(shares)


def _cut(image: Image.Image, shift: tuple[int, int]) -> Image.Image:
    x, y = shift
    width = (image.width - x) // _WINDOW * _WINDOW
    height = (image.height - y) // _WINDOW * _WINDOW
    return image.convert("L").crop((x, y, x + width, y + height)).convert("F")


def _mean_likeness(one: Image.Image, other: Image.Image) -> float:
    x, y = one.reduce(_WINDOW), other.reduce(_WINDOW)
    xx, yy, xy = (
        evaluate(lambda args: args["a"] * args["b"], a=a, b=b).reduce(_WINDOW)
        for a, b in ((one, one), (other, other), (one, other))
    )
    likeness = evaluate(_of_windows, x=x, y=y, xx=xx, yy=yy, xy=xy)
    values = likeness.get_flattened_data()
    return float(sum(values) / len(values))


def _of_windows(args: dict[str, Any]) -> Any:
    x, y = args["x"], args["y"]
    spread_x, spread_y = args["xx"] - x * x, args["yy"] - y * y
    shared = args["xy"] - x * y
    return ((x * y * 2 + _C1) * (shared * 2 + _C2)) / (
        (x * x + y * y + _C1) * (spread_x + spread_y + _C2)
    )
