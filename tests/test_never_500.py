"""Whatever is asked, the answer is an image, a page or a clear no; never a 500."""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from app import create_app
from tests.conftest import settings_for
from tests.examples import examples
from tests.uploads import picture

KEYS = """
    label message color colorB labelColor colorA style logo logoColor logoSize logoWidth link
    cacheSeconds segments theme thresholds format precision prefix suffix scale text Text font
    font_size bold align radius border gradient dpr v
    w scaley fit gravity fp crop trim rotate flip pad blur sharpen watermark quality max_bytes
    preset expires signature widths page
    limit sort cursor uploader type tag after before min_size max_size camera q near distance
    deleted size seed grayscale
""".split()  # noqa: SIM905 - a list of words reads best as words
VALUES = r"""
    build passing brightgreen red #fff 4c1 transparent flat social plastic for-the-badge python
    auto 1 2 3 0 -1 1e9 nan 12,red 09f,60c,45 50:red,80:yellow metric bytes date relative left
    javascript:alert(1) https://example.org data:image/png;base64,AAAA a:red,b:blue roboto true
    導入 مرحبا 👩‍🚀 % %% + _ __ - -- <svg> \n | ×
""".split()  # noqa: SIM905
BASES = """
    / /200x300 /0 /99999x99999 /badge/ /badge/- /badge/a-b-red /badge/a-b-c-d.svg /badge
    /static/v1 /16:9x400 /640x16:9 /leaderboard /vga.png /300.png/09f/fff /docs /openapi.json
    /healthz /favicon.ico /robots.txt /3d4070/ffffff/150x150.png /600x400&text=x //a /./..
    /picture/coffee.jpg /picture/space/rocket.jpg /picture/day.gif /picture/@a/b /picture//a
    /picture/coffee.jpg/info /picture/coffee.jpg/srcset /gallery /gallery/space /gallery/..
    /image/ /image/1 /image/1/details /image/1/thumbnail /image/1/original /image/list /image/2
    /image/list /i/x /random/20x20 /seed/a/20x20
""".split()  # noqa: SIM905
SUFFIXES = """
    .png .svg .webp .jpg .gif .avif .json .exe @2x.png @9x /png
""".split()  # noqa: SIM905

words = st.one_of(
    st.sampled_from(VALUES),
    st.from_regex(r"[0-9a-fxX×:.@-]{1,12}", fullmatch=True),
    st.text(max_size=12),
)
paths = st.one_of(
    st.sampled_from(BASES),
    st.lists(words, max_size=4).map(lambda parts: "/" + "/".join(parts)),
    st.lists(words, min_size=1, max_size=4).map(lambda parts: "/badge/" + "-".join(parts)),
)
pairs = st.tuples(st.sampled_from(KEYS), st.one_of(st.sampled_from(VALUES), st.text(max_size=20)))
accepts = st.sampled_from(
    ["", "*/*", "image/*", "text/html", "application/json", "image/png;q=x", ",;"]
)


@pytest.fixture(scope="module")
def anyone(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Give the own machine as a client: it may see all of an uploaded picture."""
    open_ = settings_for(tmp_path_factory.mktemp("var"), OPEN_WRITES="loopback")
    client = create_app(open_).test_client()
    assert client.post("/image/upload", data=picture()).status_code == 201
    return client


def ask(client: FlaskClient, path: bytes, query: str, accept: str = "") -> TestResponse:
    """Ask as a server hands it on: the path's bytes decoded, the query as it came."""
    target = {"PATH_INFO": path.decode("latin-1"), "QUERY_STRING": query}
    return client.get("/", environ_overrides=target, headers={"Accept": accept})


@settings(max_examples=examples(300, long=6000), suppress_health_check=[HealthCheck.too_slow])
@given(paths, st.sampled_from(["", *SUFFIXES]), st.lists(pairs, max_size=5), accepts)
def test_no_address_is_answered_with_a_500(
    anyone: FlaskClient, path: str, suffix: str, query: list[tuple[str, str]], accept: str
) -> None:
    sent = "&".join(f"{quote(key)}={quote(value)}" for key, value in query)
    response = ask(anyone, f"{path}{suffix}".encode(), sent, accept)
    assert response.status_code in {200, 400, 404}, response.text[:500]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    if response.mimetype == "application/problem+json" and response.status_code == 400:
        problem = response.get_json()
        assert problem["parameter"]
        assert problem["accepted"]


@settings(max_examples=examples(200, long=2000))
@given(st.binary(max_size=30), st.binary(max_size=30))
def test_any_bytes_are_read_or_refused(anyone: FlaskClient, path: bytes, query: bytes) -> None:
    response = ask(anyone, b"/" + path, quote(query, safe="=&"))
    assert response.status_code in {200, 400, 404}
