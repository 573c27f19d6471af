import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops

from image_proc.avatar import AvatarSpec, Style, seed_of
from image_proc.avatar.grid import Grid
from image_proc.avatar.identicon import identicon
from image_proc.avatar.initials import ground_of
from image_proc.avatar.palette import STRONG
from image_proc.avatar.pixel import pixel
from image_proc.color import WHITE, contrast
from image_proc.produce import draw
from tests.conftest import Golden


def drawn(style: Style, seed: str = "ada", **fields: Any) -> Image.Image:
    initials = "AL" if style is Style.INITIALS else ""
    spec = AvatarSpec(seed=seed_of(seed), style=style, initials=initials, **fields)
    with Image.open(BytesIO(draw(spec).body)) as image:
        return image.convert("RGBA")


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 10, 16, 33, 81])
@pytest.mark.parametrize("rounded", [False, True])
def test_every_size_is_drawn(style: Style, size: int, rounded: bool) -> None:
    assert drawn(style, size=size, rounded=rounded).size == (size, size)


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("format_", ["webp", "jpeg", "gif", "avif"])
def test_every_format_is_drawn(style: Style, format_: str) -> None:
    assert drawn(style, size=48, rounded=True, format=format_).size == (48, 48)


@pytest.mark.parametrize("style", Style)
def test_a_disc_has_clear_corners(style: Style) -> None:
    image = drawn(style, size=40, rounded=True)
    corners = [image.getpixel(spot) for spot in ((0, 0), (39, 0), (0, 39), (39, 39))]
    assert {corner[3] for corner in corners if isinstance(corner, tuple)} == {0}
    if style is not Style.BLANK:
        assert image.getchannel("A").getpixel((20, 20)) == 255


@pytest.mark.parametrize(
    "style", [Style.IDENTICON, Style.INITIALS, Style.MARBLE, Style.PIXEL], ids=str
)
def test_others_look_different(style: Style) -> None:
    count = len({drawn(style, f"user {number}", size=20).tobytes() for number in range(30)})
    assert count > (10 if style is Style.INITIALS else 25)


def test_the_same_one_is_always_drawn_alike() -> None:
    assert identicon(seed_of("ada"), rounded=False).rows == (
        b"\1\1\0\1\1",
        b"\0\1\1\1\0",
        b"\0\1\0\1\0",
        b"\0\1\0\1\0",
        b"\1\1\0\1\1",
    )


@pytest.mark.parametrize("rounded", [False, True])
def test_left_and_right_are_alike(rounded: bool) -> None:
    for make in (identicon, pixel):
        for number in range(20):
            grid = make(seed_of(str(number)), rounded=rounded)
            assert all(row == row[::-1] for row in grid.rows)
            assert len({len(row) for row in grid.rows} | {len(grid.rows)}) == 1


def test_cells_lie_on_whole_pixels() -> None:
    grid = Grid((b"\1\0", b"\0\1"), (STRONG[0], WHITE), 0.5)
    assert grid.place(80) == (14, 26)
    assert grid.place(30) == (5, 10)
    assert grid.place(1)[1] < 1


def test_initials_can_be_read_on_every_ground() -> None:
    assert min(contrast(color, WHITE) for color in STRONG) >= 4.5


@pytest.mark.parametrize("letters", ["W", "WW", "ÅÅ", "山", "م\u200cع", "🎉S", "QJ"])
def test_initials_stand_inside(letters: str) -> None:
    spec = AvatarSpec(seed=seed_of("x"), style=Style.INITIALS, initials=letters, size=100)
    with Image.open(BytesIO(draw(spec).body)) as image:
        ground = Image.new("RGB", image.size, ground_of(spec.seed).rgb)
        box = ImageChops.difference(image.convert("RGB"), ground).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert min(left, top) >= 14
    assert max(right, bottom) <= 86
    assert abs(left + right - 100) <= 8


def test_letters_cannot_break_out_of_an_svg() -> None:
    spec = AvatarSpec(seed=seed_of("x"), style=Style.INITIALS, initials="<&", format="svg")
    assert ">&lt;&amp;</text>" in draw(spec).body.decode()


def test_an_svg_has_the_cells_of_the_bitmap() -> None:
    seed = seed_of("ada")
    text = draw(AvatarSpec(seed=seed, format="svg")).body.decode()
    rows = [bytearray(5) for _ in range(5)]
    for x, y, width in re.findall(r"M(\d) (\d)h(\d)v1", text):
        rows[int(y)][int(x) : int(x) + int(width)] = b"\1" * int(width)
    assert tuple(map(bytes, rows)) == identicon(seed, rounded=False).rows


@pytest.mark.parametrize("rounded", [False, True])
@pytest.mark.parametrize("style", Style)
def test_goldens_of_avatars(golden: Golden, style: Style, rounded: bool) -> None:
    name = f"{style}{'-rounded' if rounded else ''}"
    fields: dict[str, Any] = {"seed": seed_of("ada@example.com"), "style": style}
    fields |= {"rounded": rounded, "initials": "AL" if style is Style.INITIALS else ""}
    golden(f"avatar/{name}.png", draw(AvatarSpec(**fields)).body)
    golden(f"avatar/{name}.svg", draw(AvatarSpec(**fields, format="svg")).body)


@pytest.mark.parametrize("style", [Style.IDENTICON, Style.MARBLE, Style.PIXEL])
def test_a_sheet_of_them_is_a_golden(golden: Golden, style: Style) -> None:
    sheet = Image.new("RGBA", (6 * 44 + 4, 2 * 44 + 4), "white")
    for number in range(12):
        picture = drawn(style, f"user {number}", size=40)
        sheet.paste(picture, (4 + number % 6 * 44, 4 + number // 6 * 44))
    stream = BytesIO()
    sheet.save(stream, "PNG")
    golden(f"avatar/sheet-{style}.png", stream.getvalue())
