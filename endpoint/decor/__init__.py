"""Small images that decorate: gradients, avatars, QR codes."""

from flask import Blueprint

bp = Blueprint("decor", __name__)


from endpoint.decor import routes  # noqa: E402, F401 - they register on the blueprint
