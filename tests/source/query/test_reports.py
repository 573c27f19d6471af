from pathlib import Path

import pytest

from source.errors import BadQuery, NoMatch, Unreadable
from source.query import Kind, Query
from source.query.languages import answer

REPORTS = Path(__file__).parents[1] / "files/report"


def coverage(body: bytes, figure: str = "") -> str:
    return answer(body, None, Query(Kind.COVERAGE, figure))


def junit(body: bytes, figure: str = "") -> str:
    return answer(body, None, Query(Kind.JUNIT, figure))


@pytest.mark.parametrize(
    ("name", "lines", "branches"),
    [
        ("coverage.xml", "68.75", "50"),
        ("cobertura.xml", "93.4", "81.25"),
        ("clover.xml", "93.24", "73.96"),
        ("jacoco.xml", "95", "82.5"),
    ],
)
def test_coverage_is_read_from_each_format(name: str, lines: str, branches: str) -> None:
    body = (REPORTS / name).read_bytes()
    assert coverage(body) == coverage(body, "lines") == lines
    assert coverage(body, "branches") == branches


@pytest.mark.parametrize(
    ("covered", "valid", "percent"),
    [
        (0, 7, "0"),
        (7, 7, "100"),
        (99_999, 100_000, "99.99"),
        (1, 100_000, "0.01"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 10, "10"),
    ],
)
def test_100_and_0_percent_are_exact(covered: int, valid: int, percent: str) -> None:
    report = f'<coverage line-rate="0.5" lines-covered="{covered}" lines-valid="{valid}"/>'
    assert coverage(report.encode()) == percent


@pytest.mark.parametrize(
    "body",
    [
        '<coverage line-rate="0" lines-covered="0" lines-valid="0"/>',
        '<coverage><project><metrics statements="0" coveredstatements="0"/></project></coverage>',
        '<report><counter type="BRANCH" missed="1" covered="1"/></report>',
    ],
)
def test_a_report_without_lines_is_no_match(body: str) -> None:
    with pytest.raises(NoMatch, match="counts no lines"):
        coverage(body.encode())


@pytest.mark.parametrize(
    "body",
    [
        "<html/>",
        "<report/>",
        "<coverage/>",
        "<coverage><project/></coverage>",
        '<coverage><project><metrics statements="4"/></project></coverage>',
        '<coverage line-rate="1.5"/>',
        '<coverage line-rate="-1"/>',
        '<coverage line-rate="NaN"/>',
        '<coverage line-rate="٣"/>',
        '<coverage line-rate="1" lines-covered="9" lines-valid="8"/>',
        f'<coverage line-rate="{"9" * 1000}"/>',
        '<report><counter type="LINE" missed="x" covered="1"/></report>',
        '<testsuite tests="1"/>',
        "no xml",
    ],
)
def test_what_is_no_coverage_report_is_unreadable(body: str) -> None:
    with pytest.raises(Unreadable):
        coverage(body.encode())


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        (
            "junit.xml",
            {"": "3 passed, 2 failed, 1 skipped", "tests": "6", "failed": "2", "time": "0.155"},
        ),
        (
            "TEST-example.acme.StatementTest.xml",
            {"": "2 passed, 1 failed, 1 skipped", "passed": "2", "time": "1234.502"},
        ),
        (
            "nested.xml",
            {"": "6 passed, 2 failed, 1 skipped", "tests": "9", "skipped": "1", "time": "3.375"},
        ),
    ],
)
def test_tests_are_counted_once(name: str, figures: dict[str, str]) -> None:
    body = (REPORTS / name).read_bytes()
    found = {figure: junit(body, figure) for figure in figures}
    assert found == figures
    assert junit(body, "summary") == junit(body)


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("<testsuites/>", "no tests"),
        ("<testsuites><testsuite/></testsuites>", "no tests"),
        ('<testsuites tests="412" failures="0"/>', "412 passed"),
        ('<testsuites tests="9"><testsuite tests="4"/><testsuite tests="5"/></testsuites>',
         "9 passed"),
        ('<testsuite tests="3" failures="2" errors="1"/>', "0 passed, 3 failed"),
        ('<testsuite tests="1" failures="1" errors="1"/>', "0 passed, 2 failed"),
        ('<testsuite tests="3" failures="0" disabled="1" skipped="0"/>', "2 passed, 1 skipped"),
        ("<testsuite><testcase/><testcase><failure/><failure/></testcase></testsuite>",
         "1 passed, 1 failed"),
        ('<testsuite xmlns="urn:junit" tests="2"><testcase/><testcase><skipped/></testcase>'
         "</testsuite>", "1 passed, 1 skipped"),
        ('<testsuite tests="2" skipped=""><testcase/><testcase><skipped/></testcase></testsuite>',
         "1 passed, 1 skipped"),
    ],
)  # fmt: skip
def test_what_a_report_does_not_say_is_counted(body: str, summary: str) -> None:
    assert junit(body.encode()) == summary


@pytest.mark.parametrize(
    "body",
    [
        "<html/>",
        "<coverage/>",
        '<testsuite tests="many"/>',
        '<testsuite tests="-1"/>',
        f'<testsuite tests="{"9" * 30}"/>',
        '<testsuite tests="1" time="soon"/>',
        '<testsuite tests="1" time="NaN"/>',
        "<testsuite>" * 100 + "</testsuite>" * 100,
        "no xml",
    ],
)
def test_what_is_no_test_report_is_unreadable(body: str) -> None:
    with pytest.raises(Unreadable):
        junit(body.encode())


@pytest.mark.parametrize("kind", [Kind.COVERAGE, Kind.JUNIT])
def test_figures_are_named(kind: Kind) -> None:
    with pytest.raises(BadQuery, match=r"accepted: (lines|summary), "):
        answer(b"<a/>", None, Query(kind, "$.lines"))
