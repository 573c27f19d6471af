"""Where PRIVATE is set images are for those with a token, a signature or a share."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from endpoint.auth import Scope, tokens
from endpoint.signature import Signer
from tests.conftest import settings_for
from tests.uploads import picture

Upload = Callable[..., dict[str, Any]]
Bearer = Callable[[str], dict[str, str]]

KEY = "a-key-for-tests-only"
BOOTSTRAP = {"BOOTSTRAP_TOKEN": "0123456789abcdef"}
HEADER = {"Authorization": "Bearer 0123456789abcdef"}
SIGNER = Signer((KEY.encode(),))
GUARDED = (
    "/badge/a-b-red.svg",
    "/api/badge/billing",
    "/picture/coffee.jpg?w=10",
    "/picture/coffee.jpg/info",
    "/image/1",
    "/image/1?w=10",
    "/image/1/thumbnail",
    "/image/1/details",
    "/image/list",
    "/random/20x20",
    "/seed/a/20x20",
)
JSON = {"Accept": "application/json"}


@pytest.fixture
def environ() -> dict[str, str]:
    return {"PRIVATE": "1", "SIGNING_KEYS": KEY}


def token(client: FlaskClient, scope: str) -> dict[str, str]:
    with client.application.app_context():
        minted = tokens.create(scope, [Scope.parse(scope)])
    return {"Authorization": f"Bearer {minted.text}"}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A service with one image, for tests that only look at it."""
    folder = tmp_path_factory.mktemp("seen")
    app = create_app(settings_for(folder, PRIVATE="1", SIGNING_KEYS=KEY, **BOOTSTRAP))
    client = app.test_client()
    assert client.post("/image/upload", data=picture(), headers=HEADER).status_code == 201
    return client


@pytest.mark.parametrize("address", GUARDED)
def test_nobody_sees_an_image_without_a_token(seen: FlaskClient, address: str) -> None:
    answer = seen.get(address, headers=JSON)
    assert answer.status_code == 401
    assert "WWW-Authenticate" in answer.headers
    assert "read" in answer.get_json()["detail"]


@pytest.mark.parametrize("address", GUARDED)
@pytest.mark.parametrize("scope", ["read", "upload", "delete", "original", "admin"])
def test_who_has_a_token_sees_it_and_no_shared_cache_keeps_it(
    seen: FlaskClient, address: str, scope: str
) -> None:
    answer = seen.get(address, headers=token(seen, scope))
    assert answer.status_code == (404 if address == "/api/badge/billing" else 200)
    assert "public" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("scope", ["push", "manage"])
def test_a_token_for_something_else_opens_nothing(seen: FlaskClient, scope: str) -> None:
    assert seen.get("/image/1", headers=token(seen, scope)).status_code == 403


@pytest.mark.parametrize("address", [each for each in GUARDED if each != "/api/badge/billing"])
def test_who_has_a_signed_address_sees_it(seen: FlaskClient, address: str) -> None:
    answer = seen.get(SIGNER.sign(address), headers=JSON)
    assert answer.status_code == 200
    assert "public" not in answer.headers["Cache-Control"]
    assert "X-Ignored-Parameters" not in answer.headers


def test_a_signature_is_for_its_address_and_its_time(client: FlaskClient, upload: Upload) -> None:
    upload(picture())
    signed = SIGNER.sign("/image/1?w=10")
    assert client.get(signed.replace("w=10", "w=20")).status_code == 403
    assert client.get(SIGNER.sign("/image/1", 1)).status_code == 403


def test_a_share_is_public(client: FlaskClient, upload: Upload) -> None:
    body = picture()
    share = upload(body)["share_url"].removeprefix("http://localhost")
    answer = client.get(share)
    assert answer.data == body
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert client.get(f"{share}?w=10").status_code == 403
    assert client.get(SIGNER.sign(f"{share}?w=10")).status_code == 200


@pytest.mark.parametrize(
    "address", ["/", "/docs", "/openapi.json", "/healthz", "/300x200.png", "/image/"]
)
def test_pages_and_placeholders_stay_open(seen: FlaskClient, address: str) -> None:
    assert seen.get(address).status_code == 200


def test_without_keys_only_a_token_opens(tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, PRIVATE="1", **BOOTSTRAP))
    client = app.test_client()
    assert client.get(SIGNER.sign("/badge/a-b-red.svg")).status_code == 401
    assert client.get("/badge/a-b-red.svg", headers=HEADER).status_code == 200


def test_where_only_keys_are_set_what_is_made_of_an_image_is_signed_and_stored_ones_are_not(
    tmp_path: Path,
) -> None:
    app = create_app(settings_for(tmp_path, SIGNING_KEYS=KEY, **BOOTSTRAP))
    client = app.test_client()
    assert client.post("/image/upload", data=picture(), headers=HEADER).status_code == 201
    for open_ in ("/image/1", "/image/1/thumbnail", "/image/1/details", "/badge/a-b-red.svg"):
        assert client.get(open_).status_code == 200
    for signed in ("/image/1?w=10", "/picture/coffee.jpg", "/random/20x20"):
        assert client.get(signed).status_code == 403
        assert client.get(SIGNER.sign(signed)).status_code == 200
        answer = client.get(signed, headers=HEADER)
        assert answer.status_code == 200
        assert "public" not in answer.headers["Cache-Control"]


def test_no_cache_keeps_a_seed_longer_than_its_address_is_good(tmp_path: Path) -> None:
    client = create_app(settings_for(tmp_path, SIGNING_KEYS=KEY, **BOOTSTRAP)).test_client()
    client.post("/image/upload", data=picture(), headers=HEADER)
    end = int(time.time()) + 60
    for address in ("/seed/a/20x20", "/random/20x20?seed=a"):
        policy = client.get(SIGNER.sign(address, end)).headers["Cache-Control"]
        assert re.fullmatch("public, max-age=(60|[1-5]?[0-9])", policy)
        assert "immutable" in client.get(SIGNER.sign(address)).headers["Cache-Control"]
        far = client.get(SIGNER.sign(address, end + 10**9)).headers["Cache-Control"]
        assert far == "public, max-age=31536000"


def test_the_own_machine_sees_all_where_it_may_write(tmp_path: Path) -> None:
    client = create_app(settings_for(tmp_path, PRIVATE="1", OPEN_WRITES="loopback")).test_client()
    assert client.get("/badge/a-b-red.svg").status_code == 200
    far = {"REMOTE_ADDR": "192.0.2.1"}
    assert client.get("/badge/a-b-red.svg", environ_base=far).status_code == 401


@pytest.mark.parametrize("value", ["true", "yes", "2", "-1"])
def test_it_is_0_or_1(tmp_path: Path, value: str) -> None:
    with pytest.raises(ValueError, match="accepted: 0 or 1"):
        settings_for(tmp_path, PRIVATE=value)


def test_pages_draw_nothing_that_their_reader_would_be_refused(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "This service is private" in page
    for guarded in ('src="/badge', 'src="/picture', 'src="/api'):
        assert guarded not in page
        assert guarded not in client.get("/docs").text
    assert 'src="/240x150' in page
    assert client.get("/gallery").status_code == 404


def test_a_gallery_for_everybody_and_private_pictures_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="GALLERY"):
        settings_for(tmp_path, PRIVATE="1", GALLERY="on")
