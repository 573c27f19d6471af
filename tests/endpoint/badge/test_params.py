from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote

import pytest
from flask import Flask, g
from werkzeug.datastructures import MultiDict

from endpoint.badge.grammar import Address, Tail
from endpoint.badge.params import KEPT, KEPT_A_MINUTE, Asked, read_badge
from image_proc.badge.spec import BadgeSpec
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from image_proc.spec import Format

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PNG_LOGO = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/"
    "iZk9HQAAAABJRU5ErkJggg=="
)
LOGO = quote(PNG_LOGO)


@pytest.fixture(autouse=True)
def context() -> Iterator[None]:
    with Flask(__name__).test_request_context():
        yield


def read(path: str, query: str) -> Asked:
    address = Address.parse(path) if path and path[0] not in "@." else Tail.parse(path)
    return read_badge(address, MultiDict(parse_qsl(query, keep_blank_values=True)), Limits(), NOW)


def spec(**fields: object) -> BadgeSpec:
    return BadgeSpec.model_validate(fields)


ABC = {"label": "a", "message": "b", "color": "red"}


@pytest.mark.parametrize(
    ("path", "query", "fields"),
    [
        ("a-b-red", "", ABC),
        ("a-b-red.png", "", {**ABC, "format": Format.PNG}),
        ("a-b-red@2x.png", "", {**ABC, "format": Format.PNG, "scale": 2}),
        ("a-b-red@2x", "scale=2.0", {**ABC, "scale": 2}),
        (
            "a-b-red",
            "label=c&message=d&color=blue",
            {"label": "c", "message": "d", "color": "blue"},
        ),
        ("a-b-red", "label=", {**ABC, "label": ""}),
        ("", "label=a&message=b&colorB=red", ABC),
        ("", "message=b&color=red&colorB=blue", {"message": "b", "color": "red"}),
        (".webp", "message=b", {"message": "b", "format": Format.WEBP}),
        ("a-b-red", "labelColor=blue&colorA=green", {**ABC, "label_color": "blue"}),
        ("a-b-red", "colorA=green", {**ABC, "label_color": "green"}),
        ("a-b-red", "style=plastic&theme=dark", {**ABC, "style": "plastic", "theme": "dark"}),
        (
            "a-b-red",
            "logo=amd&logoColor=white&logoSize=auto",
            {**ABC, "logo": "amd", "logo_color": "white", "logo_size": "auto"},
        ),
        ("-red", "logo=amd&logoWidth=30", {"color": "red", "logo": "amd", "logo_width": 30}),
        (
            "a-b-red",
            "link=https://a.org&link=https://b.org",
            {**ABC, "links": ("https://a.org", "https://b.org")},
        ),
        ("a-b-red", "link=&link=https://b.org", {**ABC, "links": ("", "https://b.org")}),
        ("x-1234567-red", "format=metric", {"label": "x", "message": "1.2M", "color": "red"}),
        (
            "x-1234-red",
            "format=metric&precision=2&prefix=≥&suffix=/d",
            {"label": "x", "message": "≥1.23k/d", "color": "red"},
        ),
        (
            "x-93%-red",
            "thresholds=50:red,90:yellow,100:green",
            {"label": "x", "message": "93%", "color": "green"},
        ),
        (
            "x-0.5-red",
            "format=version&thresholds=version",
            {"label": "x", "message": "v0.5", "color": "orange"},
        ),
        (
            "x-2026--11--20-red",
            "format=relative&thresholds=age",
            {"label": "x", "message": "1 day ago", "color": "brightgreen"},
        ),
        ("", "segments=b:red", {"message": "b", "color": "red"}),
        ("", "segments=a:blue,b:red&label=", {**ABC, "label_color": "blue"}),
        (
            "x-y-green",
            "segments=a:blue,b:red,c:#fff",
            {**ABC, "label_color": "blue", "more": [("c", "#fff")]},
        ),
        ("a-b-red.json", "cacheSeconds=60", {**ABC, "format": Format.JSON, "cache_seconds": 60}),
        ("a-b-red", "cacheSeconds=60", ABC),
    ],
)
def test_path_and_query_make_a_spec(path: str, query: str, fields: dict[str, object]) -> None:
    assert read(path, query).spec == spec(**fields)


@pytest.mark.parametrize(
    ("path", "query", "policy"),
    [
        ("a-b-red", "", KEPT),
        ("a-b-red", "cacheSeconds=0", "public, max-age=0"),
        ("a-b-red", "cacheSeconds=31536000", "public, max-age=31536000"),
        ("x-2026--11--20-red", "format=date", KEPT),
        ("x-2026--11--20-red", "format=relative", KEPT_A_MINUTE),
        ("x-2026--11--20-red", "format=date&thresholds=7:green,red", KEPT_A_MINUTE),
        ("x-2026--11--20-red", "thresholds=age", KEPT_A_MINUTE),
        ("x-9-red", "thresholds=coverage", KEPT),
        (
            "x-2026--11--20-red",
            "format=relative&cacheSeconds=9",
            "public, max-age=9",
        ),
    ],
)
def test_what_time_changes_is_kept_for_a_minute(path: str, query: str, policy: str) -> None:
    assert read(path, query).cache_control == policy


