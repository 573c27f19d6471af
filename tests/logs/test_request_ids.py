import re

import pytest
from flask.testing import FlaskClient

from logs.request_ids import REQUEST_ID


@pytest.mark.parametrize("sent", ["abcdefgh", "A.b_c-12" * 16, "4bf92f3577b34da6a3ce929d0e0e4736"])
def test_an_id_that_is_sent_is_taken_over(client: FlaskClient, sent: str) -> None:
    assert client.get("/200x300", headers={"X-Request-Id": sent}).headers["X-Request-Id"] == sent


@pytest.mark.parametrize("sent", ["", "short", "x" * 129, "with space", "a\tbcdefghi", "é" * 9])
def test_any_other_is_replaced(client: FlaskClient, sent: str) -> None:
    made = client.get("/200x300", headers={"X-Request-Id": sent}).headers.getlist("X-Request-Id")
    assert len(made) == 1
    assert re.fullmatch("[0-9a-f]{24}", made[0])


@pytest.mark.parametrize("target", ["/200x", "/no/such/page", "/healthz", "/image/999", "/%FF"])
def test_every_answer_has_one(client: FlaskClient, target: str) -> None:
    assert client.get(target).headers["X-Request-Id"]
    assert client.post(target).headers["X-Request-Id"]


def test_no_two_requests_have_the_same(client: FlaskClient) -> None:
    assert len({client.get("/healthz").headers["X-Request-Id"] for _ in range(50)}) == 50


def test_it_ends_with_the_request(client: FlaskClient) -> None:
    client.get("/healthz").close()
    assert REQUEST_ID.get() == ""
