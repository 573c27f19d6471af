"""The files and fields of a form, and where files go."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

from werkzeug.exceptions import UnsupportedMediaType

from endpoint.image.receive.caps import Caps
from endpoint.image.receive.names import UNNAMED, disposition, file_name
from endpoint.image.receive.parts import Part, parts
from endpoint.image.receive.refusals import (
    FIELD,
    NoRoom,
    broken_form,
    empty_file,
    file_too_large,
)
from image_proc.errors import InvalidParameter, shorten
from storage.errors import Full
from storage.objects import Draft, Staging

FIELDS = frozenset({"name", "tags"})
"""Fields of a form that are no files; others are passed over."""

_FIELD_MOST = 10 * 1024  # bytes
_FIELDS_MOST = 20
_SHORT = f"{_FIELD_MOST} bytes at most"
_MANY_PARTS = "a form of more parts than are read"
_PLAIN = {"binary", "8bit", "7bit"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where files are written.

    Args:
        staging: makes the drafts.
        caps: how large they may be, and how many.
        drafts: ends them.
    """

    staging: Staging
    caps: Caps
    drafts: ExitStack

    def take(self, pieces: Iterable[bytes]) -> Draft:
        """Write a file.

        Raises:
            RequestEntityTooLarge: it is too large.
            InvalidParameter: it is empty.
            NoRoom: the disk is full.
        """
        try:
            draft = self.drafts.enter_context(self.staging.draft())
            for piece in pieces:
                if draft.size + len(piece) > self.caps.file_bytes:
                    raise file_too_large(self.caps)
                draft.write(piece)
            if not draft.size:
                raise empty_file()
            draft.finish()
        except Full as error:
            raise NoRoom from error
        return draft


@dataclass(slots=True)
class Form:
    """What a form holds.

    Args:
        files: each with its name, in their order.
        fields: field → its texts.
        ignored: fields that nobody asks for.
    """

    files: list[tuple[Draft, str]] = field(default_factory=list)
    fields: dict[str, list[str]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def read_form(pieces: Iterator[bytes], boundary: str, desk: Desk) -> Form:
    """Write the files of a form, and read its fields.

    Raises:
        InvalidParameter: it is broken, has no file, too many of them, or one in a wrong field.
        RequestEntityTooLarge, NoRoom: as for a single file.
    """
    form = Form()
    for number, part in enumerate(parts(pieces, boundary)):
        if number >= desk.caps.files + _FIELDS_MOST:
            raise broken_form(_MANY_PARTS)
        sent = disposition(part.headers.get("content-disposition", ""))
        if "filename" in sent or _is_nameless_file(part):
            _add_file(form, part, sent, desk)
        else:
            _add_field(form, part, sent.get("name", ""))
    if not form.files:
        raise InvalidParameter(FIELD, "", f"a file in the field `{FIELD}`")
    return form


def _is_nameless_file(part: Part) -> bool:
    """Tell whether a part is a file that no one has given a name: it has a type, and not text."""
    kind = part.headers.get("content-type", "text/plain").lower()
    return not kind.startswith("text/")


def _add_file(form: Form, part: Part, sent: dict[str, str], desk: Desk) -> None:
    field_ = sent.get("name", "")
    if field_ != FIELD:
        raise InvalidParameter(shorten(field_) or "name", "a file", f"files in the field `{FIELD}`")
    if len(form.files) >= desk.caps.files:
        accepted = f"{desk.caps.files} files at most in one request"
        raise InvalidParameter(FIELD, f"{desk.caps.files + 1} files", accepted)
    if part.headers.get("content-transfer-encoding", "binary").lower() not in _PLAIN:
        message = f"{FIELD}: Content-Transfer-Encoding is not accepted; send the file as it is."
        raise UnsupportedMediaType(message)
    name = file_name(sent.get("filename", UNNAMED), "filename")
    form.files.append((desk.take(part.content), name))


def _add_field(form: Form, part: Part, name: str) -> None:
    if name == FIELD:
        accepted = f"a file with its name (curl -F {FIELD}=@cat.jpg), and not a text"
        raise InvalidParameter(FIELD, "a text", accepted)
    if name not in FIELDS:
        form.ignored.append(shorten(name))
        return
    text = b""
    for piece in part.content:
        text += piece
        if len(text) > _FIELD_MOST:
            raise InvalidParameter(name, text[:_FIELD_MOST].decode(errors="replace"), _SHORT)
    try:
        form.fields.setdefault(name, []).append(text.decode())
    except UnicodeDecodeError as error:
        shown = text.decode(errors="backslashreplace")
        raise InvalidParameter(name, shown, "text in UTF-8") from error
