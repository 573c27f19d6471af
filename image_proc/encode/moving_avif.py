"""Animations as AVIF, a frame at a time."""

from collections.abc import Iterable
from io import BytesIO

from image_proc.encode.avif import OPTIONS
from image_proc.encode.avif_movie import played
from image_proc.encode.film import Film
from image_proc.encode.ladder import subsampling
from image_proc.encode.reel import Frame


def moving_avif(frames: Iterable[Frame], loop: int, quality: int, exif: bytes) -> bytes:
    """Write an animation.

    Args:
        frames: one or more, gone through once.
        loop: how often it plays, 0 for ever.
        quality: 1 to 100.
        exif: metadata to keep.
    """
    film = Film(frames)
    stream = BytesIO()
    film.save(
        stream,
        "AVIF",
        save_all=True,
        duration=film.durations,
        quality=quality,
        subsampling=subsampling(quality),
        # Chromium shows animations, unlike stills, as if they were of limited range in any case.
        range="limited",
        exif=exif,
        **OPTIONS,
    )
    return played(stream.getvalue(), loop)
