"""What IPTC-IIM says, and where Photoshop keeps it.

Sources: https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf;
https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/ (image resource blocks)
"""

import struct
from collections.abc import Mapping

_DATASET, _HEAD = 0x1C, 5
_EXTENDED = 0x8000
_CODED_AS = (1, 90)
_UTF8 = b"\x1b%G"
_MOST_DATASETS = 1000
_APPLICATION = 2

_RESOURCE = b"8BIM"
_IPTC_RESOURCE = 0x0404
_MOST_RESOURCES = 1000


def read_iptc(record: bytes) -> Mapping[int, tuple[str, ...]]:
    """Read the texts of record 2, which tells what is seen and whose it is.

    Args:
        record: IPTC-IIM datasets; those that are cut short, and what follows, say nothing.

    Returns:
        Texts as they are written, by number of dataset, in their order.
    """
    found: dict[tuple[int, int], list[bytes]] = {}
    place = 0
    for _ in range(_MOST_DATASETS):
        head = record[place : place + _HEAD]
        length = int.from_bytes(head[3:])
        if len(head) < _HEAD or head[0] != _DATASET or length >= _EXTENDED:
            break
        body = record[place + _HEAD :][:length]
        found.setdefault((head[1], head[2]), []).append(body)
        place += _HEAD + length
    coding = "utf-8" if found.get(_CODED_AS, [b""])[0] == _UTF8 else "latin-1"
    return {
        number: tuple(each.decode(coding, "replace") for each in bodies)
        for (kind, number), bodies in found.items()
        if kind == _APPLICATION
    }


def iptc_of_photoshop(resources: bytes) -> bytes:
    """Find the IPTC datasets among Photoshop's image resources; b"" where there are none."""
    place = 0
    for _ in range(_MOST_RESOURCES):
        if resources[place : place + 4] != _RESOURCE:
            break
        number = int.from_bytes(resources[place + 4 : place + 6])
        name = resources[place + 6 : place + 7]
        # A name's length, the name, and a NUL where both together are odd.
        place += 6 + (1 + int.from_bytes(name) + 1) // 2 * 2
        if place + 4 > len(resources):
            break
        (length,) = struct.unpack_from(">I", resources, place)
        if number == _IPTC_RESOURCE:
            return resources[place + 4 : place + 4 + length]
        place += 4 + length + length % 2
    return b""
