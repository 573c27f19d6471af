from PIL import Image

from image_proc.compositing import paint_ramp

BLACK, GREY, WHITE = (0, 0, 0, 255), (16, 16, 16, 255), (255, 255, 255, 255)


def test_steep_ones_are_drawn_as_they_are() -> None:
    image = paint_ramp((BLACK, WHITE), (0, 2, 256, 2), (256, 4), "RGB")
    row = image.getchannel("R").tobytes()[:256]
    assert image.getchannel("R").tobytes() == row * 4
    assert max(abs(value - place) for place, value in enumerate(row)) <= 1


def test_flat_ones_are_dithered_and_right_on_average() -> None:
    image = paint_ramp((BLACK, GREY), (0, 1, 1024, 1), (1024, 600), "RGB")
    red = image.getchannel("R")
    rows = [red.crop((0, y, 1024, y + 1)).tobytes() for y in range(600)]
    assert rows[0] != rows[1]
    assert set(rows[0::2]) == {rows[0]}
    assert set(rows[1::2]) == {rows[1]}
    tiles = red.crop((0, 0, 1024, 2)).convert("I").resize((32, 1), Image.Resampling.BOX)
    seen = list(tiles.convert("L").tobytes())
    assert seen == sorted(seen)
    assert sum(rows[0] + rows[1]) / 2048 == 8.0


def test_one_colour_is_one_colour() -> None:
    image = paint_ramp((GREY, GREY), (0, 1, 400, 1), (400, 2), "RGBA")
    assert image.getextrema() == ((16, 16),) * 3 + ((255, 255),)
