"""Files of pictures: of every format, of every kind of PNG, and such as should never be decoded."""

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from tests.stored import encoded

SAVED_AS = {
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "gif": "GIF",
    "avif": "AVIF",
    "tiff": "TIFF",
    "bmp": "BMP",
}
"""Formats that Pillow writes by itself, by the names that a header gives them."""

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Of PNG's kinds of colour."""

_ADAM7 = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)

PNG_KINDS = [
    (kind, depth)
    for kind, depths in {
        0: (1, 2, 4, 8, 16),
        2: (8, 16),
        3: (1, 2, 4, 8),
        4: (8, 16),
        6: (8, 16),
    }.items()
    for depth in depths
]


def scene(size: tuple[int, int] = (120, 80)) -> Image.Image:
    """Soft and hard at once: a gradient of all colours, with a dark disc and a few lines."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (across, down, Image.eval(across, lambda level: 255 - level)))
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.ellipse((width // 8, height // 8, width // 2, height // 2), fill=(20, 40, 60))
    for step in range(0, width, max(4, width // 12)):
        draw.line((step, height * 2 // 3, width - step, height), fill=(250, 240, 200))
    return image


def picture(format_: str, image: Image.Image | None = None, **options: object) -> bytes:
    """Write a picture by the name of its format."""
    image = image or scene()
    if format_ == "heif":
        return _heif(image, **options)
    if format_ == "avif":
        options = {"speed": 10, "max_threads": 1, **options}
    return encoded(image, SAVED_AS[format_], **options)


def animation(format_: str, frames: Sequence[Image.Image]) -> bytes:
    """Write frames of 100 ms each."""
    options: dict[str, object] = {"save_all": True, "append_images": frames[1:], "duration": 100}
    if format_ == "gif":
        options["disposal"] = 2
    return picture(format_, frames[0], **options)


def numbered(count: int, size: tuple[int, int] = (24, 16)) -> list[Image.Image]:
    """Make frames that differ."""
    return [Image.new("RGB", size, (index * 37 % 256, 90, 200)) for index in range(count)]


def _heif(image: Image.Image, **options: object) -> bytes:
    import pillow_heif  # noqa: PLC0415 - optional

    stream = BytesIO()
    pillow_heif.from_pillow(image).save(stream, **options)
    return stream.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """Write a chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_header(size: tuple[int, int], depth: int, kind: int, interlaced: int = 0) -> bytes:
    """Write a PNG's signature and IHDR."""
    body = struct.pack(">IIBBBBB", *size, depth, kind, 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", body)


def png_stride(width: int, depth: int, kind: int) -> int:
    return (width * CHANNELS[kind] * depth + 7) // 8


def noise_png(size: tuple[int, int], depth: int, kind: int, *, clear: bool = False) -> bytes:
    """Write a PNG of noise, each row under a filter drawn by lot."""
    chance = Random(f"{size} {depth} {kind}")  # noqa: S311 - nothing is kept secret by it
    stride = png_stride(size[0], depth, kind)
    rows = b"".join(bytes([chance.randrange(5)]) + chance.randbytes(stride) for _ in range(size[1]))
    head = png_header(size, depth, kind)
    if kind == 3:
        head += chunk(b"PLTE", chance.randbytes(3 * 2**depth))
    if clear:
        key = {0: b"\x00\x01", 2: b"\x00\x01\x00\x02\x00\x03"}
        head += chunk(b"tRNS", key.get(kind) or bytes(range(2**depth // 2)))
    return head + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")


def flat_png(size: tuple[int, int], kind: int = 2, interlaced: int = 0) -> bytes:
    """Write a black PNG of any size in little time: its rows are deflated as they are made."""
    row = bytes(png_stride(size[0], 8, kind) + 1)
    deflater = zlib.compressobj(1)
    rows = max(1, 2**20 // len(row))
    parts = [deflater.compress(row * min(rows, size[1] - top)) for top in range(0, size[1], rows)]
    pixels = chunk(b"IDAT", b"".join(parts) + deflater.flush())
    return png_header(size, 8, kind, interlaced) + pixels + chunk(b"IEND", b"")


def interlaced_png(image: Image.Image, before: bytes = b"") -> bytes:
    """Write an L, LA, RGB or RGBA picture by Adam7, which Pillow does not."""
    kind = {"L": 0, "RGB": 2, "LA": 4, "RGBA": 6}[image.mode]
    rows = bytearray()
    for left, top, right, down in _ADAM7:
        columns = range(left, image.width, right)
        for y in range(top, image.height, down) if columns else ():
            row = (image.crop((x, y, x + 1, y + 1)).tobytes() for x in columns)
            rows += b"\x00" + b"".join(row)
    pixels = chunk(b"IDAT", zlib.compress(bytes(rows)))
    return png_header(image.size, 8, kind, 1) + before + pixels + chunk(b"IEND", b"")


def claims_png(size: tuple[int, int]) -> bytes:
    """Write a PNG whose header is all of it."""
    return png_header(size, 8, 2) + chunk(b"IDAT", zlib.compress(bytes(50_000), 9))


def claims_bmp(size: tuple[int, int]) -> bytes:
    """Write the header of a BMP; a negative height counts from the top."""
    return b"BM" + struct.pack(
        "<IIIIiiHHIIIIII", 100, 0, 54, 40, *size, 1, 24, 0, 0, 2835, 2835, 0, 0
    )


def run_lengths(size: tuple[int, int], runs: bytes) -> bytes:
    """Write a BMP of run lengths in two colours, which Pillow does not."""
    body = bytearray(claims_bmp(size))
    body[28:30], body[30:34], body[46:50] = b"\x08\x00", b"\x01\x00\x00\x00", b"\x02\x00\x00\x00"
    body[10:14] = (62).to_bytes(4, "little")
    return bytes(body) + b"\x00\x00\xff\x00\xff\x00\x00\x00" + runs


def claims_gif(size: tuple[int, int], frames: int = 1) -> bytes:
    """Write a GIF of frames of one px on a screen of any size."""
    screen = b"GIF89a" + struct.pack("<HHBBB", *size, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return screen + frame * frames + b"\x3b"


def claims_webp(size: tuple[int, int], frames: int = 0) -> bytes:
    """Write a WebP's canvas; its frames, if any, hold nothing."""
    width, height = ((side - 1).to_bytes(3, "little") for side in size)
    body = _riff(b"VP8X", bytes([2 if frames else 0, 0, 0, 0]) + width + height)
    body += _riff(b"ANMF", bytes(16)) * frames or _riff(b"VP8L", b"\x2f" + bytes(9))
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _riff(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)


def claims_tiff(fields: Sequence[tuple[int, int, int]]) -> bytes:
    """Write a TIFF that is a directory of (tag, count, value) of LONGs, and a strip of zeros."""
    entries = b"".join(struct.pack("<HHII", tag, 4, count, value) for tag, count, value in fields)
    head = b"II*\x00" + struct.pack("<IH", 8, len(fields))
    return head + entries + bytes(4) + bytes(4096)


def tiff_fields(size: tuple[int, int], **more: int) -> list[tuple[int, int, int]]:
    """Give the fields of a grey TIFF; `t322=…` sets tag 322."""
    values = {256: size[0], 257: size[1], 258: 8, 259: 1, 262: 1, 273: 512, 277: 1, 278: size[1]}
    values |= {279: 1024} | {int(tag[1:]): value for tag, value in more.items()}
    return [(tag, 1, value) for tag, value in sorted(values.items())]
