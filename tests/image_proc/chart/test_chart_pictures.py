"""Every kind of chart as a picture: light, dark, following its reader, as bitmap and as SVG."""

from io import BytesIO

import pytest
import resvg_py
from PIL import Image

from config import ROOT
from image_proc.chart import ChartSpec
from image_proc.produce import draw
from tests.conftest import Golden
from tests.image_proc.chart.shown import CHARTS, shown
from tests.likeness import ssim

ALIKE = 0.95


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", CHARTS)
def test_charts_as_bitmaps(golden: Golden, name: str, theme: str) -> None:
    golden(f"chart/{name}-{theme}.png", draw(shown(name, theme=theme)).body)


@pytest.mark.parametrize("name", ["bar", "line", "pie"])
def test_charts_at_twice_the_size(golden: Golden, name: str) -> None:
    golden(f"chart/{name}-2x.png", draw(shown(name, scale=2)).body)


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
@pytest.mark.parametrize("name", CHARTS)
def test_charts_as_svg(golden: Golden, name: str, theme: str) -> None:
    golden(f"chart/{name}-{theme}.svg", draw(shown(name, theme=theme, format="svg")).body)


@pytest.mark.parametrize("name", CHARTS)
def test_bitmap_and_svg_of_a_chart_agree(name: str) -> None:
    scale = 2
    bitmap = opened(draw(shown(name, scale=scale)).body)
    vector = rendered(shown(name, scale=scale, format="svg"))

    assert ssim(bitmap, vector) >= ALIKE


def test_webp_has_the_pixels_of_the_png() -> None:
    png, webp = (opened(draw(shown("line", format=each)).body) for each in ("png", "webp"))

    assert png.tobytes() == webp.tobytes()


def opened(body: bytes) -> Image.Image:
    with Image.open(BytesIO(body)) as image:
        return image.convert("RGB")


def rendered(spec: ChartSpec) -> Image.Image:
    """What resvg makes of the SVG with our own fonts."""
    fonts = str(ROOT / "assets" / "fonts")
    svg = draw(spec).body.decode()
    return opened(
        bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_dirs=[fonts]))
    )
