"""What an animation shows, frame by frame, of pieces that cover parts of its canvas.

Own, and not Pillow's: its GIFs fill with the background's colour what browsers clear, and its
APNGs lay the first frame over a default picture that is no part of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from PIL import Image


class Disposal(Enum):
    """What becomes of a piece's place before the next one comes."""

    KEEP = "keep"
    CLEAR = "clear"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a canvas that a frame changes.

    Args:
        place: px, (left, top) on the canvas.
        size: px, (width, height).
        duration: ms that the canvas then stays.
        disposal: what happens to it afterwards.
        over: whether it is laid over the canvas, or takes its place, clear parts and all.
        alpha: whether any of its pixels may be clear.
        decode: its pixels, mode L, LA, RGB or RGBA, size as said.
    """

    place: tuple[int, int]
    size: tuple[int, int]
    duration: float
    disposal: Disposal
    over: bool
    alpha: bool
    decode: Callable[[], Image.Image] = field(repr=False, compare=False)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """px, (left, top, right, bottom) on the canvas."""
        (left, top), (width, height) = self.place, self.size
        return left, top, left + width, top + height


@dataclass(frozen=True, slots=True)
class Frame:
    """What an animation shows for a time.

    Args:
        image: mode RGB or RGBA, the whole canvas, sRGB, upright; all frames are of one mode.
        duration: ms, as the file says, 0 too: viewers make 100 of less than 11 or so. Not always
            whole: an APNG may show 30 frames a second.
    """

    image: Image.Image
    duration: float


def composed(size: tuple[int, int], pieces: list[Piece]) -> Iterator[Frame]:
    """Lay pieces over each other, one at a time.

    Args:
        size: px, of the canvas; what of a piece is outside is not seen.
        pieces: in the order of time; each is decoded when it is its turn.

    Returns:
        A frame for each piece. Nothing else holds its image: it is the caller's.
    """
    mode = "RGB" if _is_opaque(size, pieces) else "RGBA"
    canvas = Image.new("RGBA", size)
    for piece in pieces:
        before = canvas.crop(piece.box) if piece.disposal is Disposal.RESTORE else None
        _lay(canvas, piece)
        yield Frame(canvas.convert(mode), piece.duration)
        if piece.disposal is Disposal.CLEAR:
            canvas.paste((0, 0, 0, 0), piece.box)
        elif before is not None:
            canvas.paste(before, piece.place)


def _is_opaque(size: tuple[int, int], pieces: list[Piece]) -> bool:
    """Whether the first piece covers the canvas for good and none uncovers any of it."""
    first = pieces[0]
    left, top, right, bottom = first.box
    whole = left <= 0 and top <= 0 and right >= size[0] and bottom >= size[1]
    if not whole or first.alpha or first.disposal is Disposal.RESTORE:
        return False
    return not any(
        piece.disposal is Disposal.CLEAR or (piece.alpha and not piece.over) for piece in pieces
    )


def _lay(canvas: Image.Image, piece: Piece) -> None:
    image = piece.decode().convert("RGBA")
    if piece.over and piece.alpha:
        image = Image.alpha_composite(canvas.crop(piece.box), image)
    canvas.paste(image, piece.place)
