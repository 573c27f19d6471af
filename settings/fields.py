"""Every setting: its type, its default, and what is accepted.

A field's description is what the error line tells; docs/settings.md lists them all.
"""

import secrets
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from settings.defaults import cores, workers
from settings.types import (
    ROOT,
    SHORTEST_KEY,
    DatabaseUrl,
    Folder,
    GallerySwitch,
    NamedPlaces,
    ObjectPlace,
    Origins,
    PathBelowRoot,
    Presets,
    PublicUrl,
    Rate,
    SigningKeys,
    Switch,
    seed_database,
)
from source.origin import AllowList
from source.places import FolderPlace, Places

WIDEST = 16383  # px: WebP holds no longer side, and every output is offered as WebP

SAMPLES = ROOT / "assets" / "pictures"
"""The photos that come with the service."""

SAMPLE_LOGS = ROOT / "assets" / "data"
"""The logs that come with the service."""

TOKEN = r"^[A-Za-z0-9._~+/-]{16,512}=*$"  # noqa: S105 - a pattern
TOKEN_ACCEPTED = "16 to 512 of the letters A to Z, digits and . _ ~ + / -"  # noqa: S105

RATE_ACCEPTED = "rates such as 60/minute or 10/second;1000/hour"

SOURCE_SECRET = "SOURCE_SECRET_"  # noqa: S105 - a name
"""What the name of a variable begins with that holds a secret header of a source."""


