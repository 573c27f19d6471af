"""Forms: what is taken from them, and what is refused."""

import hashlib
import json
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import g
from flask.testing import FlaskClient
from urllib3 import encode_multipart_formdata
from werkzeug.test import TestResponse

from tests.endpoint.image.receive.echo import CAPS, app_for, left

KIND = "multipart/form-data; boundary=XbX"
CAT = b"the bytes \r\n of a cat \r\n--Xb\r\n"


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return app_for(tmp_path).test_client()


def part(content: bytes = CAT, headers: str = 'name="image"; filename="cat.jpg"') -> bytes:
    return (
        b"--XbX\r\nContent-Disposition: form-data; "
        + headers.encode()
        + b"\r\n\r\n"
        + content
        + b"\r\n"
    )


def form(*parts: bytes, end: bytes = b"--XbX--\r\n") -> bytes:
    return b"".join(parts) + end


def send(client: FlaskClient, body: bytes, kind: str = KIND, **more: Any) -> TestResponse:
    return client.post("/upload", data=body, content_type=kind, **more)


def files(answer: TestResponse) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.get_json()["files"]
    return found


def seen(name: str = "cat.jpg", content: bytes = CAT, *tags: str) -> dict[str, Any]:
    sha256 = hashlib.sha256(content).hexdigest()
    return {"name": name, "tags": list(tags), "size": len(content), "sha256": sha256}


