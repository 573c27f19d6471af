"""Charts of other services by HTTP: their addresses and bodies, with another host."""

from http import HTTPStatus
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

BARS = "{type:'bar',data:{labels:['a'],datasets:[{data:[3]}]},options:{cutout:1}}"
GOOGLE = {"cht": "lc", "chs": "120x80", "chd": "t:1,50,20", "chma": "3,3"}


def size_of(body: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(body)) as picture:
        return picture.size


def test_an_address_of_quickchart_is_drawn(client: FlaskClient) -> None:
    answer = client.get("/chart", query_string={"c": BARS, "w": 120, "h": "80", "key": "q"})
    assert answer.status_code == HTTPStatus.OK, answer.text
    assert (answer.mimetype, size_of(answer.data)) == ("image/png", (240, 160))
    assert answer.headers["X-Ignored-Parameters"] == "key, options.cutout"
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("key", ["chart", "c"])
def test_a_body_of_quickchart_is_drawn(client: FlaskClient, key: str) -> None:
    config = {"type": "pie", "data": {"labels": ["a"], "datasets": [{"data": [1.5]}]}}
    for chart in (config, BARS):
        body = {key: chart, "width": 120, "height": 80, "devicePixelRatio": 1.5}
        answer = client.post("/chart", json=body)
        assert answer.status_code == HTTPStatus.OK, answer.text
        assert size_of(answer.data) == (180, 120)
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_script_is_answered_with_its_place(client: FlaskClient) -> None:
    answer = client.get("/chart", query_string={"c": "{type: 'bar', data: () => 1}"})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "at data (line 1, column 21)" in answer.text


def test_an_address_and_a_form_of_google_are_drawn(client: FlaskClient) -> None:
    for answer in (client.get("/chart", query_string=GOOGLE), client.post("/chart", data=GOOGLE)):
        assert answer.status_code == HTTPStatus.OK, answer.text
        assert size_of(answer.data) == (120, 80)
        assert answer.headers["X-Ignored-Parameters"] == "chma"


def test_a_qr_code_of_google_is_drawn(client: FlaskClient) -> None:
    query = {"cht": "qr", "chs": "150x150", "chl": "Hello"}
    answer = client.get("/chart", query_string=query)
    assert (answer.status_code, size_of(answer.data)) == (HTTPStatus.OK, (150, 150))
    assert client.get("/chart", query_string=query | {"chld": "Z"}).status_code == 400
