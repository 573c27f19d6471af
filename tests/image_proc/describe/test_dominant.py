import pytest
from PIL import Image, ImageDraw

from image_proc.color import Color, parse_color
from image_proc.describe.dominant import dominant_color


def stripes(*parts: tuple[str, int]) -> Image.Image:
    """Stripes of a colour and a width each, 64 px in all."""
    image = Image.new("RGBA", (64, 40))
    left = 0
    for color, width in parts:
        image.paste(parse_color(color), (left, 0, left + width, 40))
        left += width
    return image


# What is seen, and what one would call its colour.
PICTURES = {
    "one colour": ([("#336699", 64)], "#336699"),
    "most of it": ([("#336699", 40), ("#eeaa22", 24)], "#336699"),
    "not the mean of two": ([("red", 34), ("blue", 30)], "red"),
    "of gray and colour, the colour": ([("#888888", 36), ("#d02030", 28)], "#d02030"),
    "but a speck of colour is none": ([("#888888", 56), ("#d02030", 8)], "#888888"),
    "black is a colour": ([("black", 54), ("white", 10)], "black"),
    "clear pixels do not count": ([("transparent", 54), ("#22aa44", 10)], "#22aa44"),
    "nor do those that hardly show": ([("#ff000060", 54), ("#22aa44", 10)], "#22aa44"),
}


@pytest.mark.parametrize(("parts", "expected"), PICTURES.values(), ids=PICTURES)
def test_dominant_colours(parts: list[tuple[str, int]], expected: str) -> None:
    assert dominant_color(stripes(*parts)) == parse_color(expected)


def test_a_clear_picture_has_none() -> None:
    assert dominant_color(Image.new("RGBA", (9, 9))) is None


def test_the_shades_of_a_sky_are_one_colour() -> None:
    sky = Image.new("RGBA", (64, 64))
    draw = ImageDraw.Draw(sky)
    for row in range(36):
        draw.line((0, row, 63, row), fill=(90 + row, 150 + row, 230, 255))
    draw.rectangle((0, 36, 63, 63), fill="#3c2f1a")
    found = dominant_color(sky)
    assert found is not None
    assert found.blue == 230
    assert 90 <= found.red <= 126


def test_it_is_one_that_the_picture_has() -> None:
    """The mean of red and green is a brown that is nowhere."""
    checks = Image.new("RGBA", (64, 64), "red")
    draw = ImageDraw.Draw(checks)
    for left in range(0, 64, 16):
        draw.rectangle((left, 0, left + 6, 63), fill="lime")
    assert dominant_color(checks) == Color(255, 0, 0)


def test_a_dot_has_one() -> None:
    assert dominant_color(Image.new("RGBA", (1, 1), "#123456")) == Color(0x12, 0x34, 0x56)
