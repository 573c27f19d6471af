"""What happens to a picture between decoding and encoding: named steps, in this order."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from image_proc.color import OPAQUE, TRANSPARENT
from image_proc.decode.profile import to_srgb
from image_proc.transform.fields import Flip
from image_proc.transform.formats import CLEAR
from image_proc.transform.plan import Box, Plan
from image_proc.transform.spec import TransformSpec
from image_proc.transform.steps import corners, flatten, focus, padding, tone, watermark
from image_proc.transform.steps.resampling import lanczos

_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""Degrees clockwise → Pillow's, which turns the other way round."""

_MIRRORS = {
    Flip.H: Image.Transpose.FLIP_LEFT_RIGHT,
    Flip.V: Image.Transpose.FLIP_TOP_BOTTOM,
    Flip.HV: Image.Transpose.ROTATE_180,
}


@dataclass(frozen=True, slots=True)
class Job:
    """What all frames of a picture have in common.

    Args:
        spec: what is to be done.
        plan: the sizes.
        box: px of what was decoded: the part that is kept.
        profile: the ICC profile of the decoded colours, None for sRGB.
    """

    spec: TransformSpec
    plan: Plan
    box: Box
    profile: bytes | None = None


Step = Callable[[Image.Image, Job], Image.Image]


def run(image: Image.Image, job: Job) -> Image.Image:
    """Take a decoded picture through all steps.

    Args:
        image: upright, mode L, LA, RGB, RGBA or CMYK.
        job: what is to be done.

    Returns:
        Mode L, LA, RGB or RGBA, in sRGB.
    """
    for step in STEPS:
        image = step(image, job)
    return image


def resample(image: Image.Image, job: Job) -> Image.Image:
    """Cut the box out and bring it to its size, in one go and with parts of pixels."""
    box, size = job.box, job.plan.size
    if all(edge.is_integer() for edge in box):
        left, top, right, bottom = map(int, box)
        if (right - left, bottom - top) == size:
            return image if size == image.size else image.crop((left, top, right, bottom))
    return lanczos(image, size, box)


def colour(image: Image.Image, job: Job) -> Image.Image:
    """Bring the colours to sRGB; after resampling there are far fewer to bring."""
    return to_srgb(image, job.profile)


def turn(image: Image.Image, job: Job) -> Image.Image:
    """Turn clockwise, then mirror."""
    if (method := _TURNS.get(job.spec.rotate)) is not None:
        image = image.transpose(method)
    return image if job.spec.flip is None else image.transpose(_MIRRORS[job.spec.flip])


def blur(image: Image.Image, job: Job) -> Image.Image:
    """Blur by a Gaussian."""
    return focus.blur(image, job.spec.blur * job.spec.dpr) if job.spec.blur else image


def sharpen(image: Image.Image, job: Job) -> Image.Image:
    """Sharpen the edges."""
    return focus.sharpen(image, job.spec.sharpen) if job.spec.sharpen else image


def adjust(image: Image.Image, job: Job) -> Image.Image:
    """Change brightness, contrast and saturation, or take the colours away."""
    spec = job.spec
    toned = tone.tone(image, spec.brightness, spec.contrast, spec.saturation)
    return tone.grayscale(toned) if spec.grayscale else toned


def mark(image: Image.Image, job: Job) -> Image.Image:
    """Lay the watermark over it."""
    spec = job.spec
    if spec.watermark is None:
        return image
    look = watermark.Look(spec.watermark_position, spec.watermark_opacity, spec.watermark_scale)
    return watermark.lay_mark(image, spec.watermark, look)


def round_corners(image: Image.Image, job: Job) -> Image.Image:
    """Round the picture's corners; those of its frame stay."""
    return corners.round_corners(image, round(job.spec.radius * job.spec.dpr))


def frame(image: Image.Image, job: Job) -> Image.Image:
    """Lay it on its canvas and put the padding around."""
    spec = job.spec
    # One that is clear in part comes below all of it later; here it would be laid twice.
    color = spec.background if spec.background.alpha == OPAQUE else TRANSPARENT
    if job.plan.canvas != image.size:
        image = padding.place_on(image, job.plan.canvas, spec.gravity, color)
    if any(spec.pads):
        image = padding.pad(image, padding.Padding(*spec.pads), color)
    return image


def ground(image: Image.Image, job: Job) -> Image.Image:
    """Lay it on its background, and that on white where its format cannot be seen through."""
    spec = job.spec
    if spec.format not in CLEAR:
        return flatten.flatten(image, spec.background)
    return flatten.underlay(image, spec.background) if spec.background.alpha else image


STEPS: tuple[Step, ...] = (
    resample,
    colour,
    turn,
    blur,
    sharpen,
    adjust,
    mark,
    round_corners,
    frame,
    ground,
)
