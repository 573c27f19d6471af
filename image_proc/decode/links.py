"""Links from a picture's colours to sRGB, by littleCMS, built once for each profile.

Relative colorimetric with black point compensation: what sRGB can show stays as it is, paper
becomes white, and the profile's black becomes black, as in Photoshop and browsers.
"""

import threading
from collections import OrderedDict
from hashlib import sha256
from io import BytesIO
from typing import Literal

from PIL import Image, ImageCms

Space = Literal["RGB", "L", "CMYK"]

LONGEST = 4 * 1024 * 1024
"""bytes; the longest profiles in use, of presses, have three quarters of it."""

_SPACES: dict[bytes, Space] = {b"RGB ": "RGB", b"GRAY": "L", b"CMYK": "CMYK"}
# Links of devices to other devices, abstract ones and named colours are of no picture.
_CLASSES = frozenset({b"mntr", b"scnr", b"prtr", b"spac"})
_SHORTEST, _NEWEST = 128, 4
# The pixel that a transform remembers would be the only thing that threads share.
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.NOCACHE
_STEPS = range(0, 256, 15)
_LEVELS = 256
# The many sRGB profiles differ by their rounding; P3 is off by 40 and more.
_ALIKE = 2
_KEPT = 8


class Link:
    """The way from one profile's colours to sRGB.

    Args:
        space: the mode, without its alpha, that it takes.
        transform: from it to RGB.
    """

    def __init__(self, space: Space, transform: ImageCms.ImageCmsTransform) -> None:
        self.space = space
        self._transform = transform
        self.table = self._grays() if space != "CMYK" else None
        self.identical = self._is_identical()

    def apply(self, image: Image.Image) -> Image.Image:
        """Convert an image of the link's own mode; RGB comes out."""
        return self._transform.apply(image)

    def _grays(self) -> list[int]:
        """What becomes of each level of gray."""
        ramp = Image.frombytes("L", (_LEVELS, 1), bytes(range(_LEVELS)))
        colors = self.apply(ramp if self.space == "L" else ramp.convert(self.space))
        return list(colors.convert("L").tobytes())

    def _is_identical(self) -> bool:
        if self.table is None or not _alike(bytes(self.table), bytes(range(_LEVELS))):
            return False
        if self.space == "L":
            return True
        samples = bytes(
            level
            for red in _STEPS
            for green in _STEPS
            for blue in _STEPS
            for level in (red, green, blue)
        )
        colors = Image.frombytes("RGB", (len(_STEPS) ** 2, len(_STEPS)), samples)
        return _alike(self.apply(colors).tobytes(), samples)


def _alike(found: bytes, expected: bytes) -> bool:
    return all(abs(one - other) <= _ALIKE for one, other in zip(found, expected, strict=True))


def space_of(profile: bytes) -> Space | None:
    """Tell which colours a profile is for, by its header alone.

    Returns:
        None for what is no profile of a picture, is too long, or is of a version to come.

    Source: https://www.color.org/specification/ICC.1-2022-05.pdf, 7.2
    """
    if not _SHORTEST < len(profile) <= LONGEST or profile[36:40] != b"acsp":
        return None
    if profile[8] > _NEWEST or profile[12:16] not in _CLASSES:
        return None
    return _SPACES.get(profile[16:20])


class Links:
    """The links used last; they may be had from several threads.

    Args:
        kept: how many; the largest, of presses, takes 2 MB.
    """

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._links: OrderedDict[bytes, Link | None] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, profile: bytes) -> Link | None:
        """Give a profile's link, None where littleCMS cannot make anything of the profile."""
        space = space_of(profile)
        if space is None:
            return None
        digest = sha256(profile).digest()
        with self._lock:
            if digest in self._links:
                self._links.move_to_end(digest)
                return self._links[digest]
        link = _build(profile, space)
        with self._lock:
            self._links[digest] = link
            while len(self._links) > self._kept:
                self._links.popitem(last=False)
        return link


def _build(profile: bytes, space: Space) -> Link | None:
    try:
        transform = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            space,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            # Resampled, a steep curve of gray would be off by ten levels; it is read once only.
            _FLAGS | ImageCms.Flags.NOOPTIMIZE if space == "L" else _FLAGS,
        )
        return Link(space, transform)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
