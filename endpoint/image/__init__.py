"""The image repository: uploads are kept, found, shown and given back."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from endpoint.image.converter import IdConverter

bp = Blueprint("image", __name__, cli_group=None)


@bp.record
def _teach_addresses(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["image_id"] = IdConverter


from endpoint.image import uploading  # noqa: E402, F401 - first in the docs

# isort: split
from endpoint.image import (  # noqa: E402 - they register
    commands,
    managing,  # noqa: F401
    page,  # noqa: F401
    picked,  # noqa: F401
    routes,  # noqa: F401
)

bp.cli.add_command(commands.cli)
