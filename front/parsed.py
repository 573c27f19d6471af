"""A request as gunicorn's parser tells it, in the words of ASGI; and why one was refused."""

from collections.abc import Callable
from functools import partial
from typing import Any

from gunicorn.asgi import parser as rules
from gunicorn.asgi.parser import CallbackRequest, PythonProtocol
from gunicorn.config import Config

from front.heads import Asked
from front.interface import Headers, Scope

try:
    import gunicorn_h1c as fast
    from gunicorn_h1c import _protocol as fast_protocol
except ImportError:  # it comes as C source, and not every machine has a compiler
    fast = None


def _kinds(name: str) -> tuple[type[Exception], ...]:
    """Find the errors of one name: both parsers have their own, and the C one has two roots."""
    modules = (rules,) if fast is None else (rules, fast, fast_protocol)
    return tuple(kind for module in modules if (kind := getattr(module, name, None)))


_STATUSES: list[tuple[tuple[type[Exception], ...], int]] = [
    (_kinds("LimitRequestLine"), 414),
    (_kinds("LimitRequestHeaders"), 431),
    (_kinds("UnsupportedTransferCoding"), 501),
    (_kinds("ParseError"), 400),
]
_UNLIMITED = 1024 * 1024


def status_of(error: Exception) -> int | None:
    """Return what a request is answered that cannot be read; None for an error that is ours."""
    return next((status for kinds, status in _STATUSES if isinstance(error, kinds)), None)


def parser_of(
    config: Config,
    head: Callable[[], bool] | None = None,
    body: Callable[[bytes], None] | None = None,
    end: Callable[[], None] | None = None,
) -> Any:
    """Make a parser with gunicorn's limits: the one in C, or the one in Python where it is not.

    Args:
        config: gunicorn's.
        head: called at the end of a head.
        body: called with each piece of a body.
        end: called at the end of a request.
    """
    # A connection stops reading before it has much of what follows.
    make = PythonProtocol if fast is None else partial(fast.H1CProtocol, limit_remaining=0)
    return make(
        on_headers_complete=head,
        on_body=body,
        on_message_complete=end,
        limit_request_line=config.limit_request_line or _UNLIMITED,
        limit_request_fields=config.limit_request_fields,
        limit_request_field_size=config.limit_request_field_size,
        permit_unconventional_http_method=config.permit_unconventional_http_method,
        permit_unconventional_http_version=config.permit_unconventional_http_version,
    )


def headers_of(parser: Any) -> Headers:
    """Return the fields of a head, in both parsers with names in lower case."""
    fields: Headers = parser.asgi_headers if fast is not None else parser.headers
    return fields


def request_of(parser: Any, scheme: str) -> CallbackRequest:
    """Check a head by gunicorn's rules.

    Raises:
        gunicorn.asgi.parser.ParseError: a head that two servers could read differently.
    """
    request = CallbackRequest.from_parser(parser, is_ssl=scheme == "https")
    fields = request.headers_bytes
    odd = [name for name, _ in fields if b"_" in name or not name]
    if b"" in odd:  # a folded line (RFC 9112, section 5.2): gunicorn_h1c 0.6.9 gives it no name
        message = "A folded line"
        raise rules.InvalidHeader(message)
    if odd:  # `X_A` would become `X-A` for WSGI; gunicorn drops it as well (`header_map`)
        request.headers_bytes = [field for field in fields if field[0] not in odd]
    return request


def scope_of(
    request: CallbackRequest, server: tuple[str, Any] | None, client: tuple[str, Any] | None
) -> Scope:
    """Return what an ASGI application is told of a request."""
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.0" if request.version < (1, 1) else "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.raw_path,
        "query_string": request.query.encode("latin-1"),
        "root_path": "",
        "headers": request.headers_bytes,
        "server": server,
        "client": client,
    }


def address_of(name: Any) -> tuple[str, Any] | None:
    """Return host and port; of a socket in the file system the path and None."""
    if isinstance(name, tuple):
        return name[0], name[1]
    return (name, None) if name else None


def asked_of(request: CallbackRequest) -> Asked:
    """Return what the framing of a response depends on."""
    return _ASKED[request.method == "HEAD", request.version < (1, 1)]


_ASKED = {(head, old): Asked(head, old) for head in (False, True) for old in (False, True)}
