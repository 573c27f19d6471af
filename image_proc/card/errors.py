"""What can be wrong with a design; raised when it is loaded, so it stops the start."""

from pathlib import Path

from image_proc.errors import EaselError


class DesignError(EaselError):
    """A design that cannot be drawn.

    Args:
        file: the design's TOML file.
        key: where in it, such as `[[text]] 2: fill`; '' is the file as a whole.
        reason: what is wrong there and what is accepted.
    """

    def __init__(self, file: Path, key: str, reason: str) -> None:
        self.file = file
        self.key = key
        super().__init__(": ".join(filter(None, (str(file), key, reason))))
