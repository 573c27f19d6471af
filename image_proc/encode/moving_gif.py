"""Animations as GIF, a frame at a time.

Pillow would hold all frames at once and make one of two that are equal, so only the pixels are
packed by it, and what stands around them is written here.

Source: https://www.w3.org/Graphics/GIF/spec-gif89a.txt
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageChops

from image_proc.encode.gif import cut_out, holes_of
from image_proc.encode.reel import Box, Frame, box_of, changed_mask, shots
from image_proc.encode.transparency import flattened

_KEEP, _CLEAR_AFTERWARDS = 1, 2


@dataclass(frozen=True, slots=True)
class _Canvas:
    """A picture as GIF can show it, and its duration.

    Args:
        flat: mode RGB, on white.
        holes: mode L, 255 where it is clear, else 0.
        duration: ms.
    """

    flat: Image.Image
    holes: Image.Image
    duration: int

    @property
    def seen(self) -> Box:
        """The box around what is not clear."""
        return box_of(ImageChops.invert(self.holes))

    def changes_from(self, earlier: "_Canvas") -> Image.Image:
        return ImageChops.lighter(
            changed_mask(self.flat, earlier.flat), changed_mask(self.holes, earlier.holes)
        )

    def clears(self, earlier: "_Canvas") -> bool:
        """Whether a pixel is clear that was not so before: no frame can do that by itself."""
        return ImageChops.subtract(self.holes, earlier.holes).getbbox() is not None


@dataclass(frozen=True, slots=True)
class _Patch:
    """What a frame paints.

    Args:
        box: where, px.
        unseen: mode L, of the canvas's size; 255 where what was there before stays.
        disposal: what becomes of the canvas after it was seen.
    """

    box: Box
    unseen: Image.Image
    disposal: int


def moving_gif(frames: Iterable[Frame], loop: int, colors: int) -> bytes:
    """Write an animation.

    Args:
        frames: one or more, gone through once.
        loop: how often it plays, 0 for ever.
        colors: 2 to 256 for each frame, with the clear one.
    """
    stream = BytesIO()
    late = 0
    for canvas, patch in _patches(frames):
        if not stream.tell():
            stream.write(_header(canvas.flat.size, loop))
        # What is cut off one duration is added to the next, so that the whole is as long as it was.
        ticks, late = divmod(canvas.duration + late, 10)
        pixels, clear = cut_out(canvas.flat.crop(patch.box), patch.unseen.crop(patch.box), colors)
        stream.write(_control(patch.disposal, ticks, clear))
        stream.write(_image(pixels, patch.box))
    stream.write(b";")
    return stream.getvalue()


def _patches(frames: Iterable[Frame]) -> Iterator[tuple[_Canvas, _Patch]]:
    """What each frame has to paint on what the frames before it have left."""
    left: _Canvas | None = None
    for canvas, following in _with_next(_canvases(frames)):
        vanishes = following is not None and following.clears(canvas)
        if left is None or vanishes:
            patch = _Patch(canvas.seen, canvas.holes, _CLEAR_AFTERWARDS if vanishes else _KEEP)
        else:
            changes = canvas.changes_from(left)
            patch = _Patch(box_of(changes), ImageChops.invert(changes), _KEEP)
        yield canvas, patch
        left = None if vanishes else canvas


def _canvases(frames: Iterable[Frame]) -> Iterator[_Canvas]:
    for image, duration in shots(frames):
        yield _Canvas(flattened(image).convert("RGB"), holes_of(image), duration)


def _with_next(canvases: Iterator[_Canvas]) -> Iterator[tuple[_Canvas, _Canvas | None]]:
    """Each with the one after it, None after the last."""
    canvas = next(canvases, None)
    while canvas is not None:
        following = next(canvases, None)
        yield canvas, following
        canvas = following


def _header(size: tuple[int, int], loop: int) -> bytes:
    # No palette for all frames: each has its own.
    screen = b"GIF89a" + struct.pack("<HHBBB", *size, 0x70, 0, 0)
    # A file without the following plays once; with it, so often again, or for ever where that is 0.
    if loop == 1:
        return screen
    repeats = max(0, loop - 1)
    return screen + b"!\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<HB", repeats, 0)


def _control(disposal: int, ticks: int, clear: int) -> bytes:
    return struct.pack("<BBBBHBB", 0x21, 0xF9, 4, disposal << 2 | 1, ticks, clear, 0)


def _image(pixels: Image.Image, box: Box) -> bytes:
    """A frame's place, palette and packed pixels, of the file that Pillow makes of it alone."""
    stream = BytesIO()
    pixels.save(stream, "GIF", optimize=False, interlace=False)
    body = stream.getbuffer()
    depth = body[_SCREEN_FLAGS] & 0b111
    end = _PALETTE + 3 * (2 << depth)
    place = struct.pack("<BHHHHB", 0x2C, *box[:2], *pixels.size, 0x80 | depth)
    return b"".join((place, body[_PALETTE:end], body[end + len(place) : -1]))


_SCREEN_FLAGS, _PALETTE = 10, 13
"""Where they stand in a file."""
