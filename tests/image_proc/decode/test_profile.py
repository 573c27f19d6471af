"""Colours come out as their profile meant them, measured by CIEDE2000."""

import struct
import threading
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from image_proc.decode.links import LONGEST, Links
from image_proc.decode.profile import is_srgb, to_srgb
from tests import icc
from tests.color_difference import delta_e

LEVELS = range(0, 256, 51)
COLORS = list(product(range(0, 256, 17), repeat=3))
INKS = list(product(LEVELS, repeat=4))
MOST = 2.0
PILLOWS_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(mode: str, colors: list[tuple[int, ...]]) -> Image.Image:
    return Image.frombytes(
        mode, (len(colors), 1), bytes(level for color in colors for level in color)
    )


def colors_of(image: Image.Image) -> list[tuple[int, ...]]:
    body, bands = image.tobytes(), len(image.getbands())
    return [tuple(body[at : at + bands]) for at in range(0, len(body), bands)]


def test_the_measure_is_that_of_its_paper() -> None:
    """Pairs 1, 7, 17, 20 and 34 of Sharma's table."""
    for one, other, expected in [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ]:
        assert delta_e(one, other) == pytest.approx(expected, abs=1e-4)


SPACES: list[tuple[tuple[icc.XYZ, ...], bytes, Callable[[float], float]]] = [
    (icc.P3, icc.matrix_profile(icc.P3, icc.SRGB_CURVE, version=4), icc.srgb_light),
    (icc.ADOBE, icc.matrix_profile(icc.ADOBE, icc.ADOBE_GAMMA), lambda x: x**icc.ADOBE_GAMMA),
    (icc.SRGB, icc.matrix_profile(icc.SRGB, 1.8), lambda x: x**1.8),
]


@pytest.mark.parametrize(("primaries", "profile", "curve"), SPACES, ids=["p3", "adobe", "gamma1.8"])
def test_wide_colors_come_out_as_their_profile_says(
    primaries: tuple[icc.XYZ, ...], profile: bytes, curve: Callable[[float], float]
) -> None:
    found = colors_of(to_srgb(picture("RGB", COLORS), profile))
    seen = 0
    for color, shown in zip(COLORS, found, strict=True):
        if 0 in shown or 255 in shown:
            continue  # at the edge of sRGB, or past it: clipped there
        seen += 1
        expected = icc.lab_of_rgb(color, primaries, curve)
        assert delta_e(expected, icc.lab_of_rgb(shown)) < MOST, color
    assert seen > 1500


@pytest.mark.parametrize("gamma", [1.0, 1.8, 2.2])
@pytest.mark.parametrize("mode", ["L", "LA"])
def test_gray_gammas_come_out_as_gray(mode: str, gamma: float) -> None:
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    image = ramp.convert(mode)
    if mode == "LA":
        image.putalpha(ramp)
    found = to_srgb(image, icc.gray_profile(gamma))
    assert found.mode == mode
    if mode == "LA":
        assert found.getchannel("A").tobytes() == ramp.tobytes()
    for level, shown in enumerate(found.getchannel("L").tobytes()):
        light = (level / 255) ** gamma
        expected = icc.lab_of_xyz((icc.D50[0] * light, light, icc.D50[2] * light))
        assert delta_e(expected, icc.lab_of_rgb((shown,) * 3)) < MOST, level


def ink_on_paper(inks: tuple[float, ...]) -> icc.LAB:
    """A made-up press: its black is neutral and 0, so that black points do not matter."""
    cyan, magenta, yellow, black = inks
    light = (1 - 0.9 * cyan, 1 - 0.85 * magenta, 1 - 0.8 * yellow)
    share = (1 - black) ** 1.2
    lightness, a, b = icc.lab_of_rgb([255 * level for level in light])
    return lightness * share, a * share, b * share


def test_cmyk_comes_out_as_its_profile_says() -> None:
    profile = icc.press_profile(ink_on_paper, grid=6)
    found = colors_of(to_srgb(picture("CMYK", INKS), profile))
    seen = 0
    for inks, shown in zip(INKS, found, strict=True):
        if 0 in shown or 255 in shown:
            continue
        seen += 1
        expected = ink_on_paper(tuple(level / 255 for level in inks))
        assert delta_e(expected, icc.lab_of_rgb(shown)) < MOST, inks
    assert seen > 800


@pytest.fixture(scope="module")
def vips() -> Any:
    """libvips: another program's way to the same colours."""
    return pytest.importorskip("pyvips").Image


@pytest.fixture(scope="module")
def press(vips: Any) -> bytes:
    """The profile of a real press, as libvips brings it."""
    return bytes(vips.profile_load("cmyk"))


