"""The pages for people: composer, docs, what is shown at an unknown address, and their files."""

from flask import Blueprint

bp = Blueprint("landing", __name__)

from endpoint.landing import context, routes  # noqa: E402, F401 - they register on bp
