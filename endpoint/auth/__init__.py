"""Who may write: tokens with scopes, and this machine's own user where that is set."""

from endpoint.auth.check import require
from endpoint.auth.commands import cli
from endpoint.auth.scopes import Scope, Verb

__all__ = ["Scope", "Verb", "cli", "require"]
