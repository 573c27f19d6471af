"""Any picture of the repository, cropped."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.uploads import opened, picture

Upload = Callable[..., dict[str, Any]]
Bearer = Callable[[str], dict[str, str]]
COLORS = ("red", "lime", "blue", "white", "black", "yellow")


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


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/random/20", "size"),
        ("/random/0x20", "size"),
        ("/random/20x20x20", "size"),
        ("/random/-5x20", "size"),
        ("/random/٢x٢", "size"),
        ("/random/100000x1", "size"),
        ("/random/20x20?blur=0", "blur"),
        ("/random/20x20?blur=11", "blur"),
        ("/random/20x20?blur=x", "blur"),
        ("/random/20x20?grayscale=maybe", "grayscale"),
        ("/random/20x20?seed=", "seed"),
        (f"/seed/{'a' * 201}/20x20", "seed"),
    ],
)
def test_what_it_cannot_be_is_refused(
    client: FlaskClient, upload: Upload, address: str, parameter: str
) -> None:
    upload(picture())
    answer = client.get(address, headers={"Accept": "application/json"})
    assert answer.status_code == 400, answer.text
    assert answer.get_json()["parameter"] == parameter


def test_a_side_over_the_limit_is_refused(client: FlaskClient, upload: Upload) -> None:
    upload(picture())
    answer = client.get("/random/5000x20", headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert "4096" in answer.get_json()["accepted"]
