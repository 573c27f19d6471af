"""What whoever may not write is told.

Source: https://datatracker.ietf.org/doc/html/rfc6750#section-3 (WWW-Authenticate).
"""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from werkzeug.exceptions import Forbidden, HTTPException, Unauthorized

from endpoint.auth.scopes import Scope

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class _Refusal(HTTPException):
    """An answer that says in WWW-Authenticate what would be needed.

    Args:
        detail: a sentence or two for people.
        parameters: for programs; of those the header's quoted strings can hold.
    """

    def __init__(self, detail: str, **parameters: str) -> None:
        super().__init__(detail)
        said = {"realm": "easel", **parameters}
        # By hand: Werkzeug leaves the quotes out that RFC 7235 wants around a realm.
        self._challenge = ", ".join(f'{name}="{value}"' for name, value in said.items())

    def get_headers(
        self, environ: "WSGIEnvironment | None" = None, scope: dict[str, Any] | None = None
    ) -> list[tuple[str, str]]:
        """Add the challenge to what every error has."""
        challenge = ("WWW-Authenticate", f"Bearer {self._challenge}")
        return [*super().get_headers(environ, scope), challenge]


class NoToken(_Refusal, Unauthorized):
    """No token came along.

    Args:
        needed: what one would have to allow.
    """

    def __init__(self, needed: Scope) -> None:
        super().__init__(
            "This needs a token, sent as `Authorization: Bearer <token>`. Make one where Easel "
            f"runs: flask token create --name ci --scope {_shown(needed)}"
        )


class BadToken(_Refusal, Unauthorized):
    """A token came along that opens nothing at all.

    Args:
        why: "expired", "not known", …
    """

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The token that was sent is {why}. Where Easel runs, `flask token list` shows which "
            "are active.",
            error="invalid_token",
        )


class LacksScope(_Refusal, Forbidden):
    """A token came along that is good, but not for this.

    Args:
        needed: what it would have to allow.
    """

    def __init__(self, needed: Scope) -> None:
        scope = _shown(needed)
        super().__init__(
            f"This token may not do that: it needs the scope {scope}.",
            error="insufficient_scope",
            scope=scope,
        )


def _shown(scope: Scope) -> str:
    """Write a scope for a header and for a shell, whatever was asked for as a project."""
    return quote(str(scope), safe=":/@+*")
