"""Captchas: issued without a trace, answered once."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from endpoint.captcha.converter import TokenConverter
from endpoint.captcha.issuing import CAPTCHAS, Captchas
from endpoint.captcha.keys import Keys

bp = Blueprint("captcha", __name__)


@bp.record
def _prepare(state: BlueprintSetupState) -> None:
    app = state.app
    app.extensions[CAPTCHAS] = Captchas(Keys.of(app.config["SECRET_KEY"]))
    app.url_map.converters["captcha_token"] = TokenConverter


from endpoint.captcha import models, page, routes  # noqa: E402, F401 - they register on the blueprint
