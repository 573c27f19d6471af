import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.placeholder.grammar import ADDRESS_PATTERN, Address, split_glued_query
from endpoint.placeholder.sizes import SIZES
from image_proc.errors import InvalidParameter

ACCEPTED: dict[str, Address] = {
    # sizes
    "600x400": Address(600, 400),
    "200X300": Address(200, 300),
    "200×300": Address(200, 300),
    "400": Address(400, 400),
    "640x16:9": Address(640, 360),
    "16:9x400": Address(711, 400),
    "16:9×400": Address(711, 400),
    "1200x1.91:1": Address(1200, 628),
    "1x100:1": Address(1, 1),
    "0x16:9": Address(0, 0),
    "vga": Address(640, 480),
    "1080p": Address(1920, 1080),
    "1080P": Address(1920, 1080),
    "4k": Address(3840, 2160),
    "leaderboard": Address(728, 90),
    "99999x99999": Address(99999, 99999),
    "0x5": Address(0, 5),
    # colours
    "600x400/orange": Address(600, 400, "orange"),
    "600x400/orange/white": Address(600, 400, "orange", "white"),
    "600x400/notacolour": Address(600, 400, "notacolour"),
    "300/09f/fff": Address(300, 300, "09f", "fff"),
    "300/200/400": Address(300, 300, "200", "400"),
    "300/transparent": Address(300, 300, "transparent"),
    "300/rgb(1,2,3)/#fff": Address(300, 300, "rgb(1,2,3)", "#fff"),
    "vga/000/fff": Address(640, 480, "000", "fff"),
    "600x400/": Address(600, 400),
    "600x400/000/": Address(600, 400, "000"),
    # formats
    "600x400.png": Address(600, 400, format="png"),
    "600x400.svg": Address(600, 400, format="svg"),
    "600x400.jpg": Address(600, 400, format="jpeg"),
    "600x400.jpeg": Address(600, 400, format="jpeg"),
    "600x400.gif": Address(600, 400, format="gif"),
    "600x400.webp": Address(600, 400, format="webp"),
    "600x400.AVIF": Address(600, 400, format="avif"),
    "300.png/09f/fff": Address(300, 300, "09f", "fff", format="png"),
    "300/09f.png/fff": Address(300, 300, "09f", "fff", format="png"),
    "300/09f/fff.webp": Address(300, 300, "09f", "fff", format="webp"),
    "300/09f.gif": Address(300, 300, "09f", format="gif"),
    "300.png/09f/fff.png": Address(300, 300, "09f", "fff", format="png"),
    "300.jpg/09f/fff.jpeg": Address(300, 300, "09f", "fff", format="jpeg"),
    "600x400/png": Address(600, 400, format="png"),
    "600x400/000/svg": Address(600, 400, "000", format="svg"),
    "600x400/000/fff/JPG": Address(600, 400, "000", "fff", format="jpeg"),
    "1200x1.91:1.png": Address(1200, 628, format="png"),
    "1080p.webp": Address(1920, 1080, format="webp"),
    # pixel ratios
    "600x400@2x": Address(600, 400, dpr="2"),
    "600x400@3x.png": Address(600, 400, dpr="3", format="png"),
    "600x400@1X.png": Address(600, 400, dpr="1", format="png"),
    "vga@2x.webp": Address(640, 480, dpr="2", format="webp"),
    "640x16:9@2x": Address(640, 360, dpr="2"),
    "600x400@2x.png/000/fff": Address(600, 400, "000", "fff", "2", "png"),
    "600x400/000/fff@2x.png": Address(600, 400, "000", "fff", "2", "png"),
    "600x400@2x/000/fff@2x.png": Address(600, 400, "000", "fff", "2", "png"),
    # colours first
    "3d4070/ffffff/150x150.png": Address(150, 150, "3d4070", "ffffff", format="png"),
    "3d4070/ffffff/150": Address(150, 150, "3d4070", "ffffff"),
    "fff/000/300x250@2x.webp": Address(300, 250, "fff", "000", "2", "webp"),
    "333/fff/150x150": Address(150, 150, "333", "fff"),
    "333333/ffffff/16:9x90": Address(160, 90, "333333", "ffffff"),
    "cc9999/993333/150x100/png": Address(150, 100, "cc9999", "993333", format="png"),
}

