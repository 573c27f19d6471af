"""How a stored picture is described."""

from image_proc.decode.load import load
from image_proc.decode.profile import to_srgb
from image_proc.describe.description import Description
from image_proc.describe.dominant import dominant_color
from image_proc.describe.hashes import blurhash_of, thumbhash_of
from image_proc.describe.spec import LONGEST, DescribeSpec
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
    decoded = load(original, header, spec.least)
    small = to_srgb(decoded.image, decoded.profile).convert("RGBA")
    small.thumbnail((LONGEST, LONGEST))
    color = dominant_color(small)
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
        dominant_color=None if color is None else color.hex,
        blurhash=blurhash_of(small),
        thumbhash=thumbhash_of(small),
    )
    return told.model_dump_json().encode()
