from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endpoint.badge.readme.carry import Carried, Left, Service, carry_over

SHIELDS = "https://img.shields.io"
JSON = "https%3A%2F%2Fraw.example.org%2Facme%2Fpackage.json"
LOGO = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/"
    "iZk9HQAAAABJRU5ErkJggg=="
)


def carried(address: str, service: Service) -> Carried:
    result = carry_over(address, service)
    assert isinstance(result, Carried), result
    return result


def target(address: str, service: Service) -> str:
    new = carried(address, service).address
    assert new.startswith(service.url + "/")
    return new.removeprefix(service.url)


@pytest.mark.parametrize(
    "unchanged",
    [
        "/badge/build-passing-brightgreen",
        "/badge/build-passing-brightgreen.svg",
        "/badge/build-passing-brightgreen.png?style=flat-square",
        "/badge/just%20the%20message-8A2BE2",
        "/badge/code_style-black-000000.svg",
        "/badge/any_text-you_like-blue",
        "/badge/License-Apache%202.0-blue.svg",
        "/badge/Apache--2.0-snake__case-orange",
        "/badge/coverage-95%25-%23fe7d37",
        "/badge/coverage-95%-orange",
        "/badge/-Python-3776AB?style=for-the-badge&logo=python&logoColor=white",
        "/badge/label--red",
        "/badge/node-%3E%3D%2018.0-339933?logo=node.js",
        "/badge/导入-ok-green",
        "/badge/%E5%AF%BC-ok-green",
        "/badge/a-b-rgb(12,34,56)",
        "/badge/endpoint-ok-green",
        "/badge/dynamic-ok-green",
        "/badge/a-b-red?label=c&colorA=abcdef&colorB=fedcba&link=https://a.example&link=https://b.example",
        "/badge/a-b-red?v=3&logoPosition=5",
        "/badge/a-b-red#top",
        f"/badge/a-b-red?logo={quote(LOGO)}",
        f"/badge/a-b-red?logo={LOGO}",
        "/badge?label=build&message=passing&color=blue",
        "/static/v1?label=build&message=passing&color=blue",
        "/static/v1.svg?label=CI%20-&message=passing&color=blue&style=plastic",
        f"/badge/dynamic/json?url={JSON}&query=%24.version&label=v&prefix=v&suffix=!",
        f"/badge/dynamic/yaml?url={JSON}&query=%24.version",
        f"/badge/dynamic/toml?url={JSON}&query=%24.project.version",
        f"/badge/dynamic/xml?url={JSON}&query=%2F%2Fversion&style=social",
        f"/badge/dynamic/regex?url={JSON}&search=v(.*)&replace=%241&flags=i",
        f"/badge/dynamic/json.svg?label=v&colorB=red&query=$.version&uri={JSON}",
        f"/endpoint?url={JSON}",
        f"/endpoint.svg?url={JSON}&style=flat-square&label=now",
    ],
)
def test_only_the_host_is_changed(unchanged: str, service: Service) -> None:
    result = carried(SHIELDS + unchanged, service)
    assert result.address == service.url + unchanged
    assert result.mended == ()


