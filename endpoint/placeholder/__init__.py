"""Placeholders: a box of a size at `/600x400`, in the manner of the hosts that are gone."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from endpoint.placeholder.converter import AddressConverter

bp = Blueprint("placeholder", __name__)


@bp.record
def _teach_addresses(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["placeholder"] = AddressConverter


from endpoint.placeholder import routes  # noqa: E402, F401 - they register on the blueprint
