"""Any picture of the repository, cropped."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from tests.uploads import moving, opened, picture

Upload = Callable[..., dict[str, Any]]
Bearer = Callable[[str], dict[str, str]]
COLORS = ("red", "lime", "blue", "white", "black", "yellow")
FORMATS = {
    ".jpg": "image/jpeg",
    ".JPEG": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    "?format=png": "image/png",
    ".jpg?format=jpeg": "image/jpeg",
    ".webp?format=webp&blur=2": "image/webp",
}
REFUSED = {
    "/random/20": "size",
    "/random/0x20": "size",
    "/random/20x20x20": "size",
    "/random/-5x20": "size",
    "/random/٢x٢": "size",
    "/random/100000x1": "size",
    "/random/20x20.": "size",
    "/random/20x20.5": "size",
    "/random/20x20.tar.png": "size",
    "/random/20.webp": "size",
    "/random/.webp": "size",
    "/random/20x20.svg": "format",
    "/random/20x20.bmp": "format",
    "/random/20x20.json": "format",
    "/random/20x20.auto": "format",
    "/random/20x20.webp?format=png": "format",
    "/seed/a/20x20.webp?format=auto": "format",
    "/seed/a/20x20?format=svg": "format",
    "/random/20x20?blur=0": "blur",
    "/random/20x20?blur=11": "blur",
    "/random/20x20?blur=x": "blur",
    "/random/20x20?grayscale=maybe": "grayscale",
    "/random/20x20?seed=": "seed",
    f"/seed/{'a' * 201}/20x20": "seed",
}


def shown(client: FlaskClient, address: str) -> str:
    return str(client.get(address).headers["Content-Location"])


def test_without_an_image_there_is_none(client: FlaskClient) -> None:
    for address in ("/random/20x20", "/seed/a/20x20"):
        answer = client.get(address, headers={"Accept": "application/json"})
        assert answer.status_code == 404
        assert "/image/upload" in answer.get_json()["detail"]


def test_it_has_the_size_that_is_asked_for(client: FlaskClient, upload: Upload) -> None:
    upload(picture(size=(60, 40)))
    for size in ((20, 20), (120, 30), (1, 90)):
        answer = client.get(f"/random/{size[0]}x{size[1]}")
        assert opened(answer).size == size
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Location"] == "http://localhost/image/1"


def test_a_slash_at_the_end_changes_nothing_as_of_placeholders(
    client: FlaskClient, upload: Upload
) -> None:
    upload(picture(size=(60, 40)))
    for address in ("/random/20x10", "/seed/a/20x10.webp"):
        assert opened(client.get(f"{address}/")).size == (20, 10)
    assert client.get("/random/20x10/9").status_code == 404


def test_a_seed_is_always_the_same_picture_and_random_is_any(
    client: FlaskClient, upload: Upload
) -> None:
    for color in COLORS:
        upload(picture(color))
    answer = client.get("/seed/easel/20x20")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/random/20x20?seed=easel").data == answer.data
    assert len({shown(client, "/seed/easel/20x20") for _ in range(5)}) == 1
    assert len({shown(client, f"/seed/{number}/20x20") for number in range(60)}) > 3
    assert len({shown(client, "/random/20x20") for _ in range(60)}) > 3


def test_who_comes_or_goes_changes_few_seeds(
    client: FlaskClient, upload: Upload, bearer: Bearer
) -> None:
    for color in COLORS:
        upload(picture(color))
    seeds = [f"/seed/{number}/9x9" for number in range(60)]
    before = {seed: shown(client, seed) for seed in seeds}
    gone = before[seeds[0]]
    client.delete(gone.removeprefix("http://localhost"), headers=bearer("delete"))
    for seed in seeds:
        assert (shown(client, seed) == before[seed]) == (before[seed] != gone)
    new = upload(picture("pink"))["url"]
    changed = {shown(client, seed) for seed in seeds if shown(client, seed) != before[seed]}
    assert all(each == new or gone in before.values() for each in changed)


def test_it_can_be_grey_and_blurred(client: FlaskClient, upload: Upload) -> None:
    upload(picture("red"))
    pixel = opened(client.get("/random/9x9?grayscale=1&blur=10")).convert("RGB").getpixel((4, 4))
    assert isinstance(pixel, tuple)
    assert max(pixel) - min(pixel) < 3


@pytest.mark.parametrize("start", ["/random/20x30", "/seed/easel/20x30"])
def test_a_suffix_names_the_format(client: FlaskClient, upload: Upload, start: str) -> None:
    upload(moving())
    for end, mimetype in FORMATS.items():
        answer = client.get(start + end, headers={"Accept": "image/webp,image/*"})
        assert (end, answer.status_code, answer.mimetype) == (end, 200, mimetype)
        assert "X-Ignored-Parameters" not in answer.headers
        assert answer.vary.to_header() == ""
        with Image.open(BytesIO(answer.data)) as found:
            assert (found.size, getattr(found, "n_frames", 1)) == ((20, 30), 1)


def test_a_suffix_does_not_change_whose_turn_it_is(client: FlaskClient, upload: Upload) -> None:
    for color in COLORS:
        upload(picture(color))
    for number in range(10):
        assert shown(client, f"/seed/{number}/9x9.png") == shown(client, f"/seed/{number}/9x9")


def test_what_it_cannot_be_is_refused(client: FlaskClient, upload: Upload) -> None:
    upload(picture())
    for address, parameter in REFUSED.items():
        answer = client.get(address, headers={"Accept": "application/json"})
        assert answer.status_code == 400, address
        assert answer.get_json()["parameter"] == parameter, address


def test_a_side_over_the_limit_is_refused(client: FlaskClient, upload: Upload) -> None:
    upload(picture())
    answer = client.get("/random/5000x20", headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert "4096" in answer.get_json()["accepted"]
