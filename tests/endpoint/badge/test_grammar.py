from contextlib import suppress
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.badge.grammar import Address, Tail, format_segments, parse_segments
from image_proc.errors import InvalidParameter


def parse(path: str) -> Address:
    """Read an address as it stands in a browser's bar."""
    assert path.startswith("/badge/")
    return Address.parse(unquote(path.removeprefix("/badge/")))


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/badge/build-passing-brightgreen", Address("build", "passing", "brightgreen")),
        ("/badge/passing-brightgreen", Address("", "passing", "brightgreen")),
        ("/badge/coverage-93%25-green", Address("coverage", "93%", "green")),
        ("/badge/made_with-Flask-blue", Address("made with", "Flask", "blue")),
        ("/badge/snake__case-a--b-red", Address("snake_case", "a-b", "red")),
        ("/badge/a-_-red", Address("a", " ", "red")),
        ("/badge/___-b-red", Address("_ ", "b", "red")),
        ("/badge/%20__-b-red", Address(" _", "b", "red")),
        ("/badge/%20_-b-red", Address("  ", "b", "red")),
        ("/badge/a---b-red", Address("a", "-b", "red")),
        ("/badge/a-----b-red", Address("a", "--b", "red")),
        ("/badge/--b-red", Address("", "-b", "red")),
        ("/badge/a-b---red", Address("a", "b-", "red")),
        ("/badge/a--red", Address("a", "", "red")),
        ("/badge/a----red", Address("a", "-", "red")),
        ("/badge/-red", Address("", "", "red")),
        ("/badge/a%2Fb-c-red", Address("a/b", "c", "red")),
        ("/badge/1.0-2.0-red", Address("1.0", "2.0", "red")),
        ("/badge/a%3Fb-%23-red", Address("a?b", "#", "red")),
        ("/badge/%E5%B0%8E-%E5%85%A5-red", Address("導", "入", "red")),
        ("/badge/a-b-rgb(1,2,3)", Address("a", "b", "rgb(1,2,3)")),
        ("/badge/a-b-rgb(1.5,2,3).svg", Address("a", "b", "rgb(1.5,2,3)", Tail(None, "svg"))),
        ("/badge/a-b-red.svg", Address("a", "b", "red", Tail(None, "svg"))),
        ("/badge/a-b-red.json", Address("a", "b", "red", Tail(None, "json"))),
        (
            "/badge/coverage-93%25-green@2x.png",
            Address("coverage", "93%", "green", Tail("2", "png")),
        ),
        ("/badge/a-b-red@1.5x.webp", Address("a", "b", "red", Tail("1.5", "webp"))),
        ("/badge/a-b-red@3x", Address("a", "b", "red", Tail("3"))),
        ("/badge/a@2x.png-b.svg-red", Address("a@2x.png", "b.svg", "red")),
    ],
)
def test_read_and_written_are_the_same(path: str, address: Address) -> None:
    assert parse(path) == address
    assert str(address) == path


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/badge/made%20with-Flask-blue", Address("made with", "Flask", "blue")),
        ("/badge/-b-red", Address("", "b", "red")),
        ("/badge/--red", Address("", "", "red")),
        ("/badge/a-b-red.PNG", Address("a", "b", "red", Tail(None, "png"))),
        ("/badge/a+b-c-red", Address("a+b", "c", "red")),
    ],
)
def test_other_spellings_are_read_too(path: str, address: Address) -> None:
    assert parse(path) == address


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/badge/", "path"),
        ("/badge/-", "path"),
        ("/badge/red", "path"),
        ("/badge/a-b-", "path"),
        ("/badge/a-b-c-red", "path"),
        ("/badge/a-b-c-d-red", "path"),
        ("/badge/a-b---c-red", "path"),
        ("/badge/a-b-.svg", "path"),
        ("/badge/a-b-@2x.svg", "path"),
        ("/badge/a-b-red.gif", "path"),
        ("/badge/a-b-red.exe", "path"),
        ("/badge/a-b-red@x.png", "scale"),
        ("/badge/a-b-red@twox", "scale"),
        ("/badge/a-b-red@22x.png", "scale"),
        ("/badge/a-b-red@-1x.png", "path"),
    ],
)
def test_what_is_no_badge_is_refused_by_name(path: str, name: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        parse(path)
    assert refusal.value.name == name
    assert refusal.value.accepted


def test_a_label_that_ends_in_a_dash_is_for_the_query() -> None:
    with pytest.raises(ValueError, match="ends in a dash"):
        str(Address("a-", "b", "red"))


words = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12),
    st.text("-_ .@/%2x", max_size=8),
)
addresses = st.builds(
    Address,
    words.filter(lambda label: not label.endswith("-")),
    words,
    st.sampled_from(["red", "4c1", "rgb(1, 2, 3)", "hsl(1 2% 3% / 4)"]),
    st.builds(
        Tail,
        st.sampled_from([None, "1", "2", "1.25"]),
        st.sampled_from([None, "svg", "png", "webp", "json"]),
    ),
)


