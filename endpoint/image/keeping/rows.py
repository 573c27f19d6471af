"""The rows of an upload: found, locked, made; each function within a transaction of others."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import Gone

from endpoint.image.folding import folded
from endpoint.image.keeping.transaction import now
from endpoint.image.keeping.values import Arrival, Kept, OtherBody, Past
from endpoint.image.models import (
    LONGEST_CAMERA,
    LONGEST_ICC,
    Blob,
    Idempotency,
    Image,
    Tombstone,
    Upload,
    UploadTag,
)
from image_proc.examine import Examination


def add_to_known(session: Session, arrival: Arrival, share: str, *, again: bool) -> Kept | None:
    """Answer as before, or add an upload of bytes that are there; None where neither can be.

    Args:
        session: of the transaction.
        arrival: what has come.
        share: of the upload that is to be made.
        again: whether it may have been made already.

    Raises:
        OtherBody: its Idempotency-Key was used for other bytes.
        Gone: its upload was deleted since.
    """
    if kept := _answered(session, arrival, share):
        return kept
    blob = _locked_blob(session, arrival.draft.sha256)
    if blob is None:
        return None
    if (again or arrival.past) and (kept := made(session, share)):
        return kept
    return add_upload(session, arrival, share, blob)


def made(session: Session, share: str) -> Kept | None:
    """Find the upload that an earlier try of this request has made, if its commit was done."""
    upload = session.scalars(select(Upload).where(Upload.share == share)).one_or_none()
    return None if upload is None else _kept(session, upload, replayed=False)


def add_blob(session: Session, arrival: Arrival, key: str, found: Examination) -> Blob:
    """Make the row of new bytes, and the image's where its pixels are new too."""
    image = locked_image(session, found)
    blob = Blob(
        sha256=arrival.draft.sha256,
        object_key=key,
        size=arrival.draft.size,
        image_id=image.id,
        type=found.mimetype,
        mode=found.mode,
        orientation=found.orientation,
        icc=found.icc and found.icc[:LONGEST_ICC],
        tags=found.tags.model_dump(mode="json"),
    )
    session.add(blob)
    session.flush()
    return blob


def locked_image(session: Session, found: Examination) -> Image:
    """Find the image of some pixels, or make it.

    It is locked: the collector takes it away when it has no blob.
    """
    same_pixels = select(Image).where(Image.pixel_hash == found.pixel_hash).with_for_update()
    image = session.scalars(same_pixels).one_or_none()
    if image is None:
        image = _image(found)
        session.add(image)
        session.flush()
    return image


def add_upload(session: Session, arrival: Arrival, share: str, blob: Blob) -> Kept:
    """Make the rows of one request: of its upload, its tags, its Idempotency-Key."""
    moment = now(session)
    past = arrival.past or Past(share, None, moment, None)
    camera = blob.tags.get("camera")
    upload = Upload(
        id=_free_id(session, past.id),
        share=share,
        blob_id=blob.id,
        name=arrival.name,
        folded_name=folded(arrival.name),
        uploader=arrival.uploader,
        uploaded_at=past.uploaded_at,
        deleted_at=past.deleted_at,
        size=blob.size,
        type=blob.type,
        camera=camera and camera[:LONGEST_CAMERA],
    )
    session.add(upload)
    session.flush()
    session.add_all(UploadTag(upload_id=upload.id, name=tag) for tag in dict.fromkeys(arrival.tags))
    if once := arrival.once:
        session.add(
            Idempotency(
                owner=once.owner,
                key=once.key,
                part=once.part,
                sha256=blob.sha256,
                upload_id=upload.id,
                made_at=moment,
            )
        )
    session.flush()
    return _kept(session, upload, replayed=False)


def earliest_twin(session: Session, upload: Upload) -> int | None:
    """Find the earliest upload of the same pixels that was before this one and is not deleted."""
    image_id = select(Blob.image_id).where(Blob.id == upload.blob_id).scalar_subquery()
    twins = (
        select(func.min(Upload.id))
        .join(Blob, Blob.id == Upload.blob_id)
        .where(Blob.image_id == image_id, Upload.deleted_at.is_(None), Upload.id < upload.id)
    )
    return session.scalar(twins)


def _free_id(session: Session, wanted: int | None) -> int | None:
    """Give back an id that no upload ever had; None, for the next one, in place of any other."""
    if wanted is None:
        return None
    there = session.scalar(select(Upload.id).where(Upload.id == wanted))
    was_there = session.scalar(select(Tombstone.upload_id).where(Tombstone.upload_id == wanted))
    return wanted if there is None and was_there is None else None


def _answered(session: Session, arrival: Arrival, share: str) -> Kept | None:
    """Find what a request has led to that was done before."""
    once = arrival.once
    done = session.get(Idempotency, (once.owner, once.key, once.part)) if once else None
    if done is None:
        return None
    if done.sha256 != arrival.draft.sha256:
        raise OtherBody
    upload = session.get(Upload, done.upload_id)
    if upload is None or upload.deleted_at is not None:
        msg = f"The upload {done.upload_id} that this request has led to was deleted."
        raise Gone(msg)
    return _kept(session, upload, replayed=upload.share != share)


def _locked_blob(session: Session, sha256: str) -> Blob | None:
    """Find bytes that are known, so that nobody takes them away before the transaction's end."""
    return session.scalars(
        select(Blob).where(Blob.sha256 == sha256).with_for_update()
    ).one_or_none()


def _image(found: Examination) -> Image:
    return Image(
        pixel_hash=found.pixel_hash,
        hash_version=found.hash_version,
        width=found.width,
        height=found.height,
        frames=found.frames,
        alpha=found.alpha,
        perceptual_hash=found.perceptual_hash,
        dominant_color=found.dominant_color,
        blurhash=found.blurhash,
        thumbhash=found.thumbhash,
    )


def _kept(session: Session, upload: Upload, *, replayed: bool) -> Kept:
    return Kept(upload.id, upload.share, earliest_twin(session, upload), replayed)
