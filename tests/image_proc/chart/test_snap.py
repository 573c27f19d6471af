import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.chart.scene import Comb, Line
from image_proc.chart.snap import Pixels, snap_box, snap_comb, snap_line
from image_proc.chart.trace import Box, Point
from tests.image_proc.chart.vector.scenes import GREY

places = st.floats(-500, 500)
scales = st.sampled_from([1, 1.5, 2, 3])


@pytest.mark.parametrize(
    ("box", "scale", "pixels"),
    [
        (Box(10, 20, 30, 40), 1, (10, 20, 30, 40)),
        (Box(10, 20, 30, 40), 1.5, (15, 30, 45, 60)),
        (Box(10.4, 20.6, 30.5, 40.5), 1, (10, 21, 31, 41)),
        (Box(10.6, 20, 10.9, 40), 1, (11, 20, 12, 40)),
        (Box(10.6, 20, 10.6, 40), 1, (11, 20, 11, 40)),
    ],
)
def test_a_box_lies_on_whole_pixels(box: Box, scale: float, pixels: Pixels) -> None:
    assert snap_box(box, scale) == pixels


@pytest.mark.parametrize(
    ("points", "width", "scale", "pixels"),
    [
        ((Point(0, 10), Point(50, 10)), 1, 1, (0, 10, 50, 11)),
        ((Point(0, 10.5), Point(50, 10.5)), 1, 1, (0, 10, 50, 11)),
        ((Point(50, 10), Point(0, 10)), 1, 2, (0, 19, 100, 21)),
        ((Point(7, 40), Point(7, 4)), 2, 1, (6, 4, 8, 40)),
        ((Point(7, 4), Point(7, 40)), 0.2, 1, (7, 4, 8, 40)),
        ((Point(7, 4),), 3, 1, (7, 3, 8, 6)),
    ],
)
def test_a_crisp_line_lies_on_whole_pixels(
    points: tuple[Point, ...], width: float, scale: float, pixels: Pixels
) -> None:
    assert snap_line(Line(points, width, GREY, crisp=True), scale) == [pixels]


@given(places, places, st.floats(0.25, 5), scales)
def test_lines_of_one_width_are_equally_thick(
    y: float, other: float, width: float, scale: float
) -> None:
    heights = set()
    for each in (y, other):
        line = Line((Point(0, each), Point(90, each)), width, GREY, crisp=True)
        ((_, top, _, bottom),) = snap_line(line, scale)
        heights.add(bottom - top)
        assert abs((top + bottom) / 2 - each * scale) <= 0.5 + 1e-6
    assert len(heights) == 1


@given(places, st.floats(0.01, 90), scales)
def test_what_has_an_extent_is_seen(left: float, width: float, scale: float) -> None:
    first, _, last, _ = snap_box(Box(left, 0, left + width, 5), scale)
    assert last > first


@pytest.mark.parametrize(
    ("heads", "scale", "boxes"),
    [
        ((80, None, 120), 1, [(10, 80, 11, 100), (12, 100, 13, 120)]),
        ((80.4, 99.9), 1, [(10, 80, 11, 100), (11, 99, 12, 100)]),
        ((100.1,), 1, [(10, 100, 11, 101)]),
        ((100,), 1, []),
        ((80, 90), 1.5, [(15, 120, 17, 150), (17, 135, 18, 150)]),
    ],
)
def test_the_teeth_of_a_comb_stand_side_by_side_on_whole_pixels(
    heads: tuple[float | None, ...], scale: float, boxes: list[Pixels]
) -> None:
    assert snap_comb(Comb(10, 100, heads, GREY), scale) == boxes
