"""The routes that give uploaded pictures back."""

from flask import Response, g, request

from endpoint.auth import Verb, require
from endpoint.auth.looking import admit
from endpoint.image import bp
from endpoint.image.documented import DRAWN, NUMBER, SENT, SHARE, THUMBNAILED, ThumbnailQuery
from endpoint.image.found import Found
from endpoint.image.made import made_of, still_of, stored_of
from endpoint.image.public import as_sent, etag_as_sent, public_etag, public_form
from endpoint.image.service import find, find_shared
from endpoint.image.serving import known, not_modified, send
from endpoint.image.stored import original_of
from endpoint.openapi import api
from endpoint.query import Sent, note_ignored, read_query
from endpoint.transform.documented import TransformQuery
from endpoint.transform.names import NAMES, PRESET
from image_proc.errors import InvalidParameter

ID = "image_id"
"""The converter of ids in addresses."""

_CHANGES = frozenset({*NAMES, PRESET})
_SIZE = "size"
_USUAL_SIZE, _SMALLEST, _LARGEST = "256", 16, 1024


@bp.get(f"/image/<{ID}:number>")
@api.route(tag="Images", query=TransformQuery, path={"number": NUMBER}, answers=DRAWN)
def image(number: int) -> Response:
    """Give an uploaded picture, or make another one of it.

    Without a parameter it is the stored file, without what tells where it was taken; its pixels
    are not touched. With parameters it is made like any other picture. It may be deleted, so
    caches ask each time, which costs next to nothing.
    """
    admit(signed=_is_changed())
    return _picture(find(number))


@bp.get("/i/<share>")
@api.route(tag="Images", query=TransformQuery, path={"share": SHARE}, answers=DRAWN)
def shared(share: str) -> Response:
    """Give an uploaded picture under its random name, which nobody can count up to.

    It is public also where all else is private.
    """
    admit(signed=_is_changed(), shared=True)
    return _picture(find_shared(share))


@bp.get(f"/image/<{ID}:number>/original")
@api.route(tag="Images", path={"number": NUMBER}, answers=SENT)
def original(number: int) -> Response:
    """Give the bytes as they were sent, with all that they tell."""
    require(Verb.ORIGINAL)
    g.private = True
    note_ignored(list(request.args))
    found = find(number)
    stored = original_of(found)
    etag = etag_as_sent(stored)
    if known(etag):
        return not_modified(found, etag)
    return send(found, stored, as_sent(stored), etag)


@bp.get(f"/image/<{ID}:number>/thumbnail")
@api.route(tag="Images", query=ThumbnailQuery, path={"number": NUMBER}, answers=THUMBNAILED)
def thumbnail(number: int) -> Response:
    """Give a small still picture of an uploaded one, in a format that the client shows."""
    admit()
    sent = read_query(request.args, {_SIZE: _SIZE}).get(_SIZE, Sent(_SIZE, _USUAL_SIZE))
    size = str(sent.value)
    if not (size.isascii() and size.isdigit() and _SMALLEST <= int(size[:5]) <= _LARGEST):
        raise InvalidParameter(_SIZE, size, f"{_SMALLEST} to {_LARGEST} px")
    return still_of(find(number), {"w": size, "h": size})


def _is_changed() -> bool:
    """Whether the request asks for anything else than the stored file."""
    return not _CHANGES.isdisjoint(request.args)


def _picture(found: Found) -> Response:
    if _is_changed():
        return made_of(found, request.args)
    note_ignored(list(request.args))
    stored = original_of(found)
    etag = public_etag(stored)
    if known(etag):
        return not_modified(found, etag)
    form = public_form(stored_of(found))
    if form is None:  # its metadata cannot be told from its pixels: it is encoded anew
        return made_of(found, request.args)
    return send(found, stored, form, etag)
