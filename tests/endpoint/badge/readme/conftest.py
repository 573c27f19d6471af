from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from endpoint.badge.readme.carry import Service
from image_proc.limits import Limits

HOST = "https://badges.example.org"


@pytest.fixture(scope="session")
def service() -> Service:
    return Service(HOST, Limits(), datetime(2026, 11, 21, 12, 0, tzinfo=UTC))


@pytest.fixture(autouse=True)
def context() -> Iterator[None]:
    with Flask(__name__).app_context():
        yield
