"""`projects.toml`, read at the start and when it changes; errors name file, line and key."""

import logging
import tomllib
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from pydantic import ValidationError

from endpoint.badge.projects.declared import ProjectsToml
from endpoint.documents import Key, dotted, wrong_key

log = logging.getLogger(__name__)

LARGEST = 500_000
"""Bytes of the file."""

_LOOK_EVERY = 1.0  # s: a change is seen that soon

Stamp = tuple[int, int, int]


class DeclarationError(ValueError):
    """A declaration that cannot be used.

    Args:
        key: where it stands: ("projects", "billing", "metrics").
        message: what is wrong and what is accepted.
    """

    def __init__(self, key: Key, message: str) -> None:
        self.key = key
        self.message = message
        super().__init__(f"{dotted(key)}: {message}")


class ProjectsFileError(ValueError):
    """The file cannot be used; the message is one line: `projects.toml:12: key: what is wrong`."""


class ProjectsFile:
    """The declared projects, as the file says now.

    Args:
        path: the file; one that is not there declares nothing.
        check: raises DeclarationError for what only the rest of the service can judge.

    Raises:
        ProjectsFileError: at construction; later the last good content stays and it is logged.
    """

    def __init__(self, path: Path, check: Callable[[ProjectsToml], None]) -> None:
        self._path = path
        self._check = check
        self._lock = Lock()
        self._stamp = _stamp(path)
        self._content = self._load() if self._stamp else ProjectsToml()
        self._looked = monotonic()

    def current(self) -> ProjectsToml:
        """Give what is declared; a change of the file is seen within a second."""
        if monotonic() - self._looked >= _LOOK_EVERY and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._content

    def _look(self) -> None:
        self._looked = monotonic()
        stamp = _stamp(self._path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._content = self._load() if stamp else ProjectsToml()
        except ProjectsFileError as error:
            log.error("projects stay as they were: %s", error)  # noqa: TRY400 - a line is enough
        else:
            log.info("read %s: %d projects", self._path.name, len(self._content.projects))

    def _load(self) -> ProjectsToml:
        try:
            text = _read(self._path)
            content = ProjectsToml.model_validate(tomllib.loads(text))
            self._check(content)
        except OSError as error:
            message = f"{self._path}: {error.strerror}"
            raise ProjectsFileError(message) from error
        except tomllib.TOMLDecodeError as error:
            raise ProjectsFileError(_syntax(self._path, error)) from error
        except RecursionError as error:
            message = f"{self._path}: nested too deeply"
            raise ProjectsFileError(message) from error
        except ValidationError as error:
            key, message = wrong_key(error)
            raise ProjectsFileError(self._say(text, key, message)) from error
        except DeclarationError as error:
            raise ProjectsFileError(self._say(text, error.key, error.message)) from error
        return content

    def _say(self, text: str, key: Key, message: str) -> str:
        return f"{self._path}:{line_of(text, key)}: {dotted(key)}: {message}"


def line_of(text: str, key: Key) -> int:
    """Find the line on which a key of a TOML document begins, or that of its nearest parent.

    The shortest beginning of the document that holds the key is searched for: what a line is part
    of, only a parser of the whole grammar knows, and there is one.

    Args:
        text: a valid document.
        key: names of tables and keys, indices of arrays.

    Returns:
        1 or more.
    """
    lines = text.split("\n")
    document = tomllib.loads(text)
    while key and not _holds(document, key):
        key = key[:-1]
    low, high = 0, len(lines)  # so many lines are a document without the key, and one with it
    broken = low  # the beginnings from low to here end within a value of several lines
    while broken + 1 < high:
        middle = (broken + high) // 2
        length = middle
        while length > broken and (found := _parse(lines[:length])) is None:
            length -= 1
        if length == broken:
            broken = middle
        elif _holds(found, key):
            high = length
        else:
            low, broken = length, middle
    return low + 1


def _parse(lines: list[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return None


def _holds(document: Any, key: Key) -> bool:
    for part in key:
        try:
            document = document[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _read(path: Path) -> str:
    with path.open("rb") as file:
        body = file.read(LARGEST + 1)
    if len(body) > LARGEST:
        message = f"{path}: larger than {LARGEST} bytes"
        raise ProjectsFileError(message)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        message = f"{path}:{line}: not UTF-8"
        raise ProjectsFileError(message) from error


def _syntax(path: Path, error: tomllib.TOMLDecodeError) -> str:
    """Write tomllib's error, which ends in "(at line 3, column 9)", as `file:3: …`."""
    said, _, place = str(error).partition(" (at ")
    line = "".join(filter(str.isdigit, place.partition(",")[0]))
    return f"{path}:{line}: {said}" if line else f"{path}: {error}"
