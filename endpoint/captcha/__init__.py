"""Captchas: issued without a trace, answered once."""

from flask import Blueprint

bp = Blueprint("captcha", __name__)

from endpoint.captcha import models  # noqa: E402, F401 - the tables are known with the room
