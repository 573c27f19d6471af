import pytest
from PIL import Image

from image_proc.decode.columns import Columns
from image_proc.decode.load import load
from image_proc.decode.probe import probe
from image_proc.limits import Limits
from tests.stored import encoded, stored

NOISE = Image.effect_noise((300, 200), 90)


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize(("left", "right", "count"), [(0, 300, 120), (30.5, 250.25, 100)])
def test_columns_are_the_first_pass_of_one_resampling(
    mode: str, left: float, right: float, count: int
) -> None:
    image = NOISE.convert(mode)
    original = stored(encoded(image))
    header = probe(original, Limits())

    decoded = load(original, header, (300, 200), Columns(left, right, count))
    both = image.resize((count, 70), Image.Resampling.LANCZOS, box=(left, 0, right, 200))

    assert decoded.image.size == (count, 200)
    second = decoded.image.resize((count, 70), Image.Resampling.LANCZOS)
    assert second.tobytes() == both.tobytes()


@pytest.mark.parametrize("format_", ["JPEG", "WEBP", "GIF"])
def test_what_comes_at_once_is_given_whole(format_: str) -> None:
    original = stored(encoded(NOISE, format_))
    header = probe(original, Limits())
    decoded = load(original, header, (300, 200), Columns(0, 300, 100))
    assert decoded.columns is None
    assert decoded.image.size == (300, 200)
