"""What is held while a picture is made, and what of it admission counts."""

import weakref
from typing import Any

import pytest
from PIL import Image

from image_proc.decode.load import load
from image_proc.encode import encode_picture
from image_proc.spec import Format
from image_proc.transform import render
from tests.stored import encoded, made, spec_of

PHOTO = encoded(Image.new("RGB", (400, 300), "teal"), "JPEG")


def test_what_was_decoded_is_let_go_before_it_is_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[weakref.ref[Image.Image]] = []
    left: list[Image.Image | None] = []

    def remembering(*args: Any) -> Any:
        found = load(*args)
        decoded.append(weakref.ref(found.image))
        return found

    def encode(*args: Any) -> bytes:
        left.append(decoded[0]())
        return encode_picture(*args)

    monkeypatch.setattr(render, "load", remembering)
    monkeypatch.setattr(render, "encode_picture", encode)
    made(PHOTO, width="100")
    assert left == [None]


@pytest.mark.parametrize(
    ("format_", "radius", "bytes_"),
    [
        ("jpeg", "0", 12),
        ("gif", "0", 12),
        ("png", "0", 16),
        ("webp", "0", 20),
        ("webp", "9", 36),
        ("avif", "0", 36),
    ],
)
def test_a_still_is_admitted_by_what_its_encoder_holds(
    format_: str, radius: str, bytes_: int
) -> None:
    asked = {"width": "2000", "height": "2000", "fit": "fill", "enlarge": "true", "radius": radius}
    assert spec_of(PHOTO, format=format_, **asked).pixels == 2000 * 2000 * bytes_ // 4


def test_a_still_is_admitted_by_what_its_decoder_holds_where_that_is_more() -> None:
    assert spec_of(PHOTO, width="10").pixels > 400 * 300 // 16


def test_a_file_of_many_frames_is_counted_too() -> None:
    shades = [Image.linear_gradient("L").rotate(30 * number) for number in range(8)]
    movie = encoded(shades[0], "GIF", save_all=True, append_images=shades[1:])
    for format_, share in ((Format.PNG, 8), (Format.WEBP, 3), (Format.GIF, 3)):
        assert spec_of(movie, format=format_).pixels >= 8 * 256 * 256 * share // 4
