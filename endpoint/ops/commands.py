"""`flask doctor`: what is missing on this machine."""

import platform
import sys

import click
import PIL
from flask import current_app

from config import Settings
from endpoint.ops import bp
from endpoint.ops.findings import SETTINGS, look_around
from image_proc import fonts
from image_proc.decode.formats import plugin
from image_proc.decode.header import SourceFormat


@bp.cli.command("doctor")
def doctor() -> None:
    """Say what this machine can draw, what answers, and what is missing.

    Ends with 1 where something is missing or fails; notes are no failure.
    """
    click.echo(f"Python {platform.python_version()}, Pillow {PIL.__version__}")
    settings: Settings = current_app.extensions[SETTINGS]
    bad = 0
    for feature in fonts.report():
        bad += not feature.found
        _say_of(feature, "missing")
    _say_of(_heic(), "note")  # few need it, and no package of ours brings it
    for finding in look_around(current_app, settings):
        bad += finding.state == "fail"
        _say(finding.state, finding.says, finding.advice)
    sys.exit(1 if bad else 0)


def _say_of(feature: fonts.Feature, otherwise: str) -> None:
    advice = "" if feature.found else f"install {feature.package}; {feature.without}"
    _say("ok" if feature.found else otherwise, feature.name, advice)


def _say(state: str, text: str, advice: str) -> None:
    click.echo(f"{state:<7} {text}")
    if advice:
        click.echo(f"        {advice}")


def _heic() -> fonts.Feature:
    return fonts.Feature(
        "pictures in HEIC",
        plugin(SourceFormat.HEIF) is not None,
        "pillow-heif (by pip)",
        "they are refused",
    )
