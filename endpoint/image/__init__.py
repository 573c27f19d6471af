"""The image repository: uploads are kept, found, shown and given back."""

from flask import Blueprint

bp = Blueprint("image", __name__, cli_group=None)

from endpoint.image import models  # noqa: E402, F401 - they register
