"""From a stored picture to a new one: decode, cut, the steps, encode."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from PIL import Image

from image_proc.decode.frames import frames, loop_of
from image_proc.decode.load import Decoded, load
from image_proc.decode.metadata import kept_exif
from image_proc.encode import Encoding, encode_animation, encode_picture
from image_proc.render import render
from image_proc.transform.company import COMPANY
from image_proc.transform.cut import cut
from image_proc.transform.pipeline import Job, run
from image_proc.transform.spec import TransformSpec

_COLORED = {"L": "RGB", "LA": "RGBA"}


@dataclass(frozen=True, slots=True)
class Shot:
    """A frame as it is encoded.

    Args:
        image: mode RGB or RGBA.
        duration: ms.
    """

    image: Image.Image
    duration: int


@render.register
def render_picture(spec: TransformSpec) -> bytes:
    """Make the picture of a spec.

    Returns:
        The whole file.

    Raises:
        BrokenPicture: the original is truncated or corrupt.
        InvalidParameter: it does not fit into `max_bytes` at any quality.
    """
    encoding = Encoding(
        spec.format,
        spec.quality,
        spec.max_bytes,
        spec.progressive,
        kept_exif(spec.original, spec.header),
    )
    with COMPANY.joined():
        if spec.frames > 1:
            return _animation(spec, encoding)
        return encode_picture(_drawn(spec), encoding)


def _drawn(spec: TransformSpec) -> Image.Image:
    """Draw a still; what was decoded is let go before the encoder takes room of its own."""
    if spec.looks:
        decoded = load(spec.original, spec.header, spec.least)
        made = cut(spec, decoded)
    else:
        made = cut(spec, None)
        decoded = load(spec.original, spec.header, spec.least, made.columns)
    job = Job(spec, made.plan, made.of(decoded), decoded.profile)
    return run(decoded.image, job)


def _animation(spec: TransformSpec, encoding: Encoding) -> bytes:
    """All frames, cut alike: a window that follows its subject would tremble."""
    with closing(frames(spec.original, spec.header)) as shown:
        decoded = Decoded(next(shown).image, 1, None)
        made = cut(spec, decoded, (frame.image for frame in shown))
    film = Film(Job(spec, made.plan, made.of(decoded)))
    return encode_animation(film, loop_of(spec.original, spec.header), encoding)


@dataclass(frozen=True, slots=True)
class Film:
    """The frames of an animation, each drawn when it is its turn, and anew each time.

    Args:
        job: what is done to each.
    """

    job: Job

    def __len__(self) -> int:
        """How many there are."""
        return self.job.spec.frames

    def __iter__(self) -> Iterator[Shot]:
        """Draw them; durations become whole ms whose sum stays what it was."""
        start = 0.0
        for each in frames(self.job.spec.original, self.job.spec.header):
            image = run(each.image, self.job)
            end = start + each.duration
            colored = image.convert(_COLORED.get(image.mode, image.mode))
            yield Shot(colored, round(end) - round(start))
            start = end
