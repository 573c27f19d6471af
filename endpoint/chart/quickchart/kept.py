"""Charts that are kept under a short address: the row, and what stands in it."""

import json
from base64 import b32encode
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import delete
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from db import changed, db, transact
from endpoint.chart.models import ID_LENGTH, LARGEST_CHART, ChartRow
from endpoint.chart.quickchart.beside import Request
from endpoint.chart.quickchart.config import read_config
from image_proc.errors import InvalidParameter

_NAMES = {
    "background": "backgroundColor",
    "format": "format",
    "height": "height",
    "scale": "devicePixelRatio",
    "width": "width",
}
_UNKNOWN = "There is no chart of that name."


def written(request: Request) -> bytes:
    """Write what was sent so that the same chart is always written alike.

    Raises:
        InvalidParameter: the config is none, or larger than what is kept.
    """
    chart = read_config(request.chart, request.encoding)
    beside = {field: str(request.image[field].value) for field in sorted(request.image)}
    said = {"chart": chart, "version": request.version, "beside": beside}
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    if len(body) > LARGEST_CHART:
        accepted = f"at most {LARGEST_CHART // 1024} kB in all"
        raise InvalidParameter(request.chart.name, f"{len(body)} bytes", accepted)
    return body


def keep(body: bytes, maker: str) -> str:
    """Keep a chart, once.

    Args:
        body: as it is written.
        maker: who sent it.

    Returns:
        Its id, which follows from the body.
    """
    name = b32encode(sha256(body).digest()).decode().lower()[:ID_LENGTH]

    def work(session: Session) -> None:
        if session.get(ChartRow, name) is None:
            row = ChartRow(id=name, request=body, maker=maker, made_at=datetime.now(UTC))
            session.add(row)

    transact(work)
    return name


def kept(name: str) -> Mapping[str, object]:
    """Give the keys of a kept chart, as they could be sent again.

    Raises:
        NotFound: there is none of that name.
    """
    row = db.session.get(ChartRow, name) if len(name) == ID_LENGTH else None
    if row is None:
        raise NotFound(_UNKNOWN)
    said = json.loads(row.request)
    beside = {_NAMES[field]: text for field, text in said["beside"].items()}
    return {**beside, "chart": said["chart"], "version": said["version"]}


def forget(name: str) -> None:
    """Delete a kept chart.

    Raises:
        NotFound: there is none of that name.
    """
    of_name = delete(ChartRow).where(ChartRow.id == name)
    if len(name) != ID_LENGTH or not transact(lambda session: changed(session, of_name)):
        raise NotFound(_UNKNOWN)
