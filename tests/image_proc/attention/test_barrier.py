import pytest

from image_proc.attention.barrier import barrier

# Maps of digits, and what encloses each cell of them.
MAPS = {
    "a level map has no barriers": ("5555/5555/5555/5555", "0000/0000/0000/0000"),
    "a slope reaches the rim along its lines": ("1234/1234/1234/1234", "0000/0000/0000/0000"),
    "an island is as high as it stands out": ("1111/1911/1111", "0000/0800/0000"),
    "so is a pit": ("9999/9919/9999", "0000/0080/0000"),
    "behind a wall lies what the wall climbs": (
        "11111/17771/17171/17771/11111",
        "00000/06660/06660/06660/00000",
    ),
    "a gap in the wall leads out": (
        "11111/17771/11171/17771/11111",
        "00000/06660/00060/06660/00000",
    ),
    "a line is all rim": ("1919", "0000"),
    "so is a dot": ("7", "0"),
}


@pytest.mark.parametrize(("levels", "expected"), MAPS.values(), ids=MAPS)
def test_barriers(levels: str, expected: str) -> None:
    width = len(levels.split("/", maxsplit=1)[0])
    found = barrier([int(digit) for digit in levels.replace("/", "")], width)
    assert found == [int(digit) for digit in expected.replace("/", "")]
