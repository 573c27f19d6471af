"""From a spec to a drawing: each kind of image registers its renderer here.

So specs are pure values that know no renderer, and `produce` knows no kind of image.
"""

from functools import singledispatch

from PIL import Image

from image_proc.spec import ImageSpec


@singledispatch
def render(spec: ImageSpec) -> Image.Image | bytes:
    """Draw a spec.

    Returns:
        An image that is still to be encoded, or bytes that are `spec.format` already.
    """
    raise NotImplementedError(type(spec).__name__)
