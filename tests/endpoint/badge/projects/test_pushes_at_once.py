"""Many processes push to one metric at once, on SQLite and on a real MariaDB."""

import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app
from db import db
from endpoint.badge.projects.models import MetricRow, ProjectRow, ValueRow
from tests.apart import APART
from tests.conftest import settings_for

PROCESSES = 8
EACH = 25
COVERAGE = "/api/badge/billing/coverage"


def _push_in_a_process(folder: str, url: str, number: int) -> set[int]:
    app = create_app(settings_for(folder, DATABASE_URL=url, OPEN_WRITES="loopback"))
    client = app.test_client()
    (Path(folder) / f"ready-{number}").touch()
    while len([*Path(folder).glob("ready-*")]) < PROCESSES:
        time.sleep(0.005)
    try:
        return {
            client.put(COVERAGE, json={"value": number * 1000 + count}).status_code
            for count in range(EACH)
        }
    finally:
        with app.app_context():
            db.engine.dispose()


def test_no_push_is_lost_and_each_keeps_its_order(tmp_path: Path, database_url: str) -> None:
    app = create_app(settings_for(tmp_path, DATABASE_URL=database_url))
    with ProcessPoolExecutor(PROCESSES, mp_context=APART) as pool:
        running = [
            pool.submit(_push_in_a_process, str(tmp_path), database_url, number)
            for number in range(PROCESSES)
        ]
        codes = set.union(*(each.result(300) for each in running))
    assert codes <= {200, 201}
    with app.app_context(), Session(db.engine) as session:
        rows = session.scalars(select(ValueRow).order_by(ValueRow.id)).all()
        assert len(session.scalars(select(ProjectRow)).all()) == 1
        metric = session.scalars(select(MetricRow)).one()
    with app.app_context():
        db.engine.dispose()
    pushed = [int(row.value) for row in rows]
    assert sorted(pushed) == [
        number * 1000 + count for number in range(PROCESSES) for count in range(EACH)
    ]
    for number in range(PROCESSES):
        own = [value for value in pushed if value // 1000 == number]
        assert own == sorted(own)
    times = [row.taken_at for row in rows]
    assert times == sorted(times)
    assert (metric.value, metric.taken_at) == (rows[-1].value, rows[-1].taken_at)
