"""All that is known of a picture, before it is kept or when that is to be known anew."""

from endpoint.image.install import images
from endpoint.respond import producer
from endpoint.transform import probed
from image_proc.examine import Examination, ExamineSpec
from image_proc.original import Original


def examine(original: Original) -> Examination:
    """Decode all of it, in turn with whatever else is drawn.

    Raises:
        BadPicture: it cannot be decoded, or is too large.
        Busy: there is no capacity to do it now.
    """
    stored = probed(original, images().limits)
    spec = ExamineSpec.of(stored.original, stored.header)
    return Examination.model_validate_json(producer().produce(spec).body)
