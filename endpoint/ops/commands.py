"""`flask doctor`: what is missing on this machine."""

import os
import platform
import sys

import click
import PIL

from endpoint.ops import bp
from image_proc import fonts
from image_proc.decode.formats import plugin
from image_proc.decode.header import SourceFormat

_OWN_KEY = (
    "SECRET_KEY is not set, so this machine has made its own (VAR_DIR/secret_key); "
    "several replicas need the same one, or no captcha of one counts at another"
)


@bp.cli.command("doctor")
def doctor() -> None:
    """Say what this machine can draw and what is missing."""
    click.echo(f"Python {platform.python_version()}, Pillow {PIL.__version__}")
    missing = 0
    for feature in (*fonts.report(), _heic()):
        missing += not feature.found
        click.echo(f"{'ok     ' if feature.found else 'missing'} {feature.name}")
        if not feature.found:
            click.echo(f"        install {feature.package}; {feature.without}")
    if not os.environ.get("SECRET_KEY"):
        click.echo(f"note    {_OWN_KEY}")
    sys.exit(1 if missing else 0)


def _heic() -> fonts.Feature:
    return fonts.Feature(
        "pictures in HEIC",
        plugin(SourceFormat.HEIF) is not None,
        "pillow-heif (by pip)",
        "they are refused",
    )
