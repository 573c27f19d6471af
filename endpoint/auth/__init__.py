"""Who may do what: tokens with scopes, and this machine's own user where that is set."""

from endpoint.auth.check import Caller, caller, require
from endpoint.auth.commands import cli
from endpoint.auth.scopes import Scope, Verb

__all__ = ["Caller", "Scope", "Verb", "caller", "cli", "require"]
