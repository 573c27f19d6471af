import subprocess
import sys

import pytest

from image_proc.badge.icons import find_icon, slug_of, suggest
from image_proc.badge.logo import brand_color
from image_proc.color import Color

GREY, BUBBLE = Color(0x55, 0x55, 0x55), Color(0xFC, 0xFC, 0xFC)
LIGHT, DARK = Color(0xF5, 0xF5, 0xF5), Color(0x33, 0x33, 0x33)


@pytest.mark.parametrize("slug", ["1001tracklists", "python", "backstage_casting", "zulip"])
def test_an_icon_is_found_by_its_slug(slug: str) -> None:
    icon = find_icon(slug)
    assert icon is not None
    assert icon.slug == slug
    assert icon.path.startswith(("M", "m"))


def test_an_icon_holds_what_the_package_says() -> None:
    icon = find_icon("python")
    assert icon is not None
    assert (icon.title, icon.color.hex) == ("Python", "#3776ab")
    left, top, right, bottom = icon.box
    assert 0 <= left < right <= 24
    assert 0 <= top < bottom <= 24


@pytest.mark.parametrize("slug", ["", "pytho", "pythonn", "\t", "zzzz", "PYTHON", "\n", "python\t"])
def test_nothing_else_is_found(slug: str) -> None:
    assert find_icon(slug) is None


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Node.js", "nodedotjs"),
        ("C++", "cplusplus"),
        ("AT&T", "atandt"),
        ("Löve", "love"),
        ("Visual Studio Code", "visualstudiocode"),
        ("backstage_casting", "backstage_casting"),
        ("!", ""),
    ],
)
def test_a_title_makes_a_slug(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@pytest.mark.parametrize(
    ("wrong", "near"),
    [("pytho", ["python", "pythonanywhere"]), ("qqqqq", ["qq"]), ("~~", []), ("", [])],
)
def test_a_wrong_name_suggests_right_ones(wrong: str, near: list[str]) -> None:
    assert suggest(wrong) == near


@pytest.mark.parametrize(
    ("slug", "ground", "color"),
    [
        ("python", GREY, "#3776ab"),
        ("github", GREY, LIGHT.hex),
        ("github", BUBBLE, "#181717"),
        ("javascript", BUBBLE, DARK.hex),
        ("javascript", GREY, "#f7df1e"),
        ("rust", GREY, LIGHT.hex),
        ("facebook", Color(0x08, 0x66, 0xFF), LIGHT.hex),
    ],
)
def test_a_brand_keeps_its_color_where_it_is_seen(slug: str, ground: Color, color: str) -> None:
    icon = find_icon(slug)
    assert icon is not None
    assert brand_color(icon, ground).hex == color


def test_the_file_is_searched_where_it_lies() -> None:
    code = (
        "import resource\n"
        "from image_proc.badge import spec\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "from image_proc.badge.icons import find_icon\n"
        "assert all(find_icon(name) for name in ('1001tracklists', 'python', 'zulip', 'npm'))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    grown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    in_kilobytes = 1024 if sys.platform == "darwin" else 1
    assert int(grown.stdout) / in_kilobytes < 5_000
