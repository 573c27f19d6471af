"""The OpenAPI document against the service: what it promises is what is answered."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.schemas import BaseSchema

from tests.promises import BADGES, assert_it_is_kept, others, promised, thorough

__all__ = ["promised"]


@others.parametrize()
@thorough
def test_the_service_does_what_its_document_says(case: Case[Any]) -> None:
    assert_it_is_kept(case)


def test_no_promise_is_left_out(promised: BaseSchema) -> None:
    halves = promised.include(path_regex=BADGES), promised.exclude(path_regex=BADGES)
    found = [each for half in halves for each in half.get_all_operations()]
    assert sorted(each.ok().label for each in found if isinstance(each, Ok)) == sorted(
        f"{method.upper()} {path}"
        for path, operations in promised.raw_schema["paths"].items()
        for method in operations
        if path != "/openapi.json"  # where schemathesis has the others from
    )


@pytest.mark.parametrize(
    "path", ["/healthz", "/badge", "/image/upload", "/image/{number}", "/image/list", "/i/{share}"]
)
def test_the_document_names(client: FlaskClient, path: str) -> None:
    document = client.get("/openapi.json").get_json()
    assert path in document["paths"]
    assert document["openapi"].startswith("3.1")
