"""Operation: is it alive, is it ready, how does it feel, and what is missing here?"""

from flask import Blueprint

bp = Blueprint("ops", __name__, cli_group=None)

from endpoint.ops import commands, metrics, routes  # noqa: E402, F401 - they register on it
from endpoint.ops.install import install_ops  # noqa: E402

__all__ = ["bp", "install_ops"]
