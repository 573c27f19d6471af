from collections.abc import Iterator

import pytest

from source.query import Evaluator


@pytest.fixture(scope="package")
def evaluator() -> Iterator[Evaluator]:
    with Evaluator() as evaluator:
        yield evaluator
