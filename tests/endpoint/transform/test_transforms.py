from io import BytesIO
from urllib.parse import parse_qsl

import pytest
from flask import Flask
from werkzeug.datastructures import MIMEAccept, MultiDict

from endpoint.transform import PresetError, Stored, Transforms, accepted_formats
from image_proc.decode.header import Header, SourceFormat
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from image_proc.original import Original
from image_proc.spec import Format
from image_proc.transform import TransformSpec
from image_proc.transform.steps.marks import Marks

LIMITS = Limits(max_side=4096, max_pixels=50_000_000)
PRESETS = {"thumb": "w=200&h=200&fit=cover", "small": "scalex=100", "web": "format=auto"}
PHOTO = Header(SourceFormat.JPEG, (4000, 3000), "RGB")
MOVING = Header(SourceFormat.GIF, (400, 300), "P", frames=300)


def stored(header: Header = PHOTO) -> Stored:
    return Stored(Original("photo.jpg", "identity", 1, BytesIO), header)


def read(query: str, header: Header = PHOTO, *accepted: Format) -> TransformSpec:
    args = MultiDict(parse_qsl(query, keep_blank_values=True))
    transforms = Transforms(LIMITS, Marks(()), PRESETS)
    with Flask("test").app_context():
        return transforms.read(stored(header), args, accepted).spec


@pytest.mark.parametrize(
    ("query", "size"),
    [
        ("", (4000, 3000)),
        ("scalex=800&scaley=600&encoding=webp", (800, 600)),
        ("scalex=800.4", (800, 600)),
        ("w=800", (800, 600)),
        ("width=800&height=100", (133, 100)),
        ("w=800&width=800", (800, 600)),
        ("w=800&dpr=2", (1600, 1200)),
        ("w=300&h=300&fit=cover", (300, 300)),
        ("w=300&h=300&fit=contain&pad=10", (320, 320)),
        ("preset=thumb", (200, 200)),
        ("preset=thumb&h=100", (200, 100)),
        ("preset=small&w=50", (50, 38)),
        ("w=800&rotate=90", (800, 1067)),
        ("crop=0,0,100,50", (100, 50)),
        ("v=3&utm_source=mail&w=40", (40, 30)),
    ],
)
def test_it_accepts(query: str, size: tuple[int, int]) -> None:
    assert read(query).size == size


