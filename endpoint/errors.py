"""What a mistake is answered with: one table, one handler, two forms.

A program gets a problem document (RFC 9457), an `<img>` gets an image that says what is wrong, a
person with a browser at an unknown address gets the page. The status is honest in each.
"""

import logging
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus

from flask import Flask, Response, g, render_template, request
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException

from config import Settings
from endpoint.error_image import ErrorArt, draw_error
from endpoint.openapi.answers import PROBLEM_TYPE, Problem
from endpoint.respond import add_common_headers, image_response
from image_proc.errors import BadPicture, Busy, InvalidParameter, TooLarge, UnknownFormat
from image_proc.spec import SUFFIXES, Format
from source.errors import BadQuery, NoMatch, NotAllowed, Overloaded, SourceError, TooSlow
from source.table.errors import BadTable
from storage.errors import Full, StorageError

log = logging.getLogger(__name__)


_PAGES = ("/projects/", "/gallery")
_SOON = "5"  # s
_OF_THE_SERVER = "gunicorn.http.errors"
"""Where what gunicorn's threaded worker raises comes from, while a body is read that breaks HTTP's
rules; by name, since other servers are without it."""

_PASSED_ON = ("Allow", "Content-Range", "Retry-After", "WWW-Authenticate")
_OF_A_FILE = {HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE}
_STATUSES: dict[type[Exception], HTTPStatus] = {
    NotAllowed: HTTPStatus.FORBIDDEN,
    BadQuery: HTTPStatus.BAD_REQUEST,
    NoMatch: HTTPStatus.NOT_FOUND,
    TooSlow: HTTPStatus.GATEWAY_TIMEOUT,
    Overloaded: HTTPStatus.SERVICE_UNAVAILABLE,
    BadTable: HTTPStatus.UNPROCESSABLE_ENTITY,
    SourceError: HTTPStatus.BAD_GATEWAY,
    UnknownFormat: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    BadPicture: HTTPStatus.UNPROCESSABLE_ENTITY,
    Full: HTTPStatus.INSUFFICIENT_STORAGE,
    StorageError: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""What cannot be read or kept elsewhere, or be made into a picture: the first row that fits."""
_DEAD = {exc.OperationalError, exc.InterfaceError, exc.InternalError, exc.DatabaseError}


class Form(Enum):
    """What an error is written as."""

    PROBLEM = auto()
    IMAGE = auto()
    PAGE = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """An error as a client sees it.

    Args:
        status: 400 to 599.
        problem: the document; an image is drawn from it.
        headers: what belongs to this status, such as Retry-After or Allow.
    """

    status: int
    problem: Problem
    headers: dict[str, str]


def install_errors(app: Flask, settings: Settings) -> None:
    """Let one handler answer everything that goes wrong."""

    def handle(error: Exception) -> Response:
        fault = fault_of(error)
        response = _write(fault, _form(fault.status), settings)
        response.headers.update(fault.headers)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Accept, User-Agent"
        return add_common_headers(response)

    app.register_error_handler(Exception, handle)


def fault_of(error: Exception) -> Fault:
    """Look an error up in the table: its status, its words, its headers."""
    match error:
        case InvalidParameter():
            details = {"parameter": error.name, "value": error.value, "accepted": error.accepted}
            return _fault(HTTPStatus.BAD_REQUEST, str(error), title="Invalid parameter", **details)
        case Busy():
            fault = _fault(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
            fault.headers["Retry-After"] = str(error.retry_after)
            return fault
        case HTTPException(code=int(code)) if code >= HTTPStatus.BAD_REQUEST:
            details = _field() if code in _OF_A_FILE else {}
            fault = _fault(HTTPStatus(code), error.description or "", **details)
            sent = dict(error.get_headers(request.environ))
            fault.headers.update({name: sent[name] for name in _PASSED_ON if name in sent})
            return fault
        case SourceError() | BadPicture() | StorageError():
            return _elsewhere(error)
        case exc.DBAPIError() if _does_not_answer(error):
            log.error("the database does not answer", exc_info=error)
            fault = _fault(HTTPStatus.SERVICE_UNAVAILABLE, "The database does not answer.")
            fault.headers["Retry-After"] = _SOON
            return fault
        case _:
            return _unexpected(error)


def _unexpected(error: Exception) -> Fault:
    if type(error).__module__ == _OF_THE_SERVER:
        return _fault(HTTPStatus.BAD_REQUEST, "The body is not framed as HTTP/1.1 asks.")
    log.error("unexpected error at %s", request.path, exc_info=error)
    return _fault(HTTPStatus.INTERNAL_SERVER_ERROR, "An error on our side; it was logged.")


def _does_not_answer(error: exc.DBAPIError) -> bool:
    """Tell a database that is lost from a mistake of ours in what it was asked.

    PyMySQL has errors of several kinds for a connection that breaks off; SQLite raises the most
    general one for a file that is broken, or is none of its own.
    """
    return type(error) in _DEAD


def _elsewhere(error: SourceError | BadPicture | StorageError) -> Fault:
    if isinstance(error, StorageError):
        log.error("the store of images: %s", error, exc_info=error)
    details = _field() if isinstance(error, BadPicture) else {}
    fault = _fault(_status(error), _sentence(error), **details)
    if fault.status == HTTPStatus.SERVICE_UNAVAILABLE:
        fault.headers["Retry-After"] = _SOON
    return fault


def _field() -> dict[str, str]:
    """Name the field of a form that holds files, where the request is an upload."""
    return {"parameter": g.files_field} if "files_field" in g else {}


def _sentence(error: SourceError | BadPicture | StorageError) -> str:
    said = f"{error}."
    if isinstance(error, BadPicture):
        return said  # it begins with the picture's name
    if not said.startswith("http"):
        said = said[:1].upper() + said[1:]
    return f"{said} FETCH_ALLOW names who may be asked." if isinstance(error, NotAllowed) else said


def _status(error: SourceError | BadPicture | StorageError) -> HTTPStatus:
    return next(status for kind, status in _STATUSES.items() if isinstance(error, kind))


def _fault(status: HTTPStatus, detail: str, title: str = "", **details: str) -> Fault:
    problem = Problem(title=title or status.phrase, status=status, detail=detail, **details)
    return Fault(status, problem, {})


def _form(status: int) -> Form:
    """Decide who asks: by Accept first, then by the suffix."""
    accepted = [kind.lower() for kind, quality in request.accept_mimetypes if quality > 0]
    if any(kind in {"application/json", PROBLEM_TYPE} for kind in accepted):
        return Form.PROBLEM
    wants_image = any(kind.startswith("image/") for kind in accepted)
    is_page = request.url_rule is None or request.path.startswith(_PAGES)
    unknown_address = is_page and status == HTTPStatus.NOT_FOUND
    if unknown_address and ("text/html" in accepted or not wants_image):
        return Form.PAGE
    if wants_image or _suffix_format() not in {None, Format.JSON}:
        return Form.IMAGE
    return Form.PROBLEM


def _suffix_format() -> Format | None:
    _, dot, suffix = request.path.rpartition(".")
    return SUFFIXES.get(suffix.lower()) if dot else None


def _write(fault: Fault, form: Form, settings: Settings) -> Response:
    if form is Form.PAGE:
        return Response(render_template("index.html", unknown_path=request.path), fault.status)
    if form is Form.IMAGE:
        return _image(fault, settings)
    body = fault.problem.model_dump_json(exclude_none=True)
    return Response(body, fault.status, mimetype=PROBLEM_TYPE)


def _image(fault: Fault, settings: Settings) -> Response:
    format_ = _suffix_format()
    art = ErrorArt(fault.problem, None if format_ is Format.JSON else format_)
    response = image_response(draw_error(art, request.blueprint))
    del response.headers["ETag"]
    response.status_code = fault.status
    response.headers["X-Error"] = _header_text(fault.problem.detail)
    if _hides_status(settings):
        response.status_code = HTTPStatus.OK
    return response


def _header_text(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode().replace("\n", " ").replace("\r", " ")


def _hides_status(settings: Settings) -> bool:
    """Whether this client would show nothing at all for an honest status."""
    if settings.badge_error_status == "auto":
        return "camo" in request.user_agent.string.lower()
    return settings.badge_error_status == "200"
