"""The image repository: uploads are kept, found, shown and given back."""

from flask import Blueprint

bp = Blueprint("image", __name__, cli_group=None)

from endpoint.image import (  # noqa: E402 - they register
    managing,  # noqa: F401
    page,  # noqa: F401
    picked,  # noqa: F401
    routes,  # noqa: F401
    uploading,  # noqa: F401
)
