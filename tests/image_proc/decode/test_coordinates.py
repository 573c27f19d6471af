import pytest

from image_proc.decode.coordinates import tells_coordinates

TELLING = [
    "28.1234 N, 15.4 W",
    "N 28.1234 W 15.4",
    "28°7'24\"N 15°24'0\"W",
    "28\N{DEGREE SIGN} 7\N{PRIME} 24\N{DOUBLE PRIME} N, 15\N{DEGREE SIGN} 24\N{PRIME} W",
    "28.12345N/15.43210W",
    "geo:lat=28.12",
    "geo:28.1,-15.4",
    "taken at 28.1234, -15.4321 in the morning",
    "-33.86880,151.20930",
    "+28.1234-015.4321/",
    "Latitude: 28",
    "Lat/Lon: 28.1/-15.4",
    "GPSLongitude=15",
    "gps N 28 7",
    "lon -15",
    "https://www.google.com/maps/@28",
    "maps.app.goo.gl/abc",
    "https://www.openstreetmap.org/#map=19",
]
SILENT = [
    "",
    "A cat on a sofa",
    "Canon EOS R5",
    "EF24-70mm f/2.8L II USM",
    "AF-S 50mm 1:1.8 G",
    "GIMP 2.10.34",
    "Version 1.2345",
    "1.2345.6789",
    "2026:05:04 03:02:01",
    "04-05-2026",
    "(c) 2026 Someone, all rights reserved",
    "Adobe Photoshop 26.1.0 (Windows)",
    "CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90",
    "File source: https://commons.wikimedia.org/wiki/File:A_cat.jpg",
    "long exposure, 30 s",
    "a flat 3 km north of the lake",
    "GPS navigation",
]


@pytest.mark.parametrize("text", TELLING)
def test_a_text_tells_coordinates(text: str) -> None:
    assert tells_coordinates(text)
    assert tells_coordinates(f"A beach ({text})")
    assert tells_coordinates(text.upper())


@pytest.mark.parametrize("text", SILENT)
def test_a_text_tells_none(text: str) -> None:
    assert not tells_coordinates(text)
