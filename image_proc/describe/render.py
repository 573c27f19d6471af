"""How a stored picture is described."""

from image_proc.describe.description import Description, description_fields
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
    told = Description(**description_fields(original, header, look_at(original, header)))
    return told.model_dump_json().encode()
