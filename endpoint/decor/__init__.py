"""Small images that decorate: gradients, avatars, QR codes."""

from flask import Blueprint

bp = Blueprint("decor", __name__)
