"""What of a picture's metadata stays: who made it and whose it is. Nothing else.

Where it was taken, with which camera of which number, thumbnails of what was cut away, and whatever
else EXIF, XMP, IPTC and makers' notes hold is not for those who look at the picture.
"""

from image_proc.decode.blocks import blocks
from image_proc.decode.credit import Credit, iptc_credit, xmp_credit
from image_proc.decode.exif import ARTIST, COPYRIGHT, write_exif
from image_proc.decode.exif_fields import Field, Fields
from image_proc.decode.header import Header
from image_proc.original import Original

LONGEST = 1000
"""bytes of UTF-8 that are kept of a text."""

_NONE = Field(0, "<", b"")


def kept_exif(original: Original, header: Header) -> bytes:
    """Read a picture's artist and copyright.

    EXIF's words count first, then XMP's (dc:creator, dc:rights), then IPTC's, then a PNG's texts.

    Args:
        original: the file that `header` was read from.
        header: by `probe`.

    Returns:
        An EXIF block with these two fields as UTF-8, at most 1,000 bytes each; b"" where it says
        neither. GIF and BMP have no place for them.

    Raises:
        BrokenPicture: it is truncated or corrupt; broken metadata alone says nothing.
        OSError: the file cannot be read.
    """
    found = blocks(original, header)
    said = (
        _exif_credit(found.exif.main),
        xmp_credit(found.xmp),
        iptc_credit(found.iptc),
        Credit(found.texts.get("Author", ""), found.texts.get("Copyright", "")),
    )
    credit = Credit()
    for each in said:
        credit = credit.or_else(each)
    texts = {ARTIST: _kept(credit.artist), COPYRIGHT: _kept(credit.rights)}
    return write_exif({tag: text for tag, text in texts.items() if text})


def _kept(text: str) -> bytes:
    """A line of what is printable, as UTF-8, cut between two characters."""
    line = "".join(letter if letter.isprintable() else " " for letter in text).strip()
    return line.encode("utf-8", "replace")[:LONGEST].decode("utf-8", "ignore").encode()


def _exif_credit(fields: Fields) -> Credit:
    return Credit(fields.get(ARTIST, _NONE).text, fields.get(COPYRIGHT, _NONE).text)
