"""The files that the composer offers."""

from collections import deque
from contextlib import suppress
from pathlib import PurePosixPath

from flask import current_app

from endpoint.auth import Verb, caller
from endpoint.chart import bp
from endpoint.chart.install import files
from source.errors import SourceError

_MOST, _MOST_FOLDERS = 200, 20
_OF_VALUES = ("", ".csv", ".dat", ".json", ".jsonl", ".log", ".ndjson", ".tsv", ".txt")


def offered() -> list[str]:
    """List files below DATA_DIR, none where this reader would be refused their charts.

    Returns:
        Paths: the files of the folder itself first, then those of folders in it, at most 200.
    """
    if _closed():
        return []
    found: list[str] = []
    folders, seen = deque([""]), 0
    while folders and len(found) < _MOST and seen < _MOST_FOLDERS:
        seen += 1
        with suppress(SourceError):
            listed, below = _folder(folders.popleft())
            found += listed
            folders += below
    return found[:_MOST]


@bp.app_context_processor
def _for_templates() -> dict[str, object]:
    return {"chart_files": offered}


def _folder(path: str) -> tuple[list[str], list[str]]:
    """List the files and folders of a folder, neither hidden ones nor what holds no values."""
    entries = sorted(files().entries(path, _MOST), key=lambda each: each.name)
    shown = [each for each in entries if not each.name.startswith(".")]
    prefix = f"{path}/" if path else ""
    named = [prefix + each.name for each in shown if not each.folder]
    below = [prefix + each.name for each in shown if each.folder]
    return [each for each in named if PurePosixPath(each).suffix.lower() in _OF_VALUES], below


def _closed() -> bool:
    if not current_app.config["PRIVATE"]:
        return False
    reader = caller()
    return reader is None or not reader.may(Verb.READ)
