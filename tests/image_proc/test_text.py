from io import BytesIO
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from image_proc import fonts
from image_proc.color import Color
from image_proc.fonts import Family
from image_proc.text import Align, Block, Box, TextStyle, draw_ink, fit_block, lay_line, line_ink
from image_proc.text.runs import split_runs
from tests.conftest import Golden

BOX = Box(width=360, height=120, smallest=8, largest=120)
STYLE = TextStyle(0, bold=True)


def drawn(block: Block) -> bytes:
    image = Image.new("RGB", (400, 160), "#cccccc")
    for at in block.lines:
        x = floor(at.x + 20)
        draw_ink(image, (x, round(at.y + 20)), line_ink(at.line), Color(0x44, 0x44, 0x44))
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def faces(text: str) -> list[str]:
    return [run.face.path.stem for run in split_runs(text, Family.ROBOTO, bold=False)]


@pytest.mark.parametrize("engine", ["canary"])
def test_canary(golden: Golden, engine: str) -> None:
    """If this one fails too, the font engine has changed and not the drawing."""
    golden(f"text/{engine}.png", drawn(fit_block("Hamburgefonstiv 0123", BOX, STYLE)))


@pytest.mark.fonts
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("check", "✓ done → next"),
        ("cjk", "導入"),
        ("arabic", "مرحبا"),
        ("devanagari", "क्षत्रिय"),
        ("emoji", "👩‍🚀"),
        ("arabic-latin", "Hello مرحبا 123 world"),
        ("latin-hebrew", "שלום Easel 42"),
        ("rtl-wrapped", "مرحبا بكم في Easel وهو خدمة صور"),
        ("flags", "🇩🇪 1️⃣ 👍🏽 ❤️"),
        ("missing", "\ue000 x"),
        ("wrapped", "The quick brown fox jumps over the lazy dog"),
        ("cjk-wrapped", "導入ガイドは、こちらをご覧ください。とても長い文です。"),
        ("cut", "far too much to read " * 60),
    ],
)
def test_script(golden: Golden, name: str, text: str) -> None:
    golden(f"text/{name}.png", drawn(fit_block(text, BOX, STYLE)))


def test_plain_text_is_one_run_of_the_family() -> None:
    assert faces("Hello, World! ×") == ["Roboto-Regular"]


def test_what_the_family_lacks_falls_back_by_the_fonts_own_maps() -> None:
    assert faces("a ✓") == ["Roboto-Regular", "DejaVuSans"]
    assert faces("क्षत्रिय") == ["NotoSansDevanagari-Regular"]
    assert faces("\ue000") == ["DejaVuSans"]


def test_right_to_left_runs_stand_in_visual_order() -> None:
    runs = split_runs("abc שלום def", Family.DEJAVU, bold=False)
    assert [run.text.strip() for run in runs] == ["abc", "שלום", "def"]
    assert [run.rtl for run in runs] == [False, True, False]
    runs = split_runs("שלום abc עולם", Family.DEJAVU, bold=False)
    assert [run.text.strip() for run in runs] == ["עולם", "abc", "שלום"]


@pytest.mark.fonts
def test_an_emoji_sequence_stays_one_run() -> None:
    runs = split_runs("a 👩‍🚀👍🏽", Family.ROBOTO, bold=False)
    assert [run.text for run in runs] == ["a ", "👩‍🚀👍🏽"]
    assert runs[1].face == fonts.emoji()


def test_a_text_variant_is_no_emoji() -> None:
    assert faces("❤︎") == ["DejaVuSans"]


@pytest.mark.parametrize("align", Align)
def test_ink_stands_where_align_says_and_in_the_middle(align: Align) -> None:
    left, top, right, bottom = fit_block("Hello\nWorld, hello", BOX, STYLE, align).ink
    gaps = (left, BOX.width - right)
    assert abs(top - (BOX.height - bottom)) < 0.01
    if align is Align.LEFT:
        assert gaps[0] == pytest.approx(0)
    elif align is Align.RIGHT:
        assert gaps[1] == pytest.approx(0)
    else:
        assert gaps[0] == pytest.approx(gaps[1])


def test_the_largest_size_is_found() -> None:
    block = fit_block("600×400", BOX, STYLE)
    larger = lay_line("600×400", TextStyle(block.style.size + 2, bold=True))
    assert larger.ink[2] - larger.ink[0] > BOX.width


def test_a_line_break_is_kept() -> None:
    assert len(fit_block("a\nb", BOX, STYLE).lines) == 2


def test_what_has_no_room_is_cut_with_an_ellipsis() -> None:
    block = fit_block("too much " * 400, BOX, STYLE)
    assert block.truncated
    assert block.style.size == BOX.smallest
    last = "".join(placed.run.text for placed in block.lines[-1].line.runs)
    assert last.endswith("…")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b"])
def test_nothing_to_see_is_an_empty_block(text: str) -> None:
    assert fit_block(text, BOX, STYLE).lines == ()


@settings(deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=60),
    st.floats(4, 400),
    st.floats(4, 200),
)
def test_any_text_stays_within_its_box(text: str, width: float, height: float) -> None:
    block = fit_block(text, Box(width, height, 8, 200), STYLE)
    left, _, right, _ = block.ink
    if block.style.size > 8:
        assert right - left <= width + 2
    for at in block.lines:
        ink = line_ink(at.line)
        assert ink.mask.width <= at.line.ink[2] - at.line.ink[0] + 3
