"""Where the files of charts are, found out at the start and kept with the app."""

from flask import Flask, current_app

from config import Settings
from endpoint.chart.readings import Readings
from image_proc.limits import Limits
from source.files import Files

_EXTENSION = "easel-charts"
_READINGS = "easel-readings"


def install_charts(app: Flask, settings: Settings) -> None:
    """Make ready to read the files below DATA_DIR."""
    app.extensions[_EXTENSION] = Files(settings.data_dir)
    app.extensions[_READINGS] = Readings(Limits(renders=settings.render_threads))


def files() -> Files:
    """The app's files of values."""
    found: Files = current_app.extensions[_EXTENSION]
    return found


def readings() -> Readings:
    """The app's costly readings."""
    found: Readings = current_app.extensions[_READINGS]
    return found
