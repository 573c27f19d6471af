"""The OpenAPI document against the service: what it promises is what is answered."""

import atexit
import shutil
from tempfile import mkdtemp
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app import create_app
from tests.conftest import settings_for

FOLDER = mkdtemp()  # schemathesis makes its tests when this is read, before any fixture
atexit.register(shutil.rmtree, FOLDER)
schema = schemathesis.openapi.from_wsgi(
    "/openapi.json", create_app(settings_for(FOLDER, OPEN_WRITES="loopback"))
)


@schema.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_service_does_what_its_document_says(case: Case[Any]) -> None:
    case.call_and_validate(
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ]
    )


@pytest.mark.parametrize("path", ["/healthz", "/badge"])
def test_the_document_names(path: str) -> None:
    assert path in schema.raw_schema["paths"]
    assert schema.raw_schema["openapi"].startswith("3.1")
