from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from image_proc.badge.spec import BadgeSpec
from image_proc.limits import Limits

PNG_LOGO = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/"
    "iZk9HQAAAABJRU5ErkJggg=="
)


def badge(**fields: object) -> BadgeSpec:
    return BadgeSpec.model_validate({"label": "build", "message": "passing", **fields})


@pytest.mark.parametrize(
    ("fields", "field", "accepted"),
    [
        ({"style": "round"}, "style", "'flat', 'flat-square', 'plastic', 'for-the-badge'"),
        ({"color": "notacolour"}, "color", "a badge colour such as"),
        ({"label_color": ""}, "label_color", "a badge colour such as"),
        ({"label": "x" * 257}, "label", "at most 256 characters"),
        ({"message": "a\x00b"}, "message", "without control characters"),
        ({"message": "a\nb"}, "message", "without control characters"),
        ({"label": "\ufffe"}, "label", "without control characters"),
        ({"label": "\ud800"}, "label", "without control characters"),
        ({"label": "", "message": " \u3000"}, "message", "neither a label nor a logo"),
        ({"logo": "nosuchlogo"}, "logo", "a name from simple-icons"),
        ({"logo_size": "large"}, "logo_size", "'auto'"),
        ({"logo": "amd", "logo_size": "auto", "logo_width": 20}, "logo_width", "either a width"),
        ({"logo_width": 0}, "logo_width", "1 to 200 px"),
        ({"logo_width": "1e2"}, "logo_width", "1 to 200 px"),
        ({"links": ["javascript:alert(1)"]}, "links", "http://, https:// or mailto:"),
        ({"links": ["data:text/html,x"]}, "links", "http://, https:// or mailto:"),
        ({"links": ["//example.org"]}, "links", "http://, https:// or mailto:"),
        ({"links": ['https://example.org/"onload=']}, "links", "http://, https:// or mailto:"),
        ({"links": [" https://example.org"]}, "links", "http://, https:// or mailto:"),
        ({"links": ["https://e.org/" + "x" * 2048]}, "links", "2048 characters"),
        ({"links": ["https://a.org"] * 3}, "links", "at most 2 items"),
        ({"scale": 0.5}, "scale", "1 to 4"),
        ({"scale": "5"}, "scale", "1 to 4"),
        ({"scale": "nan"}, "scale", "1 to 4"),
        ({"scale": "2e0"}, "scale", "1 to 4"),
        ({"theme": "auto", "format": "png"}, "theme", "light or dark for a bitmap"),
        ({"theme": "sepia"}, "theme", "'light', 'dark' or 'auto'"),
        ({"format": "gif"}, "format", ""),
        ({"format": "json", "scale": 2}, "scale", "1 for .json"),
        ({"format": "json", "more": [("c", "red")]}, "more", "one or two segments"),
        ({"format": "json", "logo": PNG_LOGO}, "logo", "holds no bitmap"),
        ({"more": [("c", "red")] * 9}, "more", "at most 8 items"),
        ({"label": "W" * 256, "message": "W" * 256}, "scale", "at most 4096 px"),
        ({"message": "W" * 200, "scale": 4}, "scale", "at most 4096 px"),
        ({"surprise": 1}, "surprise", "not permitted"),
    ],
)
def test_what_is_wrong_is_named(fields: dict[str, object], field: str, accepted: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        badge(**fields)
    first = refusal.value.errors()[0]
    assert first["loc"][0] == field
    assert accepted in first["msg"]


def test_the_limit_is_the_services() -> None:
    spec = {"message": "passing", "scale": 4}
    assert BadgeSpec.model_validate(spec, context=Limits(max_side=204)).size[0] == 204
    with pytest.raises(ValidationError, match="at most 203 px; this one is 204 px wide"):
        BadgeSpec.model_validate(spec, context=Limits(max_side=203))


@pytest.mark.parametrize(
    "link", ["http://a.org", "https://a.org/?b=1&c=2#d", "HTTPS://A.ORG", "mailto:a@b.org", ""]
)
def test_a_link_leads_to_the_web_or_to_a_mailbox(link: str) -> None:
    assert badge(links=[link]).links == (link,)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "build: passing"),
        ({"label": ""}, "passing"),
        ({"message": ""}, "build"),
        ({"label": "", "message": "", "logo": "python"}, "Python"),
        ({"label": "", "message": "", "logo": PNG_LOGO}, "logo"),
        ({"more": [("fast", "red"), ("small", "red")]}, "build: passing, fast, small"),
        ({"style": "for-the-badge"}, "build: passing"),
    ],
)
def test_the_name_is_what_is_to_be_read(fields: dict[str, object], name: str) -> None:
    assert badge(**fields).name == name


@pytest.mark.parametrize(
    ("fields", "width"),
    [
        ({"logo": "python"}, 105),
        ({"logo": "python", "logo_width": 40}, 131),
        ({"logo": "python", "logo_size": "auto"}, 105),
        ({"logo": "amd", "logo_size": "auto"}, 150),
        ({"logo": PNG_LOGO, "logo_size": "auto"}, 105),
        ({"logo_width": 40}, 88),
    ],
)
def test_a_logo_takes_its_room(fields: dict[str, object], width: int) -> None:
    assert badge(**fields).layout.width == width


def test_a_logo_too_wide_for_auto_is_refused() -> None:
    wide = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1"><path d="M0 0"/></svg>'
    with pytest.raises(ValidationError, match=r"at most 14.3 times as wide"):
        badge(logo=f"data:image/svg+xml,{wide}", logo_size="auto")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"color": "brightgreen"}, {"color": "4b0"}),
        ({"color": "red"}, {"color": "critical"}),
        ({"logo": "Python"}, {"logo": "python"}),
        ({"scale": "2"}, {"scale": 2.0}),
        ({"label": " build "}, {}),
    ],
)
def test_what_means_the_same_has_the_same_tag(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert badge(**one).etag == badge(**other).etag


@given(
    st.text(min_size=1, max_size=30).filter(str.strip),
    st.floats(1, 4).map(lambda scale: round(scale, 3)),
    st.sampled_from(["flat", "plastic", "for-the-badge", "social"]),
)
def test_a_bitmap_is_the_layout_rounded_up(message: str, scale: float, style: str) -> None:
    try:
        spec = BadgeSpec.model_validate({"message": message, "scale": scale, "style": style})
    except ValidationError:
        return
    assert spec.size == (ceil(spec.layout.width * scale), ceil(spec.layout.height * scale))
    assert spec.pixels == spec.size[0] * spec.size[1]
