"""Pictures stand upright, whichever way they were stored."""

import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from image_proc.decode.exif import ORIENTATION, read_exif, write_exif
from image_proc.decode.header import Header
from image_proc.decode.load import load
from image_proc.decode.orientation import upright
from image_proc.decode.probe import probe
from image_proc.limits import Limits
from image_proc.original import Original

TURNS = {
    # How a picture is turned to be stored under an orientation: the inverse of the cure.
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
LOSSLESS = {"PNG": {}, "WEBP": {"lossless": True}, "TIFF": {}}
LOSSY = {"JPEG": {"quality": 95, "subsampling": 0}, "AVIF": {"quality": 95, "speed": 10}}


def scene() -> Image.Image:
    """Four quarters of four colours: any wrong turn shows."""
    image = Image.new("RGB", (48, 32), "white")
    image.paste((220, 30, 30), (0, 0, 24, 16))
    image.paste((30, 160, 60), (24, 0, 48, 16))
    image.paste((30, 60, 200), (0, 16, 24, 32))
    return image


def stored(orientation: int, file_format: str) -> bytes:
    turn = TURNS[orientation]
    image = scene() if turn is None else scene().transpose(turn)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    file = BytesIO()
    image.save(file, file_format, exif=exif, **(LOSSLESS | LOSSY)[file_format])
    return file.getvalue()


def opened(body: bytes) -> tuple[Header, Image.Image]:
    original = Original("a photo", "1", len(body), lambda: BytesIO(body))
    header = probe(original, Limits())
    decoded = load(original, header, header.size)
    return header, decoded.image.convert("RGB")


def seen(body: bytes) -> Image.Image:
    header, image = opened(body)
    assert image.size == header.size
    return image


def assert_alike(image: Image.Image) -> None:
    assert image.size == scene().size
    for point in [(8, 8), (40, 8), (8, 24), (40, 24)]:
        expected, found = scene().getpixel(point), image.getpixel(point)
        assert isinstance(expected, tuple)
        assert isinstance(found, tuple)
        assert max(abs(a - b) for a, b in zip(expected, found, strict=True)) <= 12


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("file_format", LOSSLESS)
def test_every_orientation_comes_upright(file_format: str, orientation: int) -> None:
    assert seen(stored(orientation, file_format)).tobytes() == scene().tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("file_format", LOSSY)
def test_every_orientation_comes_upright_from_lossy_formats(
    file_format: str, orientation: int
) -> None:
    image = seen(stored(orientation, file_format))
    assert_alike(image)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_heif_is_turned_by_its_own_decoder(orientation: int) -> None:
    heif = pytest.importorskip("pillow_heif")
    turn = TURNS[orientation]
    image = scene() if turn is None else scene().transpose(turn)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    file = BytesIO()
    heif.from_pillow(image).save(file, quality=95, exif=exif.tobytes())
    assert_alike(seen(file.getvalue()))


def test_an_upright_picture_is_not_copied() -> None:
    image = scene()
    assert upright(image, 1) is image


@pytest.mark.parametrize("file_format", ["JPEG", "WEBP", "AVIF", "TIFF"])
def test_xmp_turns_nothing_as_in_browsers(file_format: str) -> None:
    packet = b'<x xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/>'
    file = BytesIO()
    if file_format == "TIFF":
        scene().save(file, "TIFF", tiffinfo={700: packet})
    else:
        scene().save(file, file_format, xmp=packet)
    assert seen(file.getvalue()).size == scene().size


@pytest.mark.parametrize(
    "exif",
    [
        b"",
        b"Exif\x00\x00",
        b"II*\x00",
        b"II*\x00\xff\xff\xff\xff",
        b"MM\x00*\x00\x00\x00\x08\xff\xff",
        b"not EXIF at all, though it is long enough",
        b"II*\x00\x08\x00\x00\x00\x01\x00" + struct.pack("<HHIHHI", 274, 3, 1, 9, 0, 0),
        b"II*\x00\x08\x00\x00\x00\x01\x00" + struct.pack("<HHIHHI", 274, 3, 1, 0, 0, 0),
        b"II*\x00\x08\x00\x00\x00\x01\x00" + struct.pack("<HHII", 274, 3, 2**31, 8),
        b"II*\x00\x08\x00\x00\x00\x01\x00" + struct.pack("<HHII", 274, 2, 2, 0x36),
    ],
    ids=range(10),
)
def test_exif_that_is_nonsense_turns_nothing(exif: bytes) -> None:
    file = BytesIO()
    scene().save(file, "WEBP", exif=exif, lossless=True)
    assert seen(file.getvalue()).tobytes() == scene().tobytes()


@given(st.binary(max_size=200), st.sampled_from([b"", b"II*\x00", b"MM\x00*", b"Exif\0\0II*\x00"]))
def test_no_exif_raises(body: bytes, start: bytes) -> None:
    tags = (ORIENTATION, 315)
    assert set(read_exif(start + body, tags)) <= set(tags)


@given(
    st.dictionaries(
        st.integers(0, 65535), st.binary(max_size=50).filter(lambda text: 0 not in text)
    )
)
def test_exif_that_was_written_is_read(texts: dict[int, bytes]) -> None:
    assert read_exif(write_exif(texts), texts) == texts


def test_pillow_reads_what_was_written() -> None:
    exif = Image.Exif()
    exif.load(write_exif({315: b"Ann Ander", 33432: b"abc"}))
    assert dict(exif) == {315: "Ann Ander", 33432: "abc"}