@pytest.mark.parametrize(
    ("path", "query", "name", "accepted"),
    [
        ("a-b-notacolour", "", "color", "a badge colour"),
        ("a-b-red", "colorB=notacolour", "colorB", "a badge colour"),
        ("a-b-red", "colorA=", "colorA", "a badge colour"),
        ("a-b-red", "labelColor=x", "labelColor", "a badge colour"),
        ("a-b-red", "style=round", "style", "'plastic'"),
        ("a-b-red", "label=x&label=y", "label", "to be sent once"),
        ("a-b-red", "link=https://a.org&link=javascript:x", "link", "https://"),
        ("a-b-red", "&".join(["link=https://a.org"] * 3), "link", "at most 2"),
        ("a-b-red", "logo=nosuch", "logo", "simple-icons"),
        ("a-b-red", "logo=", "logo", "simple-icons"),
        ("a-b-red", "logo=amd&logoSize=big", "logoSize", "'auto'"),
        ("a-b-red", "logo=amd&logoWidth=-1", "logoWidth", "1 to 200"),
        (
            "a-b-red",
            "logo=amd&logoSize=auto&logoWidth=9",
            "logoWidth",
            "either",
        ),
        ("a-b-red", "scale=9", "scale", "1 to 4"),
        ("a-b-red@2x", "scale=3", "scale", "what the path says, 2,"),
        ("a-b-red@2x", "scale=x", "scale", "what the path says, 2,"),
        ("a-b-red@9x", "", "scale", "1 to 4"),
        ("a-b-red.png", "theme=auto", "theme", "needs the suffix .svg"),
        ("a-b-red", "cacheSeconds=x", "cacheSeconds", "0 to 31536000"),
        ("a-b-red", "cacheSeconds=31536001", "cacheSeconds", "0 to 31536000"),
        ("a-b-red", "cacheSeconds=" + "9" * 5000, "cacheSeconds", "0 to 31536000"),
        ("a-b-red", "format=kilo", "format", "metric, bytes, percent"),
        ("a-b-red", "format=metric", "message", "a number"),
        ("", "message=x&format=date", "message", "a date"),
        ("a-1-red", "precision=1", "precision", "with format=metric"),
        ("a-1-red", "precision=7&format=metric", "precision", "0 to 6"),
        ("a-1-red", "precision=1&format=version", "precision", "with format=metric"),
        ("a-b-red", "thresholds=5:red", "message", "a number"),
        ("a-1-red", "thresholds=red", "thresholds", "steps such as"),
        ("a-1-red", "thresholds=5:nocolour", "thresholds", "a badge colour"),
        ("a-1-red", "thresholds=5:red&color=blue", "color", "to be left out"),
        ("a-1-red", "thresholds=5:red&colorB=blue", "colorB", "to be left out"),
        ("", "segments=a", "segments", "text:color"),
        ("", "segments=a:nocolour", "segments", "a badge colour"),
        ("", "segments=a:red,b:blue,c:nocolour", "segments", "a badge colour"),
        ("", "segments=" + ",".join(["a:red"] * 11), "segments", "at most 10"),
        ("", "segments=a:red&message=x", "message", "the segments say it"),
        ("", "segments=a:red&colorB=red", "colorB", "the segments say it"),
        ("", "segments=a:1&format=metric", "format", "the segments say it"),
        (".json", "segments=a:red,b:red,c:red", "segments", "one or two segments"),
        ("", "", "message", "neither a label nor a logo"),
        ("-red", "", "message", "neither a label nor a logo"),
        ("a-b-red.json", f"logo={LOGO}", "logo", "holds no bitmap"),
    ],
)
def test_what_is_wrong_has_the_name_that_was_typed(
    path: str, query: str, name: str, accepted: str
) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        read(path, query)
    assert refusal.value.name == name
    assert accepted in refusal.value.accepted


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("v=3", "v"),
        ("logo=amd&logoColor=red", ""),
        ("logoColor=red&v=3&logoWidth=9", "v, logoColor, logoWidth"),
        (f"logo={LOGO}&logoColor=red", "logoColor"),
    ],
)
def test_what_has_no_effect_is_noted(query: str, ignored: str) -> None:
    read("a-b-red", query)
    assert g.get("ignored_parameters") == ignored