@given(addresses)
def test_every_address_round_trips(address: Address) -> None:
    assert parse(str(address)) == address


@given(st.text(max_size=30))
def test_any_path_is_read_or_refused(path: str) -> None:
    with suppress(InvalidParameter):
        assert Address.parse(path).color


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        (".png", Tail(None, "png")),
        ("@2x", Tail("2")),
        ("@1.5x.webp", Tail("1.5", "webp")),
        ("", Tail()),
    ],
)
def test_a_tail_alone_is_read_and_written(text: str, tail: Tail) -> None:
    assert Tail.parse(text) == tail
    assert str(tail) == text


@pytest.mark.parametrize("text", [".gif", "@x", "@2", "@2x.png.svg", "x.png", ".png/", "@2x@2x"])
def test_what_is_no_tail_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter):
        Tail.parse(text)


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("a:red", [("a", "red")]),
        (
            "build:555,on main:brightgreen,3 failed:#f00",
            [("build", "555"), ("on main", "brightgreen"), ("3 failed", "#f00")],
        ),
        (r"a\,b:red,c\:d:blue", [("a,b", "red"), ("c:d", "blue")]),
        (r"back\\slash:red", [("back\\slash", "red")]),
        (r"f\(x\):rgb(1,2,3),\(:hsl(1 2% 3%)", [("f(x)", "rgb(1,2,3)"), ("(", "hsl(1 2% 3%)")]),
    ],
)
def test_segments_are_read_and_written(text: str, segments: list[tuple[str, str]]) -> None:
    assert parse_segments(text) == segments
    assert format_segments(segments) == text


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("at 12:30:red", [("at 12:30", "red")]),
        ("python (3.11, 3.12):blue", [("python (3.11, 3.12)", "blue")]),
        (r"\a:red", [("a", "red")]),
    ],
)
def test_escapes_that_are_not_needed_may_be_left_out(
    text: str, segments: list[tuple[str, str]]
) -> None:
    assert parse_segments(text) == segments


@pytest.mark.parametrize(
    "text", ["", "a", "a:", ":red", " :red", "a:red,", ",a:red", "a:red,,b:red", "(:red", "a:red\\"]
)
def test_what_are_no_segments_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="text:color"):
        parse_segments(text)


segment_texts = st.one_of(st.text(max_size=12), st.text("\\,:() a", max_size=8)).filter(str.strip)
colors = st.sampled_from(["red", "#4c1", "rgb(1,2,3)", "hsl(1 2% 3% / 4)"])


@given(st.lists(st.tuples(segment_texts, colors), min_size=1, max_size=10))
def test_every_list_of_segments_round_trips(segments: list[tuple[str, str]]) -> None:
    assert parse_segments(format_segments(segments)) == segments
