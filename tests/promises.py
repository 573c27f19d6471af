"""The OpenAPI document against the service, in two halves that two workers share."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, settings
from schemathesis import Case, HookContext
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app import create_app
from tests.conftest import settings_for
from tests.examples import examples
from tests.uploads import picture

COLORS = ("red", "lime", "blue", "gold", "teal")


def _uploaded(app: Flask) -> list[str]:
    """Keep some pictures; give the names that they are shared under."""
    client = app.test_client()
    answers = [client.post("/image/upload", data=picture(color)) for color in COLORS]
    return [str(answer.get_json()["share_url"]).rpartition("/")[2] for answer in answers]


@pytest.fixture
def promised(request: pytest.FixtureRequest, tmp_path: Path) -> BaseSchema:
    """Read the document of a service that keeps some pictures."""
    # Schemathesis 4.32 names a failure by what pytest 9.2 has under another name only.
    request.node._nodeid = request.node.nodeid  # noqa: SLF001
    app = create_app(settings_for(tmp_path, OPEN_WRITES="loopback"))
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app)
    shares = _uploaded(app)

    @schema.hook
    def map_path_parameters(
        _context: HookContext, path_parameters: dict[str, Any] | None
    ) -> dict[str, Any] | None:
        """Ask for what is there: of all numbers and names hardly one is."""
        found = dict(path_parameters or {})
        number, share = found.get("number"), found.get("share")
        if isinstance(number, int):
            found["number"] = 1 + number % (2 * len(COLORS))
        if isinstance(share, str) and len(share) % 4 == 0:
            found["share"] = shares[len(share) % len(shares)]
        return found or path_parameters

    return schema


# Cases are made when a half is tested: to make all of them takes 10 s, and each worker collects.
BADGES = "^/(api|badge|endpoint|static)"
schema = schemathesis.pytest.from_fixture("promised")
badges = schema.include(path_regex=BADGES)
others = schema.exclude(path_regex=BADGES)
# These come after 10,000 requests that schemathesis makes by rule, of each parameter at its bounds
# and beyond. One that is made up at random costs six times as much.
thorough = settings(
    max_examples=examples(10, long=300),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def assert_it_is_kept(case: Case[Any]) -> None:
    """See that what the document promises for a request is what is answered."""
    case.call_and_validate(
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ]
    )
