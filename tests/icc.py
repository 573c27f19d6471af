"""Small ICC profiles with known contents, and what they say a colour is, in plain Python."""

import struct
from collections.abc import Callable, Sequence
from itertools import product

D50 = (0.9642, 1.0, 0.8249)
XYZ = tuple[float, float, float]
LAB = tuple[float, float, float]

# Primaries as their profiles have them: adapted to D50 by Bradford; red, green, blue.
SRGB = ((0.4360, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7142))
P3 = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
ADOBE = ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446))
ADOBE_GAMMA = 563 / 256
SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def matrix_profile(
    primaries: Sequence[XYZ], curve: float | Sequence[float], *, version: int = 2
) -> bytes:
    """Write an RGB display profile.

    Args:
        primaries: XYZ of red, green and blue under D50.
        curve: a gamma, or the five numbers of a parametric curve of type 3 (version 4 only).
        version: 2 or 4.
    """
    tags = {b"wtpt": _xyz(D50)}
    for name, color in zip((b"r", b"g", b"b"), primaries, strict=True):
        tags[name + b"XYZ"] = _xyz(color)
        tags[name + b"TRC"] = _curve(curve)
    return _profile((b"mntr", b"RGB ", b"XYZ "), tags, version)


def gray_profile(gamma: float) -> bytes:
    tags = {b"wtpt": _xyz(D50), b"kTRC": _curve(gamma)}
    return _profile((b"mntr", b"GRAY", b"XYZ "), tags, 2)


def press_profile(ink: Callable[[tuple[float, ...]], LAB], grid: int = 5) -> bytes:
    """Write a CMYK output profile: a table of Lab (lut16) at the places of a grid."""
    nodes = [
        _lab16(ink(tuple(step / (grid - 1) for step in steps)))
        for steps in product(range(grid), repeat=4)
    ]
    identity = struct.pack(">9i", *(65536 if place % 4 == 0 else 0 for place in range(9)))
    lines = struct.pack(">2H", 0, 65535)
    table = (
        b"mft2"
        + bytes(4)
        + bytes([4, 3, grid, 0])
        + identity
        + struct.pack(">2H", 2, 2)
        + lines * 4
        + b"".join(nodes)
        + lines * 3
    )
    return _profile((b"prtr", b"CMYK", b"Lab "), {b"wtpt": _xyz(D50), b"A2B0": table}, 2)


def lab_of_xyz(color: XYZ) -> LAB:
    """CIE 15:2004, 8.2.1, under D50."""
    x, y, z = (_cube_root(value / white) for value, white in zip(color, D50, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def lab_of_rgb(
    color: Sequence[float],
    primaries: Sequence[XYZ] = SRGB,
    curve: Callable[[float], float] | None = None,
) -> LAB:
    """What a matrix profile says that a colour (levels 0 to 255) is; sRGB's own by default."""
    light = [(curve or srgb_light)(level / 255) for level in color]
    x, y, z = (
        sum(each[axis] * share for each, share in zip(primaries, light, strict=True))
        for axis in range(3)
    )
    return lab_of_xyz((x, y, z))


def srgb_light(level: float) -> float:
    """IEC 61966-2-1: a level, 0 to 1, as light."""
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4


def _cube_root(share: float) -> float:
    if share > 216 / 24389:
        return float(share ** (1 / 3))
    return (24389 / 27 * share + 16) / 116


def _lab16(color: LAB) -> bytes:
    lightness, a, b = color
    return struct.pack(
        ">3H", round(lightness / 100 * 65280), round((a + 128) * 256), round((b + 128) * 256)
    )


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(color: XYZ) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(_fixed(value) for value in color)


def _curve(curve: float | Sequence[float]) -> bytes:
    if isinstance(curve, (int, float)):
        return b"curv" + bytes(4) + struct.pack(">IH", 1, round(curve * 256)) + bytes(2)
    return b"para" + bytes(4) + struct.pack(">HH", 3, 0) + b"".join(map(_fixed, curve))


def _profile(kinds: tuple[bytes, bytes, bytes], tags: dict[bytes, bytes], version: int) -> bytes:
    text = b"a test's" + b"\0"
    description = b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(79)
    every = {b"desc": description, b"cprt": b"text" + bytes(4) + b"CC0\0"} | tags
    place = 128 + 4 + 12 * len(every)
    directory, body = struct.pack(">I", len(every)), b""
    for name, tag in every.items():
        directory += name + struct.pack(">2I", place + len(body), len(tag))
        body += tag + bytes(-len(tag) % 4)
    head = bytes(8) + struct.pack(">I", version << 24) + b"".join(kinds) + bytes(12) + b"acsp"
    head = head.ljust(68, b"\0") + b"".join(_fixed(value) for value in D50)
    whole = head.ljust(128, b"\0") + directory + body
    return struct.pack(">I", len(whole)) + whole[4:]
