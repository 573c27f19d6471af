"""Places of pictures that the settings name: folders, buckets, and folders of other hosts."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Self
from urllib.parse import unquote

from source.errors import NotAllowed
from source.origin import AllowList, Origin
from source.paths import check_path

ACCEPTED = (
    "names and addresses such as 'photos=/srv/photos shop=s3://bucket/prefix "
    "cdn=https://img.example.org/assets': each name once, in lower-case letters, digits, - and _; "
    "a folder that is there, a bucket, or a host with a path and no query; an address with spaces "
    "in quotes"
)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}", re.ASCII)
_WEB = re.compile(r"(https?://[^/?#\s]+)(?:/([^?#]*))?", re.ASCII | re.IGNORECASE)
# Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
_BUCKET = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?", re.ASCII)
_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """A folder of this machine.

    Args:
        path: absolute.
    """

    path: Path


@dataclass(frozen=True, slots=True)
class BucketPlace:
    """What lies in an S3 bucket below a prefix.

    Args:
        bucket: its name.
        prefix: without slashes at its ends; empty for all of the bucket.
    """

    bucket: str
    prefix: str

    @classmethod
    def parse(cls, address: str) -> Self:
        """Read an address such as s3://bucket/prefix.

        Raises:
            ValueError: it is none; the message says what is accepted.
        """
        found = _BUCKET.fullmatch(address)
        if not found:
            msg = "expected s3://<bucket> or s3://<bucket>/<prefix>"
            raise ValueError(msg)
        return cls(found[1], _plain(found[2] or ""))


@dataclass(frozen=True, slots=True)
class WebPlace:
    """What lies on another host below a path.

    Args:
        origin: scheme, host and port.
        path: decoded, without slashes at its ends; empty for all of the host.
    """

    origin: Origin
    path: str


Place = FolderPlace | BucketPlace | WebPlace


@dataclass(frozen=True, slots=True)
class Places:
    """Places by their names; none to begin with."""

    named: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a list of places.

        Args:
            text: name=address, separated by white space; empty names none.

        Raises:
            ValueError: one of them is none; the message names it and says what is accepted.
        """
        named: dict[str, Place] = {}
        for item in _split(text):
            name, equals, address = item.partition("=")
            try:
                if not equals or not _NAME.fullmatch(name) or name in named:
                    msg = "expected another name, an = and an address"
                    raise ValueError(msg)  # noqa: TRY301 - said as all the others are
                named[name] = _place(address)
            except ValueError as error:
                msg = f"'{_shown(item)}': {error}; accepted are {ACCEPTED}"
                raise ValueError(msg) from error
        return cls(MappingProxyType(named))

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.named)


def _split(text: str) -> list[str]:
    reader = shlex.shlex(text, posix=True, punctuation_chars=False)
    reader.whitespace_split = True
    reader.escape = reader.commenters = ""  # a "\\" and a "#" are refused later, not swallowed
    try:
        return list(reader)
    except ValueError as error:
        msg = f"a quotation mark without its other one; accepted are {ACCEPTED}"
        raise ValueError(msg) from error


def _place(address: str) -> Place:
    if address.startswith("/"):
        return _folder(Path(address))
    if address.startswith("s3:"):
        return BucketPlace.parse(address)
    return _web(address)


def _folder(path: Path) -> FolderPlace:
    if not path.is_dir():
        msg = "expected a folder that is there"
        raise ValueError(msg)
    return FolderPlace(path)


def _web(address: str) -> WebPlace:
    found = _WEB.fullmatch(address)
    if not found:
        msg = "expected /…, s3://… or https://… without a query"
        raise ValueError(msg)
    # The same list is read for projects, with its own rules for this machine's names.
    (origin,) = AllowList.parse(found[1]).origins
    return WebPlace(origin, _plain(unquote(found[2] or "", errors="strict")))


def _plain(path: str) -> str:
    path = path.removesuffix("/")
    if path:
        try:
            check_path(path)
        except NotAllowed as error:
            msg = "expected a path without parts that are empty or .., \\ and control characters"
            raise ValueError(msg) from error
    return path


def _shown(item: str) -> str:
    # What stands before an @ would be a password.
    item = re.sub(r"//.*@", "//…@", item)
    return item if len(item) <= _LONGEST_SHOWN else f"{item[: _LONGEST_SHOWN - 1]}…"
