"""Whatever is sent: the files as they were, or a refusal; never an error of ours, never a rest."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from urllib3 import encode_multipart_formdata

from tests.endpoint.image.receive.echo import app_for, left

KINDS = [
    "",
    "image/png",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "application/json",
]
HEADERS = ["Content-Digest", "Repr-Digest", "Idempotency-Key", "Content-Encoding"]
WORDS = [
    b"--b",
    b"--b--",
    b"\r\n",
    b"Content-Disposition: form-data",
    b"; name=image",
    b"; name=tags",
]
MORE_WORDS = [
    b"; filename=a",
    b"; filename*=UTF-8''",
    b"%00",
    b'"',
    b"\\",
    b";",
    b"cat",
    b"\r\n\r\n",
]
bodies = st.lists(st.sampled_from(WORDS + MORE_WORDS) | st.binary(max_size=4)).map(b"".join)
header_values = st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=60)


class Place(NamedTuple):
    client: FlaskClient
    home: Path


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with TemporaryDirectory() as folder:
        yield Place(app_for(Path(folder)).test_client(), Path(folder))


@given(
    body=bodies,
    kind=st.sampled_from(KINDS),
    headers=st.dictionaries(st.sampled_from(HEADERS), header_values, max_size=2),
)
def test_nothing_is_an_error_of_ours(
    place: Place, body: bytes, kind: str, headers: dict[str, str]
) -> None:
    sent = {"Content-Type": kind} | headers
    answer = place.client.post("/upload", data=body, headers=sent)
    assert answer.status_code in {200, 400, 415}, answer.text
    assert left(place.home) == []


@given(value=header_values)
@example('attachment; filename="\xff"')
@example("attachment; filename*=UTF-8''%ED%A0%80")
@example("attachment; filename*=utf-16''%00%D8")
def test_no_disposition_is_an_error_of_ours(place: Place, value: str) -> None:
    for sent in (value, f"attachment; filename={value}", f"attachment; filename*=UTF-8''{value}"):
        answer = place.client.post("/upload", data=b"x", headers={"Content-Disposition": sent})
        assert answer.status_code in {200, 400}, answer.text
        if answer.status_code == 200:
            assert is_a_name(answer.get_json()["files"][0]["name"])


@given(name=st.text(max_size=260), content=st.binary(min_size=1, max_size=2000))
@example("..", b"x")
@example("a\\", b"x")
@example("x" * 256, b"x")
@example("A\N{COMBINING RING ABOVE}", b"x")
def test_names_and_contents_come_as_they_were_sent(place: Place, name: str, content: bytes) -> None:
    body, kind = encode_multipart_formdata([("image", (name, content, "image/png"))])
    answer = place.client.post("/upload", data=body, content_type=kind)
    assert left(place.home) == []
    if answer.status_code == 400:
        assert answer.get_json()["parameter"] in {"image", "filename"}
        return
    found = answer.get_json()["files"][0]
    assert found["size"] == len(content)
    assert is_a_name(found["name"])
    if not set("/\\%\r\n") & set(name):  # a browser writes %0A, which stays
        assert found["name"] == (unicodedata.normalize("NFC", name).strip() or "image")


def is_a_name(name: str) -> bool:
    return (
        1 <= len(name) <= 255
        and unicodedata.is_normalized("NFC", name)
        and not {"/", "\\", "\0", "\n"} & set(name)
        and name not in {".", ".."}
    )
