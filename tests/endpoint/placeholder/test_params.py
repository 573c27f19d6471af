from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote

import pytest
from flask import Flask, g
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from endpoint.placeholder.links import address_of
from endpoint.placeholder.params import read_placeholder
from image_proc.color import TRANSPARENT, WHITE, Color
from image_proc.errors import InvalidParameter
from image_proc.fonts import Family
from image_proc.limits import Limits
from image_proc.placeholder import PlaceholderSpec
from image_proc.placeholder.paint import Border, Gradient
from image_proc.spec import Format
from image_proc.text import Align

APP = Flask(__name__)


@pytest.fixture(autouse=True, scope="module")
def _in_an_app() -> Iterator[None]:
    with APP.app_context():
        yield


def read(url: str, limits: Limits | None = None) -> PlaceholderSpec:
    """Read an address as a server hands it over: the path decoded once, the query parsed."""
    path, _, query = url.partition("?")
    args = MultiDict(parse_qsl(query, keep_blank_values=True))
    return read_placeholder(unquote(path).removeprefix("/"), args, limits or Limits())


ACCEPTED: dict[str, dict[str, object]] = {
    "/200x300": {"width": 200, "height": 300, "text": "200×300", "format": Format.PNG},
    "/400": {"width": 400, "height": 400, "text": "400×400"},
    "/200%C3%97300": {"width": 200, "height": 300},
    "/640x16:9": {"text": "640×360"},
    "/vga": {"text": "640×480"},
    "/600x400/orange/white.webp?text=Hello%5CnWorld": {
        "background": Color(255, 165, 0),
        "foreground": WHITE,
        "format": Format.WEBP,
        "text": "Hello\nWorld",
    },
    "/600x400?text=Hello+World": {"text": "Hello World"},
    "/600x400?text=Hello%20World": {"text": "Hello World"},
    "/600x400?text=1%2B1": {"text": "1+1"},
    "/600x400?text=a%0Ab%7Cc|d%5Cne": {"text": "a\nb\nc\nd\ne"},
    "/600x400?text=": {"text": ""},
    "/600x400?Text=Hello": {"text": "Hello"},
    "/300.png/09f/fff?Text=": {"text": "", "background": Color(0, 153, 255)},
    "/300.png/09f/fff": {"text": "300×300", "foreground": WHITE},
    "/200X300": {"text": "200×300"},
    "/600x400&text=Hello+World": {"text": "Hello World"},
    "/600x400&text=Hello%20World&dpr=2": {"text": "Hello World", "dpr": 2},
    "/600x400&text=Tom%26Jerry": {"text": "Tom&Jerry"},
    "/600x400/000/fff&Text=a": {"text": "a", "foreground": WHITE},
    "/600x400.png&text=a|b?dpr=3": {"text": "a\nb", "dpr": 3, "format": Format.PNG},
    "/600x400&": {"text": "600×400"},
    "/3d4070/ffffff/150x150.png": {"text": "150×150", "background": Color(0x3D, 0x40, 0x70)},
    "/600x400@2x.png": {"dpr": 2, "width": 600},
    "/600x400?dpr=3": {"dpr": 3},
    "/600x400@2x?dpr=2": {"dpr": 2},
    "/600x400.jpg?format=jpeg": {"format": Format.JPEG},
    "/600x400?format=svg": {"format": Format.SVG},
    "/600x400/transparent": {"background": TRANSPARENT},
    "/600x400?background=%23f00&foreground=fff": {
        "background": Color(255, 0, 0),
        "foreground": WHITE,
    },
    "/600x400?bg=red&fg=white": {"background": Color(255, 0, 0), "foreground": WHITE},
    "/600x400?color=white": {"foreground": WHITE},
    "/600x400/f00?bg=%23F00": {"background": Color(255, 0, 0)},
    "/600x400?font=dejavu&bold=false&font_size=20&align=right": {
        "font": Family.DEJAVU,
        "bold": False,
        "font_size": 20,
        "align": Align.RIGHT,
    },
    "/600x400?radius=200": {"radius": 200},
    "/600x400?border=4,%2309f": {"border": Border(width=4, color=Color(0, 153, 255))},
    "/600x400?gradient=red,rgb(0,0,255),45": {
        "gradient": Gradient(start=Color(255, 0, 0), end=Color(0, 0, 255), angle=45)
    },
    "/600x400?v=3": {"text": "600×400"},
}

