"""What no log line shows: tokens, signatures, passwords, and addresses that open what is private.

Two ways, since each misses what the other finds. Secrets of the settings are known and are taken
out wherever they stand. Those of others are known by their place: a parameter whose name says so,
also within an address that is itself a parameter; what stands before the host of an address; what
follows `Bearer`; the random part of a share's or a captcha's path.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, unquote

HIDDEN = "***"

_SHORTEST = 6  # characters; taking shorter ones out would spoil the lines
_NAME = (
    r"[\w.\-]*(?:token|secret|signature|passw(?:or)?d|credential|api_?-?key|access_?-?key|"
    r"session|authorization)|key|sig|pwd|auth|x-amz-[\w\-]+"
)
_SECRET_NAME = re.compile(_NAME, re.IGNORECASE | re.ASCII)
# Within an address that is a parameter, what divides is percent-encoded, once or more often.
_OR_ENCODED = "%(?:25)*"
_PARAMETER = re.compile(
    rf"((?:[?&;]|{_OR_ENCODED}(?:3F|26|3B))(?:{_NAME})(?:=|{_OR_ENCODED}3D))"
    rf"(?:(?!{_OR_ENCODED}(?:26|23))[^&#\s\"'<>])+",
    re.IGNORECASE | re.ASCII,
)
_USER = re.compile(
    rf"((?::|{_OR_ENCODED}3A)(?:/|{_OR_ENCODED}2F){{2}})[^/?#@\s\"'<>]+?(@|{_OR_ENCODED}40)",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(\b(?:bearer|basic) +|\b(?:proxy-)?authorization[\"']?\s*[:=]\s*[\"']?)"
    r"(?!(?:bearer|basic) )[\w.~+/=\-]{6,}",
    re.IGNORECASE,
)
_PATH = re.compile(r"(/i/|/captcha/(?=1\.))[^/?#\s\"'<>@]{6,}?(?=@2x|\.png|\.wav|[/?#\s\"'<>]|$)")
# Most targets are no more than this: no parameter, nothing percent-encoded, no address.
_PLAIN = re.compile(r"[\w./@,+~-]*", re.ASCII)
_WORDS = ("/i/", "/captcha/", "bearer", "basic", "authorization")
_AS_SENT = "/:?#[]@!$&'()*+,;=%~"


class Redactor:
    """Takes secrets out of what is about to be written.

    Args:
        secrets: values of settings; they and their percent-encoded forms are never shown.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = {form for text in secrets for form in (text, quote(text, safe=""))}
        self._known = sorted((text for text in known if len(text) >= _SHORTEST), key=len)[::-1]
        self._looked_at = lru_cache(maxsize=4096)(self._target)

    def text(self, text: str) -> str:
        """Show a message, or an error with its traceback."""
        for secret in self._known:
            text = text.replace(secret, HIDDEN)
        text = _PARAMETER.sub(rf"\1{HIDDEN}", text)
        text = _USER.sub(rf"\1{HIDDEN}\2", text)
        text = _HEADER.sub(rf"\1{HIDDEN}", text)
        return _PATH.sub(rf"\1{HIDDEN}", text)

    def target(self, target: str) -> str:
        """Show the target of a request, which may be a cut one."""
        return target if self._is_plain(target) else self._looked_at(target)

    def _is_plain(self, target: str) -> bool:
        """Tell whether there is nothing to look for, in a tenth of the time of looking."""
        if not _PLAIN.fullmatch(target):
            return False
        small = target.lower()
        # Lists: a generator costs more than it looks at.
        return not (
            [word for word in _WORDS if word in small]
            or [secret for secret in self._known if secret in target]
        )

    def _target(self, target: str) -> str:
        """Look at a target.

        It can be spelled in many ways that mean the same, so names are compared decoded.
        """
        if not target.isprintable() or not target.isascii() or '"' in target:
            target = quote(target, _AS_SENT, "latin-1", "replace")
        path, mark, query = target.partition("?")
        if "%" in path and _PATH.search(decoded := unquote(path)):
            path = quote(decoded, safe="/:@!$&'()*+,;=~")
        query = "&".join(map(_piece, query.split("&"))) if mark else ""
        return self.text(f"{path}{mark}{query}")


def _piece(piece: str) -> str:
    """Show one parameter; its own name may be percent-encoded."""
    name, equals, _ = piece.partition("=")
    if equals and "%" in name and _SECRET_NAME.fullmatch(unquote(unquote(name))):
        return f"{name}={HIDDEN}"
    return piece
