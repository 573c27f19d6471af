"""An animation to the bytes of a file."""

from collections.abc import Collection, Iterable

from image_proc.encode.budget import best_within
from image_proc.encode.encoding import BEST, Encoding
from image_proc.encode.gif import gif_steps
from image_proc.encode.ladder import Ladder, qualities
from image_proc.encode.moving_avif import moving_avif
from image_proc.encode.moving_gif import moving_gif
from image_proc.encode.moving_png import moving_png
from image_proc.encode.moving_webp import moving_webp
from image_proc.encode.reel import Frame, counted
from image_proc.spec import Format

_TRIES = 3
"""After the best and the least: each of them is all frames again."""

_TRIED = 20_000_000
"""px that the tries take together, some seconds of them."""

_MOST_PLAYS = 65_535


def encode_animation(frames: Iterable[Frame], loop: int, encoding: Encoding) -> bytes:
    """Encode an animation, by and by, without holding all its pictures.

    Frames and durations are kept one for one; GIF counts hundredths of a second, whose sum is
    kept. PNG keeps every pixel, of whatever quality.

    Args:
        frames: one or more, of one size and mode, gone through once. For `max_bytes` those with a
            length are gone through anew for each try; others, such as a generator, are held.
        loop: how often it plays, 0 for ever; past 65,535 it counts as that many.
        encoding: format and options.

    Returns:
        The whole file.

    Raises:
        InvalidParameter: `max_bytes` is less than the file takes at the lowest quality.
        ValueError: there is no frame, they are of several sizes, or the format is JPEG.
    """
    tries = _TRIES
    if encoding.max_bytes is not None:
        frames = counted(frames)
        tries = _tries(frames)
    ladder = _ladder(frames, min(loop, _MOST_PLAYS), encoding)
    return best_within(ladder, encoding.max_bytes, tries)


def _tries(frames: Collection[Frame]) -> int:
    """Try long animations less often."""
    first = next(iter(frames), None)
    if first is None:
        return _TRIES
    pixels = first.image.width * first.image.height * len(frames)
    return min(_TRIES, max(1, _TRIED // pixels))


def _ladder(frames: Iterable[Frame], loop: int, encoding: Encoding) -> Ladder:
    """What an animation can be."""
    quality, exif = encoding.wanted_quality, encoding.exif
    match encoding.format:
        case Format.GIF:
            return Ladder(lambda colors: moving_gif(frames, loop, colors), gif_steps(quality))
        case Format.PNG:
            return Ladder(lambda _: moving_png(frames, loop, exif), (BEST,))
        case Format.WEBP:
            return Ladder(lambda step: moving_webp(frames, loop, step, exif), qualities(quality))
        case Format.AVIF:
            return Ladder(lambda step: moving_avif(frames, loop, step, exif), qualities(quality))
        case _:
            message = f"{encoding.format} knows no animations"
            raise ValueError(message)
