from pathlib import Path

import pytest
from pydantic import ValidationError

from image_proc.card import CardSpec, Design
from image_proc.limits import Limits
from image_proc.spec import Format
from tests.image_proc.card.card_files import SEED, card, made, png, shipped


@pytest.fixture
def seed(tmp_path: Path) -> Design:
    return made(tmp_path, SEED)


@pytest.mark.parametrize(
    ("fields", "size"),
    [
        ({}, (300, 40)),
        ({"scale": 2}, (600, 80)),
        ({"scale": "1.5"}, (450, 60)),
        ({"scale": 1.1}, (330, 44)),
        ({"scale": 4, "format": "webp"}, (1200, 160)),
        ({"format": "svg"}, (600, 80)),
        ({"format": "svg", "scale": 1.5}, (900, 120)),
        ({"format": "svg", "scale": 3}, (1200, 160)),
    ],
)
def test_sizes(seed: Design, fields: dict[str, object], size: tuple[int, int]) -> None:
    spec = card(seed, **fields)
    assert spec.size == size
    assert spec.pixels == size[0] * size[1]


@pytest.mark.parametrize(
    ("fields", "key", "said"),
    [
        ({"format": "json"}, "format", "'webp'> or <Format.SVG"),
        ({"format": "gif"}, "format", "'webp'> or <Format.SVG"),
        ({"label": "a" * 257}, "label", "at most 256 characters"),
        ({"message": "a\nb"}, "message", "text without control characters"),
        ({"date": "\x00b"}, "date", "text without control characters"),
        ({"project": 7}, "project", "valid string"),
        ({"metric": None}, "metric", "valid string"),
        ({"color": "reddish"}, "color", "a badge colour such as"),
        ({"note": "n" * 257}, "note", "at most 256 characters"),
        ({"scale": 0.5}, "scale", "1 to 4"),
        ({"scale": 5}, "scale", "1 to 4"),
        ({"scale": "1e0"}, "scale", "1 to 4"),
        ({"design": "card"}, "design", "instance of Design"),
        ({"desing": "card"}, "desing", "Extra inputs"),
    ],
)
def test_what_is_wrong_is_named(
    seed: Design, fields: dict[str, object], key: str, said: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        CardSpec.model_validate({"design": seed, **fields})
    (error,) = caught.value.errors()
    assert error["loc"] == (key,)
    assert said in error["msg"]


@pytest.mark.parametrize(
    ("fields", "limits", "said"),
    [
        ({"scale": 4}, Limits(max_side=1199), "1199 px a side"),
        ({"format": "svg"}, Limits(max_side=599), "this one is 600 × 80 px"),
        ({}, Limits(max_pixels=11_999), "11999 px in all"),
    ],
)
def test_a_card_keeps_to_the_limits(
    seed: Design, fields: dict[str, object], limits: Limits, said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        CardSpec.model_validate({"design": seed, **fields}, context=limits)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"label": "a", "message": "b"}, "a: b"),
        ({"label": "a", "note": "last known value"}, "a (last known value)"),
        ({"message": "b", "project": "p"}, "b"),
        ({"project": "p"}, "p"),
        ({}, "card"),
    ],
)
def test_names(seed: Design, fields: dict[str, object], name: str) -> None:
    assert card(seed, **fields).name == name


def test_the_etag_knows_the_designs_files(tmp_path: Path, seed: Design) -> None:
    before = card(seed, label="a")
    (tmp_path / "base.png").write_bytes(png(color="red"))
    after = card(made(tmp_path, SEED), label="a")
    assert before.etag != after.etag
    assert before.etag == card(seed, label=" a ").etag


def test_etags_differ_by_every_field(seed: Design) -> None:
    fields: list[dict[str, object]] = [
        {},
        {"format": Format.WEBP},
        {"design": shipped("tile")},
        {"label": "x"},
        {"message": "x"},
        {"project": "x"},
        {"metric": "x"},
        {"date": "x"},
        {"color": "red"},
        {"note": "x"},
        {"scale": 2},
    ]
    assert len({CardSpec.model_validate({"design": seed, **each}).etag for each in fields}) == len(
        fields
    )
