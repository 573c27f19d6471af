"""A public form shows the same picture, says whose it is, and not where it was taken."""

from functools import cache

import pytest
from PIL import Image, ImageSequence

from image_proc.decode.probe import probe
from image_proc.limits import Limits
from tests.located import CANARY, MAKERS, RIGHTS, opened
from tests.pictures import SAVED_AS, animation, interlaced_png, numbered, picture, scene
from tests.redacted import redacted, redaction_of
from tests.stored import stored


@cache
def located(name: str) -> bytes:
    return MAKERS[name]()


def seen(body: bytes) -> list[object]:
    """Give all that a viewer would see, by Pillow."""
    with opened(body) as image:
        found: list[object] = [image.format, image.mode, image.size]
        found += [image.info.get(name) for name in ("icc_profile", "loop", "dpi", "transparency")]
        found += [image.getexif().get(tag) for tag in (271, 274, 315, 33432)]
        for frame in ImageSequence.Iterator(image):
            found += [frame.mode, frame.size, frame.info.get("duration"), frame.tobytes()]
    return found


@pytest.mark.parametrize("name", MAKERS)
def test_the_place_is_gone(name: str) -> None:
    body = located(name)
    assert CANARY in body
    public = redacted(body)
    assert CANARY not in public
    assert b"GPS" not in public
    assert b"xpacket" not in public


@pytest.mark.parametrize("name", MAKERS)
def test_the_picture_is_the_same(name: str) -> None:
    body = located(name)
    assert seen(redacted(body)) == seen(body)


@pytest.mark.parametrize("name", MAKERS)
def test_the_header_is_the_same(name: str) -> None:
    body = located(name)
    before, after = (probe(stored(each), Limits()) for each in (body, redacted(body)))
    fields = ("format", "stored", "mode", "orientation", "alpha", "frames", "interlaced", "profile")
    assert [getattr(after, each) for each in fields] == [getattr(before, each) for each in fields]


@pytest.mark.parametrize("name", [name for name in MAKERS if name not in {"moving gif", "bmp"}])
def test_the_rights_stay(name: str) -> None:
    assert RIGHTS.encode() in redacted(located(name))


@pytest.mark.parametrize("name", [name for name in MAKERS if name not in {"moving gif", "bmp"}])
def test_when_and_how_it_was_taken_stays(name: str) -> None:
    assert b"2026:05:04 03:02:01" in redacted(located(name))


@pytest.mark.parametrize("name", MAKERS)
def test_a_public_form_is_its_own(name: str) -> None:
    public = redacted(located(name))
    again = redaction_of(public)
    assert again is not None
    assert not again.touched
    assert redacted(public) == public


@pytest.mark.parametrize("name", MAKERS)
def test_few_bytes_are_kept_in_memory(name: str) -> None:
    found = redaction_of(located(name))
    assert found is not None
    assert sum(len(getattr(piece, "body", b"")) for piece in found.pieces) < 1500
    assert len(found.pieces) < 60


PLAIN = {
    **{name: picture(name) for name in [*SAVED_AS, "heif"]},
    "palette png": picture("png", scene().quantize(9), transparency=3),
    "interlaced png": interlaced_png(scene((20, 10))),
    "progressive jpeg": picture("jpeg", progressive=True, comment="hello"),
    "cmyk jpeg": picture("jpeg", scene().convert("CMYK")),
    "lossless webp": picture("webp", lossless=True),
    "clear webp": picture("webp", scene().convert("RGBA")),
    "grey tiff": picture("tiff", scene().convert("L")),
    "deep tiff": picture("tiff", Image.new("I;16B", (9, 5), 700)),
    "fax tiff": picture("tiff", scene().convert("1"), compression="group4"),
    "striped tiff": picture("tiff", scene((400, 400)), compression="tiff_adobe_deflate"),
    **{f"moving {name}": animation(name, numbered(3)) for name in ("png", "webp", "gif", "avif")},
}


@pytest.mark.parametrize("name", PLAIN)
def test_a_picture_that_tells_nothing_is_not_touched(name: str) -> None:
    found = redaction_of(PLAIN[name])
    assert found is not None
    assert redacted(PLAIN[name]) == PLAIN[name]
    assert len(found.pieces) == 1
