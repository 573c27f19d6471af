"""A BMP's public form: it has no place for metadata, but something may follow its end.

Source: https://learn.microsoft.com/en-us/windows/win32/gdi/bitmap-storage
"""

from image_proc.errors import BrokenPicture
from image_proc.redact.assembly import Assembly

_HEAD = 34
# From the first header that tells how it is packed to the last that ends with the pixels.
_HEADERS = range(40, 109)
# Neither run lengths nor a picture of another format within.
_PLAIN = frozenset({0, 3, 6})


def redact_bmp(assembly: Assembly, length: int) -> None:
    """Put a BMP's public form together.

    Args:
        assembly: of the file.
        length: bytes of the file.

    Raises:
        BrokenPicture: something follows what it says is its end, and where that is is not sure.
    """
    head = assembly.read(0, _HEAD)
    end = int.from_bytes(head[2:6], "little")
    # Some writers say 0.
    if end < length:
        end = max(end, _pixels_end(head))
    assembly.keep(0, min(end, length))


def _pixels_end(head: bytes) -> int:
    start, header = (int.from_bytes(head[at : at + 4], "little") for at in (10, 14))
    width, height = (int.from_bytes(head[at : at + 4], "little", signed=True) for at in (18, 22))
    bits, packing = int.from_bytes(head[28:30], "little"), int.from_bytes(head[30:34], "little")
    if header not in _HEADERS or packing not in _PLAIN:
        message = "its end is not sure"
        raise BrokenPicture(message)
    # Rows are padded to four bytes.
    return start + (abs(width) * bits + 31) // 32 * 4 * abs(height)
