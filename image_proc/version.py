"""A fingerprint of everything besides the spec that an image's bytes depend on."""

from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import PIL
import resvg_py
from PIL import features

_HERE = Path(__file__).parent
_ASSETS = _HERE.parent / "assets"
_DRAWN_WITH = ("fonts/*.ttf", "logos/*.tsv", "widths/*.gz")

_LIBRARIES = (
    "freetype2",
    "raqm",
    "harfbuzz",
    "webp",
    "avif",
    "libjpeg_turbo",
    "littlecms2",
    "zlib",
)

_PACKAGES = ("captcha", "segno")
_PIECE = 65_536


@lru_cache(maxsize=1)
def code_version() -> str:
    """Hash of this package's sources, the assets it draws with, Pillow and its libraries.

    A new release of any of them changes every ETag, so that no cache keeps an old drawing.

    Returns:
        12 hex digits.
    """
    digest = blake2b(digest_size=6)
    digest.update(f"{PIL.__version__} {resvg_py.__version__}".encode())
    digest.update("".join(f"{each}={version(each)};" for each in _PACKAGES).encode())
    for library in _LIBRARIES:
        digest.update(f"{library}={features.version(library)};".encode())
    assets = (path for pattern in _DRAWN_WITH for path in _ASSETS.glob(pattern))
    for path in sorted([*_HERE.rglob("*.py"), *assets]):
        with path.open("rb") as file:
            # By pieces: the logos alone are 5 MB, which every process would hold at its peak.
            while piece := file.read(_PIECE):
                digest.update(piece)
    return digest.hexdigest()
