import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.color import TRANSPARENT, Color
from image_proc.placeholder.paint import (
    Border,
    Gradient,
    parse_border,
    parse_gradient,
)

RED, BLUE = Color(255, 0, 0), Color(0, 0, 255)
bytes_ = st.integers(0, 255)
colors = st.builds(Color, bytes_, bytes_, bytes_, bytes_)


@pytest.mark.parametrize(
    ("text", "border"),
    [
        ("4", Border(width=4)),
        ("0", Border(width=0)),
        ("4,red", Border(width=4, color=RED)),
        ("4,#f00", Border(width=4, color=RED)),
        ("4,f00", Border(width=4, color=RED)),
        ("4, red", Border(width=4, color=RED)),
        ("4,rgb(255,0,0)", Border(width=4, color=RED)),
        ("12,transparent", Border(width=12, color=TRANSPARENT)),
    ],
)
def test_borders(text: str, border: Border) -> None:
    assert parse_border(text) == border


@pytest.mark.parametrize(
    "text", ["", "x", "-1", "1.5", "red", "red,4", "4,", "4,notacolour", "4,red,blue", "1000000"]
)
def test_no_borders(text: str) -> None:
    with pytest.raises(ValueError, match="a width in px"):
        parse_border(text)


@pytest.mark.parametrize(
    ("text", "gradient"),
    [
        ("red,blue", Gradient(start=RED, end=BLUE, angle=180)),
        ("f00,00f,45", Gradient(start=RED, end=BLUE, angle=45)),
        ("rgb(255,0,0),hsl(240,100%,50%),0", Gradient(start=RED, end=BLUE, angle=0)),
        ("rgb(255, 0, 0), blue, 360", Gradient(start=RED, end=BLUE, angle=360)),
    ],
)
def test_gradients(text: str, gradient: Gradient) -> None:
    assert parse_gradient(text) == gradient


@pytest.mark.parametrize(
    "text",
    ["", "red", "red,", "red,blue,", "red,blue,x", "red,blue,361", "red,blue,-1", "red,blue,1,2"],
)
def test_no_gradients(text: str) -> None:
    with pytest.raises(ValueError, match="two colours"):
        parse_gradient(text)


@given(st.builds(Border, width=st.integers(0, 9999), color=st.none() | colors))
def test_a_border_is_read_as_it_is_written(border: Border) -> None:
    assert parse_border(str(border)) == border


@given(st.builds(Gradient, start=colors, end=colors, angle=st.integers(0, 360)))
def test_a_gradient_is_read_as_it_is_written(gradient: Gradient) -> None:
    assert parse_gradient(str(gradient)) == gradient
