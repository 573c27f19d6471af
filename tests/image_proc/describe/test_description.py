import json
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from pydantic import ValidationError

from image_proc.decode.probe import probe
from image_proc.describe import DescribeSpec, Description
from image_proc.errors import BrokenPicture
from image_proc.limits import Limits
from image_proc.produce import draw
from image_proc.spec import Format
from tests.pictures import SAVED_AS, animation, numbered, picture, scene
from tests.stored import stored

# What is told of a fixed picture in each format; the hashes are those of the golden file.
GOLDEN = Path(__file__).with_name("descriptions.json")


def spec_of(body: bytes) -> DescribeSpec:
    original = stored(body)
    return DescribeSpec.of(original, probe(original, Limits()))


def told(body: bytes) -> dict[str, object]:
    return dict(json.loads(draw(spec_of(body)).body))


@pytest.mark.parametrize("format_", [*SAVED_AS, "heif"])
def test_every_format_is_described(format_: str) -> None:
    body = picture(format_)
    found = told(body)
    assert (found["format"], found["width"], found["height"]) == (format_, 120, 80)
    assert found["bytes"] == len(body)
    assert (found["frames"], found["animated"], found["alpha"]) == (1, False, False)
    assert found["orientation"] == 1
    assert len(str(found["blurhash"])) == 28
    assert str(found["dominant_color"]).startswith("#")


def test_lossless_formats_have_one_colour_and_one_hash() -> None:
    known = ("dominant_color", "blurhash", "thumbhash")
    one, *others = (
        [told(picture(format_))[name] for name in known] for format_ in ("png", "bmp", "tiff")
    )
    assert others == [one, one]


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
def test_a_description_is_as_it_was(mode: str, request: pytest.FixtureRequest) -> None:
    found = told(picture("png", scene((60, 90)).convert(mode)))
    goldens = json.loads(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.exists() else {}
    # A file's length is its packer's affair.
    del found["bytes"]
    if request.config.getoption("--update-goldens"):
        goldens[mode] = found
        GOLDEN.write_text(json.dumps(goldens, indent=2) + "\n", encoding="utf-8")
    assert goldens[mode] == found


def test_a_turned_picture_is_described_as_it_is_seen() -> None:
    exif = Image.Exif()
    exif[274] = 6
    upright = told(picture("png", scene()))
    stored_turned = scene().transpose(Image.Transpose.ROTATE_90)
    turned = told(picture("png", stored_turned, exif=exif.tobytes()))
    assert (turned["width"], turned["height"], turned["orientation"]) == (120, 80, 6)
    same = ("blurhash", "thumbhash", "dominant_color")
    assert [turned[name] for name in same] == [upright[name] for name in same]


def test_a_profile_is_named_and_obeyed() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found = told(picture("png", icc_profile=profile))
    assert "sRGB" in str(found["icc"])
    assert found["blurhash"] == told(picture("png"))["blurhash"]
    assert told(picture("png"))["icc"] is None


@pytest.mark.parametrize("format_", ["gif", "webp", "png"])
def test_an_animation_is_described_by_its_first_frame(format_: str) -> None:
    found = told(animation(format_, numbered(3)))
    assert (found["frames"], found["animated"]) == (3, True)
    color = str(found["dominant_color"])
    levels = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    assert levels == pytest.approx([0, 90, 200], abs=3)


def test_cmyk_is_told_in_srgb() -> None:
    found = told(picture("jpeg", Image.new("CMYK", (64, 64), (0, 255, 255, 0)), quality=95))
    assert found["mode"] == "CMYK"
    red, green, blue = (int(str(found["dominant_color"])[at : at + 2], 16) for at in (1, 3, 5))
    # Ink's red, not the screen's.
    assert 200 < red < 250
    assert 10 < max(green, blue) < 80


def test_of_a_clear_picture_no_colour_is_told() -> None:
    found = told(picture("png", Image.new("RGBA", (40, 30))))
    assert found["dominant_color"] is None
    assert found["alpha"]


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (2, 3)])
def test_a_picture_of_any_shape_is_described(size: tuple[int, int]) -> None:
    found = told(picture("png", Image.new("RGB", size, "#336699")))
    assert (found["width"], found["height"]) == size
    assert found["dominant_color"] == "#336699"


def test_a_truncated_picture_is_not_described() -> None:
    body = picture("jpeg", scene((400, 300)))
    with pytest.raises(BrokenPicture):
        told(body[: len(body) // 2])


def test_the_etag_is_the_originals() -> None:
    one, other = picture("png"), picture("png", scene((90, 90)))
    assert spec_of(one).etag == spec_of(one).etag
    assert spec_of(one).etag != spec_of(other).etag


def test_it_is_json_and_nothing_else() -> None:
    spec = spec_of(picture("png"))
    assert draw(spec).mimetype == "application/json"
    with pytest.raises(ValidationError):
        DescribeSpec.model_validate(
            {"original": spec.original, "header": spec.header, "format": Format.PNG}
        )


def test_its_cost_is_that_of_a_small_decode() -> None:
    large = spec_of(picture("jpeg", Image.new("RGB", (3000, 2000))))
    assert large.least == (64, 43)
    assert 0 < large.pixels < 3000 * 2000 / 4


def test_the_model_that_documents_it_is_what_is_sent() -> None:
    assert list(told(picture("png"))) == list(Description.model_fields)