@pytest.mark.parametrize(
    "host",
    [
        "http://img.shields.io",
        "//img.shields.io",
        "HTTPS://IMG.Shields.IO",
        "https://img.shields.io:443",
        "https://shields.io",
        "https://www.shields.io",
    ],
)
def test_all_names_of_the_host_are_known(host: str, service: Service) -> None:
    assert target(f"{host}/badge/a-b-red.svg", service) == "/badge/a-b-red.svg"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/:license-MIT-blue.svg", "/badge/license-MIT-blue.svg"),
        (f"/badge/endpoint.svg?url={JSON}", f"/endpoint.svg?url={JSON}"),
        (
            f"/badge/dynamic/json?url={JSON}&query=$.a[(@.length-1)].b",
            f"/badge/dynamic/json?url={JSON}&query=%24.a%5B-1%5D.b",
        ),
        (
            f"/badge/dynamic/regex?url={JSON}&search=a&noMatch=none",
            f"/badge/dynamic/regex?url={JSON}&search=a",
        ),
        ("/badge/a-b-red?style=popout", "/badge/a-b-red?style=flat"),
        ("/badge/a-b-red?style=popout-square&v=1", "/badge/a-b-red?style=flat-square&v=1"),
        ("/badge/a-b-red?style=fancy", "/badge/a-b-red"),
        ("/badge/a-b-red?style=", "/badge/a-b-red"),
        ("/badge/a-b-red?maxAge=3600", "/badge/a-b-red?cacheSeconds=3600"),
        ("/badge/a-b-red?maxAge=60&cacheSeconds=90", "/badge/a-b-red"),
        ("/badge/a-b-red?cacheSeconds=soon", "/badge/a-b-red"),
        ("/badge/a-b-red?cacheSeconds=99999999999", "/badge/a-b-red?cacheSeconds=31536000"),
        ("/badge/a-b-blu", "/badge/a-b-brightgreen"),
        ("/badge/a-b-blu.svg?v=1", "/badge/a-b-brightgreen.svg?v=1"),
        ("/badge/a-b-ff00f.png", "/badge/a-b-brightgreen.png"),
        ("/badge/a-b-red?color=gren", "/badge/a-b-red?color=brightgreen"),
        ("/static/v1?message=b&colorB=gren", "/static/v1?message=b&colorB=brightgreen"),
        ("/badge/a-b-red?labelColor=gren", "/badge/a-b-red"),
        ("/badge/a-b-red?logo=python&logoColor=wite", "/badge/a-b-red?logo=python"),
        ("/badge/a-b-red?logo=&logoWidth=0&logoSize=big", "/badge/a-b-red"),
        (f"/badge/a-b-red?logo={LOGO[5:]}", f"/badge/a-b-red?logo={quote(LOGO, safe='')}"),
        ("/badge/a-b-red?scale=2&theme=night&segments=x", "/badge/a-b-red"),
        ("/badge/a-b-red?message=c&prefix=v&format=metric", "/badge/a-b-red"),
    ],
)
def test_what_shields_forgives_is_mended_and_said(old: str, new: str, service: Service) -> None:
    result = carried(SHIELDS + old, service)
    assert result.address == service.url + new
    assert bool(result.mended) == (not old.startswith(("/:", "/badge/endpoint")))
    assert carry_over(SHIELDS + new, service) == Carried(result.address, (), result.origin)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/badge/a-1.0-red", "/badge/a-1.0-red.png"),
        ("/badge/a-b-red.png", "/badge/a-b-red.png"),
        ("/static/v1?message=b", "/static/v1.png?message=b"),
    ],
)
def test_the_host_of_bitmaps_becomes_a_suffix(old: str, new: str, service: Service) -> None:
    assert target(f"https://raster.shields.io{old}", service) == new


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/npm/v/left-pad.svg", "'npm' is asked for its value"),
        ("/github/stars/a/b?style=social", "'github' is asked for its value"),
        ("/travis/a/b.svg", "/badge/dynamic/json reads that service's API"),
        ("/", "no badge of shields that is known here"),
        ("", "no badge of shields that is known here"),
        ("/badge/", "no badge of shields"),
        ("/badge//a-b-red", "no badge of shields"),
        ("/badge/dynamic/html?url=x", "no badge of shields"),
        ("/badge/red", "path: '/badge/red' is not accepted"),
        ("/badge/a-b-c-red", "path: '/badge/a-b-c-red' is not accepted"),
        ("/badge/a-b-#ff0000", "path: '/badge/a-b-' is not accepted"),
        ("/badge/a-b-red.gif", "the suffix .svg, .png, .webp or .json"),
        ("/badge/-red", "a text"),
        ("/badge/a-b-red/", "color: 'red/' is not accepted"),
        ("/badge/a-b-{{color}}", "color: '{{color}}' is not accepted"),
        ("/badge/a-b-red?style={{style}}", "style"),
        ("/badge/a-b-red?logo=nosuchbrand", "logo: 'nosuchbrand' is not accepted"),
        ("/badge/a-b-red?logo=python&logoWidth=999", "logoWidth"),
        ("/badge/a-b-red?link=javascript:alert(1)", "link"),
        ("/badge/a-b-red?style=flat&style=plastic", "style"),
        ("/badge/a-%FF-red", "UTF-8"),
        ("/badge/a-%00-red", "control characters"),
        (f"/badge/{'a' * 300}-b-red", "at most 256 characters"),
        (f"/badge/a-b-red?v={'a' * 33_000}", "32768 bytes"),
        ("/badge/%2Fa-b-red", "no badge of shields"),
        ("/static/v1?color=red", "a text, where there is neither"),
        ("/badge/dynamic/json?query=$.a", "url: '' is not accepted"),
        (f"/badge/dynamic/json?url={JSON}", "query: '' is not accepted"),
        (f"/badge/dynamic/regex?url={JSON}", "search: '' is not accepted"),
        (f"/badge/dynamic/json?url={JSON}&query=$.a[", "query"),
        (f"/badge/dynamic/json?url={JSON}&query=$.a&style=flat&style=flat", "style"),
        ("/badge/dynamic/json?url=ftp://a.example&query=$.a", "address"),
        ("/endpoint", "url: '' is not accepted"),
        ("/endpoint?url=https://me:secret@a.example/", "user name"),
    ],
)
def test_what_means_nothing_here_is_left_with_a_reason(
    path: str, reason: str, service: Service
) -> None:
    result = carry_over(SHIELDS + path, service)
    assert isinstance(result, Left), result
    assert reason in result.reason
    assert "secret" not in result.reason


