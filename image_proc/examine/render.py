"""How an uploaded picture is examined."""

from image_proc.describe import look_at
from image_proc.examine.examination import MIMETYPES, Examination
from image_proc.examine.spec import ExamineSpec
from image_proc.hash import HASH_VERSION, perceptual_hash, pixel_hash
from image_proc.render import render
from image_proc.tags import read_tags


@render.register
def render_examination(spec: ExamineSpec) -> bytes:
    """Examine a picture; how it looks is told of an animation's first frame.

    It is decoded twice, one after the other: whole for its hash, small for its look. So two
    pictures are never held at once, and most are small soon.

    Returns:
        A JSON object, UTF-8: an `Examination`.

    Raises:
        BrokenPicture: the picture is truncated or corrupt.
        OSError: it cannot be read.
    """
    header, original = spec.header, spec.original
    tags = read_tags(original, header)
    pixels = pixel_hash(original, header)
    look = look_at(original, header)
    width, height = header.size
    found = Examination(
        format=header.format,
        mimetype=MIMETYPES[header.format],
        width=width,
        height=height,
        frames=header.frames,
        animated=header.animated,
        alpha=header.alpha,
        mode=header.mode,
        orientation=header.orientation,
        icc=header.profile,
        pixel_hash=pixels,
        hash_version=HASH_VERSION,
        perceptual_hash=perceptual_hash(look.image),
        dominant_color=look.dominant_color,
        blurhash=look.blurhash,
        thumbhash=look.thumbhash,
        tags=tags,
    )
    return found.model_dump_json().encode()