REJECTED: list[tuple[str, str, str]] = [
    ("200x", "size", "200x"),
    ("200x300x400", "size", "200x300x400"),
    ("200x-300", "size", "200x-300"),
    ("200 x 300", "size", "200 x 300"),
    ("200.5x300", "size", "200.5x300"),
    ("2e5", "size", "2e5"),
    ("1_000x2", "size", "1_000x2"),
    ("٣x٣", "size", "٣x٣"),  # digits, but no ASCII ones
    ("16:9", "size", "16:9"),
    ("16:9x4:3", "size", "16:9x4:3"),
    ("640x0:9", "size", "640x0:9"),
    ("640x16:0", "size", "640x16:0"),
    ("640x16:", "size", "640x16:"),
    ("720i", "size", "720i"),
    ("3d4070", "size", "3d4070"),
    ("3d4070/ffffff", "size", "3d4070"),
    ("9" * 25, "size", "9" * 25),
    ("", "size", ""),
    ("600x400.bmp", "format", "bmp"),
    ("600x400/000.txt", "format", "txt"),
    ("vga.json", "format", "json"),
    ("600x400.png.jpg", "size", "600x400.png"),
    ("600x400.png/jpg", "format", "png"),
    ("600x400.png/000/fff.webp", "format", "webp"),
    ("600x400@4x", "dpr", "@4x"),
    ("600x400@x", "dpr", "@x"),
    ("600x400@", "dpr", "@"),
    ("600x400@2", "dpr", "@2"),
    ("600x400@2x/000@3x", "dpr", "3"),
    ("600x400/a/b/c", "path", "/600x400/a/b/c"),
]


@pytest.mark.parametrize("path", ACCEPTED)
def test_accepts(path: str) -> None:
    assert Address.parse(path) == ACCEPTED[path]
    assert re.fullmatch(ADDRESS_PATTERN, path)


@pytest.mark.parametrize("path", ACCEPTED)
def test_what_is_read_is_written_and_read_again(path: str) -> None:
    address = ACCEPTED[path]
    assert Address.parse(str(address).removeprefix("/")) == address


@pytest.mark.parametrize(("path", "name", "value"), REJECTED)
def test_rejects(path: str, name: str, value: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        Address.parse(path)
    assert (caught.value.name, caught.value.value) == (name, value)


hex_colors = st.from_regex(r"\A([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})\Z")
colors = hex_colors | st.sampled_from(["orange", "transparent", "rebeccapurple"])
addresses = st.builds(
    Address,
    st.integers(0, 10**20),
    st.integers(0, 10**20),
    colors,
    st.none() | colors,
    st.none() | st.sampled_from(["1", "2", "3"]),
    st.none() | st.sampled_from(["png", "svg", "webp", "jpeg", "gif", "avif"]),
)


@given(addresses)
def test_every_address_round_trips(address: Address) -> None:
    assert Address.parse(str(address).removeprefix("/")) == address


@given(st.text(max_size=40) | st.text(st.sampled_from("0123456789abcfx×X:.@/&png"), max_size=40))
def test_any_path_is_read_or_refused(path: str) -> None:
    with suppress(InvalidParameter):
        assert isinstance(Address.parse(path), Address)


@pytest.mark.parametrize(
    "path",
    [
        *("badge", "docs", "static/x", "healthz", "api/badge", "picture/1.jpg", "chart", "image/1"),
        *(
            "gallery",
            "random/200x300",
            "seed/1/200x300",
            "favicon.ico",
            "robots.txt",
            "openapi.json",
        ),
        *("vgax", "xvga", "popular", "recent", "palette", "face/cafe", "bad/ace/x", "beef"),
        *("", "x", "fff", "fff/000", "fff/000/x150", "ghi/000/150x150", "fff/00000/150x150"),
    ],
)
def test_other_paths_are_left_to_other_routes(path: str) -> None:
    assert not re.fullmatch(ADDRESS_PATTERN, path)


@pytest.mark.parametrize("name", SIZES)
def test_each_name_is_a_size_and_a_route(name: str) -> None:
    assert re.fullmatch(ADDRESS_PATTERN, name)
    assert (Address.parse(name).width, Address.parse(name).height) == SIZES[name]
    assert re.fullmatch(ADDRESS_PATTERN, f"{name}@2x.png")
    assert re.fullmatch(ADDRESS_PATTERN, f"{name}/orange")
    assert not re.fullmatch(ADDRESS_PATTERN, f"{name}x") or name[0].isdigit()


@pytest.mark.parametrize(
    ("path", "address", "query"),
    [
        ("600x400", "600x400", ""),
        ("600x400&text=a", "600x400", "text=a"),
        ("600x400/000&text=a&b=c", "600x400/000", "text=a&b=c"),
        ("600x400&", "600x400", ""),
    ],
)
def test_a_glued_query_is_cut_off(path: str, address: str, query: str) -> None:
    assert split_glued_query(path) == (address, query)
