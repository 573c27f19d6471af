"""What another service's grammar was understood as."""

from dataclasses import dataclass

from image_proc.spec import ImageSpec


@dataclass(frozen=True, slots=True)
class Drawn:
    """An image to draw, and what was said of it that nothing follows from.

    Args:
        spec: what is drawn.
        ignored: names or dotted paths of keys that would have changed the picture elsewhere.
    """

    spec: ImageSpec
    ignored: tuple[str, ...] = ()
