"""No query, of whatever text, does anything but find a short line or say why not."""

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from source.errors import BadQuery, NoMatch, SourceError, TooSlow, Unreadable
from source.query import Evaluator, Kind, Query, check_query
from source.query.kinds import LONGEST_RESULT
from source.query.languages import answer

FILES = Path(__file__).parents[1] / "files"
DOCUMENTS = {
    Kind.JSON: (FILES / "web/package.json").read_bytes(),
    Kind.YAML: (FILES / "deploy/Chart.yaml").read_bytes(),
    Kind.TOML: (FILES / "service/pyproject.toml").read_bytes(),
    Kind.XML: (FILES / "java/pom.xml").read_bytes(),
    Kind.REGEX: (FILES / "plain/build.gradle").read_bytes(),
    Kind.COVERAGE: (FILES / "report/coverage.xml").read_bytes(),
    Kind.JUNIT: (FILES / "report/nested.xml").read_bytes(),
}
MARGIN = 8.0

PATHS = ["$", ".", "..", "[", "]", "?", "@", "version", "maintainers", "count(", "match(", "(", ")",
         "'[a-z]*'", '"name"', "*", ",", ":", "0", "-1", "1e999", "9" * 30, "==", "<", "!", "&&",
         "||", "length", "true", "null", " ", "é"]  # fmt: skip
STEPS = ["/", "//", "*", "@", "[", "]", "(", ")", "version", "text()", "count(", "string(",
         "last()", "=", "+", "-", " div ", "|", "'a'", "1", "m:", "ancestor::", "$x", "id(", ",",
         "concat(", "name()", ".", "..", "xsi:", "é"]  # fmt: skip
PIECES = [*"()[]{}*+?|\\.^$ab-1:<>=!'", r"\d", r"\pL", "{100}", "(?i)", "(?P<n>", r"\C", "version"]
WORDS = {Kind.JSON: PATHS, Kind.YAML: PATHS, Kind.TOML: PATHS, Kind.XML: STEPS}


@st.composite
def queries(draw: st.DrawFn) -> Query:
    kind = draw(st.sampled_from(Kind))
    words = st.lists(st.sampled_from(WORDS.get(kind, PIECES)), max_size=30).map("".join)
    expression = draw(st.one_of(st.text(), words, words.map("$".__add__), words.map("//".__add__)))
    if kind is not Kind.REGEX:
        return Query(kind, expression)
    replace = draw(st.one_of(st.text(), st.sampled_from(["", "$1", r"\2", "$&$$", "$<n>"])))
    return Query(kind, expression, replace, draw(st.text("imsUug", max_size=6)))


@given(queries())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_query_is_answered_or_refused_in_time(evaluator: Evaluator, query: Query) -> None:
    started = time.monotonic()
    try:
        check_query(query)
        accepted = True
    except BadQuery:
        accepted = False
    assert time.monotonic() - started < MARGIN
    try:
        text = evaluator.evaluate(DOCUMENTS[query.kind], None, query)
        assert 0 < len(text) <= LONGEST_RESULT
        assert "\n" not in text
        assert accepted
    except BadQuery:
        # Only the document tells which prefixes, functions and variables an XPath may use.
        assert not accepted or query.kind is Kind.XML
    except (NoMatch, Unreadable, TooSlow):
        assert accepted
    assert time.monotonic() - started < 1 + MARGIN


@given(
    st.sampled_from([Kind.JSON, Kind.YAML, Kind.TOML, Kind.XML, Kind.REGEX, Kind.COVERAGE]),
    st.one_of(
        st.binary(),
        st.text().map(str.encode),
        st.text("{}[]\"':,-&*!<>/=#%|a1.\n \t", max_size=60).map(str.encode),
    ),
    st.sampled_from([None, "utf-8", "latin-1", "utf-16", "nonsense"]),
)
@settings(max_examples=300, deadline=None)
def test_any_document_is_read_or_refused(kind: Kind, body: bytes, charset: str | None) -> None:
    expressions = {Kind.XML: "//*", Kind.REGEX: "(?s).+", Kind.COVERAGE: ""}
    with suppress(SourceError):
        text = answer(body, charset, Query(kind, expressions.get(kind, "$..*")))
        assert 0 < len(text) <= LONGEST_RESULT


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_any_part_of_a_document_is_read_or_refused(cut: int) -> None:
    expressions = {Kind.XML: "//*", Kind.REGEX: "(?s).+", Kind.COVERAGE: "", Kind.JUNIT: ""}
    for kind, body in DOCUMENTS.items():
        with suppress(SourceError):
            text = answer(body[:cut], None, Query(kind, expressions.get(kind, "$..version")))
            assert 0 < len(text) <= LONGEST_RESULT
