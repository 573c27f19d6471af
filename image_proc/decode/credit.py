"""Who made a picture and whose it is, as XMP and IPTC say it.

Sources: https://www.adobe.com/devnet/xmp.html (part 1, 8.3: Dublin Core);
https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf
"""

from dataclasses import dataclass

from image_proc.decode.iptc import read_iptc
from image_proc.decode.xmp import Property, read_xmp

_DUBLIN_CORE = b"http://purl.org/dc/elements/1.1/"
_BYLINE, _RIGHTS = 80, 116
_GLUE = "; "


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
    """Read dc:creator, all of them in a row, and dc:rights in its default language.

    Args:
        packet: an XMP packet; one that is too long, broken or hostile says nothing.
    """
    # Of most packets, nothing else need be looked at.
    if _DUBLIN_CORE not in packet:
        return Credit()
    found = read_xmp(packet)
    creator = found.get("dc:creator", Property())
    rights = found.get("dc:rights", Property())
    return Credit(_GLUE.join(creator.texts), rights.text)


def iptc_credit(record: bytes) -> Credit:
    """Read the by-lines and the copyright notice.

    Args:
        record: IPTC-IIM datasets; those that are cut short, and what follows, say nothing.
    """
    found = read_iptc(record)
    return Credit(_GLUE.join(found.get(_BYLINE, ())), found.get(_RIGHTS, ("",))[0])
