from pathlib import Path

import pytest

from source.errors import BadQuery, NoMatch
from source.query import Kind, Query
from source.query.languages import answer

GRADLE = (Path(__file__).parents[1] / "files/plain/build.gradle").read_bytes()


def search(body: bytes, expression: str, replace: str = "", flags: str = "") -> str:
    return answer(body, None, Query(Kind.REGEX, expression, replace, flags))


@pytest.mark.parametrize(
    ("expression", "replace", "flags", "text"),
    [
        (r"version = '(.*)'", "$1", "", "5.0.2"),
        (r"version = '(.*)'", "", "", "version = '5.0.2'"),
        (r"version = '(.*)'", "v$1", "", "v5.0.2"),
        (r"version = '(.*)'", r"v\1", "", "v5.0.2"),
        (r"version = '(?P<number>.*)'", "$<number>", "", "5.0.2"),
        (r"version = '(?<number>.*)'", r"\g<number>", "", "5.0.2"),
        (r"version = '(.*)'", r"\g<1>", "", "5.0.2"),
        (r"(\d)\.(\d)\.(\d)", "$3-$2-$1", "", "2-0-5"),
        (r"(\d)\.(\d)\.(\d)", "$10", "", "50"),
        (r"(\d)\.(\d)\.(\d)", "$01", "", "5"),
        (r"\d\.\d\.\d", "[$&]", "", "[5.0.2]"),
        (r"\d\.\d\.\d", "$$$&", "", "$5.0.2"),
        (r"\d\.\d\.\d", r"\\$&\n", "", r"\5.0.2\n"),
        (r"\d\.\d\.\d", "cost $ x $", "", "cost $ x $"),
        (r"VERSION = '(.*)'", "$1", "i", "5.0.2"),
        (r"^version = '(.*)'$", "$1", "m", "5.0.2"),
        (r"plugins.*group", "$&", "s", "plugins { id 'java' } group"),
        (r"'.*'", "", "U", "'java'"),
        (r"^VERSION = '(.*)'$", "$1", "imu", "5.0.2"),
        (r"(missing)?\d\.\d", "[$1]", "", "[]"),
        (r"\d\.\d|(q)", "$1$&", "", "5.0"),
    ],
)
def test_the_first_match_is_taken_and_replaced(
    expression: str, replace: str, flags: str, text: str
) -> None:
    assert search(GRADLE, expression, replace, flags) == text


def test_texts_are_unicode() -> None:
    assert search("größe: groß".encode(), r"(\pL+):", "$1") == "größe"
    assert search("größe".encode(), r"gr(.)\w*", "$1") == "ö"
    assert search("größe".encode(), r"gr(\C)", "$1") == "\ufffd"
    assert search(b"a\0b", r"a.b") == "a b"


@pytest.mark.parametrize("expression", ["missing", "^version", "(x)?", "$"])
def test_what_does_not_match_or_matches_no_text_is_no_match(expression: str) -> None:
    with pytest.raises(NoMatch):
        search(GRADLE, expression)


@pytest.mark.parametrize(
    ("expression", "replace", "flags"),
    [
        ("", "", ""),
        ("(", "", ""),
        ("a**", "", ""),
        ("(?=a)", "", ""),
        (r"(a)\1", "", ""),
        ("a", "$1", ""),
        ("a", r"\1", ""),
        ("a", "$<name>", ""),
        ("a", r"\g<7>", ""),
        ("(a)", "$2", ""),
        ("a", "x" * 1025, ""),
        ("a", "\ud800", ""),
        ("a", "", "g"),
        ("a", "", "i)(?s"),
        ("a", "", "-"),
        (r"(\pL{100}){10}", "", ""),
        ("x{1001}", "", ""),
        ("(" * 33 + ")" * 33, "", ""),
    ],
)
def test_what_is_no_search_is_a_bad_query(expression: str, replace: str, flags: str) -> None:
    with pytest.raises(BadQuery, match="accepted: "):
        search(GRADLE, expression, replace, flags)


@pytest.mark.parametrize(
    "expression", ["(a+)+z", "(a|a)*z", "(a|b|ab)*bc", "(.*)(.*)(.*)(.*)(.*)[^a]", "(a*)*c"]
)
def test_no_search_takes_more_than_its_text_is_long(expression: str) -> None:
    with pytest.raises(NoMatch):
        search(b"a" * 100_000, expression)