class SettingFields(BaseModel):
    """What a start of Easel can be told, as the environment's variables of the same names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(
        "127.0.0.1",
        pattern=r"^[\w.:-]+$",
        description="an IP address or a host name to listen on",
    )
    port: int = Field(5000, ge=1, le=65535, description="a whole number from 1 to 65535")
    public_url: PublicUrl = Field(
        "", description="an address such as https://img.example.org, without query and fragment"
    )
    script_name: str = Field(
        "",
        pattern=r"^(/[\w.~-]+)+$",
        description="a path such as /easel, without a slash at its end",
    )
    web_concurrency: int = Field(
        default_factory=workers, ge=1, le=64, description="a whole number from 1 to 64"
    )
    open_writes: Literal["none", "loopback"] = Field("none", description="none or loopback")
    var_dir: PathBelowRoot = Field(ROOT / "var", description="a folder that can be written")
    mysql_image_repo_admin_pw: str = Field("", repr=False, description="a password")
    database_url: DatabaseUrl = Field(
        default_factory=lambda given: (
            seed_database(password)
            if (password := given["mysql_image_repo_admin_pw"])
            else f"sqlite:///{given['var_dir'] / 'easel.db'}"
        ),
        repr=False,
        description="sqlite:///<path> or mysql://<user>:<password>@<host>/<name>; "
        "its read_timeout, write_timeout and connect_timeout are 1 to 9999999 s",
    )
    secret_key: str = Field(
        default_factory=lambda: secrets.token_hex(32),
        repr=False,
        min_length=16,
        description="at least 16 characters",
    )
    max_pixels: int = Field(
        50_000_000, ge=1, le=WIDEST**2, description=f"a whole number from 1 to {WIDEST**2}"
    )
    max_side: int = Field(4096, ge=1, le=WIDEST, description=f"a whole number from 1 to {WIDEST}")
    render_threads: int = Field(
        default_factory=cores, ge=1, le=256, description="a whole number from 1 to 256"
    )
    bootstrap_token: str = Field(
        "",
        repr=False,
        pattern=TOKEN,
        description=TOKEN_ACCEPTED,
    )
    metrics_token: str = Field("", repr=False, pattern=TOKEN, description=TOKEN_ACCEPTED)
    fetch_allow: Origins = Field(
        AllowList.parse(""),
        description="origins such as https://metrics.example.org or http://10.0.0.5:9090, "
        "separated by commas or spaces",
    )
    projects_file: PathBelowRoot = Field(ROOT / "projects.toml", description="a TOML file")
    repo_root: Folder | None = Field(None, description="a folder that is there")
    designs_dir: Folder | None = Field(None, description="a folder that is there")
    history_days: int = Field(
        400, ge=1, le=36_500, description="a whole number of days from 1 to 36500"
    )
    source_secrets: dict[str, Annotated[str, Field(pattern=r"^[!-~]([ -~]*[!-~])?$")]] = Field(
        default_factory=dict,
        repr=False,
        description=f"printable ASCII characters in each {SOURCE_SECRET}<NAME>",
    )
    pictures_dir: Folder = Field(SAMPLES, description="a folder that is there")
    picture_sources: NamedPlaces = Field(
        default_factory=Places,
        description="names and addresses such as photos=/srv/photos shop=s3://bucket/prefix "
        "cdn=https://img.example.org/assets, separated by spaces",
    )
    picture_presets: Presets = Field(
        default_factory=dict,
        description="names and parameters such as thumb=w=200&h=200&fit=cover, separated by spaces",
    )
    picture_max_age: int = Field(
        3600, ge=0, le=31_536_000, description="a whole number of seconds from 0 to 31536000"
    )
    data_dir: Folder = Field(SAMPLE_LOGS, description="a folder that is there")
    watermarks_dir: Folder | None = Field(None, description="a folder that is there")
    signing_keys: SigningKeys = Field(
        (),
        repr=False,
        description=f"keys of at least {SHORTEST_KEY} characters, separated by spaces",
    )
    private: Switch = Field(False, description="0 or 1")
    gallery: GallerySwitch = Field(
        default_factory=lambda given: (
            given["pictures_dir"] == SAMPLES and not given["signing_keys"] and not given["private"]
        ),
        description="on or off; off where SIGNING_KEYS or PRIVATE is set: a page signs nothing and "
        "sends no token",
    )
    cache_dir: PathBelowRoot = Field(
        default_factory=lambda given: given["var_dir"] / "cache",
        description="a folder that can be written",
    )
    cache_bytes: int = Field(
        1024**3, ge=0, le=2**50, description=f"a whole number of bytes from 0 to {2**50}"
    )
    memory_cache_bytes: int = Field(
        64 * 1024**2, ge=0, le=2**40, description=f"a whole number of bytes from 0 to {2**40}"
    )
    max_source_bytes: int = Field(
        128 * 1024**2, ge=1, le=2**40, description=f"a whole number of bytes from 1 to {2**40}"
    )
    aws_endpoint_url: PublicUrl = Field("", description="an address such as https://s3.example.org")
    aws_region: str = Field(
        "us-east-1", pattern=r"^[\w-]+$", description="a region such as eu-central-1"
    )
    aws_access_key_id: str = Field("", pattern=r"^[!-~]+$", description="printable ASCII")
    aws_secret_access_key: str = Field(
        "", repr=False, pattern=r"^[!-~]+$", description="printable ASCII"
    )
    file_storage_location: PathBelowRoot = Field(
        default_factory=lambda given: given["var_dir"] / "images",
        description="a folder that can be written",
    )
    storage_url: ObjectPlace = Field(
        default_factory=lambda given: FolderPlace(given["file_storage_location"]),
        description="a folder, or a bucket such as s3://bucket/prefix",
    )
    max_upload_bytes: int = Field(
        32 * 1024**2, ge=1, le=2**32, description=f"a whole number of bytes from 1 to {2**32}"
    )
    upload_seconds: int = Field(
        300, ge=1, le=86_400, description="a whole number of seconds from 1 to 86400"
    )
    min_free_bytes: int = Field(
        256 * 1024**2, ge=0, le=2**50, description=f"a whole number of bytes from 0 to {2**50}"
    )
    trash_days: int = Field(7, ge=0, le=3650, description="a whole number of days from 0 to 3650")
    read_only: Switch = Field(False, description="0 or 1")
    read_rate: Rate = Field("", description=RATE_ACCEPTED)
    write_rate: Rate = Field("", description=RATE_ACCEPTED)
    captcha_rate: Rate = Field("60/minute", description=RATE_ACCEPTED)
    redis_url: str = Field(
        "",
        repr=False,
        pattern=r"^(rediss?|unix)://\S+$",
        description="an address such as redis://localhost:6379/0",
    )
    log_format: Literal["text", "json"] = Field("text", description="text or json")
    trusted_proxies: int = Field(0, ge=0, le=16, description="a whole number from 0 to 16")
    badge_error_status: Literal["auto", "honest", "200"] = Field(
        "auto", description="auto, honest or 200"
    )
    dyno: str = Field("", pattern=r"^[\w.-]+$", description="a name such as web.1")
    dyno_disk: Literal["wiped", "kept"] = Field("wiped", description="wiped or kept")
