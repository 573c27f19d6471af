"""The pictures that may be laid over others, by file name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from PIL import Image

from image_proc.errors import EaselError, InvalidParameter

LONGEST_SIDE = 2048
"""px of a mark."""

MOST_BYTES = 4 * 1024 * 1024
"""Bytes of one file."""

_FILE = re.compile(r".*\.(?:png|webp)", re.DOTALL | re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9._-]{1,80}")
_SUFFIXES = (".png", ".webp")
_FORMATS = ("PNG", "WEBP")
_PARAMETER = "watermark"


class MarkError(EaselError):
    """A mark that cannot be used.

    Args:
        path: its file, or the folder of them.
        reason: what is wrong, a phrase.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A picture to lay over others; equal where name and digest are.

    Args:
        name: of its file.
        digest: hash of its bytes: another file of the same name changes every ETag.
        size: px, (width, height).
        body: the file.
    """

    name: str
    digest: str
    size: tuple[int, int] = field(compare=False)
    body: bytes = field(compare=False, repr=False)

    def decode(self) -> Image.Image:
        """Decode the picture.

        Returns:
            Mode RGBA, of `size`; shared, not to be drawn on.
        """
        return _decode(self)


class Marks:
    """The marks of some folders, named as their files are.

    All are decoded at once; one that changes later is seen after the next start.

    Args:
        folders: each holds PNG and WebP files; those below it are not looked at. Of two files of
            one name the later folder's is taken.

    Raises:
        MarkError: a folder or a file that cannot be read, or a picture that is too large.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        files = {path.name: path for folder in folders for path in _pictures_in(folder)}
        self._marks = {name: _load(path) for name, path in sorted(files.items())}

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, sorted."""
        return tuple(self._marks)

    def find(self, name: str) -> Mark:
        """The mark of a name.

        Raises:
            InvalidParameter: there is none; it says which there are.
        """
        if (mark := self._marks.get(name)) is None:
            accepted = ", ".join([*self._marks, "or a text"]) if self._marks else "a text"
            raise InvalidParameter(_PARAMETER, name, accepted)
        return mark

    def read(self, value: str) -> str | Mark:
        """Read a watermark: what ends in .png or .webp names a file, all else is a text.

        Raises:
            InvalidParameter: a file that is not here; it says which there are.
        """
        return self.find(value) if names_file(value) else value


def names_file(value: str) -> bool:
    """Whether a watermark names a file."""
    return _FILE.fullmatch(value) is not None


def _pictures_in(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES]
    except OSError as error:
        reason = f"not a folder that can be read ({error.strerror})"
        raise MarkError(folder, reason) from error


def _load(path: Path) -> Mark:
    if not _NAME.fullmatch(path.name):
        raise MarkError(path, "a mark is named by at most 80 of A-Z, a-z, 0-9, '.', '_' and '-'")
    try:
        with path.open("rb") as file:
            body = file.read(MOST_BYTES + 1)
        mark = Mark(path.name, blake2b(body, digest_size=12).hexdigest(), _size_of(body), body)
        mark.decode()
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise MarkError(path, "not a PNG or WebP that can be decoded") from error
    except ValueError as error:
        raise MarkError(path, str(error)) from error
    return mark


def _size_of(body: bytes) -> tuple[int, int]:
    """Check a file by its length and its header."""
    if len(body) > MOST_BYTES:
        message = f"more than {MOST_BYTES} bytes"
        raise ValueError(message)
    with Image.open(BytesIO(body), formats=_FORMATS) as image:
        width, height = image.size
    if max(width, height) > LONGEST_SIDE:
        message = f"more than {LONGEST_SIDE} px a side; this one has {width} × {height} px"
        raise ValueError(message)
    return width, height


# Most pictures of a site carry the same mark.
@lru_cache(maxsize=2)
def _decode(mark: Mark) -> Image.Image:
    with Image.open(BytesIO(mark.body), formats=_FORMATS) as image:
        return image.convert("RGBA")
