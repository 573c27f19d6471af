"""What tests of `source` may use: a server that answers as they say."""

from collections.abc import Iterator

import pytest

from tests.upstream import Upstream, serving


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with serving() as server:
        yield server
