from collections.abc import Callable, Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from image_proc.chart import cover
from image_proc.chart.raster.brush import Brush
from image_proc.chart.raster.canvas import Canvas
from image_proc.chart.raster.contour import Contour, circle, path, polygon, rounded, sector
from image_proc.chart.raster.coverage import coverage
from image_proc.chart.raster.shape import Fill, Stroke
from image_proc.chart.raster.stroke import stroke
from image_proc.chart.scene import Paint, Sector
from image_proc.chart.trace import Point
from image_proc.color import BLACK, WHITE

Line = Callable[[Sequence[Point], float], list[Contour] | Stroke]

BOTH = Paint(BLACK, BLACK)
SIZE = (60, 40)


def points(*places: tuple[float, float]) -> tuple[Point, ...]:
    return tuple(Point(*place) for place in places)


def stroked(way: Sequence[Point], width: float) -> Stroke:
    """A line that FreeType strokes."""
    return Stroke.of([path(way, 1)], width / 2)


def outlined(way: Sequence[Point], width: float) -> list[Contour]:
    """The same as an outline, as it is where a line is dashed or very broad."""
    return stroke(way, width, 1)


def area(shape: list[Contour] | Stroke, size: tuple[int, int] = SIZE) -> float:
    """Px that a shape covers of a picture, in the 16 levels of a chart."""
    return sum(255 - level for level in painted(shape, size).tobytes()) / 255


def painted(shape: list[Contour] | Stroke, size: tuple[int, int] = SIZE) -> Image.Image:
    """Outlines or a line in black on white, mode L."""
    canvas = Canvas(size, WHITE)
    brush = Brush(canvas, 1, BLACK)
    if isinstance(shape, Stroke):
        brush.paint([shape])
    else:
        brush.paint([Fill.of(shape)])
    return canvas.image().convert("L")


def difference(one: Image.Image, other: Image.Image) -> float:
    """How many levels two pictures differ at most."""
    extrema = ImageChops.difference(one, other).getextrema()
    assert isinstance(extrema[1], int | float)
    return extrema[1]


@pytest.mark.parametrize(
    ("corners", "expected"),
    [
        (((5, 5), (15, 5), (15, 10), (5, 10)), 50),
        (((5.25, 5), (15.5, 5), (15.5, 10.75), (5.25, 10.75)), 10.25 * 5.75),
        (((5, 15), (35, 15), (20, 5)), 150),
        # Once around one way, once the other: a bow tie.
        (((5, 5), (25, 25), (25, 5), (5, 25)), 200),
        # Twice around the same: covered once.
        (((5, 5), (15, 5), (15, 10), (5, 10)) * 2, 50),
        (((-1e9, -1e9), (1e9, -1e9), (1e9, 1e9), (-1e9, 1e9)), 2400),
        (((-5, -5), (5, -5), (5, 5), (-5, 5)), 25),
    ],
)
def test_a_polygon_covers_its_area(
    corners: tuple[tuple[float, float], ...], expected: float
) -> None:
    assert area([polygon(points(*corners), 1)]) == pytest.approx(expected, rel=0.01)


def test_coverage_is_exact() -> None:
    covered = coverage(
        [polygon(points((1.5, 1), (3.25, 1), (3.25, 2.5), (1.5, 2.5)), 1)], (1, 1), 9
    )
    assert (covered.left, covered.top, covered.mask.size) == (1, 1, (3, 2))
    assert list(covered.mask.tobytes()) == [128, 255, 64, 64, 128, 32]


@pytest.mark.parametrize("radius", [0.5, 1, 2.7, 8, 19])
def test_a_circle_covers_its_area(radius: float) -> None:
    assert area([circle(30.3, 19.6, radius)]) == pytest.approx(pi * radius**2, rel=0.02, abs=0.15)


