import pytest

from endpoint.plot import Tail
from endpoint.query import Sent
from image_proc.errors import InvalidParameter


@pytest.mark.parametrize(
    ("path", "body", "tail"),
    [
        ("log1.txt", "log1.txt", Tail()),
        ("log1.txt.svg", "log1.txt", Tail(format="svg")),
        ("log1.txt@2x.PNG", "log1.txt", Tail("2", "png")),
        ("a/b.csv@1.5x", "a/b.csv", Tail("1.5")),
        (".svg", ".svg", Tail()),
        ("a@b.c", "a@b.c", Tail()),
        ("a\n.svg", "a\n", Tail(format="svg")),
    ],
)
def test_a_tail_is_cut_off(path: str, body: str, tail: Tail) -> None:
    assert Tail.cut(path) == (body, tail)


def test_path_and_query_may_agree() -> None:
    sent = {"format": Sent("format", "svg")}
    assert Tail("2", "svg").join(sent) == sent | {"scale": Sent("scale", "2")}
    assert Tail().join(sent) == sent


def test_path_and_query_may_not_differ() -> None:
    with pytest.raises(InvalidParameter, match="what the path says, svg") as refused:
        Tail(format="svg").join({"format": Sent("format", "png")})
    assert refused.value.name == "format"
