"""`flask images gc`."""

from datetime import timedelta

from sqlalchemy import update

from db import transact
from endpoint.copies import results
from endpoint.image.models import Upload
from endpoint.image.service import cache_name
from storage.objects import new_key
from tests.arrivals import the_time
from tests.endpoint.image.commands.conftest import Make
from tests.repository import Repository


def age(repository: Repository, upload_id: int) -> None:
    def work() -> None:
        earlier = update(Upload).values(deleted_at=the_time() - timedelta(days=8))
        transact(lambda session: session.execute(earlier.where(Upload.id == upload_id)))

    repository.within(work)


def test_nothing_is_taken_of_what_is_wanted(repository: Repository) -> None:
    repository.upload("red")
    assert set(repository.told("gc").values()) == {0}
    assert repository.run("fsck", "--deep").exit_code == 0


def test_a_dry_run_tells_what_would_go_and_touches_nothing(repository: Repository) -> None:
    kept = repository.upload("red")
    age(repository, kept.id)
    assert repository.told("gc", "--dry-run") == {
        "uploads": 1,
        "intents": 0,
        "objects": 0,
        "strays": 0,
        "answers": 0,
    }
    assert repository.path().exists()
    said = repository.run("gc", "--dry-run").stdout.splitlines()
    assert said[0] == "uploads        1  deleted longer ago than they can be restored"


def test_what_is_deleted_for_long_goes_with_what_was_made_of_it(repository: Repository) -> None:
    kept, other = repository.upload("red"), repository.upload("blue")
    made = results(repository.app)
    for each in (kept, other):
        made.put(cache_name(each.id), "0a", b"a thumbnail")
    age(repository, kept.id)
    path = repository.path()
    done = repository.told("gc")
    assert (done["uploads"], done["blobs"], done["images"], done["objects"]) == (1, 1, 1, 1)
    assert not path.exists()
    assert made.get(cache_name(kept.id), "0a") is None
    assert made.get(cache_name(other.id), "0a") == b"a thumbnail"


def test_what_no_row_speaks_of_goes_into_quarantine(repository: Repository) -> None:
    repository.upload("red")
    key = new_key()
    path = repository.path()
    (path.parents[1] / key[:2]).mkdir(exist_ok=True)
    (path.parents[1] / key[:2] / key).write_bytes(b"whose?")
    assert repository.told("gc")["strays"] == 1
    assert (path.parents[2] / "quarantine" / key).read_bytes() == b"whose?"


def test_nothing_is_taken_where_nothing_may_be_changed(make: Make) -> None:
    closed = make("closed", READ_ONLY="1")
    done = closed.run("gc")
    assert done.exit_code == 2
    assert "READ_ONLY" in done.stderr
    assert closed.run("gc", "--dry-run").exit_code == 0


def test_a_store_that_cannot_be_read_is_said_in_a_line(repository: Repository) -> None:
    repository.upload("red")
    objects = repository.path().parents[1]
    objects.rename(objects.with_name("elsewhere"))
    objects.write_bytes(b"no folder")
    done = repository.run("gc")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: the store of objects: ")
