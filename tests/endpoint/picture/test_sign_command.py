import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask

from endpoint.picture.sign_command import sign
from endpoint.signature import Expiry, Signer

Run = Callable[..., Result]
SIGNER = Signer((b"0123456789abcdef",))


@pytest.fixture
def app() -> Flask:
    app = Flask("signing")
    app.config["PUBLIC_URL"] = ""
    app.extensions["easel-signer"] = SIGNER
    app.cli.add_command(sign)
    return app


@pytest.fixture
def run(app: Flask) -> Run:
    return lambda *arguments: app.test_cli_runner().invoke(args=["sign", *arguments])


def end_of(printed: str) -> Expiry | None:
    path, _, query = printed.strip().partition("?")
    return SIGNER.check(path, query.encode(), int(datetime.now(UTC).timestamp()))


@pytest.mark.parametrize(
    ("public", "url", "base"),
    [
        ("", "/picture/a.jpg?w=800", ""),
        ("", "https://img.example.org/picture/a.jpg?w=800", "https://img.example.org"),
        ("", "http://127.0.0.1:5000/picture/a.jpg?w=800", "http://127.0.0.1:5000"),
        ("https://img.example.org", "/picture/a.jpg?w=800", "https://img.example.org"),
        ("https://a.example/easel", "/picture/a.jpg?w=800", "https://a.example/easel"),
        ("https://a.example/easel", "https://a.example/easel/picture/a.jpg?w=800", None),
    ],
)
def test_what_is_signed_is_the_part_below_the_service(
    app: Flask, run: Run, public: str, url: str, base: str | None
) -> None:
    app.config["PUBLIC_URL"] = public
    done = run(url)
    signed = (public if base is None else base) + SIGNER.sign("/picture/a.jpg?w=800")
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"{signed}\n", "It ends: never\n")


def test_images_are_signed_too(run: Run) -> None:
    assert run("/image/7?w=80").stdout == SIGNER.sign("/image/7?w=80") + "\n"


@pytest.mark.parametrize(
    ("text", "lasts"),
    [
        ("90s", timedelta(seconds=90)),
        ("30m", timedelta(minutes=30)),
        ("1h", timedelta(hours=1)),
        ("90d", timedelta(days=90)),
        ("52w", timedelta(weeks=52)),
    ],
)
def test_an_address_may_last_for_a_time(run: Run, text: str, lasts: timedelta) -> None:
    expiry = end_of(run("/picture/a.jpg", "--expires", text).stdout)
    assert expiry is not None
    ends = datetime.fromtimestamp(expiry.at, UTC)
    assert abs(ends - datetime.now(UTC) - lasts) < timedelta(seconds=20)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("4000000000", 4_000_000_000),
        ("2096-10-02T07:06:40Z", 4_000_000_000),
        ("2096-10-02T09:06:40+02:00", 4_000_000_000),
        ("2096-10-02T07:06:40", 4_000_000_000),
        ("2096-10-02", 4_000_000_000 - 25_600),
        ("9998-12-31", 253_370_678_400),
    ],
)
def test_an_address_may_end_at_a_moment(run: Run, text: str, at: int) -> None:
    done = run("/picture/a.jpg?w=8", "--expires", text)
    assert end_of(done.stdout) == Expiry(at)
    assert done.stderr == f"It ends: {datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}\n"


def test_an_end_in_the_address_is_told(run: Run) -> None:
    done = run("/picture/a.jpg?expires=4000000000&w=8")
    assert end_of(done.stdout) == Expiry(4_000_000_000)
    assert done.stderr == "It ends: 2096-10-02T07:06:40Z\n"


@pytest.mark.parametrize(
    "text",
    [
        *("", "0h", "-1h", "1.5h", "1y", "h", "1 h", "1H", "99999999999w", "٩d", "1h\n", "soon"),
        *("0", "1000000000", "-4000000000", "9" * 30, "2001-01-01", "2096-13-01", "9999-06-01"),
        *("999999999w", "9999-12-31T23:59:59-14:00", "2096-10-02T07:06:40Z Z"),
    ],
)
def test_an_end_that_is_none_is_refused(run: Run, text: str) -> None:
    done = run("/picture/a.jpg", "--expires", text)
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.search(r"expires: '.*' is not accepted; expected a time", done.stderr, re.DOTALL)


@pytest.mark.parametrize(
    "url",
    [
        *("", "a.jpg", "picture/a.jpg", "/", "/300x200", "//img.example.org/picture/a.jpg"),
        *("ftp://img.example.org/picture/a.jpg", "https:///picture/a.jpg", "/easel/picture/a.jpg"),
        *("https://img.example.org/easel/picture/a.jpg", "/picture/a.jpg#top"),
        *("/picture/a.jpg?signature=x", "/picture/a.jpg?expires=soon"),
    ],
)
def test_what_cannot_be_signed_is_refused(run: Run, url: str) -> None:
    done = run(url)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "such as /picture/trip/a.jpg?w=800" in done.stderr or "expires: 'soon'" in done.stderr


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/easel/picture/a.jpg",
        "https://a.example/picture/a.jpg",
        "https://a.example/easel2/picture/a.jpg",
        "https://a.example/easel",
    ],
)
def test_addresses_of_others_are_refused(app: Flask, run: Run, url: str) -> None:
    app.config["PUBLIC_URL"] = "https://a.example/easel"
    done = run(url)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "such as https://a.example/easel/picture/" in done.stderr


def test_an_end_that_is_past_is_refused(run: Run) -> None:
    done = run("/picture/a.jpg?expires=1000000000")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "has expired: expires is 1000000000" in done.stderr


def test_an_end_is_said_once(run: Run) -> None:
    done = run("/picture/a.jpg?expires=4000000000", "--expires", "1h")
    assert (done.exit_code, "expires: " in done.stderr) == (2, True)


def test_without_a_key_it_says_what_to_set(app: Flask, run: Run) -> None:
    app.extensions["easel-signer"] = Signer(())
    done = run("/picture/a.jpg")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "SIGNING_KEYS is not set" in done.stderr
