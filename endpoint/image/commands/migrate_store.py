"""`flask images migrate-store`: all objects from one store to another, compared on both sides."""

from dataclasses import dataclass
from itertools import chain

import click
from flask.cli import with_appcontext
from pydantic import TypeAdapter, ValidationError

from config import Settings
from endpoint.image.commands.blobs import batches, count_blobs
from endpoint.image.commands.stores import check_answers, sha256_of
from endpoint.image.commands.terminal import bar, counted, refusals, say
from endpoint.image.install import images, store_at
from endpoint.image.models import Blob
from endpoint.sizes import sized
from settings.types import ObjectPlace
from source.places import BucketPlace, FolderPlace
from storage.errors import Changed, Missing, StorageError, Taken, Unavailable
from storage.objects import Draft, FolderStore, ObjectStore, Staging


@dataclass
class _Move:
    """Objects on their way.

    Args:
        source: has them.
        target: is to have them.
        staging: where each of them waits.
        copied: so many were brought.
        bytes: so many have they.
        there: so many were there already.
        left: so many could not be brought.
    """

    source: ObjectStore
    target: ObjectStore
    staging: Staging
    copied: int = 0
    bytes: int = 0
    there: int = 0
    left: int = 0

    def copy_all(self) -> None:
        """Copy what rows speak of.

        Raises:
            StorageError: one of the stores does not answer, or is full.
        """
        with bar("Copying", count_blobs()) as advance:
            for blob in chain.from_iterable(batches()):
                self._bring(blob)
                advance(1)

    def _bring(self, blob: Blob) -> None:
        if self._has(blob):
            self.there += 1
            return
        with self.staging.draft() as draft:
            try:
                self._read(blob, draft)
                self._write(blob, draft)
            except (Missing, Changed, Taken) as error:
                self._leave(blob, error)
            else:
                self.copied += 1
                self.bytes += blob.size

    def _leave(self, blob: Blob, error: StorageError) -> None:
        self.left += 1
        say(f"object {blob.object_key}: {error}")

    def _has(self, blob: Blob) -> bool:
        """Tell whether an object was brought before; whatever else has its name is put away."""
        try:
            size = self.target.size(blob.object_key)
            if size == blob.size and _is_right(self.target, blob):
                return True
            self.target.quarantine(blob.object_key)
        except StorageError:  # what is wrong with the target, putting it there will tell
            return False
        return False

    def _read(self, blob: Blob, draft: Draft) -> None:
        """Read an object to its end.

        Raises:
            Changed: it is not what was sent, or cannot be read while others can.
            StorageError: the store does not answer, or there is no room in staging.
        """
        try:
            for piece in self.source.read(blob.object_key, 0, blob.size):
                draft.write(piece)
        except Unavailable as error:
            check_answers(self.source)
            raise Changed(str(error)) from error
        draft.finish()
        if draft.sha256 != blob.sha256:
            msg = "its bytes are not those that were sent"
            raise Changed(msg)

    def _write(self, blob: Blob, draft: Draft) -> None:
        """Write an object, and read it again.

        Raises:
            Changed: it is not what was written.
            StorageError: the store does not answer, or is full.
        """
        self.target.put(blob.object_key, draft.path, draft.sha256)
        if not _is_right(self.target, blob):
            msg = "its bytes are not those that were written"
            raise Changed(msg)


def _read_place(_context: object, option: click.Parameter, text: str) -> FolderPlace | BucketPlace:
    try:
        place: FolderPlace | BucketPlace = TypeAdapter(ObjectPlace).validate_python(text)
    except ValidationError as error:
        accepted = Settings.model_fields["storage_url"].description
        message = f"{option.human_readable_name} is '{text}'; accepted: {accepted}"
        raise click.UsageError(message) from error
    return place


@click.command("migrate-store", short_help="Copy all objects to another folder or bucket.")
@click.argument("source", metavar="FROM", callback=_read_place)
@click.argument("target", metavar="TO", callback=_read_place)
@with_appcontext
def migrate_store(source: FolderPlace | BucketPlace, target: FolderPlace | BucketPlace) -> None:
    """Copy all objects FROM one store TO another, such as s3://bucket/prefix or a folder.

    Both are written as in STORAGE_URL, and reached with the same AWS_* settings. The service, too,
    must run with READ_ONLY=1 meanwhile. What is in TO already is passed over, so it may be broken
    off and begun again. FROM stays as it is.
    """
    if not images().read_only:
        message = "start the service with READ_ONLY=1, and this command too, so that nothing is new"
        raise click.UsageError(message)
    if source == target:
        message = "FROM and TO are the same"
        raise click.UsageError(message)
    store = store_at(target, images().access)
    staging = store.staging if isinstance(store, FolderStore) else images().staging
    move = _Move(store_at(source, images().access), store, staging)
    with refusals():
        move.copy_all()
    _tell(move, target)


def _tell(move: _Move, target: FolderPlace | BucketPlace) -> None:
    objects = counted(move.copied, "object", "objects")
    click.echo(f"Copied {objects}, {sized(move.bytes)}; {move.there} were there.", err=True)
    if move.left:
        click.echo(f"Not copied: {move.left}; they are named above.", err=True)
        click.get_current_context().exit(1)
    click.echo(f"STORAGE_URL={_written(target)}")


def _written(place: FolderPlace | BucketPlace) -> str:
    match place:
        case BucketPlace():
            return f"s3://{place.bucket}{f'/{place.prefix}' if place.prefix else ''}"
        case FolderPlace():
            return str(place.path)


def _is_right(store: ObjectStore, blob: Blob) -> bool:
    return sha256_of(store, blob.object_key, blob.size) == blob.sha256
