from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from endpoint.respond import IMMUTABLE


@pytest.mark.parametrize(
    ("query", "mimetype"),
    [
        ("", "image/png"),
        ("&format=svg", "image/svg+xml"),
        ("&format=webp", "image/webp"),
        ("&format=json", "application/json"),
        ("&type=sparkline", "image/png"),
    ],
)
def test_data_is_drawn_and_kept_for_ever(client: FlaskClient, query: str, mimetype: str) -> None:
    answer = client.get(f"/chart?data=3,5,2,8{query}")
    assert (answer.status_code, answer.mimetype) == (200, mimetype)
    assert answer.headers["Cache-Control"] == IMMUTABLE
    known = {"If-None-Match": answer.headers["ETag"]}
    again = client.get(f"/chart?data=3,5,2,8{query}", headers=known)
    assert again.status_code == 304


def test_unknown_keys_are_named(client: FlaskClient) -> None:
    answer = client.get("/chart?data=1&v=3&window=1h")
    assert answer.headers["X-Ignored-Parameters"] == "v, window"


def test_keys_that_a_sparkline_has_no_use_for_are_named_too(client: FlaskClient) -> None:
    sent = {"data": [1, 2], "type": "sparkline", "title": "Load", "mark": "min"}
    posted = client.post("/chart", json=sent)
    answer = client.get("/chart?data=1,2&type=sparkline&title=Load&mark=min&v=3")
    assert answer.headers["X-Ignored-Parameters"] == "v, title"
    assert posted.headers["X-Ignored-Parameters"] == "title"


def test_what_is_wrong_is_named(client: FlaskClient) -> None:
    answer = client.get("/chart?data=1,a")
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["parameter"] == "data"


def test_a_key_is_sent_once(client: FlaskClient) -> None:
    assert client.get("/chart?data=1&data=2").status_code == 400


@pytest.mark.parametrize(
    ("query", "parameter"), [("c={", "c"), ("chart={", "chart"), ("cht=nope", "cht")]
)
def test_the_grammars_of_others_are_known_by_their_keys(
    client: FlaskClient, query: str, parameter: str
) -> None:
    answer = client.get(f"/chart?{query}")
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["parameter"] == parameter


def test_a_config_is_drawn_from_the_address_and_from_the_body(client: FlaskClient) -> None:
    config = {"type": "bar", "data": {"labels": ["a"], "datasets": [{"data": [1]}]}}
    sent = client.post("/chart", json={"chart": config})
    asked = client.get("/chart", query_string={"c": str(config).replace("'", '"')})
    assert (sent.status_code, sent.mimetype) == (200, "image/png")
    assert sent.data == asked.data


def test_a_body_is_drawn_and_not_kept(client: FlaskClient) -> None:
    answer = client.post("/chart", json={"data": [1, 2], "width": 200, "scale": 2})
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.headers["Cache-Control"] == "no-store"
    with Image.open(BytesIO(answer.data)) as picture:
        assert picture.size == (400, 600)


def test_a_body_and_an_address_that_say_the_same_draw_the_same(client: FlaskClient) -> None:
    sent = client.post("/chart", json={"type": "line", "data": [[1, None], [2, 3]]})
    asked = client.get("/chart?type=line&data=1,|2,3")
    assert sent.data == asked.data


@pytest.mark.parametrize(
    ("body", "status", "parameter"),
    [
        ({"data": [1], "typ": "bar"}, 400, "typ"),
        ({"series": [{"values": ["a"]}]}, 400, "series.0.values.0"),
        ({"data": [1], "width": 100_000}, 400, "width"),
        ({"data": [[1]] * 65}, 400, "data"),
        ({}, 400, "body"),
    ],
)
def test_a_bad_body_is_refused(
    client: FlaskClient, body: object, status: int, parameter: str
) -> None:
    answer = client.post("/chart", json=body)
    assert answer.status_code == status
    assert answer.json is not None
    assert answer.json["parameter"] == parameter


def test_a_body_is_json_or_a_form_with_a_grammar(client: FlaskClient) -> None:
    assert client.post("/chart", data="1,2", content_type="text/plain").status_code == 415
    assert client.post("/chart", data={"data": "1,2"}).status_code == 400
    assert client.post("/chart", data=b"[1]", content_type="application/json").status_code == 400
    large = b'{"data": [' + b"1," * 2_200_000 + b"1]}"
    assert client.post("/chart", data=large, content_type="application/json").status_code == 413
