from io import BytesIO
from urllib.parse import quote

import pytest
from defusedxml.ElementTree import fromstring
from flask.testing import FlaskClient
from PIL import Image

from config import ROOT
from endpoint.badge.params import NAMES

SCRIPTED = quote(
    'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>'
)
TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}


@pytest.mark.parametrize(
    ("path", "mimetype", "size"),
    [
        ("/badge/build-passing-brightgreen", "image/svg+xml", (88, 20)),
        ("/badge/build-passing-brightgreen.png", "image/png", (88, 20)),
        ("/badge/build-passing-brightgreen@2x.png", "image/png", (176, 40)),
        ("/badge/build-passing-brightgreen@3x.webp", "image/webp", (264, 60)),
        ("/badge/build-passing-brightgreen.svg?scale=1.5", "image/svg+xml", (132, 30)),
        ("/badge/coverage-93%25-green@2x.png", "image/png", (192, 40)),
        ("/badge/build-passing-red?style=for-the-badge", "image/svg+xml", (145, 28)),
        ("/badge/build-passing-red.png?style=for-the-badge", "image/png", (145, 28)),
        ("/badge/a%2Fb%3Fc-d-red.png", "image/png", (58, 20)),
        ("/badge/a//b-d-red.png", "image/png", (50, 20)),
        ("/badge/%2Fa-d-red.png", "image/png", (38, 20)),
        ("/badge/%2F%2Fa-d-red", "image/svg+xml", (44, 20)),
        ("/badge//a-d-red.png", "image/png", (38, 20)),
        ("/badge?label=build&message=passing&color=red", "image/svg+xml", (88, 20)),
        ("/badge.png?label=build&message=passing", "image/png", (88, 20)),
        ("/badge@2x.webp?label=build&message=passing", "image/webp", (176, 40)),
        ("/static/v1?label=build&message=passing&color=blue", "image/svg+xml", (88, 20)),
        ("/static/v1.png?label=build&message=passing&color=blue", "image/png", (88, 20)),
    ],
)
def test_a_badge_is_drawn(
    client: FlaskClient, path: str, mimetype: str, size: tuple[int, int]
) -> None:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (200, mimetype)
    if mimetype == "image/svg+xml":
        root = fromstring(response.data)
        assert (int(root.get("width", "")), int(root.get("height", ""))) == size
    else:
        with Image.open(BytesIO(response.data)) as image:
            assert image.size == size
            assert image.get_format_mimetype() == mimetype


def test_json_is_the_endpoint_schema(client: FlaskClient) -> None:
    response = client.get("/badge/build-passing-red.json?cacheSeconds=90")
    assert response.get_json() == {
        "schemaVersion": 1,
        "label": "build",
        "message": "passing",
        "color": "#dd4343",
        "cacheSeconds": 90,
    }
    assert response.headers["Cache-Control"] == "public, max-age=90"


def test_a_badge_is_kept_for_a_day_and_revalidated(client: FlaskClient) -> None:
    response = client.get("/badge/build-passing-red.png")
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    tag = response.headers["ETag"]
    again = client.get("/badge/build-passing-red.png", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    head = client.head("/badge/build-passing-red.png")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", tag)


def test_a_relative_date_moves_with_time(client: FlaskClient) -> None:
    response = client.get("/badge/released-2020--01--01-blue?format=relative")
    assert "years ago" in response.text
    assert response.headers["Cache-Control"] == "public, max-age=60"


def test_an_svg_may_style_itself_and_run_nothing(client: FlaskClient) -> None:
    policy = client.get("/badge/a-b-red?theme=auto").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "style-src 'unsafe-inline'" in policy
    assert "img-src data:" in policy


@pytest.mark.parametrize("suffix", TYPES)
@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/badge/-{}", "path"),
        ("/badge/a-b-c-d{}", "path"),
        ("/badge/a-b-nocolour{}", "color"),
        ("/badge/a-b-red{}?style=round", "style"),
        ("/badge/a-b-red{}?link=javascript:alert(1)", "link"),
    ],
)
def test_an_image_says_what_is_wrong(
    client: FlaskClient, path: str, parameter: str, suffix: str
) -> None:
    response = client.get(path.format(suffix))
    assert (response.status_code, response.mimetype) == (400, TYPES[suffix])
    assert response.headers["X-Error"].startswith(f"{parameter}: ")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "parameter", "accepted"),
    [
        ("/badge/", "path", "/badge/<label>-<message>-<color>"),
        ("/badge/-", "path", "/badge/<label>-<message>-<color>"),
        ("/badge/a-b-red.gif", "path", ".svg, .png, .webp or .json"),
        ("/badge.gif?message=x", "path", ".svg, .png, .webp or .json"),
        ("/badge@2x?message=x&scale=3", "scale", "what the path says, 2,"),
        ("/badge/a-b-red?style=round", "style", "for-the-badge"),
        ("/badge/a-b-notacolour", "color", "a badge colour"),
        ("/badge/a-b-red?link=javascript:alert(1)", "link", "https://"),
        (f"/badge/a-b-red?logo={SCRIPTED}", "logo", "<script>"),
        ("/badge/a%00b-c-red", "path", "control characters"),
        ("/badge?message=a%01b", "message", "control characters"),
    ],
)
def test_a_program_is_told_what_is_wrong(
    client: FlaskClient, path: str, parameter: str, accepted: str
) -> None:
    response = client.get(path, headers={"Accept": "application/json"})
    problem = response.get_json()
    assert response.status_code == 400
    assert problem["parameter"] == parameter
    assert accepted in problem["accepted"]


def test_the_query_is_documented_as_it_is_read(client: FlaskClient) -> None:
    document = client.get("/openapi.json").get_json()
    for path in ("/badge", "/badge/{content}", "/badge{tail}", "/static/v1"):
        parameters = document["paths"][path]["get"]["parameters"]
        assert {each["name"] for each in parameters if each["in"] == "query"} == set(NAMES)
        assert all(each["description"] for each in parameters)


@pytest.mark.parametrize("name", NAMES)
def test_the_guide_tells_of_each_key(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "badges.md").read_text(encoding="utf-8")
