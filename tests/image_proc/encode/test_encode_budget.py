from hashlib import shake_128
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from image_proc.encode import Encoding, encode_picture
from image_proc.encode.budget import best_within
from image_proc.encode.ladder import Ladder
from image_proc.encode.picture import LADDERS
from image_proc.errors import InvalidParameter
from image_proc.spec import Format

FORMATS = [Format.JPEG, Format.PNG, Format.WEBP, Format.AVIF, Format.GIF]
GROUND = Image.merge(
    "RGB",
    [
        Image.radial_gradient("L").resize((96, 72)),
        Image.linear_gradient("L").resize((96, 72)),
        Image.linear_gradient("L").rotate(90).resize((96, 72)),
    ],
)
GRAIN = Image.frombytes("RGB", (96, 72), shake_128(b"grain").digest(3 * 96 * 72))
PHOTO = Image.blend(GROUND, GRAIN, 0.2)


class Shelf:
    """Files of given lengths, which remembers how many were written."""

    def __init__(self, lengths: list[int]) -> None:
        self.lengths = lengths
        self.written: list[int] = []

    def write(self, step: int) -> bytes:
        self.written.append(step)
        return bytes(self.lengths[step])

    @property
    def ladder(self) -> Ladder:
        return Ladder(self.write, range(len(self.lengths)))


@given(
    lengths=st.lists(st.integers(1, 100_000), min_size=1, max_size=91).map(sorted),
    max_bytes=st.integers(1, 120_000),
)
def test_what_is_found_fits_and_costs_six_files_at_most(lengths: list[int], max_bytes: int) -> None:
    shelf = Shelf(lengths)
    if lengths[0] > max_bytes:
        with pytest.raises(InvalidParameter, match=f"max_bytes.*at least {lengths[0]}, "):
            best_within(shelf.ladder, max_bytes)
        return
    body = best_within(shelf.ladder, max_bytes)
    assert len(body) <= max_bytes
    assert len(shelf.written) <= 6


@given(
    lengths=st.lists(st.integers(1, 100_000), min_size=1, max_size=40),
    max_bytes=st.integers(1, 120_000),
)
def test_what_is_found_fits_even_where_more_quality_is_shorter(
    lengths: list[int], max_bytes: int
) -> None:
    if max_bytes < lengths[0] and max_bytes < lengths[-1]:
        return
    assert len(best_within(Shelf(lengths).ladder, max_bytes)) <= max_bytes


@pytest.mark.parametrize("bend", [0, 0.5, 1])
@pytest.mark.parametrize("growth", [1.01, 1.03, 1.06])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_what_is_found_is_the_best_that_fits_or_close_to_it(
    growth: float, share: float, bend: float
) -> None:
    lengths = [round(1000 * growth ** (step * (1 + bend * step / 70))) for step in range(71)]
    max_bytes = round(lengths[0] + share * (lengths[-1] - lengths[0]))
    best = max(step for step, length in enumerate(lengths) if length <= max_bytes)
    found = lengths.index(len(best_within(Shelf(lengths).ladder, max_bytes)))
    assert best - 4 <= found <= best


def test_one_file_is_written_where_it_fits_at_once() -> None:
    shelf = Shelf([10, 20, 30])
    best_within(shelf.ladder, 30)
    best_within(shelf.ladder, None)
    assert shelf.written == [2, 2]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_is_not_longer_than_asked_and_not_much_shorter(
    format_: Format, mode: str, share: float
) -> None:
    image = PHOTO.convert(mode)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    free = encode_picture(image, Encoding(format_))
    least = _least(image, format_)
    max_bytes = round(least + share * (len(free) - least))
    body = encode_picture(image, Encoding(format_, max_bytes=max_bytes))
    assert least <= len(body) <= max_bytes
    with Image.open(BytesIO(body)) as again:
        assert again.size == image.size
    # The steps of colours are far apart.
    near = 0.8 if format_ in {Format.JPEG, Format.WEBP, Format.AVIF} else 0.3
    assert len(body) >= near * max_bytes


def _least(image: Image.Image, format_: Format) -> int:
    with pytest.raises(InvalidParameter) as refusal:
        encode_picture(image, Encoding(format_, max_bytes=1))
    assert refusal.value.name == "max_bytes"
    assert refusal.value.accepted.endswith(", what it takes at the lowest quality")
    return int(refusal.value.accepted.removeprefix("at least ").partition(",")[0])


@pytest.mark.parametrize("format_", FORMATS)
def test_what_the_refusal_names_is_accepted(format_: Format) -> None:
    least = _least(PHOTO, format_)
    assert len(encode_picture(PHOTO, Encoding(format_, max_bytes=least))) <= least
    with pytest.raises(InvalidParameter):
        encode_picture(PHOTO, Encoding(format_, max_bytes=least - 1))


def test_quality_is_lowered_never_raised() -> None:
    asked = encode_picture(PHOTO, Encoding(Format.JPEG, 30))
    assert encode_picture(PHOTO, Encoding(Format.JPEG, 30, max_bytes=10**6)) == asked
    assert encode_picture(PHOTO, Encoding(Format.JPEG, 5, max_bytes=len(asked))) == encode_picture(
        PHOTO, Encoding(Format.JPEG, 5)
    )


@pytest.mark.parametrize(
    ("format_", "side", "tries"),
    [
        (Format.AVIF, 1000, 4),
        (Format.AVIF, 1400, 2),
        (Format.AVIF, 3000, 1),
        (Format.WEBP, 2000, 4),
        (Format.WEBP, 4096, 1),
        (Format.JPEG, 4096, 4),
    ],
)
def test_what_takes_long_is_tried_less_often(
    format_: Format, side: int, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf([*range(1, 92)])
    monkeypatch.setitem(LADDERS, format_, lambda _image, _encoding: shelf.ladder)
    encode_picture(Image.new("L", (side, side)), Encoding(format_, max_bytes=60))
    assert len(shelf.written) == 2 + tries