@pytest.mark.parametrize("width", [0.75, 1.25, 1.5, 2, 4, 9])
@pytest.mark.parametrize(
    "places", [((9, 10), (50, 10)), ((9, 9.3), (40, 24.2)), ((20, 9), (20, 30))]
)
def test_a_line_is_as_wide_as_it_should_be(
    places: tuple[tuple[float, float], tuple[float, float]], width: float
) -> None:
    (x1, y1), (x2, y2) = places
    expected = hypot(x2 - x1, y2 - y1) * width
    assert area(stroke(points(*places), width, 1, butt=True)) == pytest.approx(expected, rel=0.07)
    ends = pi / 4 * width**2
    for line in (stroked, outlined):
        drawn = area(line(points(*places), width))
        assert drawn == pytest.approx(expected + ends, rel=0.07)


@pytest.mark.parametrize("width", [2, 7])
@pytest.mark.parametrize(
    "corner", [(30, 12), (50, 20), (10, 20), (9, 21), (10.5, 20.2), (29.9, 20), (31, 39)]
)
@pytest.mark.parametrize("line", [stroked, outlined])
def test_a_corner_is_round(line: Line, corner: tuple[float, float], width: float) -> None:
    way = points((10, 20), corner, (50, 20.5))
    drawn = ImageChops.invert(painted(line(way, width)))
    reference = cover.cover([cover.Stroke(way, width)], SIZE)
    assert sum(drawn.tobytes()) == pytest.approx(sum(reference.tobytes()), rel=0.08)
    assert difference(drawn, reference) < 100


@pytest.mark.parametrize("line", [stroked, outlined])
def test_one_point_is_a_dot_and_so_are_many_that_are_one(line: Line) -> None:
    dot = area(line(points((20, 20)), 6))
    assert dot == pytest.approx(pi * 9, rel=0.02)
    assert area(line(points((20, 20), (20, 20), (20, 20)), 6)) == dot


def test_lines_have_both_ends_wherever_they_lead() -> None:
    for at in range(90):
        angle = at / 90 * 2 * pi
        way = points((40, 40), (40 + 30 * sin(angle), 40 + 30 * cos(angle)))
        one, other = (painted(line(way, 10), (80, 80)) for line in (stroked, outlined))
        assert difference(one, other) <= 51
        assert ImageStat.Stat(ImageChops.difference(one, other)).mean[0] < 0.15


@settings(max_examples=60)
@example([(0, 0), (0, 87), (0, 0), (137, 0), (0, 0)], 7)
@example([(40, 40), (40, 40), (200, 42)], 12)
@given(
    st.lists(st.tuples(st.integers(0, 240), st.integers(0, 160)), min_size=2, max_size=30),
    st.sampled_from([1.5, 2, 3.3, 7, 12]),
)
def test_a_stroke_covers_all_of_its_line_and_nothing_else(
    places: list[tuple[int, int]], width: float
) -> None:
    way = points(*((x / 4, y / 4) for x, y in places))
    drawn = ImageChops.invert(painted(stroked(way, width))).tobytes()
    reference = cover.cover([cover.Stroke(way, width)], SIZE).tobytes()
    both = list(zip(drawn, reference, strict=True))
    assert not [one for one, other in both if other - one > 128]
    # Edges within a pixel add up, in an outline as well.
    assert not [one for one, other in both if other < 16 and one > 128]


@pytest.mark.parametrize("way", [(900, 190, 3), (900, 3, 190), (30, 190, 3), (2000, 190, 400)])
def test_long_lines_are_drawn_in_stretches_without_seams(way: tuple[int, int, int]) -> None:
    count, high, period = way
    jagged = [
        Point(20 + at * 860 / count, 20 + high * (at % period) / period) for at in range(count)
    ]
    one, other = (painted(line(jagged, 3), (900, 230)) for line in (stroked, outlined))
    assert ImageStat.Stat(ImageChops.difference(one, other)).mean[0] < 0.9


def test_a_line_is_the_same_in_each_tile_of_a_large_picture() -> None:
    wave = [Point(x * 7 - 300, 450 + 430 * sin(x / 5)) for x in range(400)]
    drawn = painted(stroked(wave, 9), (2000, 900))
    outline = painted(outlined(wave, 9), (2000, 900))
    assert ImageStat.Stat(ImageChops.difference(drawn, outline)).mean[0] < 0.1
    seam = (990, 0, 1010, 900)
    assert ImageStat.Stat(ImageChops.difference(drawn.crop(seam), outline.crop(seam))).mean[0] < 0.2


