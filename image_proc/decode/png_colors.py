"""What the unfiltered bytes of a PNG mean: samples of few bits, palettes, transparent colours."""

from collections.abc import Sequence

from PIL import Image, ImageChops

from image_proc.decode.png_chunks import COLORS, GREY, PALETTE, PngHead
from image_proc.decode.transparency import cut_color_key

_BYTE, _DEEP = 8, 16
_LEVELS = 256


class Colors:
    """What unfiltered bytes mean.

    Args:
        head: of the picture.
    """

    def __init__(self, head: PngHead) -> None:
        self._head = head
        self._clear = head.chunks.get(b"tRNS", b"")
        self.key = self._color_key()
        self._palette = self._palette_of() if head.kind == PALETTE else None

    def __call__(self, strip: Image.Image) -> Image.Image:
        """Give unfiltered bytes their colours; of 16-bit samples, to the high bytes."""
        image = unpacked(self._head, strip, self._head.size[0])
        if self._palette is not None:
            return self._painted(image)
        return cut_color_key(image, image, self.key)

    def of_planes(self, planes: Sequence[Image.Image]) -> Image.Image:
        """Give colours to unfiltered bytes, of 16-bit samples to the high and the low ones."""
        high = self(planes[0])
        return self.cut_low(high, planes[1]) if self.key and len(planes) > 1 else high

    def cut_low(self, high: Image.Image, low: Image.Image) -> Image.Image:
        """Make only those of 16 bits clear whose low bytes are the key's as well."""
        key = tuple(self._clear[at] for at in range(1, 2 * len(low.getbands()), 2))
        clear = cut_color_key(low, low, key).getchannel("A")
        high.putalpha(ImageChops.lighter(high.getchannel("A"), clear))
        return high

    def _painted(self, indices: Image.Image) -> Image.Image:
        if indices.mode != "P":
            indices = Image.frombytes("P", indices.size, indices.tobytes())
        indices.palette = None
        indices.putpalette(self._palette or b"")
        if self._clear:
            indices.info["transparency"] = self._clear.ljust(_LEVELS, b"\xff")
        return indices.convert("RGBA" if self._clear else "RGB")

    def _palette_of(self) -> bytes:
        """256 colours: an index past the palette's end is black, as in browsers."""
        return self._head.chunks[b"PLTE"][: 3 * _LEVELS].ljust(3 * _LEVELS, b"\x00")

    def _color_key(self) -> tuple[int, ...] | None:
        depth, kind = self._head.depth, self._head.kind
        count = {GREY: 1, COLORS: 3}.get(kind)
        if count is None or len(self._clear) < 2 * count:
            return None
        levels = (int.from_bytes(self._clear[at : at + 2]) for at in range(0, 2 * count, 2))
        if depth == _DEEP:
            return tuple(level >> _BYTE for level in levels)
        return tuple(level * (_LEVELS - 1) // (2**depth - 1) for level in levels)


def unpacked(head: PngHead, strip: Image.Image, width: int) -> Image.Image:
    """Give each sample of 1, 2 or 4 bits a byte; grey ones are scaled to 8 bits.

    Args:
        head: of the picture.
        strip: unfiltered bytes.
        width: px, of a row.

    Returns:
        Mode P or L; the strip itself where a sample has a byte of its own.
    """
    if head.depth >= _BYTE:
        return strip
    size = width, strip.height
    if head.kind == PALETTE:
        return Image.frombytes("P", size, strip.tobytes(), "raw", f"P;{head.depth}")
    if head.depth == 1:
        return Image.frombytes("1", size, strip.tobytes(), "raw", "1").convert("L")
    return Image.frombytes("L", size, strip.tobytes(), "raw", f"L;{head.depth}")
