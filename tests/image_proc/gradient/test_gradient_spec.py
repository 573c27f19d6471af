import re
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pydantic import ValidationError

from image_proc.gradient import GradientSpec, Mix
from image_proc.limits import Limits
from image_proc.produce import draw
from image_proc.spec import Format
from tests.conftest import Golden

COLORS: dict[str, Any] = {"start": "#0ea5e9", "end": "#a855f7"}


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({}, "size", (300, 300)),
        ({"width": "1", "height": "1"}, "size", (1, 1)),
        ({"width": 100, "height": 50, "dpr": "2"}, "size", (200, 100)),
        ({}, "angle", 90),
        ({"angle": "-45"}, "angle", 315),
        ({"angle": "45deg"}, "angle", 45),
        ({"angle": "360"}, "angle", 0),
        ({"mix": "SRGB"}, "mix", Mix.SRGB),
    ],
)
def test_it_accepts(fields: dict[str, Any], name: str, value: object) -> None:
    assert getattr(GradientSpec.model_validate(COLORS | fields), name) == value


@pytest.mark.parametrize(
    ("fields", "name", "accepted"),
    [
        ({"width": "0"}, "width", "1 to 4096 px"),
        ({"width": "4097"}, "width", "1 to 4096 px"),
        ({"width": "2049", "dpr": "2"}, "width", "1 to 2048 px"),
        ({"width": "4000", "height": "251"}, "height", "1 to 250 px beside a width of 4000 px"),
        ({"height": "x"}, "height", "1 to 3333 px"),
        ({"angle": "361"}, "angle", "-360 to 360"),
        ({"angle": "1.5"}, "angle", "whole degrees"),
        ({"angle": "up"}, "angle", "whole degrees"),
        ({"mix": "hsl"}, "mix", "'oklab' or 'srgb'"),
        ({"start": "nope"}, "start", "a CSS colour name"),
        ({"via": ""}, "via", "a CSS colour name"),
    ],
)
def test_it_refuses(fields: dict[str, Any], name: str, accepted: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(accepted)) as caught:
        GradientSpec.model_validate(COLORS | fields, context=Limits(max_pixels=1_000_000))
    assert caught.value.errors()[0]["loc"] == (name,)


@settings(max_examples=30)
@given(
    width=st.integers(1, 40),
    height=st.integers(1, 40),
    angle=st.integers(-360, 360),
    colors=st.lists(st.tuples(*[st.integers(0, 255)] * 4), min_size=2, max_size=3),
)
def test_every_box_is_filled(
    width: int, height: int, angle: int, colors: list[tuple[int, int, int, int]]
) -> None:
    start, *via, end = ("#" + bytes(color).hex() for color in colors)
    spec = GradientSpec(
        width=width, height=height, angle=angle, start=start, end=end, via=(*via, None)[0]
    )
    with Image.open(BytesIO(draw(spec).body)) as image:
        assert image.size == (width, height)
        assert image.mode == ("RGB" if spec.opaque else "RGBA")


def test_an_svg_has_the_line_of_css() -> None:
    spec = GradientSpec(**COLORS, width=200, height=100, angle=135, mix="srgb", format="svg")
    text = draw(spec).body.decode()
    assert 'x1="25" y1="-25" x2="175" y2="125"' in text
    assert text.count("<stop ") == 2
    assert spec.pixels == 1


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("plain.png", {}),
        ("via@2x.png", {"via": "white", "dpr": 2, "width": 120, "height": 60, "angle": 135}),
        ("clear.png", {"end": "#a855f700", "width": 120, "height": 60, "angle": 180}),
        ("far.png", {"start": "blue", "end": "yellow", "width": 240, "height": 40}),
        ("far-srgb.png", {"start": "blue", "end": "yellow", "mix": "srgb", "width": 240}),
        ("dithered.png", {"start": "#334", "end": "#446", "angle": 30}),
        ("via.svg", {"via": "white", "format": Format.SVG}),
    ],
)
def test_goldens_of_gradients(golden: Golden, name: str, fields: dict[str, Any]) -> None:
    golden(f"gradient/{name}", draw(GradientSpec.model_validate(COLORS | fields)).body)
