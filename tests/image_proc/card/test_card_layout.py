from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from image_proc.card import Design
from image_proc.card.layout import lay_out
from image_proc.card.template import PLACEHOLDERS
from tests.image_proc.card.card_files import made

ROOM = 60
BOX = f"""
image = "base.png"
[[text]]
template = "{{label}}"
x = 10
y = 2
width = {ROOM}
"""


def rows(design: Design, label: str, scale: float = 1) -> list[str]:
    values = dict.fromkeys(PLACEHOLDERS, "") | {"label": label}
    return [placed.line.text for placed in lay_out(design, values, scale)]


@pytest.mark.parametrize(
    ("keys", "label", "expected"),
    [
        ("size = 12", "one", ["one"]),
        ("size = 12", "one two three", ["one two…"]),
        ("size = 12\nmin_size = 9", "one two three", ["one two three"]),
        ("size = 12\nmax_lines = 2", "one two three", ["one two", "three"]),
        ("size = 12\nmax_lines = 2", "one two three four five", ["one two", "three four…"]),
        ("size = 12\nmax_lines = 2\nheight = 12", "one two three", ["one two…"]),
        ("size = 12\nmax_lines = 2", "Donaudampfschifffahrt", ["Donaudam", "pfschifffa…"]),
        ("size = 12", "", [""]),
    ],
)
def test_a_text_is_shrunk_wrapped_and_cut(
    tmp_path: Path, keys: str, label: str, expected: list[str]
) -> None:
    design = made(tmp_path, BOX + keys)
    assert rows(design, label) == expected
    assert rows(design, label, 3) == expected


@pytest.fixture(scope="module")
def tight(tmp_path_factory: pytest.TempPathFactory) -> Design:
    return made(tmp_path_factory.mktemp("tight"), f"{BOX}size = 13\nmin_size = 7\nmax_lines = 2")


@settings(deadline=None, max_examples=200)
@example("jif2blii3,dajmtd1dW", 1)
@given(
    st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "Zs"]), max_size=60),
    st.sampled_from([1, 1.5, 2]),
)
def test_no_line_is_longer_than_its_room(tight: Design, label: str, scale: float) -> None:
    values = dict.fromkeys(PLACEHOLDERS, "") | {"label": label}
    for placed in lay_out(tight, values, scale):
        assert placed.line.advance <= ROOM * scale + 0.01
