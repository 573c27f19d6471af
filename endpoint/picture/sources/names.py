"""Names of pictures as they stand after /picture/: which source, and which path in it."""

from dataclasses import dataclass
from typing import Self

from werkzeug.exceptions import NotFound

from image_proc.errors import InvalidParameter, shorten
from source.errors import NotAllowed
from source.paths import LONGEST_PATH, check_path

_ACCEPTED = (
    "the path of a picture such as trip/IMG_2041.jpg or @shop/IMG_2041.jpg: parts separated by /, "
    f"none empty, . or .., without \\ and control characters, at most {LONGEST_PATH} characters"
)


@dataclass(frozen=True, slots=True)
class Name:
    """Where a picture is looked for.

    Args:
        source: as the settings name it; empty for the folder of pictures.
        path: in the source: plain parts, none of which begins with a dot.
    """

    source: str
    path: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a path that was decoded once.

        Raises:
            InvalidParameter: it is none; the error says what is accepted.
            NotFound: a part begins with a dot: settings and leftovers of programs, no pictures.
        """
        check_plain(text)
        if not text.startswith("@"):
            return cls("", text)
        source, slash, path = text[1:].partition("/")
        if not source or not slash:
            raise _no_path(text)
        return cls(source, path)

    def __str__(self) -> str:
        """Write it as `parse` reads it."""
        return f"@{self.source}/{self.path}" if self.source else self.path


def check_plain(path: str) -> None:
    """Refuse what can be no path of a picture or of a folder of pictures.

    Raises:
        InvalidParameter, NotFound: as by `Name.parse`.
    """
    parts = path.split("/")
    try:
        check_path(path)
    except NotAllowed:
        raise _no_path(path) from None
    if "." in parts:
        raise _no_path(path)
    if any(part.startswith(".") for part in parts):
        raise no_picture(path)


def no_picture(name: str) -> NotFound:
    """Say that there is no such picture, and nothing of what there is instead.

    Args:
        name: as it was asked for.
    """
    return NotFound(f"There is no picture '{shorten(name)}'.")


def _no_path(text: str) -> InvalidParameter:
    return InvalidParameter("path", text, _ACCEPTED)
