import re
from typing import Any

import pytest
from pydantic import ValidationError

from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from image_proc.produce import draw
from image_proc.qr import Level, QrSpec
from image_proc.qr.symbol import modules
from tests.conftest import Golden


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({}, "ecc", Level.M),
        ({"ecc": "h"}, "ecc", Level.H),
        ({"size": "29"}, "size", 29),
        ({"margin": "0", "size": 21}, "margin", 0),
        ({"text": " a\r\n "}, "text", " a\r\n "),
        ({"dark": "fff", "light": "000"}, "size", 200),
        ({"light": "transparent"}, "size", 200),
        ({"dark": "transparent", "light": "fff"}, "size", 200),
        ({"dpr": "3", "size": "1365"}, "size", 1365),
    ],
)
def test_it_accepts(fields: dict[str, Any], name: str, value: object) -> None:
    assert getattr(QrSpec.model_validate({"text": "a", **fields}), name) == value


@pytest.mark.parametrize(
    ("fields", "name", "accepted"),
    [
        ({"text": ""}, "text", "1 character or more"),
        ({"text": "\ud800"}, "text", "surrogates"),
        ({"text": "a" * 1274, "ecc": "H"}, "text", "at most 1273 bytes"),
        ({"ecc": "X"}, "ecc", "'L', 'M', 'Q' or 'H'"),
        ({"margin": "-1"}, "margin", "0 to 100 modules"),
        ({"margin": "101"}, "margin", "0 to 100 modules"),
        ({"margin": "100"}, "size", "221 to 4096 px"),
        ({"size": "28"}, "size", "29 to 4096 px"),
        ({"size": "4097"}, "size", "29 to 4096 px"),
        ({"size": "1366", "dpr": "3"}, "size", "29 to 1365 px"),
        ({"size": "1e3"}, "size", "29 to 4096 px"),
        ({"dpr": "4"}, "dpr", "1, 2 or 3"),
        ({"format": "json"}, "format", "png, svg"),
        ({"dark": "nope"}, "dark", "a CSS colour name"),
    ],
)
def test_it_refuses(fields: dict[str, Any], name: str, accepted: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(accepted)) as caught:
        QrSpec.model_validate({"text": "a", **fields}, context=Limits())
    assert caught.value.errors()[0]["loc"] == (name,)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"dark": "fff"}, "dark"),
        ({"light": "111"}, "light"),
        ({"dark": "ff0", "light": "fff"}, "dark"),
        ({"dark": "transparent", "light": "transparent"}, "dark"),
    ],
)
def test_two_colours_that_no_camera_tells_apart_are_refused(
    fields: dict[str, Any], name: str
) -> None:
    with pytest.raises(InvalidParameter, match="a contrast of 1") as caught:
        QrSpec(text="a", **fields)
    assert caught.value.name == name


def test_the_work_of_a_large_symbol_is_counted() -> None:
    assert QrSpec(text="a").pixels == 40_000
    assert QrSpec(text="a" * 2000, format="svg").pixels > 500_000


def test_an_svg_has_the_same_modules_in_the_same_places() -> None:
    text = draw(QrSpec(text="hello", size=100, format="svg")).body.decode()
    assert "translate(18 18)scale(3)" in text
    rows = [bytearray(21) for _ in range(21)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1H", text):
        rows[int(y)][int(x) : int(x) + int(width)] = b"\1" * int(width)
    assert tuple(map(bytes, rows)) == modules("hello", Level.M)


def test_an_svg_says_the_text_and_stays_well_formed() -> None:
    text = draw(QrSpec(text='<a href="x">\x01 & b', format="svg")).body.decode()
    assert "<title>QR code: &lt;a href=&quot;x&quot;&gt; &amp; b</title>" in text


def test_a_clear_ground_is_not_painted() -> None:
    body = draw(QrSpec(text="a", light="transparent", format="svg")).body
    assert body.count(b"<path") == 1


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("plain.png", {}),
        ("plain.svg", {"format": "svg"}),
        ("colors@2x.png", {"dpr": 2, "size": 120, "dark": "1e3a8a", "light": "fef3c7"}),
        ("clear.webp", {"light": "transparent", "size": 100, "margin": 0, "format": "webp"}),
        ("inverted.png", {"dark": "fff", "light": "0f172a", "ecc": "H"}),
    ],
)
def test_goldens_of_qr_codes(golden: Golden, name: str, fields: dict[str, Any]) -> None:
    golden(f"qr/{name}", draw(QrSpec(text="https://example.org/", **fields)).body)