REJECTED: list[tuple[str, str, str, str]] = [
    ("/0x5", "width", "0", "1 to 4096 px"),
    ("/5x0", "height", "0", "1 to 4096 px"),
    ("/99999x99999", "width", "99999", "1 to 4096 px"),
    ("/4097", "width", "4097", "1 to 4096 px"),
    ("/99999999999999999999x5", "width", "99999999999999999999", "1 to 4096 px"),
    ("/4000x1:2", "height", "8000", "1 to 4096 px"),
    ("/2049@2x", "width", "2049", "1 to 2048 px at 2×, 4096 px in all"),
    ("/2049?dpr=2", "width", "2049", "1 to 2048 px at 2×, 4096 px in all"),
    ("/200x", "size", "200x", "<width>x<height>"),
    ("/200x300/notacolour", "background", "notacolour", "a CSS colour name"),
    ("/200x300//fff", "background", "", "a CSS colour name"),
    ("/200x300/fff/notacolour", "foreground", "notacolour", "a CSS colour name"),
    ("/200x300?bg=notacolour", "bg", "notacolour", "a CSS colour name"),
    ("/200x300?color=notacolour", "color", "notacolour", "a CSS colour name"),
    ("/200x300?format=json", "format", "json", "png, svg, webp"),
    ("/200x300?format=", "format", "", "png, svg, webp"),
    ("/200x300?dpr=4", "dpr", "4", "1, 2 or 3"),
    ("/200x300@2x?dpr=3", "dpr", "3", "what the path says, 2, or to be left out"),
    ("/200x300.png?format=jpg", "format", "jpg", "what the path says, png, or to be left out"),
    ("/200x300/red?bg=blue", "bg", "blue", "what the path says, red, or to be left out"),
    ("/200x300?text=a&Text=b", "Text", "b", "only one of 'text' and 'Text'"),
    ("/200x300?fg=a&color=b", "color", "b", "only one of 'fg' and 'color'"),
    ("/200x300?text=a&text=b", "text", "a, b", "to be sent once"),
    ("/200x300&text=a?text=b", "text", "b, a", "to be sent once"),
    ("/200x300?Text=" + "x" * 501, "Text", "x" * 79 + "…", "at most 500 characters"),
    ("/200x300?radius=x", "radius", "x", "0 to 100 px, half of the shorter side"),
    ("/200x300?radius=101", "radius", "101", "0 to 100 px, half of the shorter side"),
    ("/200x300?font_size=8000", "font_size", "8000", "1 to 300 px, the height of the box"),
    ("/200x300?font=arial", "font", "arial", "'roboto' or 'dejavu'"),
    ("/200x300?bold=very", "bold", "very", "true or false"),
    ("/200x300?align=top", "align", "top", "'left', 'center' or 'right'"),
    ("/200x300?border=x", "border", "x", "a width in px"),
    ("/200x300?border=101", "border", "101", "a width of 0 to 100 px"),
    ("/200x300?gradient=red", "gradient", "red", "two colours"),
]


@pytest.mark.parametrize("url", ACCEPTED)
def test_accepts(url: str) -> None:
    spec = read(url)
    assert {name: getattr(spec, name) for name in ACCEPTED[url]} == ACCEPTED[url]


@pytest.mark.parametrize(("url", "name", "value", "accepted"), REJECTED)
def test_rejects_with_name_value_and_what_is_accepted(
    url: str, name: str, value: str, accepted: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        read(url)
    assert (caught.value.name, caught.value.value) == (name, value)
    assert accepted in caught.value.accepted


def test_the_limits_are_those_of_the_service() -> None:
    with pytest.raises(
        InvalidParameter, match="1 to 50 px beside a width of 100 px, 5000 px in all"
    ):
        read("/100x51", Limits(max_pixels=5000))
    with pytest.raises(InvalidParameter, match="1 to 99 px"):
        read("/100", Limits(max_side=99))


def test_unknown_parameters_are_named_glued_ones_too() -> None:
    read("/600x400&text=a&foo=1?v=3")
    assert set(g.ignored_parameters.split(", ")) == {"foo", "v"}


SHORTEST = {
    "/600x400": "/600x400",
    "/600X400.PNG": "/600x400",
    "/vga/ccc": "/640x480",
    "/400/orange": "/400x400/ffa500",
    "/400?fg=white": "/400x400/cccccc/ffffff",
    "/600x400/f008/000@2x.jpg": "/600x400/ff000088/000000@2x.jpeg",
    "/600x400?text=a+%26+b|c&bold=0": "/600x400?text=a%20%26%20b%0Ac&bold=false",
    "/600x400?text=600%C3%97400": "/600x400",
    "/9x9?gradient=red,blue&border=2,red": "/9x9?border=2,ff0000&gradient=ff0000,0000ff,180",
}


@pytest.mark.parametrize(("url", "shortest"), SHORTEST.items())
def test_the_address_of_a_spec_is_the_shortest(url: str, shortest: str) -> None:
    assert address_of(read(url)) == shortest


bytes_ = st.integers(0, 255)
colors = st.builds(Color, bytes_, bytes_, bytes_, bytes_)
letters = st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="|\\\u2028\u2029")
optional = {
    "format": st.sampled_from(["png", "svg", "webp", "jpeg", "gif", "avif"]),
    "dpr": st.integers(1, 3),
    "background": colors,
    "gradient": st.builds(Gradient, start=colors, end=colors, angle=st.integers(0, 360)),
    "foreground": colors,
    "text": st.text(letters | st.just("\n"), max_size=30),
    "font": st.sampled_from(Family),
    "bold": st.booleans(),
    "font_size": st.integers(1, 20),
    "align": st.sampled_from(Align),
    "radius": st.integers(0, 10),
    "border": st.builds(Border, width=st.integers(0, 10), color=st.none() | colors),
}


@given(
    st.fixed_dictionaries(
        {"width": st.integers(20, 1300), "height": st.integers(20, 1300)}, optional=optional
    )
)
def test_what_is_written_is_read_again(fields: dict[str, object]) -> None:
    spec = PlaceholderSpec.model_validate(fields)
    assert read(address_of(spec)) == spec
