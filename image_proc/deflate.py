"""Deflate streams in pieces: some compressed, long blanks written down without being bytes first.

Source: RFC 1951 (deflate) and RFC 1950 (zlib, its checksum).
"""

import zlib

HEADER = b"\x78\x9c"
FINAL_BLOCK = b"\x03\x00"

_ADLER_BASE = 65_521
_LONGEST_MATCH = 258
_LONGEST_STORED = 0xFFFF


def self_contained(raw: bytes, level: int) -> bytes:
    """Deflate blocks that end on a byte and look at nothing before them, so they can be joined.

    Args:
        raw: any bytes.
        level: 1 to 9.
    """
    deflater = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflater.compress(raw) + deflater.flush(zlib.Z_SYNC_FLUSH)


def stored(raw: bytes) -> bytes:
    """Deflate blocks that hold bytes as they are: zlib would count their checksum meanwhile.

    Args:
        raw: any bytes.
    """
    parts = []
    for start in range(0, len(raw), _LONGEST_STORED):
        part = raw[start : start + _LONGEST_STORED]
        length = len(part)
        parts += [
            b"\x00",
            length.to_bytes(2, "little"),
            (length ^ 0xFFFF).to_bytes(2, "little"),
            part,
        ]
    return b"".join(parts)


def zeros(count: int) -> bytes:
    """The same for `count` zero bytes, made in no time: a match of 258 takes two bits.

    Args:
        count: 1 or more.
    """
    matches, rest = divmod(count - 1, _LONGEST_MATCH)
    bits = _Bits(*_ZEROS_HEADER)
    bits.add(_LITERAL, 2)
    # A match is the length's code 0 and the distance's code 0.
    bits.add(0, 2 * matches)
    # The literal's two bits as often as there are zeros left.
    bits.add(_LITERAL * ((4**rest - 1) // 3), 2 * rest)
    bits.add(_END_OF_BLOCK, 2)
    # An empty stored block ends on a byte.
    bits.add(0, 3)
    return bits.whole_bytes() + b"\x00\x00\xff\xff"


def adler32_of_zeros(count: int) -> int:
    """The checksum of `count` zero bytes."""
    return (count % _ADLER_BASE) << 16 | 1


def adler32_combine(first: int, second: int, second_length: int) -> int:
    """The checksum of two stretches together, from the checksum of each.

    Source: RFC 1950, section 8.2: A = 1 + sum of bytes, B = sum of all A.
    """
    first_a, first_b = first & 0xFFFF, first >> 16
    second_a, second_b = second & 0xFFFF, second >> 16
    a = (first_a + second_a - 1) % _ADLER_BASE
    b = (first_b + second_b + second_length * (first_a - 1)) % _ADLER_BASE
    return b << 16 | a


class _Bits:
    """Bits in deflate's order: the first is the lowest of the first byte."""

    def __init__(self, value: int = 0, length: int = 0) -> None:
        self._value = value
        self._length = length

    def add(self, value: int, length: int) -> None:
        self._value |= value << self._length
        self._length += length

    def whole_bytes(self) -> bytes:
        return self._value.to_bytes((self._length + 7) // 8, "little")

    def so_far(self) -> tuple[int, int]:
        return self._value, self._length


# A block with codes of its own for the three symbols that zeros need: the literal 0 (two bits),
# the end of the block (two bits), the longest match (one bit); and one distance, 1 (one bit).
# Codes stand with their first bit lowest.
_LITERAL, _END_OF_BLOCK = 0b01, 0b11
# How those lengths are told: a length of 1, of 2, and (with seven bits more) a run of 11 to 138
# symbols that are not used.
_ONE, _TWO, _RUN = (0b01, 2), (0b11, 2), (0, 1)
_CODE_LENGTH_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1)
_CODE_LENGTHS = {1: 2, 2: 2, 18: 1}


def _zeros_header() -> tuple[int, int]:
    """The block's header: its bits as a number, and how many they are."""
    bits = _Bits()
    for value, length in (
        (0b100, 3),  # not the last block; dynamic codes
        (29, 5),  # 286 literals and lengths
        (0, 5),  # 1 distance
        (len(_CODE_LENGTH_ORDER) - 4, 4),
        *((_CODE_LENGTHS.get(symbol, 0), 3) for symbol in _CODE_LENGTH_ORDER),
        _TWO,  # the literal 0
        _RUN,
        (138 - 11, 7),
        _RUN,
        (255 - 138 - 11, 7),
        _TWO,  # 256, the end of the block
        _RUN,
        (28 - 11, 7),
        _ONE,  # 285, a match of 258
        _ONE,  # the distance 1
    ):
        bits.add(value, length)
    return bits.so_far()


_ZEROS_HEADER = _zeros_header()
