"""Badges: `/badge/build-passing-brightgreen`, in the grammar that READMEs use."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from endpoint.auth.looking import admit_readers
from endpoint.badge.converter import WordsConverter

bp = Blueprint("badge", __name__)
bp.before_request(admit_readers)


@bp.record
def _teach_words(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["words"] = WordsConverter


from endpoint.badge import commands, routes  # noqa: E402, F401 - they register on the blueprint
from endpoint.badge.projects import changes, chart, pages, past  # noqa: E402, F401
from endpoint.badge.projects import routes as _projects  # noqa: E402, F401
from endpoint.badge.remote import routes as _remote  # noqa: E402, F401
