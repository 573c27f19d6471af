import json
from dataclasses import replace

import pytest
from PIL import Image
from pydantic import ValidationError

from image_proc.decode.cost import decode_pixels
from image_proc.decode.header import SourceFormat
from image_proc.decode.probe import probe
from image_proc.describe import DescribeSpec, Description
from image_proc.errors import BadPicture, BrokenPicture
from image_proc.examine import Examination, ExamineSpec
from image_proc.examine.examination import MIMETYPES
from image_proc.hash import HASH_VERSION
from image_proc.limits import Limits
from image_proc.produce import Producer, draw
from image_proc.spec import Format
from tests.camera_files import PHOTOS
from tests.pictures import SAVED_AS, animation, numbered, picture, scene
from tests.stored import stored

TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "avif": "image/avif",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
    "heif": "image/heic",
}


def spec_of(body: bytes) -> ExamineSpec:
    original = stored(body, "mine.png")
    return ExamineSpec.of(original, probe(original, Limits()))


def examined(body: bytes) -> Examination:
    return Examination.model_validate_json(draw(spec_of(body)).body)


@pytest.mark.parametrize("format_", [*SAVED_AS, "heif"])
def test_every_format_is_examined(format_: str) -> None:
    found = examined(picture(format_))
    assert (found.format, found.mimetype) == (format_, TYPES[format_])
    assert (found.width, found.height, found.frames) == (120, 80, 1)
    assert (len(found.pixel_hash), found.hash_version) == (128, HASH_VERSION)
    assert int(found.perceptual_hash, 16)


def test_every_format_has_its_type() -> None:
    assert {str(format_): MIMETYPES[format_] for format_ in SourceFormat} == TYPES


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P"])
def test_it_tells_what_a_description_tells(mode: str) -> None:
    body = picture("png", scene((60, 90)).convert(mode))
    original = stored(body)
    spec = DescribeSpec.of(original, probe(original, Limits()))
    told = Description.model_validate_json(draw(spec).body).model_dump(exclude={"bytes"})
    assert examined(body).model_dump().items() >= told.items()


def test_a_turned_picture_is_told_as_it_is_seen() -> None:
    exif = Image.Exif()
    exif[274] = 6
    turned = picture("png", scene().transpose(Image.Transpose.ROTATE_90), exif=exif.tobytes())
    found, upright = examined(turned), examined(picture("png"))
    assert (found.width, found.height, found.orientation) == (120, 80, 6)
    assert found.perceptual_hash == upright.perceptual_hash
    assert found.pixel_hash != upright.pixel_hash


def test_an_animation_has_a_hash_of_all_frames_and_the_look_of_its_first() -> None:
    one, other = (examined(animation("gif", numbered(count))) for count in (3, 4))
    assert (one.frames, one.animated, other.frames) == (3, True, 4)
    assert one.pixel_hash != other.pixel_hash
    assert one.perceptual_hash == other.perceptual_hash


@pytest.mark.parametrize("name", PHOTOS)
def test_tags_come_along_with_the_place_apart(name: str) -> None:
    tags = examined(PHOTOS[name]()).tags
    assert tags.camera == "Canon EOS R5"
    assert tags.location is not None
    assert "latitude" in tags.location


def test_metadata_is_no_part_of_the_pixels() -> None:
    exif = Image.Exif()
    exif[271] = "Canon"
    tagged, plain = examined(picture("png", exif=exif.tobytes())), examined(picture("png"))
    assert (tagged.tags.camera, plain.tags.camera) == ("Canon", None)
    assert tagged.pixel_hash == plain.pixel_hash


@pytest.mark.parametrize("format_", ["jpeg", "png", "webp", "gif", "tiff", "bmp"])
def test_a_truncated_picture_is_refused_by_name(format_: str) -> None:
    body = picture(format_, scene((400, 300)))
    with pytest.raises(BadPicture, match=r"mine\.png"):
        examined(body[: len(body) * 2 // 3])


def test_broken_metadata_refuses_nothing() -> None:
    body = picture("jpeg", exif=b"Exif\0\0II*\0\xff\xff\xff\xff", xmp=b"<x:xmpmeta")
    assert examined(body).tags.exif == {}


def test_a_header_that_lies_is_seen() -> None:
    spec = spec_of(picture("png"))
    lying = ExamineSpec.of(spec.original, replace(spec.header, stored=(80, 120)))
    with pytest.raises(BrokenPicture):
        draw(lying)


def test_it_is_json_and_is_never_kept() -> None:
    spec = spec_of(picture("png"))
    encoded = Producer(Limits()).produce(spec)
    assert encoded.mimetype == "application/json"
    assert list(json.loads(encoded.body)) == list(Examination.model_fields)
    assert spec.kept_as is None
    with pytest.raises(ValidationError):
        ExamineSpec.model_validate(
            {"original": spec.original, "header": spec.header, "format": Format.PNG}
        )


def test_its_cost_is_that_of_decoding_all_of_it() -> None:
    still = spec_of(picture("jpeg", Image.new("RGB", (1500, 1000))))
    assert still.pixels == decode_pixels(still.header, (1500, 1000)) >= 1500 * 1000
    moving = spec_of(animation("gif", numbered(2)))
    canvas = moving.header.size[0] * moving.header.size[1]
    assert moving.pixels == decode_pixels(moving.header, moving.header.size) + 3 * canvas
