"""Where a window lies that keeps the subject of a picture."""

from PIL import Image

from image_proc.attention.saliency import saliency


def place_window(image: Image.Image, size: tuple[float, float]) -> tuple[float, float]:
    """Place a window over a picture so that what catches the eye is in it.

    Args:
        image: L, LA, RGB, RGBA or CMYK, upright, any size.
        size: px, (width, height) of the window, each at most the image's.

    Returns:
        px, (left, top) of the window, from (0, 0) to what leaves it inside the image.
    """
    weights = saliency(image)
    left = _place(_profile(weights, (weights.width, 1)), image.width, size[0])
    top = _place(_profile(weights, (1, weights.height)), image.height, size[1])
    return left, top


def _profile(weights: Image.Image, size: tuple[int, int]) -> list[float]:
    """The map summed up along one axis."""
    return list(weights.resize(size, Image.Resampling.BOX).get_flattened_data())  # type: ignore[arg-type]


def _place(profile: list[float], side: int, window: float) -> float:
    """Where along an axis a window starts, in px, that holds most of what counts."""
    spare = side - window
    if spare <= 0:
        return 0.0
    cells = len(profile)
    centre = sum((cell + 0.5) * weight for cell, weight in enumerate(profile))
    middle = centre / (sum(profile) or 1) * side / cells if sum(profile) else side / 2
    return min(max(middle - window / 2, 0.0), spare)
