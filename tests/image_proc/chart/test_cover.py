from math import hypot, pi

import pytest
from PIL import Image

from image_proc.chart.cover import Polygon, Shape, Stroke, cover
from image_proc.chart.trace import Point


def area(shapes: list[Shape], size: tuple[int, int] = (40, 20)) -> float:
    """Px that shapes cover."""
    return sum(cover(shapes, size).tobytes()) / 255


def points(*places: tuple[float, float]) -> tuple[Point, ...]:
    return tuple(Point(*place) for place in places)


@pytest.mark.parametrize("width", [0.75, 1.25, 1.5, 2, 4])
@pytest.mark.parametrize(
    "places", [((5, 10), (35, 10)), ((5, 3.3), (30, 14.2)), ((20, 4), (20, 16))]
)
def test_a_line_is_as_wide_as_it_should_be(
    places: tuple[tuple[float, float], tuple[float, float]], width: float
) -> None:
    (x1, y1), (x2, y2) = places
    length = hypot(x2 - x1, y2 - y1)
    expected = length * width + pi / 4 * width**2
    assert area([Stroke(points(*places), width)]) == pytest.approx(expected, rel=0.06)


@pytest.mark.parametrize("diameter", [2, 3.5, 4, 8])
def test_one_point_is_a_disc(diameter: float) -> None:
    disc = Stroke(points((20.3, 10.6)), diameter)
    assert area([disc]) == pytest.approx(pi / 4 * diameter**2, rel=0.06)


def test_a_polygon_covers_its_area() -> None:
    triangle = Polygon(points((5, 15), (35, 15), (20, 5)))
    assert area([triangle]) == pytest.approx(150, rel=0.02)
    assert area([Polygon(points((5, 5), (15, 5), (15, 10), (5, 10)))]) == pytest.approx(
        50, rel=0.05
    )


def test_shapes_that_overlap_are_covered_once() -> None:
    square = Polygon(points((5, 5), (15, 5), (15, 10), (5, 10)))
    assert area([square, square]) == area([square])


def test_a_line_on_the_middle_of_a_row_is_sharp() -> None:
    rows = cover([Stroke(points((0, 9.5), (40, 9.5)), 1)], (40, 20)).resize((1, 20)).tobytes()
    assert [row for row, level in enumerate(rows) if level] == [9]


def test_what_lies_outside_is_cut_off() -> None:
    assert area([Stroke(points((-5, 10), (50, 10)), 2)]) == pytest.approx(80)
    assert area([Stroke(points((90, 90)), 4)]) == 0


def test_a_large_picture_drawn_in_bands_has_no_seams() -> None:
    size = (2000, 400)
    whole = Polygon(points((0, 0), (2000, 0), (2000, 400), (0, 400)))
    assert cover([whole], size).getextrema() == (255, 255)
    slanted = cover([Stroke(points((0, 0), (2000, 400)), 6)], size)
    assert slanted.size == size
    columns = slanted.resize((2000, 1), Image.Resampling.BOX).tobytes()[10:-10]
    assert max(columns) - min(columns) <= 1
