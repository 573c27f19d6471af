"""`flask doctor`: what is missing on this machine."""

import platform
import sys

import click
import PIL

from endpoint.ops import bp
from image_proc import fonts


@bp.cli.command("doctor")
def doctor() -> None:
    """Say what this machine can draw and what is missing."""
    click.echo(f"Python {platform.python_version()}, Pillow {PIL.__version__}")
    missing = 0
    for feature in fonts.report():
        missing += not feature.found
        click.echo(f"{'ok     ' if feature.found else 'missing'} {feature.name}")
        if not feature.found:
            click.echo(f"        install {feature.package}; {feature.without}")
    sys.exit(1 if missing else 0)
