"""A repository as its operator has it: uploads, and the commands of `flask images`."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import db
from endpoint.image.examining import examine
from endpoint.image.install import EXTENSION
from endpoint.image.keeping import Arrival, Kept
from endpoint.image.models import Blob, Upload, UploadTag
from endpoint.image.service import Images
from image_proc.original import Original
from storage.objects import FolderStore
from tests.uploads import picture

Value = TypeVar("Value")


@dataclass(frozen=True)
class Repository:
    """A service of its own.

    Args:
        app: the service.
        folder: everything that it writes is below it.
    """

    app: Flask
    folder: Path

    @property
    def images(self) -> Images:
        found: Images = self.app.extensions[EXTENSION]
        return found

    def run(self, *arguments: str | Path) -> Result:
        """Run a command; what nobody expected is raised."""
        runner = self.app.test_cli_runner()
        args = ["images", *(str(each) for each in arguments)]
        return runner.invoke(args=args, catch_exceptions=False)

    def told(self, *arguments: str | Path) -> dict[str, Any]:
        """Run a command with --json; give what it says."""
        found: dict[str, Any] = json.loads(self.run(*arguments, "--json").stdout)
        return found

    def within(self, work: Callable[[], Value]) -> Value:
        with self.app.app_context():
            return work()

    def upload(self, color: str, name: str = "cat.png", tags: tuple[str, ...] = ()) -> Kept:
        """Keep a picture of one colour."""
        return self.within(partial(self._upload, picture(color), name, tags))

    def _upload(self, body: bytes, name: str, tags: tuple[str, ...]) -> Kept:
        with self.images.staging.draft() as draft:
            draft.write(body)
            draft.finish()
            original = Original(name, draft.sha256, draft.size, draft.open)
            arrival = Arrival(draft, name, "ci", tags, None, partial(examine, original))
            return self.images.keeper.keep(arrival)

    def delete(self, upload_id: int) -> None:
        self.within(partial(self.images.keeper.delete, upload_id))

    def blobs(self) -> list[Blob]:
        """Give all blobs, the earliest first."""

        def read() -> list[Blob]:
            with Session(db.engine, expire_on_commit=False) as session:
                return [*session.scalars(select(Blob).order_by(Blob.id))]

        return self.within(read)

    def path(self, number: int = 0) -> Path:
        """Give the file of an object that lies in a folder, by its blob's place."""
        assert isinstance(self.images.store, FolderStore)
        key = self.blobs()[number].object_key
        return self.folder / "images" / "objects" / key[:2] / key

    def state(self) -> dict[str, tuple[object, ...]]:
        """Give all that an operator wants to have again, by the share of each upload."""

        def read() -> dict[str, tuple[object, ...]]:
            with Session(db.engine) as session:
                found = session.execute(select(Upload, Blob).join(Blob)).all()
                tags = session.execute(select(UploadTag.upload_id, UploadTag.name))
                words = {(upload_id, word) for upload_id, word in tags}
                return {upload.share: self._state_of(upload, blob, words) for upload, blob in found}

        return self.within(read)

    def _state_of(
        self, upload: Upload, blob: Blob, words: set[tuple[int, str]]
    ) -> tuple[object, ...]:
        store = self.images.store
        return (
            upload.id,
            upload.name,
            upload.folded_name,
            upload.uploader,
            upload.uploaded_at,
            upload.deleted_at,
            upload.camera,
            frozenset(word for each, word in words if each == upload.id),
            blob.type,
            b"".join(store.read(blob.object_key, 0, blob.size)),
        )
