"""Operation: is it alive, and what is missing here?"""

from flask import Blueprint

bp = Blueprint("ops", __name__, cli_group=None)

from endpoint.ops import commands, routes  # noqa: E402, F401 - they register on the blueprint
