"""The service below a path of its host, such as https://example.org/easel/."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.exceptions import NotFound

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Subpath:
    """Move a prefix from PATH_INFO to SCRIPT_NAME, where links are built from it.

    Args:
        app: the application.
        prefix: a path such as `/easel`, without a last slash.
    """

    def __init__(self, app: "WSGIApplication", prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Serve what lies below the prefix; all else is not here."""
        path = environ.get("PATH_INFO", "")
        if path != self._prefix and not path.startswith(f"{self._prefix}/"):
            return NotFound()(environ, start_response)
        environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + self._prefix
        environ["PATH_INFO"] = path[len(self._prefix) :] or "/"
        return self._app(environ, start_response)
