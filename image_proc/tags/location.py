"""Where a picture was taken: all that its metadata says of a place.

Sources: DC-008-2023 (EXIF), 4.6.6 (GPS); https://www.adobe.com/devnet/xmp.html (part 2, 3.3: GPS);
https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf (2:90 to 2:101)
"""

import re
from collections.abc import Mapping

from pydantic import JsonValue

from image_proc.decode.exif_fields import Field, Fields
from image_proc.decode.xmp import Properties, Property
from image_proc.tags.moment import utc_moment, xmp_moment
from image_proc.tags.printable import printable

_LATITUDE, _LONGITUDE, _ALTITUDE_REF, _ALTITUDE, _TIME, _DIRECTION, _DATE = 2, 4, 5, 6, 7, 17, 29
_SIGNS = {"N": 1, "S": -1, "E": 1, "W": -1}
_MOST = {_LATITUDE: 90, _LONGITUDE: 180}
_REFS = {_LATITUDE: "NS", _LONGITUDE: "EW"}
_BELOW = frozenset({1, 3})
_ALTITUDES = 100_000
"""m; nobody takes pictures further up or down."""
_PLACES = 7
"""Decimals of a degree: a centimetre."""
_SIXTY, _CIRCLE = 60, 360
_NONE = Field(0, "<", b"")

_XMP_DEGREES = re.compile(
    r"(\d{1,3})(?:,(\d{1,2}(?:\.\d{1,20})?)(?:,(\d{1,2}(?:\.\d{1,20})?))?)?([NSEW])", re.ASCII
)
_XMP_FRACTION = re.compile(r"(\d{1,15})/(\d{1,15})", re.ASCII)
_LONGEST_NAME = 200
_CREATED = "Iptc4xmpExt:LocationCreated"
_NAMES = {
    "sublocation": ("Iptc4xmpCore:Location", "Iptc4xmpExt:Sublocation", 92),
    "city": ("photoshop:City", "Iptc4xmpExt:City", 90),
    "state": ("photoshop:State", "Iptc4xmpExt:ProvinceState", 95),
    "country": ("photoshop:Country", "Iptc4xmpExt:CountryName", 101),
    "country_code": ("Iptc4xmpCore:CountryCode", "Iptc4xmpExt:CountryCode", 100),
}
"""By XMP's name, by that in its structure of a place, and by IPTC's number."""


def location_of(
    gps: Fields, xmp: Properties, iptc: Mapping[int, tuple[str, ...]]
) -> dict[str, JsonValue] | None:
    """Tell where a picture was taken.

    Args:
        gps: EXIF's GPS directory, which counts before XMP.
        xmp: by `read_xmp`; it counts before IPTC.
        iptc: texts by number.

    Returns:
        What is known of latitude and longitude (degrees, north and east positive), altitude (m
        over the sea), direction (degrees from north), timestamp (UTC) and the place's names. What
        is out of range is not known. None where nothing is.
    """
    return {**(_of_exif(gps) or _of_xmp(xmp)), **_names(xmp, iptc)} or None


def _of_exif(gps: Fields) -> dict[str, JsonValue]:
    latitude, longitude = (_degrees(gps, tag) for tag in (_LATITUDE, _LONGITUDE))
    time = _whole(gps.get(_TIME, _NONE))
    below = gps.get(_ALTITUDE_REF, _NONE).numbers(1)
    sign = -1 if below and below[0] in _BELOW else 1
    return _known(
        _pair(latitude, longitude),
        _metres(sign, _first(gps.get(_ALTITUDE, _NONE))),
        _direction(_first(gps.get(_DIRECTION, _NONE))),
        utc_moment(gps.get(_DATE, _NONE).text, time if time is None else time * _SIXTY * _SIXTY),
    )


def _of_xmp(xmp: Properties) -> dict[str, JsonValue]:
    said = {name: xmp[f"exif:GPS{name}"].text for name in _XMP_GPS if f"exif:GPS{name}" in xmp}
    latitude = _written(said.get("Latitude", ""), _LATITUDE)
    longitude = _written(said.get("Longitude", ""), _LONGITUDE)
    sign = -1 if said.get("AltitudeRef") in {"1", "3"} else 1
    moment = xmp_moment(said.get("TimeStamp", ""))
    return _known(
        _pair(latitude, longitude),
        _metres(sign, _fraction(said.get("Altitude", ""))),
        _direction(_fraction(said.get("ImgDirection", ""))),
        moment if moment and moment.endswith("Z") else None,
    )


_XMP_GPS = ("Latitude", "Longitude", "AltitudeRef", "Altitude", "ImgDirection", "TimeStamp")


def _known(
    place: dict[str, float], altitude: float | None, direction: float | None, moment: str | None
) -> dict[str, JsonValue]:
    rest = {"altitude": altitude, "direction": direction, "timestamp": moment}
    return {**place, **{name: value for name, value in rest.items() if value is not None}}


def _pair(latitude: float | None, longitude: float | None) -> dict[str, float]:
    """One without the other is no place."""
    if latitude is None or longitude is None:
        return {}
    return {"latitude": latitude, "longitude": longitude}


def _degrees(gps: Fields, tag: int) -> float | None:
    sign = gps.get(tag - 1, _NONE).text.upper()
    degrees = _whole(gps.get(tag, _NONE))
    return _signed(tag, sign, degrees)


def _whole(field: Field) -> float | None:
    """Join degrees, minutes and seconds, or hours: one to three numbers."""
    numbers = field.numbers(3)
    total = 0.0
    for at, number in enumerate(numbers):
        if number is None or number < 0 or (at and number >= _SIXTY):
            return None
        total += number / _SIXTY**at
    return total if numbers else None


def _written(text: str, tag: int) -> float | None:
    """Read XMP's way: "52,31.2N" or "52,31,12N"."""
    found = _XMP_DEGREES.fullmatch(text.strip())
    if found is None:
        return None
    degrees, minutes, seconds, sign = found.groups("0")
    if float(minutes) >= _SIXTY or float(seconds) >= _SIXTY:
        return None
    whole = int(degrees) + float(minutes) / _SIXTY + float(seconds) / _SIXTY**2
    return _signed(tag, sign, whole)


def _signed(tag: int, sign: str, degrees: float | None) -> float | None:
    if degrees is None or sign not in tuple(_REFS[tag]) or degrees > _MOST[tag]:
        return None
    return round(_SIGNS[sign] * degrees, _PLACES)


def _first(field: Field) -> float | None:
    numbers = field.numbers(1)
    return numbers[0] if numbers else None


def _fraction(text: str) -> float | None:
    found = _XMP_FRACTION.fullmatch(text.strip())
    if found is None or not int(found[2]):
        return None
    return int(found[1]) / int(found[2])


def _metres(sign: int, altitude: float | None) -> float | None:
    if altitude is None or abs(altitude) > _ALTITUDES:
        return None
    return round(float(sign * altitude), 2)


def _direction(degrees: float | None) -> float | None:
    if degrees is None or not 0 <= degrees <= _CIRCLE:
        return None
    return round(float(degrees), 2)


def _names(xmp: Properties, iptc: Mapping[int, tuple[str, ...]]) -> dict[str, str]:
    created = xmp.get(_CREATED, Property()).parts
    found = {}
    for name, (flat, part, number) in _NAMES.items():
        said = (
            xmp.get(flat, Property()).text,
            created.get(part, ""),
            iptc.get(number, ("",))[0],
        )
        words = next((line for each in said if (line := printable(each, _LONGEST_NAME))), "")
        if words:
            found[name] = words
    return found
