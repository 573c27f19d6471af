"""A line of an export's index: all that is known of an upload, and where its bytes are."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, BinaryIO

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from endpoint.image.models import LONGEST_UPLOADER
from endpoint.image.receive.names import file_name
from endpoint.image.words import read_words
from image_proc.errors import InvalidParameter

INDEX = "index.jsonl"
FILES = "images"
LONGEST_LINE = 64 * 1024
"""Bytes: 50 tags of 64 characters, each of them written as two \\u escapes, take 40,000."""

LARGEST_ID = 2**40
"""Ids count on from the largest one: it must leave room."""

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(9999, 1, 1, tzinfo=UTC)
_SHOWN = 60


class BadLine(ValueError):  # noqa: N818 - the line is bad, the class names that
    """A line of an index that is none."""


def _moment(moment: datetime) -> datetime:
    if not _EARLIEST <= moment < _LATEST:
        msg = "expected a moment from 1970 to 9998"
        raise ValueError(msg)
    return moment.astimezone(UTC)


def _name(name: str) -> str:
    try:
        same = file_name(name, "name") == name
    except InvalidParameter as error:
        raise ValueError(str(error)) from error
    if not same:
        msg = "expected a name without slashes, and in Unicode's form NFC"
        raise ValueError(msg)
    return name


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    try:
        read = read_words(tags)
    except InvalidParameter as error:
        raise ValueError(str(error)) from error
    if read != tags:
        msg = "expected each tag once, without spaces at its ends, and in Unicode's form NFC"
        raise ValueError(msg)
    return tags


def _printable(text: str) -> str:
    if not text.isprintable():
        msg = "expected printable characters"
        raise ValueError(msg)
    return text


def _file(path: str) -> str:
    if not re.fullmatch(rf"{FILES}/[^/\\\0]{{1,255}}", path) or path.endswith(("/.", "/..")):
        msg = f"expected {FILES}/ and the name of a file in that folder"
        raise ValueError(msg)
    return path


Moment = Annotated[AwareDatetime, AfterValidator(_moment)]


class Record(BaseModel):
    """An upload as it is exported; nothing else may stand in its line."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: int = Field(ge=1, le=LARGEST_ID)
    share: str = Field(pattern=r"^[0-9a-f]{32}$")
    name: Annotated[str, AfterValidator(_name)]
    uploader: Annotated[str, AfterValidator(_printable)] = Field(
        min_length=1, max_length=LONGEST_UPLOADER
    )
    uploaded_at: Moment
    tags: Annotated[tuple[str, ...], AfterValidator(_tags)]
    type: str = Field(pattern=r"^image/[a-z0-9.+-]{1,26}$")
    bytes: int = Field(ge=1, le=2**50)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    width: int = Field(ge=1, le=2**31)
    height: int = Field(ge=1, le=2**31)
    pixel_hash: str = Field(pattern=r"^[0-9a-f]{128}$")
    deleted_at: Moment | None
    file: Annotated[str, AfterValidator(_file)]


def records(index: BinaryIO) -> Iterator[tuple[int, Record | BadLine]]:
    """Read the lines of an index with their numbers, from 1; memory holds one of them.

    Raises:
        OSError: it cannot be read.
    """
    number = 0
    while line := index.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            yield number, BadLine(f"line {number}: it is longer than {LONGEST_LINE} bytes")
            return  # what follows is the rest of it
        try:
            yield number, Record.model_validate_json(line)
        except ValidationError as error:
            yield number, BadLine(f"line {number}: {_explained(error)}")


def _explained(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(each) for each in first["loc"])
    shown = repr(first["input"])
    if len(shown) > _SHOWN:
        shown = f"{shown[:_SHOWN]}…"
    return f"{where}: {shown}: {first['msg']}" if where else first["msg"]
