"""Who made a picture and whose it is, as XMP and IPTC say it.

Sources: https://www.adobe.com/devnet/xmp.html (part 1, 8.3: Dublin Core);
https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf
"""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

LONGEST_XMP = 1024 * 1024
"""bytes; what Photoshop writes of a picture's whole history has a few hundred kB."""

_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_ITEM = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DEFAULT = "x-default"
_DATASET, _HEAD = 0x1C, 5
_EXTENDED = 0x8000
_CODED_AS, _BYLINE, _RIGHTS = (1, 90), (2, 80), (2, 116)
_UTF8 = b"\x1b%G"
_MOST_DATASETS = 1000


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose a picture is.

    Args:
        artist: who made it; "" where that is not said.
        rights: whose it is; "" where that is not said.
    """

    artist: str = ""
    rights: str = ""

    def or_else(self, other: "Credit") -> "Credit":
        """Fill what is not said with another's words."""
        return Credit(self.artist or other.artist, self.rights or other.rights)


def xmp_credit(packet: bytes) -> Credit:
    """Read dc:creator and dc:rights.

    Args:
        packet: an XMP packet; one that is too long, broken or hostile says nothing.
    """
    if len(packet) > LONGEST_XMP or _DUBLIN_CORE.encode() not in packet:
        return Credit()
    try:
        root = fromstring(packet.strip(b"\x00 \r\n\t"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return Credit()
    return Credit(_words(root, "creator", "; "), _words(root, "rights", ""))


def iptc_credit(record: bytes) -> Credit:
    """Read the by-lines and the copyright notice.

    Args:
        record: IPTC-IIM datasets; those that are cut short, and what follows, say nothing.
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
    artists = [each.decode(coding, "replace") for each in found.get(_BYLINE, ())]
    rights = found.get(_RIGHTS, [b""])[0].decode(coding, "replace")
    return Credit("; ".join(artists), rights)


def _words(root: Element, name: str, glue: str) -> str:
    """Give an element's items: all of them in a row, or without glue the default language's."""
    for element in root.iter(f"{{{_DUBLIN_CORE}}}{name}"):
        items = list(element.iter(_ITEM))
        texts = [item.text or "" for item in items] or [element.text or ""]
        if glue:
            return glue.join(text.strip() for text in texts)
        default = [item.text or "" for item in items if item.get(_LANGUAGE) == _DEFAULT]
        return (default or texts)[0]
    # A short form: the value as an attribute of the description.
    short = (each.get(f"{{{_DUBLIN_CORE}}}{name}") for each in root.iter())
    return next((text for text in short if text), "")
