"""What photos of every format say of themselves, and that the place stands apart."""

import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from image_proc.decode.probe import probe
from image_proc.errors import BadPicture
from image_proc.limits import Limits
from image_proc.tags import Tags, read_tags
from tests.camera_files import (
    IPTC,
    PHOTOS,
    SECRETS,
    XMP,
    camera_exif,
    iptc,
    jpeg,
    packet,
    png,
    raw_profile,
    resources,
)
from tests.exif_blocks import Written
from tests.pictures import picture
from tests.stored import encoded, stored

KEPT_IPTC = {
    "ObjectName": "The cat",
    "Keywords": ["cat", "Größe"],
    "By-line": ["Ann"],
    "CopyrightNotice": "© Ann",
    "Caption-Abstract": "A cat on a sofa",
}
KEPT_XMP = {
    "dc:title": "Cat",
    "dc:subject": ["cat", "sofa & cushion"],
    "xmp:Rating": "4",
    "photoshop:Headline": "A cat",
    "aux:Lens": "EF50mm",
    "xmpRights:WebStatement": "https://example.org/mine",
}
PLACE = {"latitude": 51.5043333, "longitude": -0.025}
GPS = {
    **PLACE,
    "altitude": -12.34,
    "direction": 270.5,
    "timestamp": "2026-02-03T03:05:06Z",
}
NAMES = {
    "sublocation": "SW1A",
    "city": "Canarywharf",
    "state": "Seacret",
    "country": "Canaryland",
    "country_code": "XCN",
}


def tags_of(body: bytes) -> Tags:
    original = stored(body)
    return read_tags(original, probe(original, Limits()))


def as_json(tags: Tags) -> str:
    return json.dumps(tags.model_dump(), allow_nan=False, ensure_ascii=False)


def with_exif(block: bytes) -> Tags:
    return tags_of(jpeg((0xE1, b"Exif\0\0" + block)))


@pytest.mark.parametrize("name", PHOTOS)
def test_every_format_tells_what_it_was_taken_with(name: str) -> None:
    tags = tags_of(PHOTOS[name]())
    assert (tags.camera, tags.lens) == ("Canon EOS R5", "RF24-70mm F2.8")
    assert tags.exif["Make"] == "Canon"
    assert tags.xmp == KEPT_XMP


@pytest.mark.parametrize("name", PHOTOS)
def test_the_place_stands_in_location_and_nowhere_else(name: str) -> None:
    body = PHOTOS[name]()
    tags = tags_of(body)
    told = as_json(tags.model_copy(update={"location": None}))
    assert not [secret for secret in SECRETS if secret in told]
    assert "GPS" not in told
    assert tags.location is not None
    assert tags.location.items() >= {**PLACE, **NAMES}.items()


def test_captions_and_keywords_that_tell_coordinates_are_not_told() -> None:
    block = Written().block({270: Written().text("28.1234 N, 15.4321 W")}, {}, {})
    words = "".join(f"<rdf:li>{word}</rdf:li>" for word in ("beach", "geo:lat=28.1234"))
    told = packet(
        f"<dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject>",
        'photoshop:Headline="28.1234, -15.4321" photoshop:Credit="Ann"',
    )
    record = iptc((2, 25, b"beach"), (2, 25, b"geo:lon=-15.4321"), (2, 120, b"GPS N28.1 W15.4"))
    tags = tags_of(
        jpeg(
            (0xE1, b"Exif\0\0" + block),
            (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + told),
            (0xED, b"Photoshop 3.0\0" + resources(record)),
        )
    )
    assert tags.exif == {}
    assert tags.xmp == {"dc:subject": ["beach"], "photoshop:Credit": "Ann"}
    assert tags.iptc == {"Keywords": ["beach"]}


