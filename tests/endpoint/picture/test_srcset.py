"""The widths that a picture is offered in, and the text that says so."""

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from app import create_app
from endpoint.picture.srcset import WIDTHS, parse_widths
from image_proc.errors import InvalidParameter
from tests.conftest import settings_for


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Serve the pictures that are shipped; nothing here changes them."""
    return create_app(settings_for(tmp_path_factory.mktemp("var"))).test_client()


def listed(client: FlaskClient, address: str) -> list[tuple[str, int]]:
    """Ask for a srcset; give its candidates, each below the root, with their widths."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "text/plain"
    found = []
    for line in answer.text.split(",\n"):
        url, width = line.split(" ")
        found.append((url.removeprefix("http://localhost"), int(width.removesuffix("w"))))
    return found


def widths(client: FlaskClient, query: str = "", path: str = "dandelion.jpg") -> list[int]:
    return [width for _, width in listed(client, f"/picture/{path}/srcset?{query}")]


def test_no_candidate_is_wider_than_the_picture(client: FlaskClient) -> None:
    assert widths(client) == [320, 480, 640, 800, 1024, 1280, 1600]
    assert widths(client, path="cat.png") == [320, 451]
    assert widths(client, path="seed-head.jpg")[-1] == 1050, "the width as it is seen"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("widths=100,200", [100, 200]),
        ("widths=200, 100,200", [100, 200]),
        ("widths=1600", [1600]),
        ("widths=800,5000,9000", [800, 1600]),
        ("widths=5000", [1600]),
        ("widths=1", [1]),
    ],
)
def test_widths_may_be_named(client: FlaskClient, query: str, expected: list[int]) -> None:
    assert widths(client, query) == expected


@pytest.mark.parametrize(
    "text", ["", ",", "320,", "a", "1.5", "-1", "0", "65536", "٣٢٠", "²", "1e3", "1,,2", "0x10"]
)
def test_other_widths_are_refused(client: FlaskClient, text: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        parse_widths(text)
    assert caught.value.name == "widths"
    answer = client.get("/picture/cat.png/srcset", query_string={"widths": text})
    assert (answer.status_code, answer.get_json()["parameter"]) == (400, "widths")


def test_widths_are_few_and_sent_once(client: FlaskClient) -> None:
    with pytest.raises(InvalidParameter, match="up to 32"):
        parse_widths(",".join(str(each) for each in range(1, 34)))
    assert client.get("/picture/cat.png/srcset?widths=1&widths=2").status_code == 400


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("crop=0,0,500,500", 500),
        ("rotate=90", 900),
        ("dpr=2&widths=5000", 1600),
        ("fit=cover&w=100&h=200&widths=5000", 450),
        ("fit=contain&w=100&h=100&widths=5000", 1600),
        ("h=90&widths=320,640", 160),
        ("pad=10&widths=5000", 1620),
    ],
)
def test_a_candidate_says_the_width_that_it_has(
    client: FlaskClient, query: str, expected: int
) -> None:
    found = listed(client, f"/picture/dandelion.jpg/srcset?{query}")
    assert found[-1][1] == expected
    for url, width in found:
        with Image.open(BytesIO(client.get(url).data)) as image:
            assert image.width == width, url


def test_all_other_parameters_are_passed_on(client: FlaskClient) -> None:
    query = "fit=cover&w=200&h=100&gravity=smart&format=webp&crop=10,10,900,800&q=70&v=3"
    found = listed(client, f"/picture/dandelion.jpg/srcset?{query}&widths=300,400")
    kept = "fit=cover&gravity=smart&format=webp&crop=10,10,900,800&q=70&v=3"
    assert found == [
        (f"/picture/dandelion.jpg?{kept}&h=150&w=300", 300),
        (f"/picture/dandelion.jpg?{kept}&h=200&w=400", 400),
    ]


def test_sizes_that_would_be_refused_are_left_out(client: FlaskClient) -> None:
    query = "fit=contain&w=100&h=500&widths=320,640,1280"
    assert widths(client, query) == [320, 640]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("w=abc", "w"), ("fit=no", "fit"), ("widths=1&crop=0,0,9999,1", "crop"), ("w=1&w=2", "w")],
)
def test_a_wrong_parameter_is_named(client: FlaskClient, query: str, parameter: str) -> None:
    answer = client.get(f"/picture/dandelion.jpg/srcset?{query}")
    assert (answer.status_code, answer.get_json()["parameter"]) == (400, parameter)


def test_an_address_can_stand_in_an_attribute(client: FlaskClient) -> None:
    text = client.get(
        "/picture/space/rocket.jpg/srcset", query_string={"watermark": 'a, b "<c>', "widths": "9"}
    ).text
    assert re.fullmatch(r"http://localhost/picture/space/rocket\.jpg\?[^\s\"<>]+[^,] 9w", text)


def test_the_usual_widths_are_sorted() -> None:
    assert list(WIDTHS) == sorted(set(WIDTHS))
