"""XMP as JSON: its well-known properties, without those of a place.

Sources: https://www.adobe.com/devnet/xmp.html (part 2); http://www.iptc.org/std/photometadata/
"""

import re
from collections.abc import Mapping

from pydantic import JsonValue

from image_proc.decode.xmp import Property
from image_proc.tags.printable import MOST, printable, printables

PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://ns.adobe.com/lightroom/1.0/": "lr",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
    "http://creativecommons.org/ns#": "cc",
}
"""Of the namespaces that are told; nobody knows where others keep a place."""

_PLACE = re.compile(
    r"GPS.*|.*(?:Location|Latitude|Longitude|Altitude).*|City|State|Country|CountryCode|CountryName"
    r"|ProvinceState|WorldRegion|coverage",
    re.IGNORECASE,
)
# Blocks in base64, and what other programs than the camera did to the picture.
_BULKY = frozenset({"exif:MakerNote", "xmp:Thumbnails", "photoshop:DocumentAncestors"})


def named(found: Mapping[str, Property]) -> dict[str, Property]:
    """Give the properties of well-known namespaces by "prefix:name"."""
    known: dict[str, Property] = {}
    for name, value in found.items():
        space, _, local = name[1:].rpartition("}")
        if space in PREFIXES:
            known[f"{PREFIXES[space]}:{local}"] = value
    return known


def xmp_values(properties: Mapping[str, Property]) -> dict[str, JsonValue]:
    """Tell the properties that say nothing of a place.

    Args:
        properties: by "prefix:name".

    Returns:
        At most 300: texts of at most 2,000 characters, lists of as many in all.
    """
    found: dict[str, JsonValue] = {}
    for name, value in properties.items():
        if len(found) >= MOST:
            break
        if name in _BULKY or _PLACE.fullmatch(name.partition(":")[2]):
            continue
        told: JsonValue = [*printables(value.texts)] if value.is_list else printable(value.text)
        if told:
            found[printable(name, 200)] = told
    return found
