"""What may be done to pictures, made at the start and kept with the app."""

from flask import Flask, current_app

from config import ROOT, Settings, SettingsError
from endpoint.respond import PRODUCER
from endpoint.transform.transforms import PresetError, Transforms
from image_proc.limits import Limits
from image_proc.transform.steps.marks import MarkError, Marks

_EXTENSION = "easel-transforms"
_MARKS = ROOT / "assets" / "watermarks"


def install_transforms(app: Flask, settings: Settings) -> None:
    """Read presets and marks.

    Raises:
        SettingsError: one of them cannot be used.
    """
    limits: Limits = app.extensions[PRODUCER].limits
    folders = [_MARKS, *([settings.watermarks_dir] if settings.watermarks_dir else [])]
    try:
        made = Transforms(limits, Marks(folders), settings.picture_presets)
    except PresetError as error:
        message = f"PICTURE_PRESETS: {error}"
        raise SettingsError(message) from error
    except MarkError as error:
        raise SettingsError(str(error)) from error
    app.extensions[_EXTENSION] = made


def transforms() -> Transforms:
    """What the app does to pictures."""
    found: Transforms = current_app.extensions[_EXTENSION]
    return found