def test_a_rounded_box_lacks_its_corners() -> None:
    box = (5, 5, 35, 25)
    assert area([rounded(box, (0, 0, 0, 0))]) == 600
    assert area([rounded(box, (4, 4, 4, 4))]) == pytest.approx(600 - (4 - pi) * 16, rel=0.01)
    one = painted([rounded(box, (9, 0, 0, 0))])
    assert [one.getpixel(place) for place in ((5, 5), (34, 5), (34, 24), (5, 24))] == [255, 0, 0, 0]


@pytest.mark.parametrize(
    ("start", "end", "share"),
    [(0, pi / 2, 1 / 4), (1, 4, 3 / 2 / pi), (0, 2 * pi, 1), (3, 9, 6 / 2 / pi)],
)
def test_a_sector_is_a_share_of_its_ring(start: float, end: float, share: float) -> None:
    piece = Sector(Point(30, 20), 8, 18, start, end, BOTH)
    assert area(sector(piece, 1)) == pytest.approx(pi * (18**2 - 8**2) * share, rel=0.02)


def test_a_sector_goes_clockwise_from_the_top() -> None:
    drawn = painted(sector(Sector(Point(30, 20), 0, 18, 0, pi / 2, BOTH), 1))
    assert drawn.getbbox() is not None
    assert [drawn.getpixel(place) for place in ((35, 15), (35, 25), (25, 25), (25, 15))] == [
        0,
        255,
        255,
        255,
    ]


def test_jagged_outlines_are_drawn_in_pieces_without_seams() -> None:
    teeth = [Point(x / 2, 5 + (x % 2) * 190) for x in range(0, 1800, 1)]
    comb = polygon((*teeth, Point(900, 230), Point(0, 230)), 1)
    drawn = painted([comb], (900, 230))
    assert drawn.crop((0, 197, 890, 230)).getextrema() == (0, 0)
    assert area([comb], (900, 230)) == pytest.approx(900 * 35 + 900 * 190 / 2, rel=0.01)
    rows = drawn.resize((1, 230), Image.Resampling.BOX).tobytes()
    assert all(after <= before for before, after in pairwise(rows))


def test_more_points_than_a_glyph_holds() -> None:
    many = [Point(5 + at / 2000, 20 + 5 * sin(at / 20_000)) for at in range(100_000)]
    few = many[::200]
    for line in (stroked, outlined):
        assert difference(painted(line(many, 4)), painted(line(few, 4))) <= 34
    below = (Point(55, 35), Point(5, 35))
    assert (
        difference(painted([polygon((*many, *below), 1)]), painted([polygon((*few, *below), 1)]))
        <= 17
    )


def test_points_that_cannot_be_left_out_are_shared_out_to_glyphs() -> None:
    comb = [Point(at % 50 + 5, 10 + at // 50 % 3) for at in range(9000)]
    assert area(outlined(comb, 2)) == pytest.approx(49 * 4, rel=0.1)
    assert area(stroked(comb, 2)) == pytest.approx(49 * 4, rel=0.1)
    many = [Point(5 + at % 2 * 10, 5 + at % 3) for at in range(70_000)]
    assert painted([polygon(many, 1)]).getbbox() is not None


far = st.one_of(st.floats(-80, 150), st.sampled_from([1e9, -1e9]))


@settings(max_examples=40)
@given(st.lists(st.tuples(far, far), min_size=3, max_size=9))
def test_what_is_seen_does_not_depend_on_how_it_is_cut(places: list[tuple[float, float]]) -> None:
    whole = painted([polygon(points(*places), 1)])
    moved = painted([polygon(points(*((x + 850, y) for x, y in places)), 1)], (910, 40))
    assert difference(whole, moved.crop((850, 0, 910, 40))) <= 34
