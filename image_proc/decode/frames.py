"""Animations, a frame at a time."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from image_proc.decode.apng_pieces import apng_pieces, apng_plays
from image_proc.decode.canvas import Frame, composed
from image_proc.decode.gif_pieces import FOR_EVER, ONCE, GifPieces
from image_proc.decode.header import UPRIGHT, Header, SourceFormat
from image_proc.decode.load import load
from image_proc.decode.opening import opened, reading
from image_proc.decode.orientation import upright
from image_proc.decode.png_chunks import profile_of, read_head
from image_proc.decode.profile import to_srgb
from image_proc.errors import BrokenPicture
from image_proc.original import Original

__all__ = ["Frame", "frames", "loop_of"]

_ROOM = 1_000_000
"""px; a piece that is larger than its canvas may have so many: some GIFs have such."""
_RIFF, _CHUNK, _ANIM = 12, 8, 6


def frames(original: Original, header: Header) -> Generator[Frame]:
    """Decode an animation: one frame is in memory at a time.

    Args:
        original: the file that `header` was read from; it is open until the last frame.
        header: by `probe`, whose caps bound what is decoded.

    Returns:
        As many frames as the header says; of a still its only one, for 0 ms.

    Raises:
        BrokenPicture: it is truncated or corrupt; where that is seen in time, before any frame.
        OSError: the file cannot be read.
    """
    with original.open() as file, reading(original.name):
        for frame in _stored(original, file, header):
            image = upright(frame.image, header.orientation)
            # What the file says beside its pixels must not come along.
            image.info.clear()
            yield Frame(image, frame.duration)


def loop_of(original: Original, header: Header) -> int:
    """Read how often an animation is played.

    Whatever its format counts (GIF says how often it is repeated after the first time, and 1
    where it says nothing), this is the number of times that it is seen.

    Args:
        original: the file.
        header: by `probe`.

    Returns:
        0 for ever, else how often. AVIF plays for ever: Pillow does not tell.

    Raises:
        BrokenPicture: it is truncated or corrupt.
        OSError: the file cannot be read.
    """
    if not header.animated:
        return ONCE
    with original.open() as file, reading(original.name):
        match header.format:
            case SourceFormat.GIF:
                return _gif(file, header).plays
            case SourceFormat.PNG:
                return apng_plays(read_head(file))
            case SourceFormat.WEBP:
                return _webp_plays(file)
            case _:
                return FOR_EVER


def _webp_plays(file: BinaryIO) -> int:
    """Read the ANIM chunk, which stands before any frame."""
    file.seek(_RIFF)
    while (head := file.read(_CHUNK)) and head[:4] != b"ANMF":
        if head[:4] == b"ANIM":
            return int.from_bytes(file.read(_ANIM)[4:], "little")
        length = int.from_bytes(head[4:], "little")
        file.seek(length + length % 2, 1)
    return FOR_EVER


def _stored(original: Original, file: BinaryIO, header: Header) -> Iterator[Frame]:
    if not header.animated:
        decoded = load(original, replace(header, orientation=UPRIGHT), header.stored)
        return iter([_frame(to_srgb(decoded.image, decoded.profile), 0)])
    match header.format:
        case SourceFormat.GIF:
            return composed(header.stored, _gif(file, header).pieces)
        case SourceFormat.PNG:
            return _apng(file, header)
        case _:
            return _of_pillow(file, header)


def _gif(file: BinaryIO, header: Header) -> GifPieces:
    def decode(body: bytes, size: tuple[int, int]) -> Image.Image:
        return _piece(body, header, size, b"")

    found = GifPieces(file, decode, header.frames)
    if len(found.pieces) != header.frames:
        message = f"it holds {len(found.pieces)} frames and not {header.frames}"
        raise BrokenPicture(message)
    return found


def _apng(file: BinaryIO, header: Header) -> Iterator[Frame]:
    head = read_head(file)
    profile = profile_of(head)

    def decode(body: bytes, size: tuple[int, int]) -> Image.Image:
        return _piece(body, header, size, profile)

    return composed(header.stored, apng_pieces(file, head, decode, header.frames))


def _piece(body: bytes, header: Header, size: tuple[int, int], profile: bytes) -> Image.Image:
    """Decode a piece that was made a file of its own."""
    if size[0] * size[1] > max(_ROOM, header.stored[0] * header.stored[1]):
        message = "a frame is far larger than the picture"
        raise BrokenPicture(message)
    piece = Original("a frame", "", len(body), lambda: BytesIO(body))
    still = replace(header, stored=size, orientation=UPRIGHT, frames=1)
    return to_srgb(load(piece, still, size).image, profile)


def _of_pillow(file: BinaryIO, header: Header) -> Iterator[Frame]:
    """WebP and AVIF: their libraries compose whole frames."""
    with opened(file, header.format) as animation:
        profile = animation.info.get("icc_profile")
        if animation.size != header.stored:
            message = "its size is not what its header says"
            raise BrokenPicture(message)
        for number in range(header.frames):
            animation.seek(number)
            animation.load()
            image = to_srgb(animation, profile)
            shown = image.copy() if image is animation else image
            yield _frame(shown, animation.info.get("duration", 0))


def _frame(image: Image.Image, duration: float) -> Frame:
    if image.mode in {"RGB", "RGBA"}:
        return Frame(image, duration)
    return Frame(image.convert("RGBA" if image.mode == "LA" else "RGB"), duration)
