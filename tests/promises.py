"""The OpenAPI document against the service, in two halves that two workers share."""

import atexit
import shutil
from tempfile import mkdtemp
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case, HookContext
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app import create_app
from tests.conftest import settings_for
from tests.uploads import picture

COLORS = ("red", "lime", "blue", "gold", "teal")
FOLDER = mkdtemp()  # schemathesis makes its tests when this is read, before any fixture
atexit.register(shutil.rmtree, FOLDER)
app = create_app(settings_for(FOLDER, OPEN_WRITES="loopback"))
schema = schemathesis.openapi.from_wsgi("/openapi.json", app)


def _uploaded() -> list[str]:
    """Keep some pictures; give the names that they are shared under."""
    client = app.test_client()
    answers = [client.post("/image/upload", data=picture(color)) for color in COLORS]
    return [str(answer.get_json()["share_url"]).rpartition("/")[2] for answer in answers]


SHARES = _uploaded()


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
        found["share"] = SHARES[len(share) % len(SHARES)]
    return found or path_parameters


# Cases are made while tests are collected, of either half in every worker.
BADGES = "^/(api|badge|endpoint|static)"
badges = schema.include(path_regex=BADGES)
others = schema.exclude(path_regex=BADGES)
thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


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
