"""Places: in degrees, checked, from EXIF, XMP and IPTC."""

from collections.abc import Mapping
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from image_proc.decode.exif_fields import read_fields
from image_proc.decode.xmp import read_xmp
from image_proc.tags.location import location_of
from tests.camera_files import packet
from tests.exif_blocks import ASCII, BYTE, Entry, Written

W = Written()
BERLIN: dict[int, Entry] = {
    1: W.text("N"),
    2: W.rationals((52, 1), (31, 1), (12, 1)),
    3: W.text("E"),
    4: W.rationals((13, 1), (24, 1), (18, 1)),
}
IN_BERLIN = {"latitude": 52.52, "longitude": 13.405}


def by_exif(changes: Mapping[int, Entry | None]) -> Mapping[str, JsonValue] | None:
    entries = {tag: entry for tag, entry in {**BERLIN, **changes}.items() if entry}
    return location_of(read_fields(BytesIO(W.block({}, {}, entries))).gps, {}, {})


def by_xmp(attributes: str, elements: str = "") -> Mapping[str, JsonValue] | None:
    return location_of({}, read_xmp(packet(elements, attributes)), {})


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, IN_BERLIN),
        ({1: (ASCII, b"S\0")}, {"latitude": -52.52, "longitude": 13.405}),
        ({3: (ASCII, b"w\0")}, {"latitude": 52.52, "longitude": -13.405}),
        ({2: W.rationals((5252, 100))}, IN_BERLIN),
        ({2: W.rationals((52, 1), (312, 10))}, IN_BERLIN),
        ({2: W.rationals((52, 1), (312, 10), (0, 1))}, IN_BERLIN),
        ({2: W.rationals((90, 1))}, {"latitude": 90.0, "longitude": 13.405}),
        ({4: W.rationals((180, 1), (0, 1), (0, 1))}, {"latitude": 52.52, "longitude": 180.0}),
        # Half a place is none, and so is one that is not on this globe.
        ({1: None}, None),
        ({2: None}, None),
        ({3: None}, None),
        ({4: None}, None),
        ({1: (ASCII, b"E\0")}, None),
        ({1: (ASCII, b"NS\0")}, None),
        ({2: W.rationals((90, 1), (0, 1), (1, 100))}, None),
        ({4: W.rationals((181, 1), (0, 1), (0, 1))}, None),
        ({2: W.rationals((52, 1), (60, 1), (0, 1))}, None),
        ({2: W.rationals((52, 1), (1, 1), (99, 1))}, None),
        ({2: W.rationals((52, 0), (31, 1), (12, 1))}, None),
        ({2: W.rationals((52, 1), (31, 1), (0, 0))}, None),
    ],
)
def test_degrees_are_signed_and_checked(
    changes: Mapping[int, Entry | None], place: dict[str, float] | None
) -> None:
    assert by_exif(changes) == place


@pytest.mark.parametrize(
    ("changes", "rest"),
    [
        ({6: W.rationals((3456, 100))}, {"altitude": 34.56}),
        ({5: (BYTE, b"\0"), 6: W.rationals((10, 1))}, {"altitude": 10.0}),
        ({5: (BYTE, b"\1"), 6: W.rationals((10, 3))}, {"altitude": -3.33}),
        ({6: W.rationals((10, 0))}, {}),
        ({6: W.rationals((4_000_000_000, 1))}, {}),
        ({17: W.rationals((3599, 10))}, {"direction": 359.9}),
        ({17: W.rationals((361, 1))}, {}),
        ({17: W.rationals((1, 0))}, {}),
        (
            {7: W.rationals((23, 1), (59, 1), (599, 10)), 29: W.text("2026:02:03")},
            {"timestamp": "2026-02-03T23:59:59Z"},
        ),
        ({7: W.rationals((24, 1), (0, 1), (0, 1)), 29: W.text("2026:02:03")}, {}),
        ({7: W.rationals((3, 1), (0, 1), (0, 1)), 29: W.text("2026:02:31")}, {}),
        ({7: W.rationals((3, 1), (0, 1), (0, 1))}, {}),
        ({29: W.text("2026:02:03")}, {}),
    ],
)
def test_what_else_gps_says_is_checked(
    changes: Mapping[int, Entry], rest: dict[str, JsonValue]
) -> None:
    assert by_exif(changes) == {**IN_BERLIN, **rest}


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        ("52,31.2N", "13,24.3E", IN_BERLIN),
        ("52,31,12N", "13,24,18E", IN_BERLIN),
        ("52,31.2S", "13,24.3W", {"latitude": -52.52, "longitude": -13.405}),
        ("52,31.2E", "13,24.3E", None),
        ("91,0.0N", "13,24.3E", None),
        ("52,60.0N", "13,24.3E", None),
        ("52.52", "13.405", None),
        ("nan", "inf", None),
        ("52,31.2N", "", None),
    ],
)
def test_degrees_of_xmp_are_read(latitude: str, longitude: str, place: object) -> None:
    said = f'exif:GPSLatitude="{latitude}" exif:GPSLongitude="{longitude}"'
    assert by_xmp(said) == place


def test_what_else_xmp_says_is_read() -> None:
    said = (
        'exif:GPSAltitude="100/8" exif:GPSAltitudeRef="1" exif:GPSImgDirection="90/1"'
        ' exif:GPSTimeStamp="2026-02-03T04:05:06Z"'
    )
    assert by_xmp(said) == {
        "altitude": -12.5,
        "direction": 90.0,
        "timestamp": "2026-02-03T04:05:06Z",
    }
    assert by_xmp('exif:GPSAltitude="1/0" exif:GPSTimeStamp="soon"') is None


def test_a_place_may_be_a_structure() -> None:
    created = (
        "<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType='Resource'>"
        "<Iptc4xmpExt:City>Berlin</Iptc4xmpExt:City>"
        "<Iptc4xmpExt:CountryName><rdf:Alt><rdf:li xml:lang='x-default'>Germany</rdf:li></rdf:Alt>"
        "</Iptc4xmpExt:CountryName></rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>"
    )
    assert by_xmp("", created) == {"city": "Berlin", "country": "Germany"}


def test_names_of_xmp_count_before_those_of_iptc() -> None:
    found = location_of(
        {}, read_xmp(packet("", 'photoshop:City="Berlin"')), {90: ("Bonn",), 101: (" ", "x")}
    )
    assert found == {"city": "Berlin"}
    assert location_of({}, {}, {90: ("Bonn",), 92: ("x" * 900,)}) == {
        "sublocation": "x" * 200,
        "city": "Bonn",
    }


@given(st.floats(0, 90, allow_nan=False), st.sampled_from("NS"), st.floats(0, 180, allow_nan=False))
def test_every_place_on_the_globe_is_found_again(north: float, sign: str, east: float) -> None:
    found = by_exif(
        {
            1: W.text(sign),
            2: W.rationals((round(north * 10_000_000), 10_000_000)),
            4: W.rationals((round(east * 10_000_000), 10_000_000)),
        }
    )
    assert found is not None
    assert found["latitude"] == pytest.approx(north if sign == "N" else -north, abs=2e-7)
    assert found["longitude"] == pytest.approx(east, abs=2e-7)
