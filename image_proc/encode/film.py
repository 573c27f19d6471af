"""Animations in the formats that Pillow writes without changing them: WebP and AVIF."""

from collections.abc import Collection
from io import BytesIO
from typing import Any

from PIL import Image

from image_proc.encode.reel import Frame, shots
from image_proc.spec import Format


class Film(Image.Image):
    """Frames as Pillow's writers go through them: a picture that is another after each seek.

    Given a list they would need all pictures at once. They seek forwards, once; the way back
    at their end leads nowhere.

    Args:
        frames: one or more.
    """

    def __init__(self, frames: Collection[Frame]) -> None:
        super().__init__()
        self.n_frames = len(frames)
        self.is_animated = self.n_frames > 1
        self.durations: list[int] = []
        """ms, of the pictures so far; the writers read each after its picture."""
        self._shots = shots(frames)
        self.seek(0)

    def seek(self, frame: int) -> None:
        """Show the next picture, if it is the one asked for.

        Raises:
            EOFError: there is none.
        """
        if frame < len(self.durations):
            return
        image, duration = next(self._shots, (None, 0))
        if image is None:
            message = "no more frames"
            raise EOFError(message)
        self.im, self._size, self._mode = image.im, image.size, image.mode
        self.durations.append(duration)

    def tell(self) -> int:
        """The number of the picture that is shown, from 0."""
        return len(self.durations) - 1


def save_film(frames: Collection[Frame], format_: Format, **options: Any) -> bytes:
    """Write an animation.

    Args:
        frames: one or more.
        format_: WebP or AVIF.
        options: of Pillow's writer.
    """
    film = Film(frames)
    stream = BytesIO()
    film.save(stream, format_.name, save_all=True, duration=film.durations, **options)
    return stream.getvalue()
