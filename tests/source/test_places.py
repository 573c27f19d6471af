from pathlib import Path

import pytest

from source.origin import Origin
from source.places import BucketPlace, FolderPlace, Place, Places, WebPlace

HOST = "img.example.org"


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("s3://shop", BucketPlace("shop", "")),
        ("s3://shop/", BucketPlace("shop", "")),
        ("s3://shop.example/a/b/", BucketPlace("shop.example", "a/b")),
        ("https://img.example.org", WebPlace(Origin("https", HOST, 443), "")),
        ("https://img.example.org/", WebPlace(Origin("https", HOST, 443), "")),
        ("HTTPS://IMG.example.org/a/B", WebPlace(Origin("https", HOST, 443), "a/B")),
        ("http://10.0.0.5:9000/a", WebPlace(Origin("http", "10.0.0.5", 9000), "a")),
        ("http://127.0.0.1:9000", WebPlace(Origin("http", "127.0.0.1", 9000), "")),
        ("http://[fd00::2]:9000/ä", WebPlace(Origin("http", "fd00::2", 9000), "ä")),
    ],
)
def test_an_address_names_a_place(address: str, place: Place) -> None:
    assert dict(Places.parse(f"name={address}").named) == {"name": place}


def test_several_places_stand_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "my photos").mkdir()
    places = Places.parse(f" one={tmp_path}\n2-b_c=s3://shop  q='{tmp_path}/my photos' ")
    assert dict(places.named) == {
        "one": FolderPlace(tmp_path),
        "2-b_c": BucketPlace("shop", ""),
        "q": FolderPlace(tmp_path / "my photos"),
    }
    assert places


def test_no_places_are_none() -> None:
    assert not Places.parse("  ")
    assert Places.parse("") == Places()


@pytest.mark.parametrize(
    "text",
    [
        "photos",
        "/srv/photos",
        "=s3://shop",
        "photos=",
        "Photos=s3://shop",
        "a.b=s3://shop",
        "a/b=s3://shop",
        "@a=s3://shop",
        "ﬁ=s3://shop",
        "a" * 33 + "=s3://shop",
        "a=s3://shop a=s3://other",
        "a=s3://shop,b=s3://other",
        "a=relative/folder",
        "a=../folder",
        "a=/missing/folder",
        "a=/etc/passwd",
        "a=file:///srv/photos",
        "a=ftp://img.example.org/a",
        "a=s3:shop",
        "a=s3://",
        "a=s3://Shop",
        "a=s3://sh",
        "a=s3://key:password@shop/a",
        "a=s3://shop//a",
        "a=s3://shop/../a",
        "a=s3://shop/a\\b",
        "a=https://",
        "a=https:///a",
        "a=https://*.example.org/a",
        "a=https://img.example.org/a?b",
        "a=https://img.example.org/a#b",
        "a=https://img.example.org?b",
        "a=https://img.example.org/a/../b",
        "a=https://img.example.org/a//b",
        "a=https://user:password@img.example.org/a",
        "a=https://img.example.org:0",
        "a=http://localhost:9000",
        "a=http://2130706433/a",
        "a='s3://shop",
        "a=s3://shop #b",
    ],
)
def test_what_is_no_place_is_named_with_what_is_accepted(text: str) -> None:
    with pytest.raises(ValueError, match=r"accepted are .*photos=/srv/photos") as caught:
        Places.parse(f"good=s3://good {text}")
    assert "password" not in str(caught.value)


def test_an_address_of_a_host_is_written_as_addresses_are() -> None:
    place = Places.parse("cdn=https://img.example.org/my%20assets/100%25").named["cdn"]
    assert isinstance(place, WebPlace)
    assert place.path == "my assets/100%"


@pytest.mark.parametrize("path", ["%2e%2e/b", "a%2f%2e%2e", "a%00", "a%5cb", "%ff"])
def test_an_escaped_path_is_refused_for_what_it_means(path: str) -> None:
    with pytest.raises(ValueError, match="cdn="):
        Places.parse(f"cdn=https://img.example.org/{path}")
