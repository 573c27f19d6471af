"""The pixel hash: the same for the same pixels, another for any others."""

import struct
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from image_proc.decode.probe import probe
from image_proc.errors import BrokenPicture
from image_proc.hash import HASH_VERSION, pixel_hash
from image_proc.hash import pixels as pixels_module
from image_proc.limits import Limits
from tests.animations import Patch, apng, gif
from tests.pictures import PNG_KINDS, animation, interlaced_png, numbered, picture, scene
from tests.png_samples import png_of, random_samples
from tests.stored import encoded, stored

DEEP_AVIF = b64decode(
    "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAA"
    "AAAAAAAAAAAAAGxpYmF2aWYAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAACAAAAAo"
    "aWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAamlwcnAAAABLaXBjbwAAABRpc3BlAAAAAAAA"
    "ABAAAAAMAAAAEHBpeGkAAAAAAwoKCgAAAAxhdjFDgSBAAAAAABNjb2xybmNseAABAA0ABoAAAAAXaXBtYQAAAAAA"
    "AAABAAEEAQKDBAAAAChtZGF0EgAKCDgM/tjAQ0GkMhIfAD///8QAMa9qAjfK3PF93ag="
)
"""16 × 12 px of 10 bits, by avifenc -d 10 --min 60 --max 60."""

MAKING = Callable[[], tuple[bytes, bytes]]


def hash_of(body: bytes) -> str:
    original = stored(body)
    return pixel_hash(original, probe(original, Limits()))


def grey(size: tuple[int, int], step: int = 7) -> Image.Image:
    count = size[0] * size[1]
    return Image.frombytes("L", size, bytes(step * at % 256 for at in range(count)))


def painted(colors: Sequence[int], indices: bytes = bytes(range(4)) * 4) -> Image.Image:
    image = Image.frombytes("P", (4, 4), indices)
    image.putpalette(bytes(colors))
    return image


def turned(orientation: int) -> bytes:
    fields = Image.Exif()
    fields[274] = orientation
    return encoded(scene((24, 16)), exif=fields.tobytes())


def deep_tiff(levels: Sequence[int], *, bits: int = 16) -> bytes:
    """Write an RGB picture of one row, its samples in so many bits."""
    body = b"".join(level.to_bytes(bits // 8, "little") for level in levels)
    width = len(levels) // 3
    entries = [
        (256, 3, 1, width),
        (257, 3, 1, 1),
        (258, 3, 3, 8 + len(body)),
        (259, 3, 1, 1),
        (262, 3, 1, 2),
        (273, 4, 1, 8),
        (277, 3, 1, 3),
        (278, 3, 1, 1),
        (279, 4, 1, len(body)),
    ]
    table = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *e) for e in entries)
    start = 8 + len(body) + 6
    head = b"II*\x00" + start.to_bytes(4, "little")
    return head + body + struct.pack("<3H", bits, bits, bits) + table + bytes(4)


def durations(*milliseconds: int, loop: int = 0) -> bytes:
    first, *rest = numbered(len(milliseconds))
    options = {"save_all": True, "append_images": rest, "loop": loop}
    return encoded(first, "GIF", duration=list(milliseconds), **options)


def frames_with(second: int, format_: str) -> bytes:
    levels = (10, second, 200)
    return animation(format_, [Image.new("RGB", (16, 12), (level, 90, 40)) for level in levels])


def posters(level: int) -> bytes:
    rows = [[level] * 5] * 4
    moves = [Patch((0, 0), [[1] * 5] * 4), Patch((1, 1), [[2, 3]])]
    return apng((5, 4), moves, poster=Patch((0, 0), rows))


def deep(low: int) -> bytes:
    samples = [[(0x1200 + low, 0x3400, 0xFFFF)] * 5] * 4
    return png_of(samples, 2, 16)


RED = [200, 0, 0, 0, 200, 0, 0, 0, 200, 9, 9, 9]
BLUE = [0, 0, 200, 0, 200, 0, 200, 0, 0, 9, 9, 9]

