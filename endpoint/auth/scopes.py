"""What a token may do: `push:billing`, `manage:@acme/*`, `upload`, `admin`.

A scope is a verb, and, if it is for projects and not every one is meant, a colon and a target: the
name of a project, or the beginning of names and a `*`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from image_proc.errors import InvalidParameter


class Verb(StrEnum):
    """What can be done to a target."""

    PUSH = "push"
    MANAGE = "manage"
    READ = "read"
    ORIGINAL = "original"
    UPLOAD = "upload"
    DELETE = "delete"
    ADMIN = "admin"


# Who uploads or deletes looks at what is there; READ is only asked for where PRIVATE is set.
_INCLUDED = {
    Verb.PUSH: frozenset({Verb.PUSH}),
    Verb.MANAGE: frozenset({Verb.MANAGE, Verb.PUSH}),
    Verb.READ: frozenset({Verb.READ}),
    Verb.ORIGINAL: frozenset({Verb.ORIGINAL, Verb.READ}),
    Verb.UPLOAD: frozenset({Verb.UPLOAD, Verb.READ}),
    Verb.DELETE: frozenset({Verb.DELETE, Verb.READ}),
    Verb.ADMIN: frozenset(Verb),
}
_OF_PROJECTS = frozenset({Verb.PUSH, Verb.MANAGE})
_ANY = "*"
_NAME = "scope"
_SCOPE = re.compile(r"([a-z]+)(?::([A-Za-z0-9._@+/-]{1,201}\*?|\*))?")
SCOPE_ACCEPTED = (
    f"one of {', '.join(Verb)}, and for push and manage, if not every project is meant, a colon "
    "and a project or the beginning of its name with a * (push:billing, push:@acme/*)"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing that is allowed.

    Args:
        verb: what may be done; some include others, `admin` includes everything.
        target: a project's exact name, a prefix that ends in `*`, or "" for all.
    """

    verb: Verb
    target: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a scope; `str` is the inverse.

        Raises:
            InvalidParameter: it is none; names `scope`.
        """
        match = _SCOPE.fullmatch(text)
        verb, target = match.groups(default="") if match else ("", "")
        if verb not in set(Verb) or (target and verb not in _OF_PROJECTS):
            raise InvalidParameter(_NAME, text, SCOPE_ACCEPTED)
        return cls(Verb(verb), target)

    def __str__(self) -> str:
        """Write the scope as it is typed."""
        return f"{self.verb}:{self.target}" if self.target else str(self.verb)

    def covers(self, verb: Verb, target: str) -> bool:
        """Tell whether this allows a verb on a target; "" is what belongs to no project."""
        if verb not in _INCLUDED[self.verb]:
            return False
        if self.target.endswith(_ANY):
            return target.startswith(self.target.removesuffix(_ANY))
        return self.target in {"", target}
