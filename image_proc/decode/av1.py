"""How large the pictures in an AVIF are, by the word of those who decode them.

An AVIF's header tells the size of the picture, and each coded part of it tells its own once more.
libavif believes the header, dav1d the part, and Pillow caps neither: a header of 8 × 8 px before
a part of 16,384 × 16,384 would cost a GB. So the parts' own words are read here.

Source: https://aomediacodec.github.io/av1-spec/ (5.3, 5.5), ISO/IEC 14496-12 (8.7, 8.11.3).
"""

from collections.abc import Iterator
from typing import BinaryIO

from image_proc.decode.boxes import coded_parts
from image_proc.errors import BrokenPicture

_SEQUENCE = 1
_TYPE_SHIFT, _TYPES, _EXTENDED, _SIZED = 3, 0x0F, 0x04, 0x02
# Bytes in which every sequence header has told its sizes.
_HEAD = 512
_MOST_UNITS = 100_000
_TIERED = 7


def largest_part(file: BinaryIO, length: int) -> int:
    """Give the px of the largest part that a decoder would make room for.

    Args:
        file: open, seekable, an AVIF.
        length: bytes of the file.

    Returns:
        0 where nothing is coded.

    Raises:
        BrokenPicture: it is made of more pieces than any writer makes.
    """
    largest, units = 0, 0
    for start, end in coded_parts(file, length):
        for head in _units(file, start, min(end, length)):
            units += 1
            if units > _MOST_UNITS:
                message = "it is made of too many pieces"
                raise BrokenPicture(message)
            if head:
                largest = max(largest, _area(head))
    return largest


def _units(file: BinaryIO, at: int, end: int) -> Iterator[bytes]:
    """Give the start of each sequence header, and b"" for every other unit (OBU)."""
    while at < end:
        file.seek(at)
        start = file.read(_HEAD)
        if not start:
            return
        skip = 2 if start[0] & _EXTENDED else 1
        size, length = _leb128(start[skip:]) if start[0] & _SIZED else (end - at - skip, 0)
        kind = start[0] >> _TYPE_SHIFT & _TYPES
        yield start[skip + length :] if kind == _SEQUENCE else b""
        at += skip + length + size


def _leb128(body: bytes) -> tuple[int, int]:
    """Read a number of seven bits a byte; give it and its length."""
    value = 0
    for index, byte in enumerate(body[:8]):
        value |= (byte & 0x7F) << 7 * index
        if byte < 0x80:  # noqa: PLR2004 - the bit that says that more follow
            return value, index + 1
    message = "a number in it has no end"
    raise BrokenPicture(message)


class _Bits:
    def __init__(self, body: bytes) -> None:
        self._value = int.from_bytes(body.ljust(_HEAD, b"\x00"))
        self._left = 8 * max(_HEAD, len(body))

    def take(self, count: int) -> int:
        self._left -= count
        if self._left < 0:
            message = "a header in it does not come to an end"
            raise BrokenPicture(message)
        return self._value >> self._left & (1 << count) - 1

    def exp_golomb(self) -> None:
        """Pass a number of AV1's uvlc."""
        zeros = 0
        while not self.take(1) and zeros < 32:  # noqa: PLR2004 - no number is longer
            zeros += 1
        self.take(zeros)


def _area(head: bytes) -> int:
    """Read the largest frame that a sequence header allows (5.5.1)."""
    bits = _Bits(head)
    bits.take(3 + 1)
    if bits.take(1):
        bits.take(5)
    else:
        _pass_timing(bits)
    width_bits, height_bits = bits.take(4) + 1, bits.take(4) + 1
    return (bits.take(width_bits) + 1) * (bits.take(height_bits) + 1)


def _pass_timing(bits: _Bits) -> None:
    model, delay_bits = 0, 0
    if bits.take(1):
        bits.take(32 + 32)
        if bits.take(1):
            bits.exp_golomb()
        model = bits.take(1)
        if model:
            delay_bits = bits.take(5) + 1
            bits.take(32 + 5 + 5)
    delays = bits.take(1)
    for _ in range(bits.take(5) + 1):
        bits.take(12)
        if bits.take(5) > _TIERED:
            bits.take(1)
        if model and bits.take(1):
            bits.take(2 * delay_bits + 1)
        if delays and bits.take(1):
            bits.take(4)
