"""The routes that list uploads, tell of them, and change them."""

from urllib.parse import urlencode

from flask import Response, g, jsonify, request
from sqlalchemy import delete
from sqlalchemy.orm import Session

from db import transact
from endpoint.auth import Verb, caller, require
from endpoint.auth.looking import admit
from endpoint.documents import read_object, validate
from endpoint.image import bp
from endpoint.image.absent import gone
from endpoint.image.documented import CHANGED, DELETED, DETAILED, LISTED, NUMBER, RESTORED, Change
from endpoint.image.folding import folded
from endpoint.image.install import images
from endpoint.image.listing import ListParameters, page_of, read_list
from endpoint.image.models import Upload, UploadTag
from endpoint.image.receive.names import new_name
from endpoint.image.routes import ID
from endpoint.image.service import earlier_twin, find, metadata_of
from endpoint.image.serving import REVALIDATED
from endpoint.image.shown import details, shown
from endpoint.image.words import read_words
from endpoint.image.writable import check_writable
from endpoint.links import base_url
from endpoint.openapi import api
from endpoint.query import note_ignored
from endpoint.respond import for_reader, nothing
from endpoint.signature import SIGNED

_BODY_BYTES = 64 * 1024


@bp.get("/image/list")
@api.route(tag="Images", query=ListParameters, answers=LISTED)
def list_() -> Response:
    """List uploads, the newest first."""
    admit()
    query = read_list(request.args)
    if query.filters.deleted:
        require(Verb.DELETE)
        g.private = True
    page = page_of(query)
    following = _next(page.next) if page.next else None
    response = jsonify(images=[shown(row) for row in page.rows], next=following)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return _conditional(response)


@bp.get(f"/image/<{ID}:number>/details")
@api.route(tag="Images", path={"number": NUMBER}, answers=DETAILED)
def tell(number: int) -> Response:
    """Tell all that is known of an upload; where it was taken only with scope `original`."""
    admit()
    note_ignored(list(request.args))
    found = find(number)
    reader = caller()
    with_location = reader is not None and reader.may(Verb.ORIGINAL)
    twin, metadata = earlier_twin(found), metadata_of(found)
    response = jsonify(details(found, metadata, twin, with_location=with_location))
    if with_location:
        response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Authorization")
    return _conditional(response)


@bp.patch(f"/image/<{ID}:number>")
@api.route(tag="Images", path={"number": NUMBER}, body=Change, answers=CHANGED)
def change(number: int) -> Response:
    """Change the name or the tags of an upload; its bytes never change."""
    require(Verb.UPLOAD)
    check_writable()
    asked = validate(Change, read_object(_BODY_BYTES))
    name = None if asked.name is None else new_name(asked.name, "name")
    tags = None if asked.tags is None else read_words(asked.tags)
    transact(lambda session: _change(session, number, name, tags))
    return _shown(number)


@bp.delete(f"/image/<{ID}:number>")
@api.route(tag="Images", path={"number": NUMBER}, answers=DELETED)
def remove(number: int) -> Response:
    """Delete an upload: it is gone at once, and can be restored for a while."""
    require(Verb.DELETE)
    check_writable()
    images().keeper.delete(number)
    return nothing()


@bp.post(f"/image/<{ID}:number>/restore")
@api.route(tag="Images", path={"number": NUMBER}, answers=RESTORED)
def restore(number: int) -> Response:
    """Restore an upload that was deleted a short time ago."""
    require(Verb.DELETE)
    check_writable()
    images().keeper.restore(number)
    return _shown(number)


def _change(session: Session, number: int, name: str | None, tags: tuple[str, ...] | None) -> None:
    find(number)  # says what is wrong, if something is
    upload = session.get(Upload, number, with_for_update=True)
    if upload is None or upload.deleted_at is not None:
        raise gone(number)
    if name is not None:
        upload.name, upload.folded_name = name, folded(name)
    if tags is not None:
        session.execute(delete(UploadTag).where(UploadTag.upload_id == number))
        session.add_all(UploadTag(upload_id=number, name=tag) for tag in tags)


def _shown(number: int) -> Response:
    response = jsonify(shown(find(number)))
    response.headers["Cache-Control"] = "no-store"
    return response


def _next(cursor: str) -> str:
    """Give the address of the next page: this one's, from another place on."""
    left_out = SIGNED | {"cursor"}
    query = [
        (name, value) for name, value in request.args.items(multi=True) if name not in left_out
    ]
    return f"{base_url()}/image/list?{urlencode([*query, ('cursor', cursor)])}"


def _conditional(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", for_reader(REVALIDATED))
    response.add_etag()
    response.make_conditional(request)
    return response