DIFFERENT: dict[str, MAKING] = {
    "the same bytes, 100 × 200 and 200 × 100": lambda: (
        encoded(grey((100, 200))),
        encoded(grey((200, 100))),
    ),
    "the same bytes, RGB 10 × 10 and L 30 × 10": lambda: (
        encoded(Image.frombytes("RGB", (10, 10), grey((30, 10)).tobytes())),
        encoded(grey((30, 10))),
    ),
    "the same levels, L and RGB": lambda: (
        encoded(grey((30, 10))),
        encoded(grey((30, 10)).convert("RGB")),
    ),
    "the same bits, 1 and L": lambda: (
        encoded(grey((30, 10)).convert("1")),
        encoded(grey((30, 10)).convert("1").convert("L")),
    ),
    "the same indices, red and blue palettes": lambda: (
        encoded(painted(RED)),
        encoded(painted(BLUE)),
    ),
    "the same indices in GIFs, red and blue palettes": lambda: (
        encoded(painted(RED), "GIF"),
        encoded(painted(BLUE), "GIF"),
    ),
    "the same palette, another index clear": lambda: (
        encoded(painted(RED), transparency=0),
        encoded(painted(RED), transparency=1),
    ),
    "the same palette, opaque and not": lambda: (
        encoded(painted(RED)),
        encoded(painted(RED), transparency=1),
    ),
    "a colour that stands for clear, and none": lambda: (
        encoded(scene()),
        encoded(scene(), transparency=(20, 40, 60)),
    ),
    "orientation 1 and 6": lambda: (turned(1), turned(6)),
    "orientation 1 and 2": lambda: (turned(1), turned(2)),
    "frame 2 of a GIF": lambda: (frames_with(50, "gif"), frames_with(90, "gif")),
    "frame 2 of an APNG": lambda: (frames_with(50, "png"), frames_with(90, "png")),
    "frame 2 of a WebP": lambda: (frames_with(50, "webp"), frames_with(90, "webp")),
    "frame 2 of an AVIF": lambda: (frames_with(50, "avif"), frames_with(90, "avif")),
    "the poster of an APNG": lambda: (posters(3), posters(4)),
    "durations": lambda: (durations(100, 100, 100), durations(100, 200, 100)),
    "how often it plays": lambda: (durations(50, 50), durations(50, 50, loop=3)),
    "two frames and three": lambda: (
        animation("gif", numbered(2)),
        animation("gif", numbered(3)),
    ),
    "an animation and its first frame": lambda: (
        animation("png", numbered(2)),
        encoded(numbered(2)[0]),
    ),
    "16 bits and 8": lambda: (deep(0), png_of([[(0x12, 0x34, 0xFF)] * 5] * 4, 2, 8)),
    "the lowest of 16 bits": lambda: (deep(0), deep(1)),
    "the highest of 16 bits": lambda: (deep(0), deep(0x4000)),
    "grey of 16 bits and 8": lambda: (
        encoded(Image.new("I;16", (5, 4), 0x1234)),
        encoded(Image.new("L", (5, 4), 0x12)),
    ),
    "the lowest of 16 bits in a grey TIFF": lambda: (
        encoded(Image.new("I;16", (5, 4), 0x1234), "TIFF"),
        encoded(Image.new("I;16", (5, 4), 0x1235), "TIFF"),
    ),
    "the highest of 16 bits in a grey TIFF": lambda: (
        encoded(Image.new("I;16", (5, 4), 0x1234), "TIFF"),
        encoded(Image.new("I;16", (5, 4), 0x9234), "TIFF"),
    ),
    "the highest of 16 bits, interlaced": lambda: (
        png_of([[(0x1234, 7, 9)] * 5] * 4, 2, 16, interlaced=True),
        png_of([[(0x9234, 7, 9)] * 5] * 4, 2, 16, interlaced=True),
    ),
    "the lowest of 16 bits in a TIFF": lambda: (
        deep_tiff([0x1200, 0x3400, 0x5600]),
        deep_tiff([0x1201, 0x3400, 0x5600]),
    ),
    "a TIFF of 16 bits and of 8": lambda: (
        deep_tiff([0x1200, 0x3400, 0x5600] * 2),
        deep_tiff([0x12, 0x34, 0x56] * 2, bits=8),
    ),
    "inks and colours": lambda: (
        encoded(Image.new("CMYK", (6, 4), (10, 20, 30, 40)), "TIFF"),
        encoded(Image.new("RGBA", (6, 4), (10, 20, 30, 40)), "TIFF"),
    ),
    "one pixel by one level": lambda: (
        encoded(grey((30, 30))),
        encoded(grey((30, 30)).point(lambda level: level + (level == 77))),
    ),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_pictures_that_differ_have_other_hashes(name: str) -> None:
    one, other = DIFFERENT[name]()
    assert hash_of(one) != hash_of(other)


def with_texts(image: Image.Image) -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "a long one " * 50)
    texts.add_itxt("Title", "Straße", zip=True)
    return encoded(image, pnginfo=texts, dpi=(72, 72), icc_profile=b"none")


def filtered(image: Image.Image) -> bytes:
    """Deflate without filters, which Pillow's levels change."""
    return encoded(image, compress_level=0)