def test_cmyk_of_a_real_press_comes_out_as_in_libvips(press: bytes, vips: Any) -> None:
    samples = bytes(level for inks in INKS for level in inks)
    image = vips.new_from_memory(samples, len(INKS), 1, 4, "uchar")
    reference = image.copy(interpretation="cmyk").icc_transform(
        "srgb", input_profile="cmyk", intent="relative", black_point_compensation=True
    )
    expected = reference.write_to_memory()
    found = to_srgb(picture("CMYK", INKS), press).tobytes()
    assert len(found) == len(expected)
    for at in range(0, len(found), 3):
        one, other = tuple(found[at : at + 3]), tuple(expected[at : at + 3])
        assert delta_e(icc.lab_of_rgb(one), icc.lab_of_rgb(other)) < MOST, INKS[at // 3]


@pytest.mark.parametrize(
    ("inks", "swatch"),
    [
        ((0, 0, 0, 0), (255, 255, 255)),
        ((255, 0, 0, 0), (0, 174, 239)),
        ((0, 255, 0, 0), (236, 0, 140)),
        ((0, 0, 255, 0), (255, 242, 0)),
        ((0, 255, 255, 0), (237, 28, 36)),
        ((255, 0, 255, 0), (0, 166, 81)),
        ((255, 255, 0, 0), (46, 49, 146)),
        ((0, 0, 0, 255), (35, 31, 32)),
        ((255, 255, 255, 255), (8, 6, 7)),
        ((0, 0, 0, 128), (147, 149, 152)),
        ((0, 128, 0, 0), (244, 154, 193)),
        ((0, 0, 128, 0), (255, 247, 153)),
    ],
)
def test_cmyk_without_a_profile_looks_as_on_swatches(
    inks: tuple[int, ...], swatch: tuple[int, ...]
) -> None:
    (shown,) = colors_of(to_srgb(picture("CMYK", [inks]), None))
    assert delta_e(icc.lab_of_rgb(shown), icc.lab_of_rgb(swatch)) < MOST


def test_a_tall_print_has_no_seams() -> None:
    row = picture("CMYK", INKS[:: len(INKS) // 40])
    tall = row.resize((row.width, 600), Image.Resampling.NEAREST)
    found = to_srgb(tall, None)
    assert found.tobytes() == to_srgb(row, None).tobytes() * 600


def test_more_ink_is_never_lighter() -> None:
    for inks in product(range(0, 256, 85), repeat=3):
        ramp = [(*inks, black) for black in range(0, 256, 15)]
        shades = [
            icc.lab_of_rgb(color)[0] for color in colors_of(to_srgb(picture("CMYK", ramp), None))
        ]
        assert all(one >= other for one, other in pairwise(shades))


@pytest.mark.parametrize(
    "profile",
    [
        PILLOWS_SRGB,
        icc.matrix_profile(icc.SRGB, icc.SRGB_CURVE, version=4),
    ],
    ids=["littlecms", "parametric"],
)
def test_srgb_costs_nothing_whoever_wrote_it(profile: bytes) -> None:
    image = picture("RGB", COLORS)
    assert is_srgb(profile)
    assert to_srgb(image, profile) is image


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
def test_a_picture_without_a_profile_is_left_alone(mode: str) -> None:
    image = Image.new(mode, (2, 2))
    assert to_srgb(image, None) is image


@pytest.mark.parametrize(
    "profile",
    [
        icc.matrix_profile(icc.P3, icc.SRGB_CURVE, version=4),
        icc.matrix_profile(icc.ADOBE, icc.ADOBE_GAMMA),
        icc.matrix_profile(icc.SRGB, 2.2),
        icc.matrix_profile((icc.SRGB[1], icc.SRGB[0], icc.SRGB[2]), icc.SRGB_CURVE, version=4),
        icc.gray_profile(2.2),
        icc.gray_profile(1.0),
        b"",
        b"sRGB IEC61966-2.1",
    ],
    ids=["p3", "adobe", "gamma2.2", "swapped", "gray2.2", "gray1.0", "empty", "its name"],
)
def test_what_is_not_srgb_is_not_taken_for_it(profile: bytes) -> None:
    assert not is_srgb(profile)


def test_alpha_is_kept() -> None:
    image = picture("RGB", COLORS).convert("RGBA")
    alpha = Image.frombytes("L", image.size, bytes(at % 256 for at in range(len(COLORS))))
    image.putalpha(alpha)
    found = to_srgb(image, icc.matrix_profile(icc.ADOBE, icc.ADOBE_GAMMA))
    assert found.mode == "RGBA"
    assert found.getchannel("A").tobytes() == alpha.tobytes()
    opaque = to_srgb(picture("RGB", COLORS), icc.matrix_profile(icc.ADOBE, icc.ADOBE_GAMMA))
    assert found.convert("RGB").tobytes() == opaque.tobytes()


def test_gray_under_an_rgb_profile_stays_gray() -> None:
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    found = to_srgb(ramp, icc.matrix_profile(icc.SRGB, 1.8))
    assert found.mode == "L"
    assert list(found.tobytes()) == sorted(found.tobytes())
    assert found.getpixel((128, 0)) == pytest.approx(146, abs=2)


def unusable() -> dict[str, bytes]:
    good = icc.matrix_profile(icc.ADOBE, icc.ADOBE_GAMMA)
    press = icc.press_profile(ink_on_paper, grid=2)
    return {
        "empty": b"",
        "text": b"no profile" * 50,
        "header only": good[:128],
        "truncated": good[: len(good) - 60],
        "no tags": good[:128] + bytes(4),
        "tags out of the file": good[:128] + struct.pack(">I4sII", 1, b"A2B0", 2**31, 2**31),
        "a million tags": good[:128] + struct.pack(">I", 10**6) + bytes(600),
        "of version 5": good[:8] + b"\5" + good[9:],
        "a device link": good[:12] + b"link" + good[16:],
        "named colours": good[:12] + b"nmcl" + good[16:],
        "too long": good + bytes(LONGEST),
        "of a press": press,
        "of gray": icc.gray_profile(2.2),
        "of lab": good[:16] + b"Lab " + good[20:],
    }


@pytest.mark.parametrize("kind", unusable())
def test_an_unusable_profile_is_ignored(kind: str) -> None:
    image = picture("RGB", COLORS)
    profile = unusable()[kind]
    assert not is_srgb(profile)
    assert to_srgb(image, profile) is image


def test_a_profile_for_screens_on_cmyk_is_ignored() -> None:
    image = picture("CMYK", INKS)
    profile = icc.matrix_profile(icc.ADOBE, icc.ADOBE_GAMMA)
    assert to_srgb(image, profile).tobytes() == to_srgb(image, None).tobytes()


@settings(deadline=None)
@given(
    st.sampled_from(["L", "LA", "RGB", "RGBA", "CMYK"]),
    st.sampled_from(
        [
            icc.matrix_profile(icc.P3, icc.SRGB_CURVE, version=4),
            icc.gray_profile(1.8),
            icc.press_profile(ink_on_paper, grid=2),
        ]
    ),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=12),
)
def test_no_profile_raises(mode: str, profile: bytes, changes: list[tuple[int, int]]) -> None:
    hostile = bytearray(profile)
    for place, byte in changes:
        hostile[place % len(hostile)] = byte
    image = Image.new(mode, (3, 2))
    found = to_srgb(image, bytes(hostile))
    assert found.size == image.size
    assert found.mode == {"CMYK": "RGB"}.get(mode, mode)


def test_one_link_serves_many_threads() -> None:
    profile = icc.press_profile(ink_on_paper, grid=3)
    images = [picture("CMYK", INKS[at:] + INKS[:at]) for at in (0, 100, 200, 300)]
    expected = [to_srgb(image, profile).tobytes() for image in images]
    wrong: list[int] = []

    def convert(at: int) -> None:
        wrong.extend(
            at for _ in range(50) if to_srgb(images[at], profile).tobytes() != expected[at]
        )

    threads = [threading.Thread(target=convert, args=(at,)) for at in range(len(images))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_no_more_links_are_kept_than_said() -> None:
    links = Links(kept=2)
    profiles = [icc.gray_profile(1 + step / 10) for step in range(4)]
    first = links.find(profiles[0])
    assert links.find(profiles[0]) is first
    for profile in profiles[1:]:
        links.find(profile)
    assert links.find(profiles[0]) is not first


def test_a_photo_of_adobe_in_cmyk_is_not_inverted(press: bytes, vips: Any) -> None:
    """Adobe writes CMYK JPEGs inverted and says so; libvips knows it, and so does Pillow."""
    image = Image.new("CMYK", (64, 64), (200, 40, 30, 20))
    file = BytesIO()
    image.save(file, "JPEG", quality=98, icc_profile=press)
    reference = vips.new_from_buffer(file.getvalue(), "").icc_transform(
        "srgb", embedded=True, intent="relative", black_point_compensation=True
    )
    with Image.open(file, formats=["JPEG"]) as stored:
        found = to_srgb(stored, stored.info["icc_profile"])
    (shown,) = colors_of(found.crop((30, 30, 31, 31)))
    expected = tuple(round(level) for level in reference(30, 30))
    assert delta_e(icc.lab_of_rgb(shown), icc.lab_of_rgb(expected)) < MOST
