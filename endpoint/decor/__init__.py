"""Small images that decorate: gradients, avatars, QR codes."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from endpoint.decor.tail import TailConverter

bp = Blueprint("decor", __name__)


@bp.record
def _teach_tails(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["decor_tail"] = TailConverter


from endpoint.decor import routes  # noqa: E402, F401 - they register on the blueprint
