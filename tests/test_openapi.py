"""The OpenAPI document against the service: what it promises is what is answered."""

from typing import Any

import pytest
from schemathesis import Case

from tests.promises import assert_it_is_kept, badges, others, schema, thorough


@others.parametrize()
@thorough
def test_the_service_does_what_its_document_says(case: Case[Any]) -> None:
    assert_it_is_kept(case)


def test_no_promise_is_left_out(request: pytest.FixtureRequest) -> None:
    halves = [*badges.get_all_operations(), *others.get_all_operations()]
    assert len(halves) == len([*schema.get_all_operations()])
    ids = [item.nodeid for item in request.session.items]
    assert len(ids) == len(set(ids))  # of those that share one xdist runs one


@pytest.mark.parametrize(
    "path", ["/healthz", "/badge", "/image/upload", "/image/{number}", "/image/list", "/i/{share}"]
)
def test_the_document_names(path: str) -> None:
    assert path in schema.raw_schema["paths"]
    assert schema.raw_schema["openapi"].startswith("3.1")
