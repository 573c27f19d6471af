"""Keeps uploads of an export, each by the way that all uploads take."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import db
from endpoint.image.commands.record import FILES, Record
from endpoint.image.commands.terminal import say
from endpoint.image.examining import examine
from endpoint.image.keeping import Arrival, Past
from endpoint.image.models import Blob, Tombstone, Upload
from endpoint.image.service import Images
from image_proc.errors import EaselError
from image_proc.original import Original
from storage.errors import Full, Missing
from storage.objects import Draft

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a pipe would wait for a writer
_CHUNK = 1024 * 1024


class _Refused(Exception):  # noqa: N818 - what was done with a line
    """An upload of an export cannot be kept; the message says why."""


@dataclass
class Intake:
    """An import under way.

    Args:
        images: of the app.
        files: descriptor of the folder of files.
        keep_ids: whether ids are to stay as they were.
        added: so many uploads were kept.
        there: so many were there.
        mended: of so many of these the bytes were put back.
        refused: so many were not kept.
    """

    images: Images
    files: int
    keep_ids: bool
    added: int = 0
    there: int = 0
    mended: int = 0
    refused: int = 0

    @classmethod
    @contextmanager
    def of(cls, images: Images, folder: Path, *, keep_ids: bool) -> Iterator[Self]:
        """Open the folder of an export for the length of a block.

        Raises:
            OSError: it has no folder of files.
        """
        files = os.open(folder / FILES, _FOLDER)
        try:
            yield cls(images, files, keep_ids)
        finally:
            os.close(files)

    def needs_new_id(self, record: Record) -> bool:
        """Tell whether an upload is to keep its id, and cannot."""
        if not self.keep_ids or _here(record.share) is not None:
            return False
        with Session(db.engine) as session:
            had = (session.get(model, record.id) for model in (Upload, Tombstone))
            return any(found is not None for found in had)

    def take(self, number: int, record: Record) -> int | None:
        """Keep an upload unless it is here already; what cannot be kept is said.

        Args:
            number: of its line.
            record: what the line says.

        Returns:
            Its id here; None where it is not here.

        Raises:
            StorageError: the store does not answer, or is full.
            DBAPIError: the database does not answer.
        """
        try:
            return self._taken(record)
        except (_Refused, EaselError) as error:
            reason = str(error)
        except OSError as error:
            reason = f"{record.file}: {error.strerror}"
        self.refused += 1
        say(f"line {number}: upload {record.id} ({record.name}): {reason}")
        return None

    def _taken(self, record: Record) -> int:
        found = _here(record.share)
        if found is None:
            return self._kept(record)
        upload_id, blob = found
        if blob.sha256 != record.sha256:
            msg = f"upload {upload_id} is shared under the same name here, and has other bytes"
            raise _Refused(msg)
        self.there += 1
        self._mend(record, blob)
        return upload_id

    def _kept(self, record: Record) -> int:
        with self.images.staging.draft() as draft:
            self._fill(draft, record)
            original = Original(record.name, draft.sha256, draft.size, draft.open)
            past = Past(
                share=record.share,
                id=record.id if self.keep_ids else None,
                uploaded_at=record.uploaded_at,
                deleted_at=record.deleted_at,
            )
            kept = self.images.keeper.keep(
                Arrival(
                    draft=draft,
                    name=record.name,
                    uploader=record.uploader,
                    tags=record.tags,
                    once=None,
                    examine=partial(examine, original),
                    past=past,
                )
            )
        self.added += 1
        return kept.id

    def _mend(self, record: Record, blob: Blob) -> None:
        """Put bytes back that are lost here; a key that has a row is nobody else's."""
        store = self.images.store
        try:
            store.size(blob.object_key)
        except Missing:
            with self.images.staging.draft() as draft:
                self._fill(draft, record)
                store.put(blob.object_key, draft.path, draft.sha256)
            self.mended += 1

    def _fill(self, draft: Draft, record: Record) -> None:
        """Copy a file to staging, whoever may change it meanwhile.

        Raises:
            _Refused: it is not the one that the record speaks of.
            Full: there is no room for it.
            OSError: it cannot be read.
        """
        if self.images.staging.free() < self.images.caps.min_free + record.bytes:
            msg = "there is no room left, as MIN_FREE_BYTES has it"
            raise Full(msg)
        with self._opened(record) as file:
            while chunk := file.read(min(_CHUNK, record.bytes + 1 - draft.size)):
                draft.write(chunk)
        draft.finish()
        if (draft.size, draft.sha256) != (record.bytes, record.sha256):
            msg = f"{record.file} is not the file that was exported: its bytes are others"
            raise _Refused(msg)

    def _opened(self, record: Record) -> BinaryIO:
        """Open a file of the folder itself, never one that a link leads to."""
        name = record.file.removeprefix(f"{FILES}/")
        file = os.open(name, _FILE, dir_fd=self.files)
        if not stat.S_ISREG(os.fstat(file).st_mode):
            os.close(file)
            msg = f"{record.file} is no file"
            raise _Refused(msg)
        return os.fdopen(file, "rb")


def _here(share: str) -> tuple[int, Blob] | None:
    """Find an upload by its share, a deleted one too."""
    query = (
        select(Upload.id, Blob).join(Blob, Blob.id == Upload.blob_id).where(Upload.share == share)
    )
    with Session(db.engine) as session:
        row = session.execute(query).first()
        session.expunge_all()
    return None if row is None else (row[0], row[1])
