import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.placeholder import PlaceholderSpec
from image_proc.placeholder.layout import PlacedLine, lay_out

SENTENCE = "The quick brown fox jumps over the lazy dog"


def spec(width: int, height: int, /, **fields: object) -> PlaceholderSpec:
    return PlaceholderSpec.model_validate({"width": width, "height": height, **fields})


def texts(lines: tuple[PlacedLine, ...]) -> list[str]:
    return [placed.line.text for placed in lines]


def ink(lines: tuple[PlacedLine, ...]) -> tuple[float, float, float, float]:
    boxes = [placed.line.ink for placed in lines]
    return (
        min(at.x + box[0] for at, box in zip(lines, boxes, strict=True)),
        min(at.y + box[1] for at, box in zip(lines, boxes, strict=True)),
        max(at.x + box[2] for at, box in zip(lines, boxes, strict=True)),
        max(at.y + box[3] for at, box in zip(lines, boxes, strict=True)),
    )


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [(600, 400, 135), (88, 31, 18), (728, 90, 54), (120, 600, 27), (300, 250, 67), (32, 32, 9.6)],
)
def test_the_largest_size_that_fits_in_90_by_60_percent(
    width: int, height: int, size: float
) -> None:
    (placed,) = lay_out(spec(width, height), 1)
    assert placed.line.style.size == pytest.approx(size, abs=1)
    left, _, right, _ = placed.line.ink
    assert right - left <= 0.9 * width + 0.5


@pytest.mark.parametrize("dpr", [1, 2, 3])
@pytest.mark.parametrize("size", [(600, 400), (88, 31), (120, 600), (301, 251), (64, 48)])
def test_the_ink_stands_in_the_middle(size: tuple[int, int], dpr: int) -> None:
    left, top, right, bottom = ink(lay_out(spec(*size), dpr))
    assert left == pytest.approx(size[0] * dpr - right)
    assert top == pytest.approx(size[1] * dpr - bottom)


@given(
    width=st.integers(1, 400),
    height=st.integers(1, 300),
    text=st.text(st.sampled_from("ab Wi\n×导م✓"), max_size=60),
)
def test_rows_are_the_same_at_each_ratio_and_stay_in_the_picture(
    width: int, height: int, text: str
) -> None:
    box = spec(width, height, text=text)
    rows = texts(lay_out(box, 1))
    for dpr in (1, 2, 3):
        lines = lay_out(box, dpr)
        assert texts(lines) == rows
        if lines:
            left, top, right, bottom = ink(lines)
            assert min(left, top) >= -dpr
            assert right <= (width + 1) * dpr
            assert bottom <= (height + 1) * dpr


@pytest.mark.parametrize(
    ("size", "text", "rows"),
    [
        ((16, 16), None, []),
        ((20, 100), None, []),
        ((16, 16), "OK", ["OK"]),
        ((16, 16), "Hello", ["H…"]),
        ((16, 5), "Hello", []),
        ((5, 16), "Hello", []),
        ((1, 1), "a", []),
        ((200, 100), "", []),
        ((200, 100), " \n ", []),
        ((200, 100), "a\n\nb", ["a", "b"]),
        ((300, 160), SENTENCE, ["The quick brown", "fox jumps over", "the lazy dog"]),
    ],
)
def test_rows(size: tuple[int, int], text: str | None, rows: list[str]) -> None:
    fields: dict[str, object] = {} if text is None else {"text": text}
    assert texts(lay_out(spec(*size, **fields), 1)) == rows


def test_an_empty_row_keeps_its_place_at_each_ratio() -> None:
    for dpr in (1, 2, 3):
        first, second = lay_out(spec(200, 100, text="a\n\nb"), dpr)
        assert second.y - first.y == pytest.approx(2.4 * first.line.style.size)


def test_a_size_that_was_asked_for_is_kept_and_the_rest_is_cut() -> None:
    lines = lay_out(spec(60, 60, text="Hello my world", font_size=20), 2)
    assert texts(lines) == ["Hello", "my…"]
    assert {placed.line.style.size for placed in lines} == {40}


@pytest.mark.parametrize(("align", "side"), [("left", 20), ("right", 380)])
def test_alignment_keeps_a_margin(align: str, side: int) -> None:
    lines = lay_out(spec(200, 100, text="Left\nright and more", align=align), 2)
    edge = 0 if align == "left" else 2
    for placed in lines:
        assert placed.x + placed.line.ink[edge] == pytest.approx(side)


def test_text_stays_within_the_border() -> None:
    left, top, right, bottom = ink(lay_out(spec(200, 100, border="20"), 1))
    assert left >= 20 + 0.05 * 160 - 1
    assert right <= 180 - 0.05 * 160 + 1
    assert top >= 20
    assert bottom <= 80
    assert lay_out(spec(200, 100, border="50"), 1) == ()


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_text_stays_within_round_corners(align: str) -> None:
    radius = 80
    lines = lay_out(spec(160, 160, text=SENTENCE, radius=radius, align=align), 1)
    for placed in lines:
        left, top, right, bottom = ink((placed,))
        for x, y in ((left, top), (right, top), (left, bottom), (right, bottom)):
            assert (x - radius) ** 2 + (y - radius) ** 2 <= radius**2


def test_one_row_in_a_circle_is_not_made_smaller_than_it_must_be() -> None:
    square, circle = (lay_out(spec(160, 160, radius=radius), 1) for radius in (0, 80))
    assert square == circle
