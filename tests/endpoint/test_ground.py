"""The ground that all rooms share, in an app of one room."""

import gzip
from http import HTTPStatus
from typing import ClassVar

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from gunicorn.http.errors import InvalidChunkSize
from PIL import Image
from pydantic import Field

from app import create_app
from config import Settings
from endpoint.errors import fault_of
from endpoint.query import Sent, build, read_query
from endpoint.respond import IMMUTABLE, PRODUCER, respond
from image_proc.errors import Busy
from image_proc.limits import Limits
from image_proc.render import render
from image_proc.spec import Format, ImageSpec
from source.errors import Overloaded

BROWSER = "text/html,application/xhtml+xml,image/avif,image/webp,*/*;q=0.8"
IMG = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"


class Swatch(ImageSpec):
    kind: ClassVar[str] = "swatch"
    drawn: ClassVar[int] = 0

    level: int = Field(0, ge=0, le=255)
    marks: tuple[str, ...] = ()

    @property
    def pixels(self) -> int:
        return 1


@render.register
def draw_swatch(spec: Swatch) -> Image.Image | bytes:
    Swatch.drawn += 1
    if spec.format is Format.SVG:
        return f"<svg>{'<!-- as long as it is even -->' * 40}{spec.level}</svg>".encode()
    return Image.new("L", (1, 1), spec.level)


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    app = create_app(settings)
    Swatch.drawn = 0

    @app.get("/swatch")
    @app.get("/swatch.<suffix>")
    def swatch(suffix: str = "png") -> Response:
        names = {"level": "level", "l": "level", "mark": "marks"}
        sent = read_query(request.args, names, several=frozenset({"marks"}))
        spec = build(Swatch, {**sent, "format": Sent("suffix", suffix)}, Limits())
        return respond(spec, IMMUTABLE)

    @app.get("/busy")
    def busy() -> Response:
        raise Busy(7)

    @app.get("/broken.png")
    def broken() -> Response:
        return respond(Swatch(level=1).model_copy(update={"format": "none"}), IMMUTABLE)

    return app.test_client()


def test_an_image_comes_with_all_its_headers(client: FlaskClient) -> None:
    response = client.get("/swatch.png?level=7")
    assert response.status_code == HTTPStatus.OK
    assert response.mimetype == "image/png"
    assert response.headers["Cache-Control"] == IMMUTABLE
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["ETag"].startswith('"')
    assert "X-Ignored-Parameters" not in response.headers
    assert "Content-Security-Policy" not in response.headers


def test_svg_cannot_run_anything(client: FlaskClient) -> None:
    policy = client.get("/swatch.svg").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy


@pytest.mark.parametrize("condition", ['"{}"', 'W/"{}"', '"x", "{}"', "*"])
def test_a_known_image_is_a_304_and_not_drawn(client: FlaskClient, condition: str) -> None:
    etag = client.get("/swatch.png").headers["ETag"].strip('"')
    response = client.get("/swatch.png", headers={"If-None-Match": condition.format(etag)})
    assert response.status_code == HTTPStatus.NOT_MODIFIED
    assert response.data == b""
    assert response.headers["ETag"] == f'"{etag}"'
    assert response.headers["Cache-Control"] == IMMUTABLE
    assert Swatch.drawn == 1


def test_another_image_is_no_304(client: FlaskClient) -> None:
    etag = client.get("/swatch.png").headers["ETag"]
    response = client.get("/swatch.png?level=1", headers={"If-None-Match": etag})
    assert response.status_code == HTTPStatus.OK


def test_head_is_get_without_the_body(client: FlaskClient) -> None:
    got, head = client.get("/swatch.png"), client.head("/swatch.png")
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(got.data))
    assert head.headers["ETag"] == got.headers["ETag"]


