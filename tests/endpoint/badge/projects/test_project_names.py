import re
from contextlib import suppress
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.badge.grammar import SUFFIXES, Tail
from endpoint.badge.projects.names import METRIC, PROJECT, BadgeAddress, check_name, path_of
from image_proc.errors import InvalidParameter

WORD = r"[A-Za-z0-9_+][A-Za-z0-9._@+-]{0,20}"
ENDS_AS_AN_ADDRESS_MAY = re.compile(r"(?i)(\.(svg|png|webp|json|jpe?g|gif|csv)|@[0-9.]+x)\Z")

words = st.from_regex(WORD, fullmatch=True).filter(
    lambda word: not ENDS_AS_AN_ADDRESS_MAY.search(word)
)
projects = words | st.builds("@{}/{}".format, words, words)
metrics = words.filter(lambda word: word not in {"chart", "history", "refresh"})
tails = st.builds(
    Tail, st.sampled_from([None, "1", "2", "1.5", "0.125"]), st.sampled_from([None, *SUFFIXES])
)


@pytest.mark.parametrize(
    "name",
    [
        *("a", "A", "0", "_", "+", "c++", "billing", "web-2.0", "a@b", "x.png.y", "v1.2.3"),
        *("a" * 100, "chart", "@acme/web", "@a/b", f"@{'a' * 100}/{'b' * 99}", "2x", "a@2xy"),
    ],
)
def test_these_are_projects(name: str) -> None:
    assert check_name(PROJECT, name) == name


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "a b", ".a", "-a", "@a", "a/b", "@a/b/c", "@/b", "@a/", "@@a/b", "a" * 101),
        *("a.png", "a.SVG", "a.webp", "a.json", "a.csv", "a@2x", "a@1.5X", "@a/b.png", "@a.png/b"),
        *("größe", "a\n", "a\0", "a%20b", "../a", "@../b", "a?b", "a#b", "a\\b", "٣", "日本"),
    ],
)
def test_these_are_none_and_the_error_names_project(name: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        check_name(PROJECT, name)
    assert caught.value.name == "project"
    assert "@scope/name" in caught.value.accepted


@pytest.mark.parametrize("name", ["a", "coverage", "Coverage", "lines.covered", "p95", "chart2"])
def test_these_are_metrics(name: str) -> None:
    assert check_name(METRIC, name) == name


@pytest.mark.parametrize(
    "name",
    ["", "@acme/web", "a/b", "chart", "history", "refresh", "a.csv", "a@2x", "-", ".", "a" * 101],
)
def test_these_are_none_and_the_error_names_metric(name: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        check_name(METRIC, name)
    assert caught.value.name == "metric"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("billing", BadgeAddress("billing")),
        ("billing.png", BadgeAddress("billing", None, Tail(None, "png"))),
        ("billing.PNG", BadgeAddress("billing", None, Tail(None, "png"))),
        ("billing@2x", BadgeAddress("billing", None, Tail("2", None))),
        ("billing/coverage@1.5x.webp", BadgeAddress("billing", "coverage", Tail("1.5", "webp"))),
        ("@acme/web", BadgeAddress("@acme/web")),
        (
            "@acme/web/lines.covered.svg",
            BadgeAddress("@acme/web", "lines.covered", Tail(None, "svg")),
        ),
        ("web-1.2/v@3", BadgeAddress("web-1.2", "v@3")),
    ],
)
def test_an_address_says_project_metric_scale_and_suffix(text: str, address: BadgeAddress) -> None:
    assert BadgeAddress.parse(text) == address


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "project"),
        (".png", "project"),
        ("@2x.png", "project"),
        ("@acme", "project"),
        ("@acme.png", "project"),
        ("a.png.png", "project"),
        ("a@2x@2x", "project"),
        ("a.gif", "project"),
        ("a/", "metric"),
        ("a//b", "path"),
        ("a/b/c", "path"),
        ("@a/b/c/d", "path"),
        ("a/chart.png", "metric"),
        ("a/b@2x@2x.png", "metric"),
        ("a\n/b", "project"),
        ("a/b\n", "metric"),
    ],
)
def test_what_is_no_address_is_named(text: str, name: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        BadgeAddress.parse(text)
    assert caught.value.name == name


@given(projects, st.none() | metrics, tails)
def test_an_address_is_read_as_it_was_written(project: str, metric: str | None, tail: Tail) -> None:
    address = BadgeAddress(project, metric, tail)
    written = str(address)
    assert re.fullmatch(r"[A-Za-z0-9._@+/-]+", written)
    assert BadgeAddress.parse(unquote(written)) == address
    assert written == f"{path_of(project, metric)}{tail}"


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_named_wrong(text: str) -> None:
    found = None
    with suppress(InvalidParameter):
        found = BadgeAddress.parse(text)
    assert found is None or str(found).casefold() == text.casefold()
