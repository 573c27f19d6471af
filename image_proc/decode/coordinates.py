"""Texts that tell coordinates: captions and keywords, into which some programs write them.

"geo:lat=28.1" has been a keyword since before cameras had GPS, and apps that stamp photos with a
place write it into the description, too. A text that only looks as if it did is a small loss.
"""

import re

_SHARP = r"[-+]?\d{1,3}\.\d{3,9}"
_REST = r"[\d\s.,°'\"\u2032\u2033]{0,20}"
_TELLING = re.compile(
    # geo:lat=28.12, GPS N 28 7 24, Longitude: -15.4
    r"\b(?:lat|lng|lon|latitude|longitude|gps\w{0,20}|geo)\b\W{0,4}[NSEW]?\W{0,3}\d"
    # 28.1234, -15.4321
    rf"|(?<![\d.]){_SHARP}\s{{0,2}}°?\s{{0,2}}[NSEW]?[\s,;/]{{1,4}}[NSEW]?\s{{0,2}}{_SHARP}(?![\d.])"
    # 28.1 N, 15.4 W, or in degrees, minutes and seconds; then N 28.1 W 15.4
    rf"|\d\s{{0,2}}[°'\"\u2032\u2033]{{0,2}}\s{{0,2}}[NS]\b\W{{0,4}}\d{_REST}[EWO]\b"
    rf"|\b[NS]\s{{0,2}}\d{_REST}[EWO]\s{{0,2}}\d"
    # ISO 6709: +28.1234-015.4321/
    r"|[-+]\d{2}\.\d{2,9}[-+]\d{3}\.\d{2,9}"
    r"|\bmaps?\.(?:google|apple|app)\b|\bgoogle\.[a-z.]{2,6}/maps|\bopenstreetmap\.org/",
    re.IGNORECASE,
)


def tells_coordinates(text: str) -> bool:
    """Tell whether a text seems to hold a latitude and a longitude, or a link to a map."""
    return _TELLING.search(text) is not None
