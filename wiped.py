"""Writes that a wiped disk would lose are refused, and the setting is named that is missing.

Heroku starts a dyno anew at least once a day and with each release, with the disk that the release
was built with, and two dynos share none. Rows of SQLite and uploaded files would be answered with
200 and be gone the next day, so they are not taken at all; what is only drawn goes on.

Source: https://devcenter.heroku.com/articles/dynos#ephemeral-filesystem
"""

from dataclasses import dataclass

from flask import Flask, current_app, request
from werkzeug.exceptions import ServiceUnavailable

from config import Settings
from source.places import FolderPlace

LOST = "easel-lost"
"""The app's extension."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_DRAWING = frozenset({"captcha.issue", "chart.posted_chart"})
"""Endpoints of a POST that keeps nothing."""
_ROOM_OF_BYTES = "image"

_WHERE = "would be lost with this dyno's own disk, which is wiped at each of its starts"
_ROWS = (
    f"What is written to the database {_WHERE}. Set DATABASE_URL to a MySQL or MariaDB, such as "
    "mysql://<user>:<password>@<host>/<name>."
)
_BYTES = (
    f"Uploaded images {_WHERE}. Set STORAGE_URL to a bucket, such as s3://bucket/prefix, and "
    "AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to reach it."
)


@dataclass(frozen=True, slots=True)
class Lost:
    """What this machine would not keep.

    Args:
        rows: whether the database lies on a disk that is wiped.
        objects: whether uploaded files do.
    """

    rows: bool
    objects: bool

    @classmethod
    def by(cls, settings: Settings) -> "Lost":
        """Tell what a start with these settings would lose."""
        wiped = bool(settings.dyno) and settings.dyno_disk == "wiped"
        return cls(
            rows=wiped and settings.database_url.startswith("sqlite"),
            objects=wiped and isinstance(settings.storage_url, FolderPlace),
        )

    def reasons(self, *, with_bytes: bool = True) -> tuple[str, ...]:
        """Say why nothing is taken, a sentence or two for each setting that is missing.

        Args:
            with_bytes: whether files count, too.
        """
        rows = (_ROWS,) if self.rows else ()
        return (*rows, _BYTES) if self.objects and with_bytes else rows


def install_wiped(app: Flask, settings: Settings) -> None:
    """Let every route that changes something answer 503 where that would be lost.

    The room of images asks for itself (`check_kept`): it has a body to leave unread.
    """
    app.extensions[LOST] = lost = Lost.by(settings)
    if not lost.rows:
        return

    @app.before_request
    def refuse() -> None:
        if request.method in _SAFE or request.blueprint in {None, _ROOM_OF_BYTES}:
            return
        if request.endpoint not in _DRAWING:
            check_kept(with_bytes=False)


def check_kept(*, with_bytes: bool = True) -> None:
    """Refuse to take what would be lost.

    Args:
        with_bytes: whether it has a file, too.

    Raises:
        ServiceUnavailable: it would be lost; the settings that are missing are named.
    """
    if reasons := reasons_here(with_bytes=with_bytes):
        raise ServiceUnavailable(" ".join(reasons))


def reasons_here(*, with_bytes: bool = True) -> tuple[str, ...]:
    """Say why the app of this moment would lose what it takes; empty where it would not."""
    lost: Lost = current_app.extensions[LOST]
    return lost.reasons(with_bytes=with_bytes)
