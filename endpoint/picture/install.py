"""What pictures need, made at the start and kept with the app."""

from flask import Flask, current_app

from config import Settings
from endpoint.copies import results
from endpoint.metrics import metrics_of
from endpoint.picture.service import Pictures
from endpoint.picture.sources.assemble import assemble_sources
from endpoint.respond import PRODUCER
from image_proc.limits import Limits

_EXTENSION = "easel-pictures"


def install_pictures(app: Flask, settings: Settings) -> None:
    """Find out where pictures are."""
    limits: Limits = app.extensions[PRODUCER].limits
    app.extensions[_EXTENSION] = Pictures(
        sources=assemble_sources(settings, results(app), metrics_of(app)),
        limits=limits,
        max_age=settings.picture_max_age,
        signed=bool(settings.signing_keys),
        gallery=settings.gallery,
    )


def pictures() -> Pictures:
    """The app's pictures."""
    found: Pictures = current_app.extensions[_EXTENSION]
    return found
