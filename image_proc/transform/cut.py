"""Which part of a picture is kept: the crop, less its even border, and of that the window."""

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from image_proc.attention import place_window
from image_proc.decode.columns import Columns
from image_proc.decode.load import Decoded
from image_proc.errors import InvalidParameter
from image_proc.transform.fields import Flip
from image_proc.transform.gravity import Gravity, share
from image_proc.transform.plan import Box, Plan, plan
from image_proc.transform.spec import TransformSpec
from image_proc.transform.steps.trimming import trim_box

_TRIM = "trim"


@dataclass(frozen=True, slots=True)
class Cut:
    """A plan and where its window lies.

    Args:
        plan: the sizes.
        box: px of the upright original: left, top, right, bottom.
    """

    plan: Plan
    box: Box

    @property
    def columns(self) -> Columns:
        """The box's columns, and how wide they become."""
        left, _, right, _ = self.box
        return Columns(left, right, self.plan.size[0])

    def of(self, decoded: Decoded) -> Box:
        """The box in a picture as it was decoded: averaged, or with its columns cut already."""
        width, height = decoded.image.size
        left, top, right, bottom = (edge / decoded.scale for edge in self.box)
        if decoded.columns is not None:
            left, right = 0.0, float(width)
        # The last px may stand for less than a whole one.
        return left, top, min(right, float(width)), min(bottom, float(height))


def cut(spec: TransformSpec, decoded: Decoded | None, later: Iterable[Image.Image] = ()) -> Cut:
    """Find what is kept of a picture, or of all frames of an animation.

    Args:
        spec: what is asked for.
        decoded: the picture, where `spec.looks`, or the first frame; else it is not needed.
        later: the other frames of an animation, which are read only where a border is trimmed:
            what comes into view later must not be cut off.

    Raises:
        InvalidParameter: without its border it has other proportions, and a side is too long.
    """
    region = spec.region if decoded is None else _trimmed(decoded, later, spec)
    left, top, right, bottom = region
    made = plan((right - left, bottom - top), spec.wish)
    _check_sides(spec, made)
    width, height = made.window
    room = right - left - width, bottom - top - height
    x, y = _offset(decoded, spec, region, made) if any(room) else (0.0, 0.0)
    x, y = left + min(max(0.0, x), room[0]), top + min(max(0.0, y), room[1])
    return Cut(made, (x, y, x + width, y + height))


def _check_sides(spec: TransformSpec, made: Plan) -> None:
    """See that no side is too long; of what is not trimmed the spec has seen to it."""
    top, right, bottom, left = spec.pads
    width, height = made.canvas
    if max(left + width + right, top + height + bottom) > spec.longest:
        accepted = f"false: without the border a side would be longer than {spec.longest} px"
        raise InvalidParameter(_TRIM, spec.trim, accepted)


def _trimmed(
    decoded: Decoded, later: Iterable[Image.Image], spec: TransformSpec
) -> tuple[int, int, int, int]:
    """The crop less its even border; trimming decodes the whole picture, so that scale is 1."""
    region = spec.region
    if spec.trim is None:
        return region
    others = (image.crop(region) for image in later)
    left, top, right, bottom = trim_box(decoded.image.crop(region), spec.trim, others)
    return region[0] + left, region[1] + top, region[0] + right, region[1] + bottom


def _offset(
    decoded: Decoded | None, spec: TransformSpec, region: tuple[int, int, int, int], made: Plan
) -> tuple[float, float]:
    """Where the window lies in its region, px from the region's upper left; may stand over."""
    left, top, right, bottom = region
    width, height = made.window
    if (point := spec.focal_point) is not None:
        whole = spec.header.size
        return point.x * whole[0] - left - width / 2, point.y * whole[1] - top - height / 2
    if decoded is not None and spec.gravity is Gravity.SMART:
        return _smart(decoded, region, made.window)
    across, down = _in_original(spec)
    return (right - left - width) * across, (bottom - top - height) * down


def _smart(
    decoded: Decoded, region: tuple[int, int, int, int], window: tuple[float, float]
) -> tuple[float, float]:
    scale = decoded.scale
    part = _part(decoded.image, (region[0], region[1], region[2], region[3]), scale)
    size = min(window[0] / scale, part.width), min(window[1] / scale, part.height)
    x, y = place_window(part, size)
    return x * scale, y * scale


def _part(image: Image.Image, region: tuple[int, int, int, int], scale: int) -> Image.Image:
    left, top, right, bottom = (edge // scale for edge in region)
    if (right - left, bottom - top) == image.size:
        return image
    return image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))


def _in_original(spec: TransformSpec) -> tuple[float, float]:
    """The gravity's shares in the original: it speaks of the result, turned and mirrored."""
    across, down = share(spec.gravity)
    if spec.flip in {Flip.H, Flip.HV}:
        across = 1 - across
    if spec.flip in {Flip.V, Flip.HV}:
        down = 1 - down
    for _ in range(spec.rotate // 90):
        across, down = down, 1 - across
    return across, down
