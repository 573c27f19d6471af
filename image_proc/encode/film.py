"""Frames one after the other, for Pillow's writers of animations."""

from collections.abc import Iterable

from PIL import Image

from image_proc.encode.reel import Frame, shots


class Film(Image.Image):
    """Frames as the AVIF writer goes through them: a picture that is another after each seek.

    Given a list it would need all pictures at once. It seeks forwards, once, until there are no
    more; the way back at the end leads nowhere.

    Args:
        frames: one or more.
    """

    def __init__(self, frames: Iterable[Frame]) -> None:
        super().__init__()
        self.durations: list[int] = []
        """ms, of the pictures so far; the writer reads each after its picture."""
        self._shots = shots(frames)
        self._following = next(self._shots, None)
        self.seek(0)
        self.is_animated = self._following is not None

    def seek(self, frame: int) -> None:
        """Show the next picture, if it is the one asked for.

        Raises:
            EOFError: there is none.
        """
        if frame < len(self.durations):
            return
        if self._following is None:
            message = "no more frames"
            raise EOFError(message)
        image, duration = self._following
        self.im, self._size, self._mode = image.im, image.size, image.mode
        self.durations.append(duration)
        self._following = next(self._shots, None)

    def tell(self) -> int:
        """The number of the picture that is shown, from 0."""
        return len(self.durations) - 1