def test_exif_is_told_by_its_own_names() -> None:
    tags = tags_of(PHOTOS["jpeg"]())
    assert tags.exif == {
        "ImageDescription": "a cat",
        "Make": "Canon",
        "Model": "Canon EOS R5",
        "Software": "firmware 7",
        "Copyright": "© Ann",
        "ExposureTime": 0.004,
        "FNumber": 2.8,
        "PhotographicSensitivity": 400,
        "ExifVersion": "0232",
        "DateTimeOriginal": "2026:02:03 04:05:06",
        "OffsetTimeOriginal": "+01:00",
        "UserComment": "purring",
        "SubSecTimeOriginal": "12",
        "LensSpecification": [24.0, 70.0, 2.8, None],
        "LensModel": "RF24-70mm F2.8",
    }
    assert tags.taken_at == "2026-02-03T04:05:06.12+01:00"
    assert tags.location == {**GPS, **NAMES}


@pytest.mark.parametrize("name", ["jpeg", "png", "tiff"])
def test_iptc_is_told_by_its_own_names(name: str) -> None:
    assert tags_of(PHOTOS[name]()).iptc == KEPT_IPTC


@pytest.mark.parametrize("order", "<>")
def test_both_byte_orders_say_the_same(order: str) -> None:
    assert with_exif(camera_exif(Written(order))) == with_exif(camera_exif())


def test_what_pillow_writes_is_read() -> None:
    exif = Image.Exif()
    exif[271], exif[272] = "Apple", "iPhone 15 Pro"
    exif[0x8769] = {33434: 0.004, 36867: "2026:02:03 04:05:06"}
    exif[0x8825] = {1: "S", 2: (33.0, 51.0, 25.2), 3: "E", 4: (151.0, 12.0, 0.0)}
    tags = tags_of(encoded(Image.new("RGB", (8, 8)), "JPEG", exif=exif.tobytes()))
    assert (tags.camera, tags.taken_at) == ("Apple iPhone 15 Pro", "2026-02-03T04:05:06")
    assert tags.exif["ExposureTime"] == 0.004
    assert tags.location == {"latitude": -33.857, "longitude": 151.2}


@pytest.mark.parametrize(
    ("chunks", "name"),
    [
        ([(b"tEXt", raw_profile("exif", b"Exif\0\0" + camera_exif()))], "exif"),
        ([(b"tEXt", raw_profile("APP1", b"Exif\0\0" + camera_exif()))], "exif"),
        ([(b"tEXt", raw_profile("APP1", b"http://ns.adobe.com/xap/1.0/\0" + XMP))], "xmp"),
        ([(b"tEXt", raw_profile("xmp", XMP))], "xmp"),
        ([(b"tEXt", raw_profile("iptc", IPTC))], "iptc"),
        ([(b"tEXt", raw_profile("iptc", resources(IPTC)))], "iptc"),
    ],
    ids=range(6),
)
def test_profiles_that_imagemagick_writes_into_a_png_are_read(
    chunks: list[tuple[bytes, bytes]], name: str
) -> None:
    whole = tags_of(PHOTOS["jpeg"]())
    assert getattr(tags_of(png(*chunks)), name) == getattr(whole, name)
    keyword, _, text = chunks[0][1].partition(b"\0")
    packed = keyword + b"\0\0" + zlib.compress(text)
    assert getattr(tags_of(png((b"zTXt", packed))), name) == getattr(whole, name)


def test_iptc_may_go_on_in_the_next_segment() -> None:
    long = resources(IPTC)
    head = b"Photoshop 3.0\0"
    body = jpeg((0xED, head + long[:40]), (0xED, head + long[40:]))
    assert tags_of(body).iptc == KEPT_IPTC


@pytest.mark.parametrize("format_", ["gif", "bmp"])
def test_formats_without_metadata_say_nothing(format_: str) -> None:
    assert tags_of(picture(format_)) == Tags()


@pytest.mark.parametrize("format_", ["jpeg", "png", "webp", "avif", "heif"])
def test_a_picture_of_nobody_says_nothing(format_: str) -> None:
    assert tags_of(picture(format_)) == Tags()


def test_xmp_alone_tells_the_camera_and_the_time() -> None:
    said = packet(
        "",
        'tiff:Make="NIKON CORPORATION" tiff:Model="NIKON D850" aux:Lens="50mm"'
        ' exif:DateTimeOriginal="2026-02-03T04:05:06.7Z"',
    )
    tags = tags_of(jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + said)))
    assert (tags.camera, tags.lens) == ("NIKON D850", "50mm")
    assert tags.taken_at == "2026-02-03T04:05:06.7Z"


