"""Test reports in JUnit's XML, as pytest, Maven, Gradle, Jest, GoogleTest and others write it.

The format has no standard: suites may hold suites, and the outer one's numbers may or may not
count those within. Source: https://github.com/testmoapp/junitxml
"""

from decimal import Decimal
from typing import NamedTuple

from lxml import etree

from source.errors import Unreadable
from source.query.kinds import Query, figure_of
from source.query.markup import children, local_name, read_xml
from source.query.texts import read_decimal

FIGURES = ("summary", "tests", "passed", "failed", "skipped", "time")
"""What may be asked; the first is the default."""

_DEEPEST = 64
"""Suites within suites."""


class Counts(NamedTuple):
    """What a suite counts.

    Args:
        tests: all of them.
        failed: failures and errors.
        skipped: those that did not run.
        time: seconds.
    """

    tests: int = 0
    failed: int = 0
    skipped: int = 0
    time: Decimal = Decimal(0)

    @property
    def passed(self) -> int:
        """The rest; a test that failed twice, as when it is torn down, makes it no less than 0."""
        return max(self.tests - self.failed - self.skipped, 0)

    def plus(self, other: "Counts") -> "Counts":
        """Add what another suite counts."""
        return Counts(
            self.tests + other.tests,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.time + other.time,
        )


def check(query: Query) -> None:
    """Look for the figure.

    Raises:
        BadExpression: there is no such figure.
    """
    figure_of(query, FIGURES, "tests")


def evaluate(body: bytes, charset: str | None, query: Query) -> str:
    """Read a figure of a test report.

    Returns:
        A whole number; for `time` seconds such as "12.5"; for `summary` a text such as
        "409 passed, 3 failed, 1 skipped".

    Raises:
        BadExpression: there is no such figure.
        Unreadable: the document is no test report.
    """
    figure = figure_of(query, FIGURES, "tests")
    root = read_xml(body, charset)
    if local_name(root) not in ("testsuites", "testsuite"):
        message = "the document is no JUnit report: its root is neither testsuites nor testsuite"
        raise Unreadable(message)
    counts = _count(root, 0)
    if figure == "summary":
        return _summary(counts)
    if figure == "time":
        return f"{counts.time.normalize():f}"
    return str(getattr(counts, figure))


def _summary(counts: Counts) -> str:
    if counts.tests == 0:
        return "no tests"
    parts = [f"{counts.passed} passed"]
    if counts.failed:
        parts.append(f"{counts.failed} failed")
    if counts.skipped:
        parts.append(f"{counts.skipped} skipped")
    return ", ".join(parts)


def _count(suite: etree._Element, depth: int) -> Counts:
    """Count a suite and the suites in it, none of them twice."""
    if depth > _DEEPEST:
        message = f"the report nests suites deeper than {_DEEPEST}"
        raise Unreadable(message)
    inner = children(suite, "testsuite")
    cases = children(suite, "testcase")
    within = Counts()
    for each in inner:
        within = within.plus(_count(each, depth + 1))
    own = _own(suite, cases)
    if not inner:
        return own
    said = "tests" in suite.attrib and local_name(suite) == "testsuite"
    if said and own.tests != len(cases):
        # Its numbers are not those of its own tests alone: they count the inner suites' too.
        return own if "time" in suite.attrib else own._replace(time=within.time)
    total = within.plus(own) if cases else within
    if "time" in suite.attrib and not (said and cases):
        return total._replace(time=own.time)
    return total


def _own(suite: etree._Element, cases: list[etree._Element]) -> Counts:
    """Read a suite's own numbers; what it does not say is counted among its tests."""
    failures = _whole(suite, "failures", cases, "failure")
    errors = _whole(suite, "errors", cases, "error")
    skipped = _whole(suite, "skipped", cases, "skipped")
    # GoogleTest's: they are among its tests.
    skipped += _whole(suite, "disabled", [], "disabled")
    tests = _whole(suite, "tests", cases, "")
    return Counts(tests, failures + errors, skipped, _seconds(suite, cases))


def _whole(suite: etree._Element, name: str, cases: list[etree._Element], mark: str) -> int:
    written = suite.get(name)
    if not written:
        return sum(1 for case in cases if not mark or children(case, mark))
    if not (written.isascii() and written.isdigit() and len(written) < 10):  # noqa: PLR2004
        message = f"the report's {name} is no whole number"
        raise Unreadable(message)
    return int(written)


def _seconds(suite: etree._Element, cases: list[etree._Element]) -> Decimal:
    written = suite.get("time")
    if written is None:
        return sum((_decimal(case.get("time") or "0") for case in cases), Decimal(0))
    return _decimal(written or "0")


def _decimal(written: str) -> Decimal:
    # Surefire writes 1,234.5 for some locales.
    seconds = read_decimal(written.replace(",", ""))
    if seconds is None:
        message = "the report's time is no number of seconds"
        raise Unreadable(message)
    return seconds