@pytest.mark.parametrize(
    "address",
    [
        "https://badges.example.org/badge/a-b-red",
        "https://img.shields.io.example.org/badge/a-b-red",
        "https://notimg.shields.io/badge/a-b-red",
        "https://user@img.shields.io/badge/a-b-red",
        "https://img.shields.io:8080/badge/a-b-red",
        "https://proxy.example.org/?u=https://img.shields.io/badge/a-b-red",
        "img.shields.io/badge/a-b-red",
        "/badge/a-b-red",
        "x.svg",
        "",
    ],
)
def test_other_hosts_are_no_concern(address: str, service: Service) -> None:
    assert carry_over(address, service) is None


def test_the_origins_that_are_fetched_are_told(service: Service) -> None:
    address = f"{SHIELDS}/endpoint?url=http://Metrics.example.org:8080/badge.json"
    assert carried(address, service).origin == "http://metrics.example.org:8080"
    assert carried(f"{SHIELDS}/badge/a-b-red", service).origin == ""


@pytest.mark.parametrize(
    "path",
    [
        f"/badge/dynamic/json.svg?label=v&colorB=red&query=$.a[(@.length-1)]&uri={JSON}&maxAge=60",
        f"/badge/dynamic/xml.png?url={JSON}&query=//version&style=popout&logo=python",
        f"/badge/dynamic/regex?url={JSON}&search=v(.*)&replace=$1&flags=i&noMatch=none&scale=9",
        f"/badge/endpoint.svg?url={JSON}&style=fancy&label=now",
    ],
)
def test_what_is_fetched_is_accepted_but_for_its_origin(
    client: FlaskClient, service: Service, path: str
) -> None:
    response = client.get(target(SHIELDS + path, service), headers={"Accept": "application/json"})
    assert response.status_code == 403, response.text
    assert "FETCH_ALLOW" in response.text


words = st.one_of(
    st.sampled_from(
        ["a", "-", "--", "_", "%20", "%25", "%", "1.0", ".svg", ".png", "red", "blu", "导", "%2F"]
    ),
    st.text(min_size=1, max_size=4),
)
keys = st.sampled_from(
    """label message color colorB labelColor colorA style logo logoColor logoSize logoWidth link
    cacheSeconds maxAge theme scale segments format prefix v""".split()  # noqa: SIM905
)
values = st.one_of(
    st.sampled_from(
        [
            "",
            "red",
            "blu",
            "4c1",
            "popout",
            "flat",
            "python",
            "auto",
            "14",
            "0",
            "https://a.b",
            "{}",
        ]
    ),
    st.text(max_size=5),
)
queries = st.lists(st.tuples(keys, values), max_size=4).map(
    lambda pairs: "&".join(f"{key}={quote(value)}" for key, value in pairs)
)
badges = st.one_of(
    st.lists(words, max_size=6).map(lambda texts: f"/badge/{'-'.join(texts)}"),
    st.lists(words, max_size=6).map(lambda texts: f"/:{'-'.join(texts)}"),
    st.sampled_from(["/static/v1", "/static/v1.png", "/badge.svg"]),
)


@given(badges, queries)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None
)
def test_what_is_carried_over_is_drawn(
    client: FlaskClient, service: Service, badge: str, query: str
) -> None:
    result = carry_over(f"{SHIELDS}{badge}?{query}", service)
    if not isinstance(result, Carried):
        return
    path, _, rest = result.address.removeprefix(service.url).partition("#")[0].partition("?")
    response = client.get(f"{quote(path, safe='/%:')}?{quote(rest, safe='&=%+/:')}")
    assert response.status_code == 200, response.headers
