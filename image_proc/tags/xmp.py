"""XMP as JSON: its well-known properties, without those of a place.

Sources: https://www.adobe.com/devnet/xmp.html (part 2); http://www.iptc.org/std/photometadata/
"""

import re

from pydantic import JsonValue

from image_proc.decode.xmp import Properties
from image_proc.tags.printable import MOST, placeless, printable, printables

_PLACE = re.compile(
    r"GPS.*|.*(?:Location|Latitude|Longitude|Altitude).*|City|State|Country|CountryCode|CountryName"
    r"|ProvinceState|WorldRegion|coverage",
    re.IGNORECASE,
)
# Blocks in base64, and what other programs than the camera did to the picture.
_BULKY = frozenset({"exif:MakerNote", "xmp:Thumbnails", "photoshop:DocumentAncestors"})


def xmp_values(properties: Properties) -> dict[str, JsonValue]:
    """Tell the properties that say nothing of a place.

    Args:
        properties: by `read_xmp`.

    Returns:
        At most 300: texts of at most 2,000 characters, lists of as many in all.
    """
    found: dict[str, JsonValue] = {}
    for name, value in properties.items():
        if len(found) >= MOST:
            break
        if name in _BULKY or _PLACE.fullmatch(name.partition(":")[2]):
            continue
        told: JsonValue = [*printables(value.texts)] if value.is_list else placeless(value.text)
        if told:
            found[printable(name, 200)] = told
    return found
