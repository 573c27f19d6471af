"""All designs that there are, by name."""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from image_proc.card.design import Design
from image_proc.card.errors import DesignError
from image_proc.card.load import load_design
from image_proc.errors import InvalidParameter

_NAME = re.compile(r"[a-z0-9-]{1,40}")
_PARAMETER = "style"


class Designs:
    """The designs of some folders: one for each TOML file, named as the file is.

    All are read and checked at once; a design that changes later is seen after the next start.

    Args:
        folders: each holds TOML files and what they draw with; those below it are not looked at.
        reserved: names that mean something else already.

    Raises:
        DesignError: a design that cannot be drawn, or that cannot have its name.
    """

    def __init__(self, folders: Sequence[Path], reserved: Collection[str] = ()) -> None:
        files: dict[str, Path] = {}
        for folder in folders:
            for path in sorted(_toml_files(folder)):
                _check_name(path, reserved, files.get(path.stem))
                files[path.stem] = path
        self._designs = {name: load_design(path) for name, path in files.items()}

    def __iter__(self) -> Iterator[Design]:
        """Go through the designs, folder by folder, by name."""
        return iter(self._designs.values())

    def __contains__(self, name: str) -> bool:
        """Whether there is a design of a name."""
        return name in self._designs

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, in the order of the folders."""
        return tuple(self._designs)

    def find(self, name: str) -> Design:
        """The design of a name.

        Raises:
            InvalidParameter: there is none; it says which there are.
        """
        if (design := self._designs.get(name)) is None:
            raise InvalidParameter(_PARAMETER, name, ", ".join(self._designs) or "no design")
        return design


def _toml_files(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix == ".toml"]
    except OSError as error:
        reason = f"not a folder that can be read ({error.strerror})"
        raise DesignError(folder, "", reason) from error


def _check_name(path: Path, reserved: Collection[str], taken: Path | None) -> None:
    if not _NAME.fullmatch(path.stem):
        reason = "a design's file is named by 1 to 40 of a-z, 0-9 and '-', then .toml"
        raise DesignError(path, "", reason)
    if path.stem in reserved:
        raise DesignError(path, "", f"'{path.stem}' is a style already; name the file otherwise")
    if taken is not None:
        raise DesignError(path, "", f"'{path.stem}' is a design already: {taken}")
