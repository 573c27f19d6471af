"""Work that a start repeats and a thousand starts of tests need not: the results are the same."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from werkzeug.routing import Rule

from config import ROOT
from image_proc.card import Design, designs
from image_proc.card.load import load_design

Built = tuple[str, str]


@contextmanager
def designs_are_read_once() -> Iterator[None]:
    """Read the shipped designs, which are frozen, for the first app only."""
    once = cache(load_design)
    shipped = ROOT / "assets" / "base-images"

    def load(path: Path) -> Design:
        return once(path) if path.parent == shipped else load_design(path)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(designs, "load_design", load)
        yield


@contextmanager
def routes_are_compiled_when_built() -> Iterator[None]:
    """Let werkzeug write the code that builds a route's address when one is first asked for.

    It writes two functions for each of 150 routes, which is most of an app's start (0.1 s), and
    most tests build no address.
    """
    compiled = Rule._compile_builder  # noqa: SLF001 - nothing public stands between

    def compile_later(rule: Rule, append_unknown: bool = True) -> Callable[..., Built]:
        @cache
        def builder() -> Callable[..., Built]:
            return compiled(rule, append_unknown)

        def build(rule: Rule, **values: Any) -> Built:
            return builder()(rule, **values)

        return build

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Rule, "_compile_builder", compile_later)
        yield