ACCEPTED = {
    "one file": (form(part()), [seen()]),
    "several, in their order": (
        form(part(), part(b"2", 'name="image"; filename="b"'), part(b"3")),
        [seen(), seen("b", b"2"), seen(content=b"3")],
    ),
    "as large as may be": (form(part(b"x" * 100_000)), [seen(content=b"x" * 100_000)]),
    "only line breaks": (form(part(b"\r\n\r\n")), [seen(content=b"\r\n\r\n")]),
    "a break at its end": (form(part(b"a\r")), [seen(content=b"a\r")]),
    "dashes at its end": (form(part(b"a\r\n--XbY--")), [seen(content=b"a\r\n--XbY--")]),
    "before and after it": (b"To you\r\n" + form(part()) + b"\r\nthe rest", [seen()]),
    "nothing after it": (form(part(), end=b"--XbX--"), [seen()]),
    "a padded boundary": (
        form(part(), end=b"--XbX \t\r\n" + part()[7:] + b"--XbX--"),
        [seen()] * 2,
    ),
    "a type": (
        form(part(headers='name="image"; filename="cat.jpg"\r\nContent-Type: text/html')),
        [seen()],
    ),
    "a type and no name": (
        form(part(headers='name="image"\r\ncontent-type: image/png')),
        [seen("image")],
    ),
    "no quotes": (form(part(headers="name=image; filename=cat.jpg")), [seen()]),
    "an empty name": (form(part(headers='name="image"; filename=""')), [seen("image")]),
    "an emoji": (form(part(headers='name="image"; filename="😀 a.jpg"')), [seen("😀 a.jpg")]),
    "an encoded name": (
        form(part(headers="name=image; filename=x; filename*=UTF-8''%F0%9F%98%80%2Ejpg")),
        [seen("😀.jpg")],
    ),
    "an escaped quote": (form(part(headers='name=image; filename="a%22b"')), [seen('a"b')]),
    "a path of Windows": (
        form(part(headers=r'name=image; filename="C:\fakepath\a.jpg"')),
        [seen("a.jpg")],
    ),
    "a path upwards": (form(part(headers='name=image; filename="../../etc/x"')), [seen("x")]),
    "tags before and after": (
        form(part(b"a,b", "name=tags"), part(), part(b" b , c,", "name=tags")),
        [seen("cat.jpg", CAT, "a", "b", "c")],
    ),
    "a name of its own": (form(part(), part(b"Tom", "name=name")), [seen("Tom")]),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_files_come_as_they_were_sent(case: str, client: FlaskClient, tmp_path: Path) -> None:
    body, expected = ACCEPTED[case]
    assert files(send(client, body)) == expected
    assert left(tmp_path) == []


def twice(header: str) -> bytes:
    return form(part(headers=f'name="image"; filename="a"\r\n{header}\r\n{header}'))


REFUSED: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", 400, "image"),
    "no part": (b"--XbX--\r\n", 400, "image"),
    "no boundary in it": (CAT, 400, "image"),
    "another boundary": (form(part()).replace(b"XbX", b"YbY"), 400, "image"),
    "no end": (form(part(), end=b""), 400, "image"),
    "half an end": (form(part(), end=b"--XbX-"), 400, "image"),
    "an end in the headers": (b"--XbX\r\nContent-Disposition: form-data", 400, "image"),
    "a boundary that goes on": (form(part(), end=b"--XbX.\r\n--XbX--"), 400, "image"),
    "line feeds only": (form(part()).replace(b"\r\n", b"\n"), 400, "image"),
    "no headers": (b"--XbX\r\n\r\ncat\r\n--XbX--", 400, "image"),
    "no disposition": (b"--XbX\r\nA: b\r\n\r\ncat\r\n--XbX--", 400, "image"),
    "a header that is none": (form(part(headers="name=image; filename=a\r\nwhat")), 400, "image"),
    "a folded header": (form(part(headers="name=image;\r\n filename=a")), 400, "image"),
    "headers that are not UTF-8": (
        form(part()).replace(b"cat.jpg", b"\xff.jpg"),
        400,
        "image",
    ),
    "a header twice": (twice("Content-Type: image/png"), 400, "image"),
    "long headers": (form(part(headers=f'name="image"; filename="{"x" * 9000}"')), 400, "image"),
    "a long preamble": (b"x" * 70_000 + b"\r\n" + form(part()), 400, "image"),
    "an empty file": (form(part(b"")), 400, "image"),
    "an empty file after a good one": (form(part(), part(b"")), 400, "image"),
    "a text": (form(part(b"cat.jpg", "name=image")), 400, "image"),
    "a file in `images`": (form(part(headers="name=images; filename=a")), 400, "images"),
    "a file in `image[]`": (form(part(headers='name="image[]"; filename=a')), 400, "image[]"),
    "a file in `file`": (form(part(headers="name=file; filename=a")), 400, "file"),
    "a file in no field": (form(part(headers="filename=a")), 400, "name"),
    "a good file and a wrong one": (
        form(part(), part(headers="name=file; filename=a")),
        400,
        "file",
    ),
    "no line for what is not there": (
        b"--XbX\r\nContent-Disposition: form-data; name=image; filename=a\r\n\r\n--XbX--",
        400,
        "image",
    ),
    "only texts": (form(part(b"a", "name=tags")), 400, "image"),
    "too many files": (form(*[part(b"x")] * 4), 400, "image"),
    "too many parts": (form(*[part(b"", "name=a")] * 30), 400, "image"),
    "a long text": (form(part(), part(b"x" * 11_000, "name=tags")), 400, "tags"),
    "a text that is not UTF-8": (form(part(), part(b"\xff", "name=tags")), 400, "tags"),
    "a name for several": (form(part(), part(), part(b"a", "name=name")), 400, "name"),
    "two names": (form(part(), *[part(b"a", "name=name")] * 2), 400, "name"),
    "NUL in a name": (form(part(headers='name=image; filename="a\0.jpg"')), 400, "filename"),
    "an encoded NUL": (form(part(headers="name=image; filename*=UTF-8''a%00b")), 400, "filename"),
    "a break in a name": (
        form(part(headers="name=image; filename*=UTF-8''a%0d%0ab")),
        400,
        "filename",
    ),
    "an encoded name that is not UTF-8": (
        form(part(headers="name=image; filename*=UTF-8''%ff")),
        400,
        "filename",
    ),
    "a name of dots": (form(part(headers='name=image; filename=".."')), 400, "filename"),
    "a long name": (form(part(headers=f'name=image; filename="{"ä" * 256}"')), 400, "filename"),
    "base64": (twice("")[:-30], 400, "image"),
    "a file too large": (form(part(b"x" * 100_001)), 413, "image"),
    "all too large": (form(part(b"x" * 90_000), *[part(b"x" * 80_000)] * 2), 413, "image"),
    "an encoded part": (
        form(part(headers="name=image; filename=a\r\nContent-Transfer-Encoding: base64")),
        415,
        "image",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_named_and_nothing_is_left(
    case: str, client: FlaskClient, tmp_path: Path
) -> None:
    body, status, name = REFUSED[case]
    answer = send(client, body)
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json()
    assert name == problem.get("parameter", problem["detail"].partition(":")[0])
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        'multipart/form-data; boundary=" "',
        f"multipart/form-data; boundary={'x' * 201}",
        'multipart/form-data; boundary="a\\"b"',
        'multipart/form-data; boundary="ä"',
    ],
)
def test_a_form_needs_a_boundary(kind: str, client: FlaskClient) -> None:
    answer = send(client, form(part()), kind)
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == "image"


