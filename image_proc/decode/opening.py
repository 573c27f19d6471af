"""Reading files that may be hostile: rationed, silent, and with one kind of error at the end."""

import errno
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from PIL import Image, ImageFile

from image_proc.decode.formats import plugin
from image_proc.decode.header import SourceFormat
from image_proc.errors import BadPicture, BrokenPicture, TooManyPixels, UnknownFormat

_WARNINGS = ("ignore", None, Warning, re.compile(r"PIL\."), 0)

# What a file system says of a place before a file's start or past its largest.
_BAD_PLACE = frozenset({None, errno.EINVAL, errno.EOVERFLOW})

# Layered TIFFs hold long tags, phones' JPEGs depth maps of some MB.
_LONGEST_HEADER = 32 * 1024 * 1024
_MOST_READS = 20_000
# A second or two of them; all but those run lengths come in pieces of 64 kB.
_MOST_READS_OF_PIXELS = 1_500_000


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn whatever decoders raise on bad bytes into one of our errors.

    Args:
        name: the picture's, for the message.

    Raises:
        BrokenPicture: anything that a decoder raised, MemoryError too.
        TooManyPixels: Pillow's own guard, far above ours.
        OSError: the file system's own, such as a file that is gone.
    """
    _hush()
    try:
        yield
    except BrokenPicture as error:
        message = f"{name} is truncated or corrupt: {error}"
        raise BrokenPicture(message) from error
    except BadPicture:
        raise
    except Image.DecompressionBombError as error:
        message = f"{name} has more pixels than Pillow decodes"
        raise TooManyPixels(message) from error
    except Exception as error:
        # Pillow's parsers let out whatever their Python raises: IndexError, AttributeError,
        # ZeroDivisionError … Errors of the disk are no fault of the picture.
        if isinstance(error, OSError) and error.errno not in _BAD_PLACE:
            raise
        message = f"{name} is truncated or corrupt"
        raise BrokenPicture(message) from error


def _hush() -> None:
    """Let Pillow's warnings of odd files reach nobody: they would fill a log at a stranger's wish.

    `warnings.catch_warnings` is not safe between threads; a filter that is put in once is. It has
    to be the first: one that is put in later is asked before it.
    """
    if _WARNINGS not in warnings.filters[:1]:
        warnings.filterwarnings("ignore", module=r"PIL\.")


class Ration:
    """A file of which a header's parser may read only so much.

    Pillow's parsers go byte by byte through junk and keep every comment they meet, so a file
    that is nothing but header would cost minutes, and as much memory as it is long.

    Args:
        file: open for reading; stays its opener's to close.

    Raises:
        BrokenPicture: by `read`, when the ration is eaten up.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._length = _LONGEST_HEADER
        self._calls = _MOST_READS

    def __getattr__(self, name: str) -> object:
        """Find all else at the file: its place, its descriptor where it has one."""
        return getattr(self._file, name)

    def read(self, length: int = -1) -> bytes:
        """Read as a file does."""
        piece = self._file.read(length)
        self._calls -= 1
        self._length -= len(piece)
        if self._calls < 0 or self._length < 0:
            message = "it does not come to an end"
            raise BrokenPicture(message)
        return piece

    def close(self) -> None:
        """Whoever opened the file closes it."""

    def lift(self) -> None:
        """Let everything be read from now on, though not byte by byte.

        Pillow decodes run lengths of BMP in Python, and those that add nothing for as long as
        the file goes on.
        """
        self._length, self._calls = sys.maxsize, _MOST_READS_OF_PIXELS


@contextmanager
def opened(file: BinaryIO, format_: SourceFormat) -> Iterator[ImageFile.ImageFile]:
    """Open a picture with Pillow: its header under ration, then its pixels without.

    Args:
        file: open for reading; stays its opener's to close.
        format_: what its first bytes have told.
    """
    open_ = plugin(format_)
    if open_ is None:
        message = f"{format_.name} is not read here"
        raise UnknownFormat(message)
    ration = Ration(file)
    file.seek(0)
    with open_(ration) as image:
        ration.lift()
        yield image
