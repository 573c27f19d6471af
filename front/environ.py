"""What a WSGI application is told of a request, by PEP 3333, in the words of gunicorn."""

import sys
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from gunicorn import SERVER_SOFTWARE

from front.interface import Headers, Scope

_SAME_FOR_ALL: dict[str, Any] = {
    "wsgi.version": (1, 0),
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
    "wsgi.input_terminated": True,
    "SERVER_SOFTWARE": SERVER_SOFTWARE,
}
_PORTS = {"http": "80", "https": "443"}


def environ_of(scope: Scope) -> dict[str, Any]:
    """Return the environ of a request, without `wsgi.input`.

    It equals what gunicorn's threaded worker makes of the same request. One thing cannot: ASGI
    does not tell `/a?` from `/a`, so RAW_URI has no question mark then.

    Args:
        scope: of ASGI 3, type "http".

    Source: https://peps.python.org/pep-3333/#environ-variables
    """
    raw = scope.get("raw_path") or scope["path"].encode()
    query = scope["query_string"].decode("latin-1")
    uri = raw.decode("latin-1")
    server, port = _server(scope)
    environ = {
        **_SAME_FOR_ALL,
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": scope["scheme"],
        "REQUEST_METHOD": scope["method"],
        "QUERY_STRING": query,
        "RAW_URI": f"{uri}?{query}" if query else uri,
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": _path_info(raw, scope.get("root_path", "")),
    }
    _add_client(environ, scope)
    _add_fields(environ, scope["headers"])
    return environ


@lru_cache(maxsize=512)
def _key(name: bytes) -> str:
    """Return the key of a field; none for names that WSGI cannot tell from others.

    `X_A` and `X-A` would become one: gunicorn drops what has an underscore, too (`header_map`).
    """
    if b"_" in name:
        return ""
    key = name.decode("latin-1").upper().replace("-", "_")
    return key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else "HTTP_" + key


def _add_fields(environ: dict[str, Any], headers: Headers) -> None:
    repeated: dict[str, list[str]] = {}
    for name, raw in headers:
        if not (key := _key(name)):
            continue
        value = raw.decode("latin-1")
        if key in environ and key.startswith("HTTP_"):
            repeated.setdefault(key, [environ[key]]).append(value)
        else:
            environ[key] = value
    for key, values in repeated.items():
        environ[key] = ",".join(values)


def _add_client(environ: dict[str, Any], scope: Scope) -> None:
    client = scope.get("client")
    environ["REMOTE_ADDR"] = client[0] if client else ""
    if client:
        environ["REMOTE_PORT"] = str(client[1])


def _server(scope: Scope) -> tuple[str, str]:
    """Return name and port; over a socket in the file system they are what the client says."""
    server = scope.get("server")
    if server and server[1] is not None:
        return server[0], str(server[1])
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    name, _, port = host.decode("latin-1").partition(":")
    return name, port or (_PORTS.get(scope["scheme"], "") if name else "")


def _path_info(raw: bytes, root: str) -> str:
    """Return the decoded path below the root; a proxy's form of a target loses its host.

    Source: https://datatracker.ietf.org/doc/html/rfc9112#section-3.2.2
    """
    if not raw.startswith(b"/") or b"#" in raw:
        raw = _split(raw)
    path = (unquote_to_bytes(raw) if b"%" in raw else raw).decode("latin-1")
    return path.removeprefix(root) if root else path


def _split(raw: bytes) -> bytes:
    if raw.startswith(b"//"):  # else the first segment would be taken for a host
        return urlsplit(b"." + raw).path[1:]
    try:
        return urlsplit(raw).path
    except ValueError:  # brackets in what should be a host
        return raw
