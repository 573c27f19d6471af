"""What pictures need, made at the start and kept with the app."""

from flask import Flask, current_app

from config import ROOT, Settings, SettingsError
from endpoint.picture.service import Pictures
from endpoint.picture.sources.assemble import assemble_sources
from endpoint.respond import PRODUCER
from endpoint.transform import PresetError, Transforms
from endpoint.transform.signature import Signer
from image_proc.limits import Limits
from image_proc.transform.steps.marks import MarkError, Marks

RESULTS = "easel-results"
SIGNER = "easel-signer"
_EXTENSION = "easel-pictures"
_MARKS = ROOT / "assets" / "watermarks"


def install_pictures(app: Flask, settings: Settings) -> None:
    """Find out where pictures are and what may be done to them.

    Raises:
        SettingsError: a preset or a mark cannot be used.
    """
    limits: Limits = app.extensions[PRODUCER].limits
    folders = [_MARKS, *([settings.watermarks_dir] if settings.watermarks_dir else [])]
    try:
        transforms = Transforms(limits, Marks(folders), settings.picture_presets)
    except PresetError as error:
        message = f"PICTURE_PRESETS: {error}"
        raise SettingsError(message) from error
    except MarkError as error:
        raise SettingsError(str(error)) from error
    app.extensions[SIGNER] = Signer(settings.signing_keys)
    app.extensions[_EXTENSION] = Pictures(
        sources=assemble_sources(settings, app.extensions[RESULTS]),
        transforms=transforms,
        limits=limits,
        max_age=settings.picture_max_age,
        signed=bool(settings.signing_keys),
        gallery=settings.gallery,
    )


def pictures() -> Pictures:
    """The app's pictures."""
    found: Pictures = current_app.extensions[_EXTENSION]
    return found