def test_svg_is_gzipped_for_who_takes_it_under_a_tag_of_its_own(client: FlaskClient) -> None:
    plain = client.get("/swatch.svg")
    packed = client.get("/swatch.svg", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    again = client.get("/swatch.svg", headers={"If-None-Match": packed.headers["ETag"]})
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    refused = client.get("/swatch.svg", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_unknown_parameters_are_ignored_and_named(client: FlaskClient) -> None:
    response = client.get("/swatch.png?v=3&level=1&%E2%9C%93=1")
    assert response.status_code == HTTPStatus.OK
    assert response.headers["X-Ignored-Parameters"] == "v, %E2%9C%93"


@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [
        ("level=256", "level", "256"),
        ("l=-1", "l", "-1"),
        ("level=many", "level", "many"),
        ("level=1&level=2", "level", "1, 2"),
        ("level=%00", "level", "\\x00"),
        ("level=%ff", "level", "\\xff"),
        ("%ff=1", "query", "\\xff"),
    ],
)
def test_a_bad_value_is_named_as_its_user_wrote_it(
    client: FlaskClient, query: str, parameter: str, value: str
) -> None:
    response = client.get(f"/swatch?{query}")
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert response.mimetype == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    problem = response.get_json()
    assert problem["status"] == 400
    assert (problem["parameter"], problem["value"]) == (parameter, value)
    assert problem["accepted"]


@pytest.mark.parametrize("path", [b"/a\0b", b"/\xff", b"/\xc3\x28", b"/a\nb", b"/\x7f"])
def test_a_path_that_is_no_text_is_refused_before_routing(client: FlaskClient, path: bytes) -> None:
    # As a server gives it: the path's bytes, each as one character.
    response = client.get("/", environ_overrides={"PATH_INFO": path.decode("latin-1")})
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert response.get_json()["parameter"] == "path"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_several_values_are_kept_where_several_are_meant(client: FlaskClient) -> None:
    one, two = client.get("/swatch.png?mark=a"), client.get("/swatch.png?mark=a&mark=b")
    assert one.headers["ETag"] != two.headers["ETag"]


def test_a_target_over_32_kb_is_a_414_problem(client: FlaskClient) -> None:
    response = client.get("/swatch.png?v=" + "x" * 33_000, headers={"Accept": "*/*"})
    assert response.status_code == HTTPStatus.REQUEST_URI_TOO_LONG
    long_problem = client.get("/swatch?v=" + "x" * 33_000)
    assert long_problem.get_json()["status"] == 414


@pytest.mark.parametrize(
    ("path", "accept", "mimetype"),
    [
        ("/swatch?level=x", "*/*", "application/problem+json"),
        ("/swatch?level=x", "", "application/problem+json"),
        ("/swatch?level=x", IMG, "image/png"),
        ("/swatch?level=x", BROWSER, "image/png"),
        ("/swatch.webp?level=x", "*/*", "image/webp"),
        ("/swatch.svg?level=x", "*/*", "image/svg+xml"),
        ("/swatch.json?level=x", "*/*", "application/problem+json"),
        ("/swatch.png?level=x", "application/json", "application/problem+json"),
        ("/swatch.png?level=x", "application/problem+json", "application/problem+json"),
        ("/no/such/page", "*/*", "text/html"),
        ("/no/such/page", BROWSER, "text/html"),
        ("/no/such/page.png", "*/*", "text/html"),
        ("/no/such/page.png", IMG, "image/png"),
        ("/no/such/page", IMG, "image/png"),
        ("/no/such/page", "application/json", "application/problem+json"),
    ],
)
def test_an_error_takes_the_form_of_who_asks(
    client: FlaskClient, path: str, accept: str, mimetype: str
) -> None:
    response = client.get(path, headers={"Accept": accept})
    assert response.status_code == (404 if path.startswith("/no") else 400)
    assert response.mimetype == mimetype
    assert "Accept" in response.headers["Vary"]


def test_busy_says_when_to_come_again(client: FlaskClient) -> None:
    response = client.get("/busy")
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.headers["Retry-After"] == "7"


def test_too_much_that_is_fetched_says_when_to_come_again(settings: Settings) -> None:
    app = create_app(settings)

    @app.get("/fetching")
    def fetching() -> Response:
        msg = "too much is being fetched at the moment"
        raise Overloaded(msg)

    response = app.test_client().get("/fetching")
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.headers["Retry-After"] == "5"


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    response = client.post("/healthz")
    assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert "GET" in response.headers["Allow"]


def test_a_body_in_broken_chunks_is_a_mistake_of_its_sender(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with app.test_request_context("/chart", method="POST"):
        fault = fault_of(InvalidChunkSize(-1))
    assert fault.status == HTTPStatus.BAD_REQUEST
    assert caplog.text == ""


def test_a_mistake_of_ours_is_logged_and_tells_nothing(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = client.get("/broken.png", headers={"Accept": "application/json"})
    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "Traceback" not in response.text
    assert "/broken.png" in caplog.text


@pytest.mark.parametrize(
    ("setting", "agent", "status"),
    [
        ("auto", "github-camo (876de43e)", 200),
        ("auto", "Mozilla/5.0", 400),
        ("honest", "github-camo (876de43e)", 400),
        ("200", "Mozilla/5.0", 200),
    ],
)
def test_proxies_that_drop_error_bodies_are_told_200(
    settings: Settings, setting: str, agent: str, status: int
) -> None:
    app = create_app(settings.model_copy(update={"badge_error_status": setting}))
    headers = {"User-Agent": agent, "Accept": "image/*"}
    response = app.test_client().get("/0x5.png", headers=headers)
    assert response.status_code == status
    assert response.headers["X-Error"].startswith("width: '0' is not accepted")
    assert "ETag" not in response.headers
    problem = app.test_client().get("/0x5.png", headers={**headers, "Accept": "application/json"})
    assert problem.status_code == HTTPStatus.BAD_REQUEST


def test_a_subpath_is_taken_off_and_nothing_is_outside(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"script_name": "/easel"}))
    client = app.test_client()
    assert client.get("/easel/healthz").status_code == HTTPStatus.OK
    assert client.get("/healthz").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/easelhealthz").status_code == HTTPStatus.NOT_FOUND


def test_doctor_says_what_is_there(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert "Pillow 13" in result.output
    assert "colour emoji" in result.output
    assert "ok      pictures in HEIC" in result.output
    assert result.exit_code in {0, 1}


def test_the_producer_keeps_to_the_settings(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"max_side": 77, "render_threads": 3}))
    limits = app.extensions[PRODUCER].limits
    assert (limits.max_side, limits.renders) == (77, 3)