@pytest.mark.parametrize(
    ("query", "name", "accepted"),
    [
        ("w=0", "w", "px"),
        ("w=", "w", "px"),
        ("w=1e3", "w", "px"),
        ("w=nan", "w", "px"),
        ("w=-5", "w", "px"),
        ("w=5000", "w", "1 to 4096 px"),
        ("scaley=5000", "scaley", "1 to 4096 px"),
        ("w=3000&dpr=2", "w", "1 to 2048 px at 2×"),
        ("w=10&w=20", "w", "sent once"),
        ("w=10&scalex=20", "scalex", "only one of 'w' and 'scalex'"),
        ("quality=80&q=", "q", "only one of 'quality' and 'q'"),
        ("dpr=0", "dpr", "1 to 4"),
        ("dpr=5", "dpr", "1 to 4"),
        ("fit=crop", "fit", "'inside'"),
        ("gravity=up", "gravity", "north"),
        ("fp=2,0", "fp", "0 to 1"),
        ("fp=0.5", "fp", "x,y"),
        ("crop=0,0,0,10", "crop", "x,y,width,height"),
        ("crop=0,0,5000,10", "crop", "within the picture's 4000 × 3000 px"),
        ("crop=3999,2999,2,2", "crop", "within"),
        ("trim=256", "trim", "0 to 255"),
        ("rotate=45", "rotate", "0, 90, 180 or 270"),
        ("flip=x", "flip", "h, v or hv"),
        ("format=svg", "format", "jpeg, png"),
        ("encoding=tiff", "encoding", "jpeg, png"),
        ("format=avif", "format", "an AVIF"),
        ("quality=0", "quality", "1 to 100"),
        ("q=101", "q", "1 to 100"),
        ("max_bytes=1", "max_bytes", "200"),
        ("blur=101", "blur", "100"),
        ("blur=inf", "blur", "100"),
        ("sharpen=11", "sharpen", "10"),
        ("brightness=5", "brightness", "0 to 4"),
        ("grayscale=maybe", "grayscale", "true"),
        ("radius=-1", "radius", "max"),
        ("pad=1,2,3,4,5", "pad", "1 to 4 whole numbers"),
        ("pad=4096", "pad", "longer than 4096 px"),
        ("background=nocolour", "background", "CSS colour"),
        ("watermark=missing.png", "watermark", "a text"),
        ("watermark=", "watermark", "a text"),
        ("watermark=x&watermark_position=smart", "watermark_position", "north"),
        ("watermark=x&watermark_opacity=0", "watermark_opacity", "0.05 to 1"),
        ("watermark=x&watermark_scale=2", "watermark_scale", "0.02 to 1"),
        ("preset=none", "preset", "thumb, small, web"),
        ("w=4096&h=4096&fit=outside&enlarge=true", "fit", "longer than 4096 px"),
    ],
)
def test_it_rejects_by_the_name_that_was_written(query: str, name: str, accepted: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        read(query)
    assert caught.value.name == name
    assert accepted in caught.value.accepted


def test_an_animation_counts_with_all_its_frames() -> None:
    with pytest.raises(InvalidParameter, match="all 300 frames together"):
        read("w=1000&enlarge=true", MOVING)
    assert read("w=1000&enlarge=true&format=jpeg", MOVING).frames == 1


def test_what_no_process_has_room_for_is_refused_and_smaller_ones_are_not() -> None:
    scan = Header(SourceFormat.JPEG, (8660, 5770), "RGB", interlaced=True)
    with pytest.raises(InvalidParameter, match="400 at most"):
        read("", scan)
    assert read("w=2000", scan).size == (2000, 1333)


HEIF = Header(SourceFormat.HEIF, (400, 300), "RGB")
CLEAR_TIFF = Header(SourceFormat.TIFF, (400, 300), "RGBA", alpha=True)
LOGO = Header(SourceFormat.PNG, (400, 300), "RGBA", alpha=True)
LARGE_AVIF = Header(SourceFormat.AVIF, (4000, 3000), "RGB")


@pytest.mark.parametrize(
    ("query", "header", "accepted", "format_"),
    [
        ("", PHOTO, (), Format.JPEG),
        ("", LOGO, (), Format.PNG),
        ("", MOVING, (), Format.GIF),
        ("", HEIF, (), Format.JPEG),
        ("", CLEAR_TIFF, (), Format.PNG),
        ("", LARGE_AVIF, (), Format.JPEG),
        ("w=800", LARGE_AVIF, (), Format.AVIF),
        ("radius=9", PHOTO, (Format.WEBP,), Format.JPEG),
        ("format=jpg", LOGO, (Format.WEBP,), Format.JPEG),
        ("format=JPEG", LOGO, (), Format.JPEG),
        ("w=800&format=auto", PHOTO, (Format.AVIF, Format.WEBP), Format.AVIF),
        ("format=auto", PHOTO, (Format.AVIF, Format.WEBP), Format.WEBP),
        ("format=auto", PHOTO, (Format.WEBP,), Format.WEBP),
        ("format=auto", PHOTO, (), Format.JPEG),
        ("encoding=AUTO", LOGO, (), Format.PNG),
        ("format=auto&background=white", LOGO, (), Format.JPEG),
        ("format=auto&radius=9", PHOTO, (), Format.PNG),
        ("format=auto", MOVING, (Format.AVIF, Format.WEBP), Format.WEBP),
        ("format=auto", MOVING, (), Format.GIF),
        ("w=800&preset=web", PHOTO, (Format.AVIF,), Format.AVIF),
        ("preset=web&format=png", PHOTO, (Format.AVIF,), Format.PNG),
    ],
)
def test_the_format_is_named_negotiated_or_the_originals(
    query: str, header: Header, accepted: tuple[Format, ...], format_: Format
) -> None:
    assert read(query, header, *accepted).format is format_


@pytest.mark.parametrize(
    ("accept", "formats"),
    [
        ("image/avif,image/webp,image/apng,*/*;q=0.8", {Format.AVIF, Format.WEBP}),
        ("image/webp", {Format.WEBP}),
        ("image/webp;q=0,image/avif", {Format.AVIF}),
        ("image/*", set()),
        ("*/*", set()),
        ("", set()),
    ],
)
def test_only_what_accept_names_is_sent(accept: str, formats: set[Format]) -> None:
    with Flask("test").test_request_context(headers={"Accept": accept}) as context:
        found: MIMEAccept = context.request.accept_mimetypes
        assert accepted_formats(found) == formats


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("w=0", "w: '0' is not accepted"),
        ("wide=3", "'wide' is not accepted"),
        ("w", "no query"),
        ("w=10&w=20", "sent once"),
        ("w=10&scalex=20", "only one of 'w' and 'scalex'"),
        ("preset=thumb", "'preset' is not accepted"),
        ("signature=abc", "'signature' is not accepted"),
        ("watermark=missing.png", "missing.png"),
    ],
)
def test_a_preset_that_could_never_be_drawn_is_refused_at_once(query: str, reason: str) -> None:
    with pytest.raises(PresetError, match=f"^hero: .*{reason}"):
        Transforms(LIMITS, Marks(()), {"hero": query})


def test_equal_wishes_have_one_etag() -> None:
    assert read("w=800&h=600").etag == read("scaley=600&scalex=800.2").etag
    assert read("preset=thumb").etag == read("fit=cover&w=200&h=200&v=7").etag
    assert read("w=800").etag != read("w=801").etag
    assert read("w=800").etag != read("w=800", LOGO).etag
