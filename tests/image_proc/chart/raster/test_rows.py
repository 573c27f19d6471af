from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from image_proc.chart.raster.canvas import Canvas
from image_proc.chart.raster.mask import FULL, STEP, Mask
from image_proc.chart.raster.rows import rows
from image_proc.color import WHITE, Color

INK = Color(20, 30, 40)
SIZE = (60, 40)


def mask(left: int, top: int, width: int, height: int, level: int = FULL) -> Mask:
    return Mask(Image.new("L", (width, height), level * STEP), left, top)


MASKS = st.lists(
    st.builds(
        mask,
        st.integers(-8, 64),
        st.integers(-8, 44),
        st.integers(0, 20),
        st.integers(0, 20),
        st.integers(1, FULL),
    ),
    max_size=8,
)


@given(MASKS)
def test_no_two_masks_of_a_row_overlap_and_no_mask_is_lost(masks: list[Mask]) -> None:
    found = list(rows(masks))

    full = [each for each in masks if each.levels.width and each.levels.height]
    assert [each for row in found for each in row.masks] == full
    for row in found:
        whole = row.joined()
        own = sum(each.levels.width * each.levels.height for each in row.masks)
        assert whole.box == row.box
        assert whole.levels.histogram()[0] == whole.levels.width * whole.levels.height - own


@given(MASKS)
def test_masks_laid_at_once_look_as_if_laid_one_by_one(masks: list[Mask]) -> None:
    at_once, in_turn = Canvas(SIZE, WHITE), Canvas(SIZE, WHITE)
    for canvas in (at_once, in_turn):
        canvas.fill([(0, 30, 60, 32)], Color(200, 200, 255))

    at_once.lay_all(masks, INK)
    for each in masks:
        in_turn.lay(each, INK)

    assert at_once.image().tobytes() == in_turn.image().tobytes()


def test_masks_along_a_line_are_one_row_and_those_far_away_another() -> None:
    along = [mask(20 * at, 0, 9, 9) for at in range(20)]
    far = [mask(0, 300 + 20 * at, 9, 9) for at in range(5)]

    assert [len(row.masks) for row in rows([*along, *far])] == [20, 5]
