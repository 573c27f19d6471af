from itertools import pairwise
from math import hypot

from hypothesis import example, given, settings
from hypothesis import strategies as st

from image_proc.chart.curve import monotone
from image_proc.chart.trace import Point

lines = st.lists(st.tuples(st.floats(0, 50), st.floats(-500, 500)), min_size=2, max_size=12).map(
    lambda steps: [
        Point(sum(across for across, _ in steps[: at + 1]), y) for at, (_, y) in enumerate(steps)
    ]
)


@given(lines)
def test_a_curve_runs_through_its_points_and_never_beyond_them(points: list[Point]) -> None:
    pieces = monotone(points)
    assert [(piece.start, piece.end) for piece in pieces] == list(pairwise(points))
    for piece in pieces:
        low, high = sorted((piece.start.y, piece.end.y))
        for point in piece.flat(0.1):
            assert low - 1e-6 <= point.y <= high + 1e-6
            assert piece.start.x - 1e-6 <= point.x <= piece.end.x + 1e-6


def test_a_curve_has_no_corners() -> None:
    points = [Point(0, 0), Point(10, 2), Point(14, 9), Point(30, 10), Point(40, 3), Point(50, 8)]
    for before, after in pairwise(monotone(points)):
        slopes = [
            (end.y - start.y) / (end.x - start.x)
            for start, end in ((before.enter, before.end), (after.start, after.leave))
        ]
        assert abs(slopes[0] - slopes[1]) < 1e-9


def test_a_turn_is_level() -> None:
    before, after = monotone([Point(0, 0), Point(10, 9), Point(20, 0)])
    assert before.enter.y == after.leave.y == 9


@settings(max_examples=15)
@given(lines, st.sampled_from([0.2, 1]))
def test_straight_pieces_miss_the_curve_by_no_more_than_is_allowed(
    points: list[Point], tolerance: float
) -> None:
    for piece in monotone(points):
        fine = list(piece.flat(tolerance / 9))
        coarse = [piece.start, *piece.flat(tolerance)]
        for point in fine:
            assert min(_distance(point, *pair) for pair in pairwise(coarse)) <= tolerance * 1.1


def _distance(point: Point, start: Point, end: Point) -> float:
    across, down = end.x - start.x, end.y - start.y
    length = across**2 + down**2
    way = ((point.x - start.x) * across + (point.y - start.y) * down) / length if length else 0
    way = min(1, max(0, way))
    return hypot(point.x - start.x - across * way, point.y - start.y - down * way)


@example([Point(0, 0), Point(5e-324, 1)], 0.5)
@example([Point(0, 0), Point(1e-12, 1), Point(2e-12, 400), Point(9, 401)], 0.5)
@given(lines, st.floats(0, 1))
def test_the_less_round_a_curve_is_the_nearer_it_is_to_straight_lines(
    points: list[Point], share: float
) -> None:
    for piece in monotone(points):
        eased, straight = piece.eased(share), piece.eased(0)
        assert (eased.start, eased.end) == (piece.start, piece.end)
        assert len(list(straight.flat(0.1))) == 1
        assert list(piece.eased(1).flat(0.1))[-1] == piece.end
        assert hypot(eased.leave.x - straight.leave.x, eased.leave.y - straight.leave.y) <= (
            hypot(piece.leave.x - straight.leave.x, piece.leave.y - straight.leave.y) * share + 1e-6
        )
