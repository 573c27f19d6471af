"""What operation needs, made at the start."""

from flask import Flask

from config import Settings
from endpoint.metrics import publisher_of
from endpoint.ops.database import look_at
from endpoint.ops.findings import SETTINGS
from endpoint.ops.load import publish_load
from endpoint.readiness import readiness


def install_ops(app: Flask, settings: Settings) -> None:
    """Make ready to look at the database and to publish what is going on."""
    app.extensions[SETTINGS] = settings
    app.config["METRICS_TOKEN"] = settings.metrics_token
    readiness(app).add("database", look_at(app))
    publisher_of(app).add(publish_load(app))
