from itertools import product

import pytest
from PIL import Image

from image_proc.transform.gravity import Gravity
from tests.stored import Pixel, encoded, made, nine, nine_color, spec_of

CELL = 40
SQUARE = encoded(nine(CELL))
PLACES = {
    "northwest": (0, 0),
    "north": (1, 0),
    "northeast": (2, 0),
    "west": (0, 1),
    "center": (1, 1),
    "east": (2, 1),
    "southwest": (0, 2),
    "south": (1, 2),
    "southeast": (2, 2),
}


def near(image: Image.Image, place: tuple[int, int], color: Pixel) -> bool:
    seen = image.convert("RGB").getpixel(place)
    assert isinstance(seen, tuple)
    return all(abs(one - other) <= 2 for one, other in zip(seen, color, strict=True))


@pytest.mark.parametrize(("gravity", "cell"), [*PLACES.items()])
def test_cover_keeps_the_side_that_gravity_names(gravity: str, cell: tuple[int, int]) -> None:
    tall = made(SQUARE, width="20", height="60", fit="cover", gravity=gravity)
    flat = made(SQUARE, width="60", height="20", fit="cover", gravity=gravity)

    assert (tall.size, flat.size) == ((20, 60), (60, 20))
    assert near(tall, (10, 30), nine_color(cell[0], 1))
    assert near(flat, (30, 10), nine_color(1, cell[1]))


@pytest.mark.parametrize(("gravity", "cell"), [*PLACES.items()])
def test_contain_places_where_gravity_says(gravity: str, cell: tuple[int, int]) -> None:
    image = made(
        SQUARE, width="60", height="20", fit="contain", gravity=gravity, background="#102030"
    )

    assert image.size == (60, 20)
    left = (0, 20, 40)[cell[0]]
    assert near(image, (left + 10, 10), nine_color(1, 1))
    outside = (left + 30) % 60
    assert near(image, (outside, 10), (0x10, 0x20, 0x30))


