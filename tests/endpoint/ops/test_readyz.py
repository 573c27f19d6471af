import time
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Event, Thread
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from app import create_app
from config import Settings
from db import db
from endpoint import readiness
from endpoint.readiness import NotReadyError, Part, Readiness
from migrations import HEAD
from source.places import FolderPlace
from storage.errors import Refused


def test_it_is_ready(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ready", "parts": {"database": "ok", "images": "ok"}}
    assert answer.headers["Cache-Control"] == "no-store"


def refused(settings: Settings, prepare: Callable[[], None] = lambda: None) -> dict[str, str]:
    """Give the parts that are not ready, of an app that is prepared within its context."""
    app = create_app(settings)
    with app.app_context():
        prepare()
        db.engine.dispose()
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.json is not None
    assert answer.json["status"] == "not ready"
    return {name: told for name, told in answer.json["parts"].items() if told != "ok"}


def write(statement: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text(statement))


def test_a_database_that_is_behind_is_named(settings: Settings) -> None:
    told = refused(settings, lambda: write("UPDATE alembic_version SET version_num = '0001'"))
    assert told == {"database": f"has the schema 0001, not {HEAD}: run `flask db upgrade`"}


def test_one_that_is_ahead_is_fine(settings: Settings) -> None:
    app = create_app(settings)
    with app.app_context():
        write("UPDATE alembic_version SET version_num = '9999'")
        db.engine.dispose()
    assert app.test_client().get("/readyz").status_code == 200


def test_one_without_a_schema_is_named(settings: Settings) -> None:
    told = refused(settings, lambda: write("DROP TABLE alembic_version"))
    assert told == {"database": "does not answer, or has no schema yet"}


def test_a_lost_file_is_named_and_not_made_anew(settings: Settings) -> None:
    file = settings.var_dir / "easel.db"

    def lose() -> None:
        db.engine.dispose()
        file.unlink()

    assert refused(settings, lose) == {"database": "has lost its file"}
    assert not file.exists()


def test_a_database_nobody_listens_at_is_named_without_its_password(settings: Settings) -> None:
    url = "mysql+pymysql://easel:swordfish@127.0.0.1:1/easel"
    told = refused(settings.model_copy(update={"database_url": url}))
    assert told == {"database": "does not answer, or has no schema yet"}


def test_a_store_that_is_no_folder_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = refused(settings.model_copy(update={"storage_url": FolderPlace(tmp_path / "file")}))
    assert told == {"images": "the place of all objects is no folder"}


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NotReadyError("is behind"), "is behind"),
        (Refused("the keys are wrong"), "the keys are wrong"),
        (OSError("/secret/path"), "does not answer as it should"),
    ],
)
def test_only_what_anybody_may_read_is_told(error: Exception, told: str) -> None:
    def look() -> None:
        raise error

    assert Part("a", look).ask()() == told


def test_what_was_found_is_kept_for_a_while() -> None:
    looks: list[int] = []
    part = Part("a", lambda: looks.append(1), kept=60)
    assert {part.ask()() for _ in range(100)} == {""}
    assert len(looks) == 1


def test_a_look_that_hangs_is_given_up_and_not_repeated() -> None:
    looks: list[int] = []
    release = Event()

    def look() -> None:
        looks.append(1)
        release.wait(30)

    part = Part("a", look, patience=0.02, kept=0.0)
    begun = time.monotonic()
    assert {part.ask()() for _ in range(20)} == {"does not answer within 2 s"}
    assert time.monotonic() - begun < 20
    assert looks == [1]
    release.set()
    while part.ask()():
        time.sleep(0.01)
    assert len(looks) > 1


def test_a_flood_of_first_questions_takes_few_threads() -> None:
    release = Event()

    def look() -> None:
        release.wait(30)

    part = Part("a", look, patience=30)
    told: list[str] = []
    asking = [Thread(target=lambda: told.append(part.ask()())) for _ in range(20)]
    for thread in asking:
        thread.start()
    while len(told) < 16:
        time.sleep(0.01)
    assert set(told) == {"is being looked at"}
    release.set()
    for thread in asking:
        thread.join()
    assert sorted(told) == [""] * 4 + ["is being looked at"] * 16


def test_all_parts_are_looked_at_together() -> None:
    both = Barrier(2, timeout=30)
    parts = Readiness()

    def look() -> None:
        both.wait()

    for name in ("database", "images"):
        parts.add(name, look)
    assert parts.troubles() == {"database": "", "images": ""}


def test_the_patience_with_a_part_does_not_begin_after_that_with_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    release = Event()

    def look() -> None:
        release.wait(3)

    part = Part("images", look, patience=60)
    tell = part.ask()
    later = time.monotonic() + 60  # when another part was given up
    with monkeypatch.context() as waited:
        waited.setattr(readiness, "time", SimpleNamespace(monotonic=lambda: later))
        assert tell() == "does not answer within 2 s"
    release.set()


def test_where_no_thread_can_begin_it_is_looked_at_as_soon_as_one_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_thread: Thread) -> None:
        message = "can't start new thread"
        raise RuntimeError(message)

    part = Part("database", lambda: None)
    with monkeypatch.context() as crowded:
        crowded.setattr(Thread, "start", refuse)
        assert part.ask()() == "cannot be looked at: there is no room for another thread"
    assert part.ask()() == ""
