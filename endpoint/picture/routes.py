"""The pictures' routes."""

from flask import Response, request
from werkzeug.exceptions import NotFound

from endpoint.openapi import api
from endpoint.picture import bp
from endpoint.picture.documented import DRAWN, LISTED, PATH, TOLD, SrcsetQuery
from endpoint.picture.gallery import gallery_page
from endpoint.picture.install import pictures
from endpoint.picture.policy import cache_control
from endpoint.picture.srcset import read_srcset
from endpoint.query import note_ignored
from endpoint.respond import respond, respond_text
from endpoint.signature import SIGNED
from endpoint.transform import Stored, accepted_formats, transforms
from endpoint.transform.documented import TransformQuery
from image_proc.describe import DescribeSpec


@bp.get("/picture/<path:path>")
@api.route(tag="Pictures", query=TransformQuery, path={"path": PATH}, answers=DRAWN)
def picture(path: str) -> Response:
    """Make a picture of a stored one.

    It is turned upright, its colours are brought to sRGB, what is private in it is left out. Then:
    crop, trim, resize, rotate, flip, blur, sharpen, tone, watermark, radius, pad, background.
    """
    policy = cache_control()

    def draw(stored: Stored) -> Response:
        accepted = accepted_formats(request.accept_mimetypes)
        asked = transforms().read(stored, request.args, accepted)
        response = respond(asked.spec, policy)
        if asked.negotiated:
            response.vary.add("Accept")
        return response

    return pictures().answer(path, draw)


@bp.get("/picture/<path:path>/info")
@api.route(tag="Pictures", path={"path": PATH}, answers=TOLD)
def info(path: str) -> Response:
    """Tell what a picture is: its size, format, colours and placeholder hashes."""
    policy = cache_control()
    note_ignored([name for name in request.args if name not in SIGNED])
    return pictures().answer(
        path, lambda stored: respond(DescribeSpec.of(stored.original, stored.header), policy)
    )


@bp.get("/picture/<path:path>/srcset")
@api.route(tag="Pictures", query=SrcsetQuery, path={"path": PATH}, answers=LISTED)
def srcset(path: str) -> Response:
    """Write the `srcset` of a picture: its address at several widths, all else as in the query."""
    policy = cache_control()
    text = pictures().answer(path, lambda stored: read_srcset(stored, request.args))
    return respond_text(text, policy)


@bp.get("/gallery")
@bp.get("/gallery/<path:folder>")
def gallery(folder: str = "") -> Response:
    """Show the folder of pictures, or one below it."""
    if not pictures().gallery:
        raise NotFound
    return gallery_page(folder)
