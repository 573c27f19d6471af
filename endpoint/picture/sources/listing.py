"""Folders of pictures, listed page by page for the gallery."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from source.files import Entry

PER_PAGE = 60
"""Pictures."""

SUFFIXES = frozenset(
    {"jpg", "jpeg", "png", "webp", "gif", "avif", "tif", "tiff", "bmp", "heic", "heif"}
)
"""Of files that are listed, in lower case; others may be pictures all the same."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a folder.

    Args:
        folder: its path; empty for the folder of all pictures.
        folders: paths of the folders in it, all of them on each page, in natural order.
        pictures: paths of this page's pictures, in natural order: 2.jpg before 10.jpg.
        page: its number, 1 or more.
        pages: how many there are, 1 or more.
    """

    folder: str
    folders: tuple[str, ...]
    pictures: tuple[str, ...]
    page: int
    pages: int


def list_folder(folder: str, entries: Iterable[Entry], page: int) -> Listing:
    """Choose what of a folder is shown, and cut out one page of it.

    Args:
        folder: its path.
        entries: what it holds; what `Name` would not find by its name is left out.
        page: 1 or more; past the last one there are no pictures.
    """
    hidden = (".",) if folder else (".", "@")
    shown = [entry for entry in entries if not entry.name.startswith(hidden)]
    pictures = _paths(folder, (each.name for each in shown if not each.folder and _fits(each.name)))
    begin = (page - 1) * PER_PAGE
    return Listing(
        folder=folder,
        folders=_paths(folder, (each.name for each in shown if each.folder)),
        pictures=pictures[begin : begin + PER_PAGE],
        page=page,
        pages=max(1, -(-len(pictures) // PER_PAGE)),
    )


def _paths(folder: str, names: Iterable[str]) -> tuple[str, ...]:
    before = f"{folder}/" if folder else ""
    return tuple(before + name for name in sorted(names, key=_natural))


def _natural(name: str) -> tuple[list[str | int], str]:
    # Texts and numbers take turns, so that like is compared with like.
    parts = re.split(r"([0-9]+)", name.casefold())
    return [int(part) if index % 2 else part for index, part in enumerate(parts)], name


def _fits(name: str) -> bool:
    _, dot, suffix = name.rpartition(".")
    return bool(dot) and suffix.lower() in SUFFIXES