@pytest.mark.parametrize("gravity", [*PLACES, "smart"])
@pytest.mark.parametrize("fit", ["inside", "fill", "outside"])
def test_other_fits_keep_everything_whatever_the_gravity(fit: str, gravity: str) -> None:
    image = made(SQUARE, width="60", height="30", fit=fit, gravity=gravity)
    size = {"inside": (30, 30), "fill": (60, 30), "outside": (60, 60)}[fit]

    assert image.size == size
    assert near(image, (size[0] // 6, size[1] // 6), nine_color(0, 0))
    assert near(image, (size[0] * 5 // 6, size[1] * 5 // 6), nine_color(2, 2))


def test_the_focal_point_goes_before_gravity() -> None:
    image = made(
        SQUARE, width="20", height="60", fit="cover", gravity="east", focal_point="0.1,0.5"
    )
    assert near(image, (10, 30), nine_color(0, 1))


TURNS = {
    "0": (),
    "90": (Image.Transpose.ROTATE_270,),
    "180": (Image.Transpose.ROTATE_180,),
    "270": (Image.Transpose.ROTATE_90,),
}
MIRRORS = {
    None: (),
    "h": (Image.Transpose.FLIP_LEFT_RIGHT,),
    "v": (Image.Transpose.FLIP_TOP_BOTTOM,),
    "hv": (Image.Transpose.ROTATE_180,),
}


@pytest.mark.parametrize(("rotate", "flip"), [*product(TURNS, MIRRORS)])
def test_width_height_and_gravity_are_those_of_the_turned_picture(
    rotate: str, flip: str | None
) -> None:
    turned = nine(CELL).crop((0, 0, 120, 80))
    body = encoded(turned)
    for method in TURNS[rotate] + MIRRORS[flip]:
        turned = turned.transpose(method)
    asked = {"width": "30", "height": "20", "fit": "cover"}

    for gravity in ("north", "southwest", "east", "center"):
        direct = made(body, rotate=rotate, flip=flip, gravity=gravity, **asked)
        before = made(encoded(turned), gravity=gravity, **asked)
        assert direct.size == before.size == (30, 20)
        assert direct.tobytes() == before.tobytes()


def test_a_crop_is_the_part_to_begin_with() -> None:
    image = made(SQUARE, crop="40,0,80,40", width="40")
    assert image.size == (40, 20)
    assert near(image, (10, 10), nine_color(1, 0))
    assert near(image, (30, 10), nine_color(2, 0))


def test_a_crop_alone_gives_just_its_pixels() -> None:
    image = made(SQUARE, crop="30,30,20,20")
    assert image.tobytes() == nine(CELL).crop((30, 30, 50, 50)).tobytes()


def test_nothing_asked_for_changes_no_pixel() -> None:
    assert made(SQUARE).tobytes() == nine(CELL).tobytes()


def test_a_border_is_trimmed_before_the_size_is_found() -> None:
    framed = Image.new("RGB", (200, 160), "white")
    framed.paste(nine(CELL), (30, 20))
    image = made(encoded(framed), trim="5", width="60")
    assert image.size == (60, 60)
    assert near(image, (10, 10), nine_color(0, 0))


@pytest.mark.parametrize("format_", ["jpeg", "gif", "png", "webp", "avif"])
def test_a_clear_ground_is_white_where_the_format_has_none(format_: str) -> None:
    logo = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    logo.paste((255, 0, 0, 255), (10, 10, 30, 30))
    image = made(encoded(logo), format=format_)

    corner = image.convert("RGBA").getpixel((2, 2))
    assert isinstance(corner, tuple)
    if format_ == "jpeg":
        assert min(corner) >= 252
    else:
        assert corner[3] == 0


def test_half_clear_edges_keep_their_colour_when_they_shrink() -> None:
    logo = Image.new("RGBA", (400, 400), (0, 255, 0, 0))
    logo.paste((255, 0, 0, 255), (100, 100, 300, 300))
    small = made(encoded(logo), width="37")

    _, green, _, alpha = (band.tobytes() for band in small.convert("RGBA").split())
    assert any(0 < level < 255 for level in alpha)
    assert all(color <= 40 for color, level in zip(green, alpha, strict=True) if level > 16)


def test_a_background_lies_below_corners_padding_and_what_is_clear() -> None:
    logo = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image = made(encoded(logo), background="#336699", radius="10", padding="4")
    assert image.size == (48, 48)
    assert image.mode == "RGB"
    assert all(pixel == (0x33, 0x66, 0x99) for pixel in image.get_flattened_data())


def test_the_pixel_ratio_multiplies_all_that_is_px_of_a_page() -> None:
    spec = spec_of(SQUARE, width="40", height="20", fit="contain", padding="3,5", dpr="2")
    assert spec.size == (100, 52)
    one = made(SQUARE, width="40", radius="10", padding="4")
    two = made(SQUARE, width="40", radius="10", padding="4", dpr="2")
    assert (one.size, two.size) == ((48, 48), (96, 96))
    assert one.getpixel((5, 5)) == two.getpixel((10, 10))  # both outside of the corner


def test_effects_reach_the_picture() -> None:
    plain = made(SQUARE, width="60")
    for effect in (
        {"blur": "3"},
        {"sharpen": "2"},
        {"grayscale": "true"},
        {"brightness": "1.2"},
        {"contrast": "1.4"},
        {"saturation": "0.5"},
        {"watermark": "Easel"},
        {"radius": "8"},
    ):
        assert made(SQUARE, width="60", **effect).tobytes() != plain.tobytes(), effect
    assert made(SQUARE, width="60", grayscale="true").mode == "L"


def test_smart_gravity_finds_the_only_thing_there_is() -> None:
    photo = Image.new("RGB", (400, 100), (90, 110, 130))
    photo.paste(nine(20), (310, 20))
    image = made(encoded(photo), width="100", height="100", fit="cover", gravity=Gravity.SMART)
    for column, row in product(range(3), range(3)):
        assert any(
            near(image, (x, y), nine_color(column, row))
            for x in range(0, 100, 4)
            for y in range(0, 100, 4)
        )


@pytest.mark.parametrize("format_", ["png", "webp", "jpeg"])
@pytest.mark.parametrize("room", [{"padding": "10"}, {"fit": "contain", "height": "40"}])
def test_a_half_clear_ground_is_laid_once_around_and_below(
    format_: str, room: dict[str, str]
) -> None:
    clear = encoded(Image.new("RGBA", (40, 20)))
    image = made(clear, width="40", format=format_, background="#0000ff80", **room)
    seen = image.convert("RGBA")
    wanted = (127, 127, 255, 255) if format_ == "jpeg" else (0, 0, 255, 128)
    for place in ((2, 2), (image.width // 2, image.height // 2)):
        pixel = seen.getpixel(place)
        assert isinstance(pixel, tuple)
        assert all(abs(one - other) <= 2 for one, other in zip(pixel, wanted, strict=True))
