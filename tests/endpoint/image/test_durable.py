"""Proof by the calls of the system that what is answered for is on the disk before the answer."""

import json
import os
import re
import signal
import sys

import pytest

from storage.objects import KEY
from tests.real_server import family, started
from tests.traced import TO_DISK, Call, need_strace, parsed, under_strace
from tests.uploads import picture

TOKEN = "a-token-of-the-tests"  # noqa: S105 - of a server that lives for a second
GUNICORN = (sys.executable, "-m", "gunicorn", "app:app")
TO_CLIENTS = "sendto,sendmsg"
OWN = {"WEB_CONCURRENCY": "1", "RENDER_THREADS": "1", "BOOTSTRAP_TOKEN": TOKEN}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Call]]:
    """Upload a picture, upload it again, delete it; give what was done for each answer.

    Returns:
        The start of each answer → the calls of its thread since the answer before, itself the last.
    """
    need_strace()
    home = tmp_path_factory.mktemp("durable")
    output = home / "strace"
    traced = (*under_strace(output, f"{TO_DISK},{TO_CLIENTS}"), *GUNICORN)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with started(home, traced, **OWN) as server:
        for name in ("cat", "again"):
            target = f"/image/upload?name={name}.png"
            answer = server.ask(target, "POST", headers, body=picture())
            assert answer.status == 201, answer.body
        upload = json.loads(answer.body)["id"]
        assert server.ask(f"/image/{upload}", "DELETE", headers).status == 204
        os.kill(family(server.process.pid)[1], signal.SIGTERM)  # strace lets no signal through
        server.process.wait(60)
    return by_answer(parsed(output.read_text(errors="replace")))


def by_answer(calls: list[Call]) -> dict[str, list[Call]]:
    found: dict[str, list[Call]] = {}
    begun: list[Call] = []
    for call in calls:
        begun.append(call)
        if match := re.search(r'"HTTP/1\.1 (\d+)', call.arguments):
            status = match[1] if match[1] not in found else f"{match[1]} again"
            found[status] = [each for each in begun if each.pid == call.pid]
            begun = []
    return found


def places(calls: list[Call], pattern: str) -> list[int]:
    """Find the calls that look like this, as `name(arguments)`, and have not failed."""
    return [
        at
        for at, call in enumerate(calls)
        if not call.failed and re.search(pattern, f"{call.name}({call.arguments})")
    ]


WRITES_ROWS = r"^pwrite64\(\d+<[^>]*/easel\.db-wal>"
SYNCS_ROWS = r"^f(data)?sync\(\d+<[^>]*/easel\.db-wal>\)"
ANSWERS = r"^send(to|msg)\(.*HTTP/1\.1"


def test_bytes_then_name_then_rows_are_on_the_disk_before_a_picture_is_answered_for(
    answers: dict[str, list[Call]],
) -> None:
    calls = answers["201"]
    (link,) = places(calls, r"^linkat\(")
    draft, key = re.findall(KEY.pattern, calls[link].arguments)
    (bytes_,) = places(calls, rf"^f(data)?sync\(\d+<[^>]*/staging/{draft}>\)")
    (folder,) = places(calls, rf"^fsync\(\d+<[^>]*/objects/{key[:2]}>\)")
    (answer,) = places(calls, ANSWERS)
    intent, *_, rows = places(calls, SYNCS_ROWS)
    assert max(places(calls, rf"^pwrite64\(\d+<[^>]*/staging/{draft}>")) < bytes_
    assert intent < link, "its intent is on the disk before the object has a name"
    assert bytes_ < link < folder < rows < answer
    assert folder < max(places(calls, WRITES_ROWS)) < rows


@pytest.mark.parametrize("status", ["201 again", "204"])
def test_rows_are_on_the_disk_before_a_change_is_answered_for(
    answers: dict[str, list[Call]], status: str
) -> None:
    calls = answers[status]
    (answer,) = places(calls, ANSWERS)
    assert places(calls, r"^linkat\(") == []
    assert max(places(calls, WRITES_ROWS)) < max(places(calls, SYNCS_ROWS)) < answer
