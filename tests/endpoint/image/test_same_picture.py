"""Many clients send one picture at the same time to several processes."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from endpoint.image.models import Blob, Image, Intent, Trash, Upload
from tests.real_server import Answer, started
from tests.uploads import picture

CLIENTS = 16
TOKEN = "a-token-of-the-tests"  # noqa: S105 - of a server that lives for a second


def test_one_picture_of_many_clients_is_kept_once(tmp_path: Path, database_url: str) -> None:
    """All send it at once when nobody has, and once more when it is there."""
    body = picture(size=(600, 400))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    ready = Barrier(CLIENTS)
    home = started(tmp_path, DATABASE_URL=database_url, BOOTSTRAP_TOKEN=TOKEN, WEB_CONCURRENCY="3")
    with home as server, ThreadPoolExecutor(CLIENTS) as pool:

        def send(number: int) -> Answer:
            ready.wait(30)
            return server.ask(f"/image/upload?name={number}.png", "POST", headers, body=body)

        answers = [*pool.map(send, range(CLIENTS)), *pool.map(send, range(CLIENTS))]
    assert [answer.status for answer in answers] == [201] * len(answers)
    uploads = [json.loads(answer.body) for answer in answers]
    ids = {upload["id"] for upload in uploads}
    assert len(ids) == len(uploads)
    assert {upload["duplicate_of"] for upload in uploads} == {None, min(ids)}
    engine = create_engine(database_url)
    with Session(engine) as session:
        counts = {
            model.__tablename__: session.scalar(select(func.count()).select_from(model))
            for model in (Image, Blob, Upload, Intent)
        }
        trash = {*session.scalars(select(Trash.key))}
        (key,) = session.scalars(select(Blob.object_key))
    engine.dispose()
    assert counts == {"image": 1, "blob": 1, "upload": len(uploads), "intent": 0}
    objects = {path.name for path in (tmp_path / "var" / "images" / "objects").glob("*/*")}
    assert objects - trash == {key}
