"""How like a picture is to the best that could have been made: PSNR against floating point."""

from math import log10
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageMath

from benchmarks.photos import PICTURES, Photo

Channels = tuple[Image.Image, Image.Image, Image.Image]

_WHITE = 255.0
_BANDS = "RGB"


def reference(photo: Photo, width: int) -> Channels:
    """A photo, decoded in full, resampled by Lanczos with a = 3 in floating point, once for all.

    Args:
        photo: one of a kind that Pillow decodes.
        width: px; the height follows, rounded to the nearest.

    Returns:
        Red, green and blue, mode F, within 0 and 255.
    """
    folder = PICTURES / "reference"
    paths = [folder / f"{photo.name}-{width}-{band}.tif" for band in _BANDS]
    if not all(path.exists() for path in paths):
        folder.mkdir(parents=True, exist_ok=True)
        with Image.open(photo.path) as image:
            size = width, int(image.height * width / image.width + 0.5)
            for path, band in zip(paths, image.convert("RGB").split(), strict=True):
                _resampled(band, size).save(path)
    red, green, blue = (_read(path) for path in paths)
    return red, green, blue


def psnr(wanted: Channels, file: Path | BinaryIO) -> float:
    """Compare a file with the best.

    Args:
        wanted: of the same size.
        file: any picture.

    Returns:
        dB over the three channels; 99 where they are equal.
    """
    with Image.open(file) as image:
        bands = image.convert("RGB").split()
    error = sum(map(_mean_square, wanted, bands)) / len(_BANDS)
    return 10 * log10(_WHITE**2 / error) if error else 99.0


def _read(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.load()
        return image


def _resampled(band: Image.Image, size: tuple[int, int]) -> Image.Image:
    small = band.convert("F").resize(size, Image.Resampling.LANCZOS)
    # Lanczos overshoots at edges; what no format could hold is no loss.
    held: Image.Image = ImageMath.lambda_eval(
        lambda given: given["min"](given["max"](given["small"], 0.0), _WHITE), small=small
    )
    return held


def _mean_square(wanted: Image.Image, band: Image.Image) -> float:
    squares = ImageMath.lambda_eval(
        lambda given: (given["wanted"] - given["band"]) * (given["wanted"] - given["band"]),
        wanted=wanted,
        band=band.convert("F"),
    )
    # Of mode F ImageStat tells no more than a histogram of 256 steps does.
    mean = squares.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return float(mean)
