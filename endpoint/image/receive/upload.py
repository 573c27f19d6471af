"""All that one request uploads."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from flask import Request
from werkzeug.exceptions import UnsupportedMediaType

from endpoint.image.receive.body import Body
from endpoint.image.receive.caps import Caps
from endpoint.image.receive.form import FIELDS, Desk, read_form
from endpoint.image.receive.names import UNNAMED, disposition, file_name
from endpoint.image.receive.refusals import FIELD, file_too_large, form_too_large
from endpoint.query import note_ignored
from image_proc.errors import InvalidParameter
from storage.objects import Draft, Staging

_FORM = "multipart/form-data"
_NAME = "name"


@dataclass(frozen=True, slots=True)
class Received:
    """A file that has come in whole.

    Args:
        draft: its bytes, at least 1; finished.
        name: what its sender calls it, 1 to 255 characters.
        tags: as its sender wrote them, each once and not empty; nothing else is checked.
    """

    draft: Draft
    name: str
    tags: tuple[str, ...]


@contextmanager
def receive(request: Request, staging: Staging, caps: Caps) -> Iterator[Sequence[Received]]:
    """Stage what a request sends: a form with files in the field `image`, or one file as its body.

    A file alone may be of any type but those of JSON and of other multiparts: what it is, its
    bytes tell. That includes the type of a form of plain fields, which `curl --data-binary` sends
    for everything. Its name is that of the query or of Content-Disposition.

    Args:
        request: whose body nobody has read from.
        staging: where drafts are made; at the end of the block none is left.
        caps: what the sender may use up.

    Yields:
        One or more files, in the order they came.

    Raises:
        InvalidParameter: names the field, the header or the parameter.
        RequestEntityTooLarge: a file or all together; before the body is read where its length
            is known.
        UnsupportedMediaType: the body is JSON, or encoded.
        RequestTimeout: it comes too slowly.
        NoRoom: the disk is full, or would be.
    """
    with ExitStack() as drafts:
        desk = Desk(staging, caps, drafts)
        with Body(request, caps, staging) as body:
            read = _read_form if request.mimetype == _FORM else _read_file
            received = read(request, body, desk)
        yield received


def _read_form(request: Request, body: Body, desk: Desk) -> list[Received]:
    caps = desk.caps
    pieces = body.pieces(caps.request_bytes, form_too_large(caps))
    form = read_form(pieces, request.mimetype_params.get("boundary", ""), desk)
    sent = _texts(request, form.fields, form.ignored)
    name = _name(sent)
    if name and len(form.files) > 1:
        raise InvalidParameter(_NAME, name, "to be sent with one file only")
    tags = _tags(sent)
    return [Received(draft, name or own, tags) for draft, own in form.files]


def _read_file(request: Request, body: Body, desk: Desk) -> list[Received]:
    if request.is_json or request.mimetype.startswith("multipart/"):
        message = (
            f"'{request.mimetype[:80]}' is not accepted: send a file in the field `{FIELD}` of "
            f"{_FORM}, or the file itself as the body."
        )
        raise UnsupportedMediaType(message)
    sent = _texts(request, {}, [])
    name = _name(sent) or _disposed_name(request)
    tags = _tags(sent)
    too_large = file_too_large(desk.caps)
    return [Received(desk.take(body.pieces(desk.caps.file_bytes, too_large)), name, tags)]


def _texts(
    request: Request, fields: Mapping[str, list[str]], ignored: list[str]
) -> dict[str, list[str]]:
    """Join what query and form say, and note what nobody asks for."""
    note_ignored([*(key for key in request.args if key not in FIELDS), *ignored])
    return {key: [*request.args.getlist(key), *fields.get(key, [])] for key in FIELDS}


def _name(sent: Mapping[str, list[str]]) -> str:
    """Read the name that was chosen for a file; "" if none was."""
    names = [text for text in sent[_NAME] if text]
    if len(names) > 1:
        raise InvalidParameter(_NAME, ", ".join(names), "to be sent once")
    return file_name(names[0], _NAME) if names else ""


def _tags(sent: Mapping[str, list[str]]) -> tuple[str, ...]:
    tags = (tag.strip() for text in sent["tags"] for tag in text.split(","))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _disposed_name(request: Request) -> str:
    # A server hands bytes on as Latin-1; what is meant is UTF-8.
    header = request.headers.get("Content-Disposition", "").encode("latin-1", "replace")
    text = header.decode(errors="replace")
    return file_name(disposition(text).get("filename", UNNAMED), "filename")
