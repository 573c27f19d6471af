"""The OpenAPI document against the service, where badges are drawn, kept and read."""

from typing import Any

from schemathesis import Case

from tests.promises import assert_it_is_kept, badges, promised, thorough

__all__ = ["promised"]


@badges.parametrize()
@thorough
def test_badges_do_what_their_document_says(case: Case[Any]) -> None:
    assert_it_is_kept(case)
