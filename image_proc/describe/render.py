"""How a stored picture is described."""

from image_proc.describe.description import Description
from image_proc.describe.look import look_at
from image_proc.describe.spec import DescribeSpec
from image_proc.render import render


@render.register
def render_description(spec: DescribeSpec) -> bytes:
    """Describe a picture; of an animation, its first frame.

    Returns:
        A JSON object, UTF-8.

    Raises:
        BrokenPicture: the picture is truncated or corrupt.
        OSError: it cannot be read.
    """
    header, original = spec.header, spec.original
    look = look_at(original, header)
    width, height = header.size
    told = Description(
        width=width,
        height=height,
        format=header.format,
        bytes=original.length,
        frames=header.frames,
        animated=header.animated,
        orientation=header.orientation,
        mode=header.mode,
        alpha=header.alpha,
        icc=header.profile,
        dominant_color=look.dominant_color,
        blurhash=look.blurhash,
        thumbhash=look.thumbhash,
    )
    return told.model_dump_json().encode()
