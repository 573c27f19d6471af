"""Pictures on the fly: stored ones, resized and changed by their address."""

from flask import Blueprint

bp = Blueprint("picture", __name__)

from endpoint.picture import routes  # noqa: E402, F401 - they register on the blueprint
