"""The macro `picture`, also in the templates of another site."""

from html.parser import HTMLParser
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from config import ROOT

TEMPLATES = FileSystemLoader(ROOT / "templates")


class Images(HTMLParser):
    """Collects the attributes of images."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.other: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.found.append(dict(attrs))
        else:
            self.other.append(tag)


def written(*args: Any, escaping: bool = True, **options: Any) -> list[dict[str, str | None]]:
    """Call the macro; give the attributes of each image that it writes."""
    # The macro escapes by itself: not every site's templates do.
    site = Environment(loader=TEMPLATES, autoescape=escaping)  # noqa: S701
    template = site.get_template("picture.html")
    images = Images(str(template.module.picture(*args, **options)))  # type: ignore[attr-defined]
    assert set(images.other) <= {"noscript"}
    return images.found


def widths(image: dict[str, str | None]) -> list[int]:
    return [int(each.split()[1][:-1]) for each in (image["srcset"] or "").split(", ")]


def test_a_picture_has_all_that_a_browser_needs() -> None:
    [image] = written("trip/a.jpg", "50vw", alt="A bay", width=1000, height=500, widths=(320, 640))
    assert image == {
        "src": "/picture/trip/a.jpg?format=auto&w=640",
        "srcset": "/picture/trip/a.jpg?format=auto&w=320 320w, "
        "/picture/trip/a.jpg?format=auto&w=640 640w",
        "sizes": "50vw",
        "loading": "lazy",
        "width": "1000",
        "height": "500",
        "decoding": "async",
        "alt": "A bay",
    }


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (0, [320, 480, 640, 800, 1024, 1280, 1600, 1920, 2560]),
        (6000, [320, 480, 640, 800, 1024, 1280, 1600, 1920, 2560]),
        (2560, [320, 480, 640, 800, 1024, 1280, 1600, 1920, 2560]),
        (1000, [320, 480, 640, 800, 1000]),
        (320, [320]),
        (16, [16]),
    ],
)
def test_no_candidate_is_wider_than_the_picture(width: int, expected: list[int]) -> None:
    [image] = written("a.jpg", width=width, height=10)
    assert widths(image) == expected


def test_without_its_size_the_picture_has_none() -> None:
    [image] = written("a.jpg")
    assert "width" not in image
    assert "height" not in image
    assert image["alt"] == ""


@pytest.mark.parametrize("escaping", [True, False])
def test_everything_is_quoted_and_escaped(*, escaping: bool) -> None:
    [image] = written(
        'ä "b"/<c> & 100%?#.jpg',
        '"><script>',
        alt='"><script>alert(1)</script>',
        query={"watermark": "a & b", "format": "auto"},
        base='https://img.example.org/"picture',
        attributes={"class": '"><b>', "id": "it"},
        widths=(320,),
        escaping=escaping,
    )
    assert image["src"] == (
        'https://img.example.org/"picture/%C3%A4%20%22b%22/%3Cc%3E%20%26%20100%25%3F%23.jpg'
        "?watermark=a+%26+b&format=auto&w=320"
    )
    assert image["sizes"] == '"><script>'
    assert image["alt"] == '"><script>alert(1)</script>'
    assert (image["class"], image["id"]) == ('"><b>', "it")


def test_with_script_the_plain_image_stands_in_noscript() -> None:
    image, plain = written("a.jpg", width=900, height=600, script=True, query={"fit": "cover"})
    assert image == {
        "data-src": "/picture/a.jpg?fit=cover",
        "data-max": "900",
        "width": "900",
        "height": "600",
        "decoding": "async",
        "alt": "",
    }
    assert plain["loading"] == "lazy"
    assert widths(plain)[-1] == 900


def test_a_query_may_be_empty() -> None:
    image, plain = written("a.jpg", script=True, query={}, widths=(320,))
    assert image["data-src"] == "/picture/a.jpg"
    assert plain["src"] == "/picture/a.jpg?w=320"