@pytest.mark.parametrize("boundary", ["x" * 70, "x" * 200, "a b", "'()+_,-./:=?", "0"])
def test_every_boundary_of_the_rfc_is_known_and_longer_ones(
    boundary: str, client: FlaskClient
) -> None:
    body = form(part()).replace(b"--XbX", b"--" + boundary.encode())
    assert files(send(client, body, f'multipart/form-data; boundary="{boundary}"'))[0]["size"] > 9


def test_fields_that_nobody_reads_are_named(client: FlaskClient) -> None:
    body = form(part(), part(b"x" * 20_000, 'name="submit"'), part(b"", "name=a"))
    with client:
        assert len(files(send(client, body, query_string="v=3&tags=a"))) == 1
        assert g.ignored_parameters == "v, submit, a"


def test_what_urllib3_encodes_is_understood(client: FlaskClient) -> None:
    body, kind = encode_multipart_formdata(
        [("image", ('ä "😀".jpg', CAT, "image/jpeg")), ("image", ("b", b"2")), ("tags", "x,y")]
    )
    assert files(send(client, body, kind)) == [
        seen('ä "😀".jpg', CAT, "x", "y"),
        seen("b", b"2", "x", "y"),
    ]


def test_what_werkzeug_encodes_is_understood(client: FlaskClient) -> None:
    sent = {"image": [(BytesIO(CAT), "cat.jpg"), (BytesIO(b"2"), "b")], "name": ""}
    assert files(client.post("/upload", data=sent)) == [seen(), seen("b", b"2")]


def test_a_length_over_the_cap_is_refused_unread(tmp_path: Path) -> None:
    body = BytesIO(form(part()))
    client = app_for(tmp_path).test_client()
    too_long = str(CAPS.request_bytes + 1)
    answer = client.post(
        "/upload",
        input_stream=body,
        content_type=KIND,
        environ_overrides={"CONTENT_LENGTH": too_long},
    )
    assert answer.status_code == 413
    assert body.tell() == 0


def test_a_body_without_a_length_stops_at_the_cap(tmp_path: Path) -> None:
    body = BytesIO(form(part(), end=b"--XbX--" + b"x" * 1_000_000))
    client = app_for(tmp_path).test_client()
    answer = client.post(
        "/upload",
        input_stream=body,
        content_type=KIND,
        environ_overrides={"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True},
    )
    assert answer.status_code == 413
    assert CAPS.request_bytes < body.tell() <= CAPS.request_bytes + 64 * 1024
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    "header",
    [
        "name=image; filename=" + "a;" * 3900,
        'name="' + "\\" * 7900,
        "name=image; " + "filename*" * 850,
        "name=image; filename=a\r\n" + "A:" + " " * 3900 + "x" + " " * 3900 + "x\n",
        "name=image" + "; filename*0*=a" * 500,
        'name=image; filename="' + '"' * 7900,
    ],
)
def test_no_header_takes_long_to_read(header: str, client: FlaskClient) -> None:
    began = time.monotonic()
    assert send(client, form(part(headers=header))).status_code in {200, 400}
    assert time.monotonic() - began < 2


def test_an_error_is_json_for_programs(client: FlaskClient) -> None:
    answer = send(client, form(part(headers="name=images; filename=a")))
    problem = json.loads(answer.data)
    assert problem["detail"] == (
        "images: 'a file' is not accepted; expected files in the field `image`"
    )
