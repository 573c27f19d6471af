"""How an uploaded picture is examined."""

from image_proc.describe import description_fields, least_to_look, look_of
from image_proc.examine.examination import MIMETYPES, Examination
from image_proc.examine.spec import ExamineSpec
from image_proc.hash import HASH_VERSION, hash_and_load, perceptual_hash
from image_proc.render import render
from image_proc.tags import read_tags


@render.register
def render_examination(spec: ExamineSpec) -> bytes:
    """Examine a picture; how it looks is told of an animation's first frame.

    Its hash needs all of it, its look a small copy, which is made of the same decoded pixels; only
    where that is no dearer (JPEG, animations) it is decoded again, small. Two whole pictures are
    never held at once.

    Returns:
        A JSON object, UTF-8: an `Examination`.

    Raises:
        BrokenPicture: the picture is truncated or corrupt.
        OSError: it cannot be read.
    """
    header, original = spec.header, spec.original
    tags = read_tags(original, header)
    pixels, decoded = hash_and_load(original, header, least_to_look(header))
    look = look_of(decoded)
    found = Examination(
        **description_fields(original, header, look),
        mimetype=MIMETYPES[header.format],
        pixel_hash=pixels,
        hash_version=HASH_VERSION,
        perceptual_hash=perceptual_hash(look.image),
        tags=tags,
    )
    return found.model_dump_json().encode()