def test_a_png_of_packed_texts_costs_no_more_than_one() -> None:
    bomb = b"Raw profile type exif\0\0" + zlib.compress(b"0" * 2_000_000)
    assert tags_of(png(*[(b"zTXt", bomb)] * 2000)) == Tags()


def test_no_kind_of_metadata_has_more_than_300_entries() -> None:
    names = "".join(f"<dc:a{at}>B</dc:a{at}>" for at in range(400))
    said = packet(names)
    assert len(tags_of(jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + said))).xmp) == 300


def test_a_list_has_no_more_than_2000_characters() -> None:
    items = "<rdf:li>" + "x" * 99 + "</rdf:li>"
    said = packet(f"<dc:subject><rdf:Bag>{items * 400}<rdf:li> </rdf:li></rdf:Bag></dc:subject>")
    found = tags_of(jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + said))).xmp["dc:subject"]
    assert isinstance(found, list)
    assert 1980 <= sum(len(str(each)) for each in found) <= 2000


@pytest.mark.parametrize(
    "text",
    [
        b"Raw profile type exif\0\nexif\n 4\nnohex\n",
        b"Raw profile type exif\0\nexif\n",
        b"Raw profile type exif\0",
        b"Raw profile type 8bim\0\n8bim\n 4\n3842494d0404\n",
        b"Raw profile type 8bim\0\n8bim\n 4\n3842494d0404ff00\n",
        b"Raw profile type iptc\0\niptc\n 4\n1c0205\n",
        b"Raw profile type pdf\0\npdf\n 4\n1c0205\n",
    ],
    ids=range(7),
)
def test_broken_profiles_in_a_png_say_nothing(text: bytes) -> None:
    keyword, _, rest = text.partition(b"\0")
    assert tags_of(png((b"tEXt", text))) == Tags()
    assert tags_of(png((b"zTXt", keyword + b"\0\0" + rest))) == Tags()


def test_tags_survive_json() -> None:
    tags = tags_of(PHOTOS["jpeg"]())
    assert Tags.model_validate_json(tags.model_dump_json()) == tags


@pytest.mark.parametrize("order", "<>")
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_no_exif_raises_and_all_of_it_is_json(order: str, data: st.DataObject) -> None:
    block = bytearray(camera_exif(Written(order)))
    for _ in range(data.draw(st.integers(1, 12))):
        block[data.draw(st.integers(4, len(block) - 1))] = data.draw(st.integers(0, 255))
    tags = with_exif(bytes(block[: data.draw(st.integers(4, len(block)))]))
    assert len(as_json(tags)) < 100_000
    assert len(tags.exif) <= 300


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from([b"II*\0", b"MM\0*", b"II+\0\x08\0\0\0", b"MM\0+\0\x08\0\0"]),
    st.binary(max_size=400),
)
def test_no_bytes_as_exif_raise(start: bytes, rest: bytes) -> None:
    as_json(with_exif(start + rest))


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "tiff", "tiff of over 4 GB"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_changed_byte_of_a_photo_raises_anything_else(name: str, data: st.DataObject) -> None:
    body = bytearray(PHOTOS[name]())
    header = probe(stored(bytes(body)), Limits())
    for _ in range(data.draw(st.integers(1, 5))):
        body[data.draw(st.integers(4, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        tags = read_tags(stored(bytes(body)), header)
    except BadPicture:
        return
    as_json(tags)


def test_a_cut_photo_is_named() -> None:
    body = PHOTOS["png"]()
    original = stored(body[: len(body) // 2], "holiday.png")
    with pytest.raises(BadPicture, match=r"holiday\.png"):
        read_tags(original, probe(stored(body), Limits()))


def test_nothing_is_read_of_a_file_that_is_another() -> None:
    header = probe(stored(PHOTOS["jpeg"]()), Limits())
    assert read_tags(stored(b"GIF89a"), header) == Tags()