SAME: dict[str, MAKING] = {
    "another compression": lambda: (encoded(scene()), filtered(scene())),
    "texts and a profile": lambda: (encoded(scene()), with_texts(scene())),
    "interlaced, RGB": lambda: (encoded(scene((13, 9))), interlaced_png(scene((13, 9)))),
    "a TIFF of the same pixels": lambda: (
        encoded(scene()),
        encoded(scene(), "TIFF", compression="tiff_lzw"),
    ),
    "a BMP of the same pixels": lambda: (encoded(scene()), encoded(scene(), "BMP")),
    "a lossless WebP of the same pixels": lambda: (
        encoded(scene()),
        encoded(scene(), "WEBP", lossless=True),
    ),
    "colours that no pixel has": lambda: (
        encoded(painted(RED, bytes(range(3)) * 5 + b"\x00")),
        encoded(painted([*RED[:9], 77, 77, 77, *RED], bytes(range(3)) * 5 + b"\x00")),
    ),
    "indices of 2 bits and of 8": lambda: (
        encoded(painted(RED)),
        encoded(painted([*RED, *bytes(700)])),
    ),
    "a GIF of the same indices": lambda: (encoded(painted(RED)), encoded(painted(RED), "GIF")),
    "junk behind the end": lambda: (encoded(scene()), encoded(scene()) + b"and more"),
    "a JPEG with comments": lambda: (
        picture("jpeg", quality=80),
        picture("jpeg", quality=80, comment=b"seen", exif=Image.Exif().tobytes()),
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_files_of_the_same_pixels_have_one_hash(name: str) -> None:
    one, other = SAME[name]()
    assert one != other
    assert hash_of(one) == hash_of(other)


@pytest.mark.parametrize(("kind", "depth"), PNG_KINDS)
def test_interlacing_and_filters_of_any_png_change_nothing(kind: int, depth: int) -> None:
    for size in [(1, 1), (3, 2), (8, 8), (13, 21)]:
        samples = random_samples(size, kind, depth)
        plain = hash_of(png_of(samples, kind, depth))
        assert hash_of(png_of(samples, kind, depth, interlaced=True)) == plain
        assert hash_of(png_of(samples, kind, depth, filtered=Random(7))) == plain  # noqa: S311
        changed = [list(row) for row in samples]
        (level, *others), bit = changed[-1][-1], 1
        changed[-1][-1] = (level ^ bit, *others)
        if kind != 3:
            assert hash_of(png_of(changed, kind, depth)) != plain
        assert hash_of(png_of(changed, kind, depth, interlaced=True)) == hash_of(
            png_of(changed, kind, depth)
        )


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_two_grey_pictures_have_one_hash_only_if_they_are_one(data: st.DataObject) -> None:
    def any_picture() -> Image.Image:
        width, height = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 3))
        level = st.sampled_from([0, 1, 255])
        count = width * height
        levels = data.draw(st.lists(level, min_size=count, max_size=count))
        return Image.frombytes("L", (width, height), bytes(levels))

    one, other = any_picture(), any_picture()
    alike = one.size == other.size and one.tobytes() == other.tobytes()
    assert (hash_of(encoded(one)) == hash_of(encoded(other, "BMP"))) == alike


def test_what_the_decoder_rounds_is_the_same_only_byte_by_byte() -> None:
    assert hash_of(DEEP_AVIF) == hash_of(DEEP_AVIF)
    retold = DEEP_AVIF + b"\x00\x00\x00\x0afree\x00\x00"
    assert hash_of(retold) != hash_of(DEEP_AVIF)
    shallow = picture("avif", scene((16, 12)))
    assert hash_of(shallow + b"\x00\x00\x00\x0afree\x00\x00") == hash_of(shallow)


def test_the_hash_is_pinned_to_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another value here means another HASH_VERSION: stored hashes are never found again."""
    assert HASH_VERSION == 1
    assert hash_of(encoded(grey((5, 4)))).startswith("4e4b7786c2dff485")
    assert hash_of(encoded(painted(RED))).startswith("f1393067d32f1ae1")
    assert hash_of(gif((5, 4), [Patch((0, 0), [[1, 2]])] * 2)).startswith("ca98091b3c279c2d")
    found = hash_of(encoded(grey((5, 4))))
    assert len(found) == 128
    monkeypatch.setattr(pixels_module, "HASH_VERSION", 2)
    assert hash_of(encoded(grey((5, 4)))) != found


def test_a_header_of_another_picture_is_refused() -> None:
    original = stored(encoded(scene((12, 8))))
    header = probe(original, Limits())
    for body in [encoded(scene((8, 12))), picture("webp", scene((8, 12)))]:
        wrong = stored(body)
        with pytest.raises(BrokenPicture):
            pixel_hash(wrong, replace(probe(wrong, Limits()), stored=header.stored))


def test_files_are_closed() -> None:
    files: list[BytesIO] = []
    body = animation("png", numbered(2))

    def open_() -> BytesIO:
        files.append(BytesIO(body))
        return files[-1]

    original = replace(stored(body), open=open_)
    pixel_hash(original, probe(original, Limits()))
    assert all(file.closed for file in files)
