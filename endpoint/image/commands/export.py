"""`flask images export`: the whole repository as a folder that needs no Easel to be read."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

import click
from flask.cli import with_appcontext
from sqlalchemy import ColumnElement, true

from endpoint.image.commands.folder import is_there, write_file, write_index
from endpoint.image.commands.record import FILES, Record
from endpoint.image.commands.stores import check_answers
from endpoint.image.commands.terminal import bar, counted, refusals, say
from endpoint.image.commands.uploads import count, exists, uploads
from endpoint.image.found import Found
from endpoint.image.install import images
from endpoint.image.models import Upload
from endpoint.sizes import sized
from storage.errors import Missing, StorageError
from storage.objects import ObjectStore

_LONGEST_NAME = 100  # bytes, with which any file system does
_SUFFIXES = {"image/jpeg": "jpg"}


@dataclass
class _Export:
    """An export under way.

    Args:
        folder: where it goes.
        store: has the objects.
        wanted: tells which uploads.
        uploads: so many are in it.
        bytes: so many have they.
        lost: of so many the bytes cannot be had.
    """

    folder: Path
    store: ObjectStore
    wanted: ColumnElement[bool]
    uploads: int = 0
    bytes: int = 0
    lost: int = 0

    def lines(self) -> Iterator[Record]:
        """Write the files; give the record of each that is there."""
        with bar("Exporting", count(self.wanted)) as advance:
            for found in uploads(self.wanted):
                if self._brought(found):
                    self.uploads += 1
                    self.bytes += found.blob.size
                    yield _record(found)
                advance(1)

    def _brought(self, found: Found) -> bool:
        path, upload = self.folder / _file(found), found.upload
        if is_there(path, found.blob):
            return True
        try:
            write_file(self.store, found.blob, path)
        except StorageError as error:
            if isinstance(error, Missing) and not exists(found, self.wanted):
                say(f"upload {upload.id} was deleted meanwhile; it is left out")
                return False
            check_answers(self.store)
            self.lost += 1
            say(f"upload {upload.id} ({upload.name}): {error}")
            return False
        return True


@click.command("export", short_help="Write all uploads to a folder.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--deleted", is_flag=True, help="Also what is deleted and can still be restored.")
@with_appcontext
def export(folder: Path, deleted: bool) -> None:
    """Write all uploads to FOLDER: their files in images/, what is known of them in index.jsonl.

    What is there already from an export that was broken off is kept. `flask images import` reads
    it, and so does anything that reads JSON. It has the locations that pictures may hold.
    """
    wanted = true() if deleted else Upload.deleted_at.is_(None)
    work = _Export(folder, images().store, wanted)
    with refusals():
        (folder / FILES).mkdir(0o700, parents=True, exist_ok=True)
        write_index(folder, work.lines())
    click.echo(f"Exported {counted(work.uploads, 'upload', 'uploads')}, {sized(work.bytes)}.")
    if work.lost:
        click.echo(f"Left out, as bytes are not there: {work.lost}. See `flask images fsck`.")
        click.get_current_context().exit(1)


def _file(found: Found) -> str:
    """Give a path that any system takes, and that shows whose it is."""
    stem = unicodedata.normalize("NFC", PurePath(found.upload.name).stem)
    safe = re.sub(r"[^\w-]+", "_", stem).strip("_")
    while len(safe.encode()) > _LONGEST_NAME:
        safe = safe[:-1]
    kind = found.blob.type
    suffix = _SUFFIXES.get(kind, kind.rpartition("/")[2])
    return f"{FILES}/{found.upload.id}-{safe or 'image'}.{suffix}"


def _record(found: Found) -> Record:
    upload, blob, image = found.upload, found.blob, found.image
    # What stands in the rows is written, come what may: a backup is no place to refuse it.
    return Record.model_construct(
        id=upload.id,
        share=upload.share,
        name=upload.name,
        uploader=upload.uploader,
        uploaded_at=upload.uploaded_at,
        tags=tuple(found.tags),
        type=blob.type,
        bytes=blob.size,
        sha256=blob.sha256,
        width=image.width,
        height=image.height,
        pixel_hash=image.pixel_hash,
        deleted_at=upload.deleted_at,
        file=_file(found),
    )
