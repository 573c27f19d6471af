"""A TIFF's public form: as long as before, and all zeros that no field of a page needs.

Source: https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf;
https://www.awaresystems.be/imaging/tiff/bigtiff.html
"""

from image_proc.errors import BrokenPicture
from image_proc.redact import tags
from image_proc.redact.assembly import Assembly
from image_proc.redact.directories import SIZES, Directory, Form
from image_proc.redact.spans import Span, merged
from image_proc.redact.tree import Tree

# How it is written, bytes of its head, where that tells the first directory.
_HEADS = {
    b"II*\x00": (Form("little"), 8, 4),
    b"MM\x00*": (Form("big"), 8, 4),
    b"II+\x00": (Form("little", 8, 8), 16, 8),
    b"MM\x00+": (Form("big", 8, 8), 16, 8),
}
_NUMBERS = frozenset({3, 4, 13, 16, 18})
_PAIRS = ((tags.STRIPS, tags.STRIP_LENGTHS), (tags.TILES, tags.TILE_LENGTHS))
_RAW, _OLD_JPEG, _YCBCR, _SEPARATE = 1, 6, 6, 2
_MOST_PAGES = 500
_MOST_VALUES = 64
_MOST_STRIPS = 100_000


def redact_tiff(assembly: Assembly, length: int) -> None:
    """Put a TIFF's public form together.

    Args:
        assembly: of the file.
        length: bytes of the file.

    Raises:
        BrokenPicture: its pages are broken, or of a kind of which not all is known here: raw
            files of cameras (DNG), JPEG as it was in TIFF at first, pages that do not tell how
            many bytes they have.
    """
    form, head, place = _HEADS.get(assembly.read(0, 4), (None, 0, 0))
    if form is None:
        raise _odd()
    tree = Tree(assembly.read, form, length)
    starts = [form.number(assembly.read(place, form.place))]
    pixels: list[Span] = []
    for _ in range(_MOST_PAGES):
        if not starts:
            assembly.edit(0, length, tree.edits([(0, head), *merged(pixels)]))
            return
        page = tree.visit(starts.pop(), tags.TIFF_TAGS, chained=True)
        if page is None:
            raise _odd()
        values = _Values(assembly, page)
        pixels += _pixels(values)
        if len(pixels) > _MOST_STRIPS:
            raise _odd()
        starts += values.get(tags.SUB_IFDS, _MOST_PAGES)
        starts += [page.next] if page.next else []
    raise _odd()


class _Values:
    """Whole numbers of a directory's fields."""

    def __init__(self, assembly: Assembly, directory: Directory) -> None:
        self._assembly = assembly
        self._form = directory.form
        self._entries = {entry.tag: entry for entry in directory.entries}

    def get(self, tag: int, most: int = _MOST_VALUES) -> list[int]:
        """Give a field's values; none where it is not there."""
        entry = self._entries.get(tag)
        if entry is None:
            return []
        if entry.kind not in _NUMBERS or entry.count > most:
            raise _odd()
        size = SIZES[entry.kind]
        body = entry.value
        if not entry.inline:
            start, end = entry.span(self._form)
            body = self._assembly.read(start, end - start)
        return [self._form.number(body[at : at + size]) for at in range(0, entry.size, size)]

    def one(self, tag: int, default: int) -> int:
        """Give a field's first value."""
        return (self.get(tag) or [default])[0]


def _pixels(values: _Values) -> list[Span]:
    """Find where a page's pixels lie."""
    spans: list[Span] = []
    for places, lengths in _PAIRS:
        starts, counts = (values.get(tag, _MOST_STRIPS) for tag in (places, lengths))
        if len(starts) != len(counts):
            raise _odd()
        spans += [(start, start + count) for start, count in zip(starts, counts, strict=True)]
    compression = values.one(tags.COMPRESSION, _RAW)
    short = compression == _RAW and sum(end - start for start, end in spans) < _raw_bytes(values)
    # Pages of raw files have more parts than are known here; some writers of bare pixels count
    # their bytes wrong, and readers do not mind.
    if not spans or short or compression == _OLD_JPEG or values.get(tags.DNG):
        raise _odd()
    return spans


def _raw_bytes(values: _Values) -> int:
    if values.one(tags.PHOTOMETRIC, 0) == _YCBCR:
        raise _odd()
    width, height = values.one(tags.WIDTH, 0), values.one(tags.HEIGHT, 0)
    bits = values.get(tags.BITS) or [1]
    samples = max(values.one(tags.SAMPLES, 1), len(bits))
    if values.one(tags.PLANAR, 1) == _SEPARATE:
        return (width * max(bits) + 7) // 8 * height * samples
    return (width * max(bits) * samples + 7) // 8 * height


def _odd() -> BrokenPicture:
    return BrokenPicture("its pages are of a kind that is not known here")
