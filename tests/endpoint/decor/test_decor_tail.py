import pytest

from endpoint.decor.tail import Tail
from endpoint.query import Sent
from image_proc.errors import InvalidParameter


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("", Tail()),
        (".svg", Tail(None, "svg")),
        ("@2x", Tail("2")),
        ("@3x.JPG", Tail("3", "JPG")),
    ],
)
def test_a_tail_is_read(text: str, tail: Tail) -> None:
    assert Tail.parse(text) == tail


@pytest.mark.parametrize(
    ("text", "name"),
    [(".", "format"), (".json", "format"), ("@x", "dpr"), ("@2", "dpr"), ("@4x.png", "dpr")],
)
def test_a_wrong_tail_is_refused(text: str, name: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        Tail.parse(text)
    assert caught.value.name == name


@pytest.mark.parametrize(
    ("text", "name", "tail"),
    [
        ("me", "me", Tail()),
        ("me@example.com", "me@example.com", Tail()),
        ("me@2x.com", "me@2x.com", Tail()),
        ("me@example.com.png", "me@example.com", Tail(None, "png")),
        ("me@example.com@2x.webp", "me@example.com", Tail("2", "webp")),
        ("me@4x", "me@4x", Tail()),
        (".png", ".png", Tail()),
        ("a\nb.svg", "a\nb", Tail(None, "svg")),
    ],
)
def test_only_what_is_known_is_cut_off_a_name(text: str, name: str, tail: Tail) -> None:
    assert Tail.cut(text) == (name, tail)


def test_path_and_query_may_say_the_same() -> None:
    sent = {"format": Sent("format", "jpeg"), "dpr": Sent("dpr", "2")}
    assert Tail("2", "jpg").joined(sent) == sent
    assert Tail("2").joined({}) == {"dpr": Sent("dpr", "2")}
