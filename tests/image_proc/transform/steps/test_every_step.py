"""Any step on any small picture: the right size and mode, no exception, the input left alone."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from image_proc.color import Color
from image_proc.transform.fields import ROUND
from image_proc.transform.gravity import POSITIONS, Gravity
from image_proc.transform.steps.corners import round_corners
from image_proc.transform.steps.flatten import flatten, underlay
from image_proc.transform.steps.focus import blur, sharpen
from image_proc.transform.steps.marks import Mark
from image_proc.transform.steps.padding import Padding, pad, place_on
from image_proc.transform.steps.tone import grayscale, tone
from image_proc.transform.steps.trimming import trim_box
from image_proc.transform.steps.watermark import Look, lay_mark
from tests.image_proc.transform.steps.step_pictures import MODES, png, same

sides = st.integers(1, 64)
sizes = st.tuples(sides, sides)
factors = st.integers(0, 400).map(lambda hundredths: hundredths / 100)
sigmas = st.integers(3, 1000).map(lambda tenths: tenths / 10)
amounts = st.integers(0, 100).map(lambda tenths: tenths / 10)
levels = st.integers(0, 255)
colors = st.builds(Color, levels, levels, levels, st.sampled_from([0, 128, 255]))
paddings = st.builds(Padding, *[st.integers(0, 9)] * 4)
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
marks = st.builds(
    lambda size, color: Mark("m.png", f"{size}{color}", size, png(Image.new("RGBA", size, color))),
    sizes,
    colors,
)
looks = st.builds(
    Look,
    st.sampled_from(POSITIONS),
    st.integers(5, 100).map(lambda hundredths: hundredths / 100),
    st.integers(2, 100).map(lambda hundredths: hundredths / 100),
)


@st.composite
def pictures(draw: st.DrawFn) -> Image.Image:
    """A picture of a few random pixels, enlarged."""
    mode = draw(st.sampled_from(MODES))
    seeds = draw(st.binary(min_size=4 * len(mode), max_size=4 * len(mode)))
    return Image.frombytes(mode, (2, 2), seeds).resize(draw(sizes), Image.Resampling.NEAREST)


Step = Callable[[Image.Image], Image.Image]
same_size: dict[str, st.SearchStrategy[Step]] = {
    "blur": sigmas.map(lambda sigma: lambda image: blur(image, sigma)),
    "sharpen": amounts.map(lambda amount: lambda image: sharpen(image, amount)),
    "tone": st.tuples(factors, factors, factors).map(lambda all_: lambda image: tone(image, *all_)),
    "grayscale": st.just(grayscale),
    "corners": st.one_of(st.integers(0, 99), st.just(ROUND)).map(
        lambda radius: lambda image: round_corners(image, radius)
    ),
    "flatten": colors.map(lambda color: lambda image: flatten(image, color)),
    "underlay": colors.map(lambda color: lambda image: underlay(image, color)),
    "text": st.tuples(texts, looks).map(lambda all_: lambda image: lay_mark(image, *all_)),
    "mark": st.tuples(marks, looks).map(lambda all_: lambda image: lay_mark(image, *all_)),
}
steps = st.one_of(*same_size.values())


@settings(max_examples=400, deadline=None)  # the first text opens fonts
@given(pictures(), steps)
def test_a_step_keeps_the_size_and_leaves_its_input(image: Image.Image, step: Step) -> None:
    before = image.copy()
    after = step(image)
    assert after.size == image.size
    assert after.mode in MODES
    assert same(image, before)


@settings(deadline=None)
@given(pictures(), st.lists(steps, max_size=4))
def test_steps_follow_each_other_in_any_order(image: Image.Image, chain: list[Step]) -> None:
    size = image.size
    for step in chain:
        image = step(image)
    assert image.size == size
    assert image.mode in MODES


@settings(deadline=None)
@given(pictures(), steps)
def test_equal_pictures_become_equal_pictures(image: Image.Image, step: Step) -> None:
    assert same(step(image), step(image.copy()))


@given(pictures(), paddings, colors)
def test_padding_adds_to_the_size(image: Image.Image, padding: Padding, color: Color) -> None:
    padded = pad(image, padding, color)
    assert padded.size == (image.width + padding.width, image.height + padding.height)
    assert padded.mode in MODES


@given(pictures(), sizes, st.sampled_from(POSITIONS), colors)
def test_a_canvas_has_the_size_asked_for(
    image: Image.Image, size: tuple[int, int], position: Gravity, color: Color
) -> None:
    placed = place_on(image, size, position, color)
    assert placed.size == size
    assert placed.mode in MODES


@given(pictures(), levels)
def test_what_is_kept_of_a_trimmed_picture_is_within_it(image: Image.Image, tolerance: int) -> None:
    left, top, right, bottom = trim_box(image, tolerance)
    assert 0 <= left < right <= image.width
    assert 0 <= top < bottom <= image.height
