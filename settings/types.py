"""What single settings accept: their types, each with the check that a start makes."""

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from limits import parse_many
from pydantic import AfterValidator, PlainValidator, ValidationInfo
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from source.origin import AllowList
from source.places import BucketPlace, FolderPlace, Places

ROOT = Path(__file__).resolve().parents[1]

_SECONDS = re.compile(r"[1-9][0-9]{0,6}")
"""What PyMySQL takes for a timeout, and more of it than anybody waits."""

SHORTEST_KEY = 16
"""Characters of a key that signs."""


def _public_url(text: str) -> str:
    url = urlsplit(text)
    if url.scheme not in {"http", "https"} or not url.hostname or url.query or url.fragment:
        raise ValueError
    if url.port == 0 or re.search(r"[\s\"'<>\\]", text):
        raise ValueError
    return text.rstrip("/")


def _database_url(text: str) -> str:
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise ValueError from error
    driver = {"mysql": "mysql+pymysql", "mariadb": "mariadb+pymysql"}.get(url.drivername)
    url = url.set(drivername=driver) if driver else url
    url = url.difference_update_query(["reconnect"])  # ClearDB's; PyMySQL knows no such word
    if url.drivername not in {"sqlite", "mysql+pymysql", "mariadb+pymysql"}:
        raise ValueError
    for name in ("connect_timeout", "read_timeout", "write_timeout"):
        said = url.query.get(name, "1")
        if not isinstance(said, str) or not _SECONDS.fullmatch(said):
            raise ValueError
    return url.render_as_string(hide_password=False)


def _below_root(path: Path) -> Path:
    return ROOT / path.expanduser()


def _folder(path: Path) -> Path:
    if not _below_root(path).is_dir():
        raise ValueError
    return _below_root(path)


def _fetch_allow(text: str) -> AllowList:
    return AllowList.parse(text)


def _places(text: str) -> Places:
    return Places.parse(text)


def _signing_keys(text: str) -> tuple[bytes, ...]:
    keys = tuple(key.encode() for key in re.split(r"[\s,]+", text.strip()))
    if any(len(key) < SHORTEST_KEY for key in keys):
        raise ValueError
    return keys


def _presets(text: str) -> dict[str, str]:
    """Read "thumb=w=200&h=200&fit=cover hero=w=1600"; what stands in one, the room checks."""
    found: dict[str, str] = {}
    for item in text.split():
        name, equals, query = item.partition("=")
        if not equals or not re.fullmatch(r"[\w.-]{1,64}", name) or not query or name in found:
            raise ValueError
        found[name] = query
    return found


def _object_place(text: str) -> BucketPlace | FolderPlace:
    if text.startswith("s3:"):
        return BucketPlace.parse(text)
    if "://" in text.removeprefix("file://"):
        raise ValueError
    return FolderPlace(_below_root(Path(text.removeprefix("file://"))))


def _rate(text: str) -> str:
    if any(rate.amount < 1 for rate in parse_many(text)):
        raise ValueError
    return text


def seed_database(password: str) -> str:
    """Give the DATABASE_URL of the tutorial that Easel began with."""
    user, database = "image_repo_admin", "image_repo_db"
    url = URL.create("mysql+pymysql", user, password, "localhost", database=database)
    return url.render_as_string(hide_password=False)


def _switch(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError
    return text == "1"


def _gallery(text: str, info: ValidationInfo) -> bool:
    closed = info.data.get("signing_keys") or info.data.get("private")
    if text not in {"on", "off"} or (text == "on" and closed):
        raise ValueError
    return text == "on"


PublicUrl = Annotated[str, AfterValidator(_public_url)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
PathBelowRoot = Annotated[Path, AfterValidator(_below_root)]
"""A path; a relative one begins at the project."""

Folder = Annotated[Path, AfterValidator(_folder)]
"""A folder that is there."""

Origins = Annotated[AllowList, PlainValidator(_fetch_allow)]
NamedPlaces = Annotated[Places, PlainValidator(_places)]
ObjectPlace = Annotated[BucketPlace | FolderPlace, PlainValidator(_object_place)]
"""A folder, made where it is not there yet, or a bucket."""

Rate = Annotated[str, AfterValidator(_rate)]
"""Such as "60/minute" or "10/second;1000/hour"."""

Switch = Annotated[bool, PlainValidator(_switch)]
Presets = Annotated[dict[str, str], PlainValidator(_presets)]
SigningKeys = Annotated[tuple[bytes, ...], PlainValidator(_signing_keys)]
GallerySwitch = Annotated[bool, PlainValidator(_gallery)]
"""`on` or `off`; needs `signing_keys` and `private` before it."""
