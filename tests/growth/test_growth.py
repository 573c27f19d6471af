"""Growth proved: two replicas with MariaDB, SeaweedFS, Redis and nginx are one service."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest
import redis
from sqlalchemy import NullPool, create_engine, text

import migrations
from endpoint.captcha.keys import Keys
from tests import nginx
from tests.growth import cluster as whole
from tests.growth.cluster import RATE, SECRET, Cluster
from tests.growth.door import Door, somebody
from tests.growth.traffic import Half, Traffic
from tests.growth.waiting import wait_until
from tests.real_server import Answer
from tests.uploads import picture

METRIC = "/api/badge/growth/coverage"
BADGE = f"{METRIC}.svg"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    if "CI" not in os.environ and not nginx.PROGRAM:
        pytest.skip("needs Debian's nginx-light; .ci/run installs it")
    with whole.started(tmp_path_factory.mktemp("growth")) as started:
        yield started


def push(door: Door, value: int) -> None:
    assert door.status(METRIC, "PUT", {"value": value}) in {200, 201}


def upload(door: Door, color: str) -> int:
    sent = picture(color)
    answer: dict[str, Any] = door.read(f"/image/upload?name={color}.png", "POST", sent)
    return int(answer["id"])


def test_of_two_that_start_at_once_one_migrates_the_empty_database(cluster: Cluster) -> None:
    engine = create_engine(cluster.replicas[0].environ["DATABASE_URL"], poolclass=NullPool)
    with engine.connect() as connection:
        query = text("SELECT version_num FROM alembic_version")
        assert [*connection.execute(query).scalars()] == [migrations.HEAD]
    logs = [replica.log for replica in cluster.replicas]
    assert sorted(log.count("Running upgrade  -> 0001") for log in logs) == [0, 1]
    for log in logs:
        assert "ERROR" not in log


def test_what_was_uploaded_on_one_is_read_on_the_other_at_once(cluster: Cluster) -> None:
    for number, (here, there) in enumerate((cluster.doors, cluster.doors[::-1])):
        sent = picture(f"#12345{number}")
        upload_id = here.read("/image/upload", "POST", sent)["id"]
        assert there.ask(f"/image/{upload_id}").body == sent
        for door in cluster.everywhere():
            assert door.ask(f"/image/{upload_id}").body == sent
            assert door.status(f"/image/{upload_id}?w=8&format=png") == 200


def test_a_new_name_is_seen_by_the_next_request_of_each_worker(cluster: Cluster) -> None:
    number = upload(cluster.front, "orange")
    details = f"/image/{number}/details"
    for name in ("first", "second"):
        tag = known_to_all(cluster, details)
        assert cluster.front.status(f"/image/{number}", "PATCH", {"name": name}) == 200
        for door in cluster.everywhere():
            answer = door.ask(details, If_None_Match=tag)
            assert (answer.status, name.encode() in answer.body) == (200, True)


def test_a_deleted_image_is_gone_with_the_next_request_of_each_worker(cluster: Cluster) -> None:
    number = upload(cluster.doors[0], "purple")
    addresses = [f"/image/{number}", f"/image/{number}?w=9&format=png"]
    tags = [known_to_all(cluster, address) for address in addresses]
    assert cluster.doors[1].status(f"/image/{number}", "DELETE") == 204
    for door in cluster.everywhere():
        for address, tag in zip(addresses, tags, strict=True):
            assert door.status(address) == 410
            assert door.status(address, If_None_Match=tag) == 410


def test_a_pushed_value_is_seen_by_the_next_request_of_each_worker(cluster: Cluster) -> None:
    push(cluster.front, 0)
    for value, door in enumerate((cluster.front, *cluster.doors), 1):
        tag = known_to_all(cluster, BADGE)
        push(door, value)
        for reader in cluster.everywhere():
            answer = reader.ask(BADGE, If_None_Match=tag)
            assert (answer.status, f">{value}<".encode() in answer.body) == (200, True)


def known_to_all(cluster: Cluster, address: str) -> str:
    """Let each worker answer, and say that nothing has changed; give the tag."""
    tag = str(cluster.front.ask(address).headers["ETag"])
    for door in cluster.everywhere():
        assert door.ask(address).headers["ETag"] == tag
        assert door.status(address, If_None_Match=tag) == 304
    return tag


def test_a_captcha_of_one_is_drawn_by_the_other_and_solved_once_over_both(
    cluster: Cluster,
) -> None:
    one, other = cluster.doors
    made = one.read("/captcha", "POST")
    for path in (made["image"], made["audio"]):
        assert one.ask(path).body == other.ask(path).body
    answer = Keys.of(SECRET).challenge(made["token"].split(".")[1]).text
    attempt = {"token": made["token"], "answer": answer}
    with ThreadPoolExecutor(16) as people:
        told = people.map(lambda at: at.read("/captcha/verify", "POST", attempt), [one, other] * 8)
        reasons = sorted(str(each["reason"]) for each in told)
    assert reasons == ["None"] + ["used"] * 15


def test_a_rate_is_for_both_together(cluster: Cluster) -> None:
    asks = ((f"/badge/rate-{number}-red.svg" for number in range(3 * RATE)), "GET", 200)
    writes = (("/image/upload" for _ in range(3 * RATE)), "POST", 400)
    for targets, method, within in (asks, writes):
        client = somebody()
        doors = [Door(door.port, client) for door in (*cluster.doors, cluster.front)] * RATE
        with ThreadPoolExecutor(6) as hands:
            statuses = [*hands.map(lambda at, to, how=method: at.status(to, how), doors, targets)]
        assert {status: statuses.count(status) for status in statuses} == {
            within: RATE,
            429: 2 * RATE,
        }


def test_the_client_is_counted_and_not_whom_it_claims_to_be(cluster: Cluster) -> None:
    forger, victim = (Door(cluster.front.port, somebody()) for _ in range(2))
    forged = [
        forger.status(f"/badge/forged-{number}-red.svg", X_Forwarded_For=claimed)
        for number in range(RATE)
        for claimed in (victim.client, f"203.0.113.{number}, {victim.client}")
    ]
    assert forged == [200] * RATE + [429] * RATE
    assert {victim.status(f"/badge/own-{number}-red.svg") for number in range(RATE)} == {200}
    assert victim.status("/badge/own-more-red.svg") == 429


def test_nothing_acknowledged_is_lost_with_a_replica(cluster: Cluster) -> None:
    killed, survivor = cluster.replicas
    traffic = Traffic(cluster.front)
    with ExitStack() as stack:
        halves = [Half.sent(cluster.front, number, stack) for number in range(800, 864, 16)]
        with traffic.flowing():
            traffic.wait_for(12)
            killed.kill()
            for half in halves:
                if (answer := half.end()) and answer.status == 201:
                    traffic.acknowledge(half.number, answer)
            assert len([half for half in halves if half.number not in traffic.kept]) > 0
            for half in halves:
                traffic.upload(half.number)
            traffic.wait_for(12)
    killed.begin()
    for number in traffic.kept:
        traffic.read(survivor.door, number)
    killed.wait()
    for number in traffic.kept:
        traffic.read(killed.door, number)
    assert traffic.faults == []
    listed = cluster.front.read("/image/list?limit=200&q=traffic-")["images"]
    names = sorted(each["name"] for each in listed)
    assert names == sorted(f"traffic-{number}.png" for number in traffic.kept)


def test_a_replica_that_came_back_is_asked_by_nginx_again(cluster: Cluster) -> None:
    came_back, _ = cluster.replicas

    def is_asked() -> bool:
        assert cluster.front.status(f"/badge/asked-{somebody()}-red.svg") == 200
        return "/badge/asked-" in came_back.log

    wait_until(is_asked)


def test_a_redis_that_hangs_or_is_gone_stops_nobody(cluster: Cluster) -> None:
    workers = sum(len(replica.workers()) for replica in cluster.replicas)
    with redis.Redis.from_url(cluster.rates.url) as rates:
        rates.client_pause(60_000)
        assert RATE <= answered_at_once(cluster, somebody()) <= workers * RATE
    cluster.rates.stop()
    assert RATE <= answered_at_once(cluster, somebody()) <= workers * RATE
    cluster.rates.start()
    wait_until(lambda: answered_by_each(cluster, somebody()) == RATE, pause=0.5)


def answered_at_once(cluster: Cluster, client: str) -> int:
    """Let a client ask both replicas too often at the same moment; count what was answered."""
    doors = [Door(door.port, client) for door in cluster.doors] * RATE
    targets = [f"/badge/{client}-once.{number}-red.svg" for number in range(len(doors))]
    with ThreadPoolExecutor(len(doors)) as hands:
        return counted(hands.map(Door.status, doors, targets))


def answered_by_each(cluster: Cluster, client: str) -> int:
    """Let a client ask each worker as often as it may ask in all; count what was answered."""
    return counted(
        Door(door.port, client).status(f"/badge/{client}-{door.port}.{number}-red.svg")
        for door in cluster.everywhere()
        for number in range(RATE)
    )


def counted(statuses: Iterable[int]) -> int:
    found = [*statuses]
    assert {*found} <= {200, 429}
    return found.count(200)


def test_without_the_database_what_needs_no_rows_is_served(cluster: Cluster) -> None:
    number = upload(cluster.front, "navy")
    push(cluster.front, 50)
    workers = [replica.workers() for replica in cluster.replicas]
    made = cluster.front.read("/captcha", "POST")
    attempt = {"token": made["token"], "answer": "AAAAA"}
    cluster.rows.kill()
    for door in cluster.everywhere():
        for address in ("/badge/no-rows-red.svg", "/300x200.png?text=rows", made["image"]):
            assert door.status(address) == 200
        for address in (f"/image/{number}", "/image/list", BADGE):
            assert_away(door.ask(address))
        assert_away(door.ask("/image/upload", "POST", picture("teal")))
        assert_away(door.ask(METRIC, "PUT", {"value": 1}))
        assert_away(door.ask("/captcha/verify", "POST", attempt))
        wait_until(partial(is_ready, door, False))
    cluster.rows.start()
    for door in cluster.everywhere():
        wait_until(partial(gives, door, number, picture("navy")))
        wait_until(partial(is_ready, door, True))
        assert door.status(BADGE) == 200
    assert cluster.front.read("/captcha/verify", "POST", attempt)["reason"] == "wrong"
    assert [replica.workers() for replica in cluster.replicas] == workers


def test_without_the_bucket_what_is_not_kept_there_is_served(cluster: Cluster) -> None:
    number = upload(cluster.front, "maroon")
    cluster.objects.kill()
    for value, door in enumerate(cluster.everywhere(), 100):
        assert_away(door.ask(f"/image/{number}"))
        assert_away(door.ask("/image/upload", "POST", picture("olive")))
        assert door.status(f"/image/{number}/details") == 200
        assert door.status("/badge/no-objects-red.svg") == 200
        wait_until(partial(is_ready, door, False))
        push(door, value)
        assert f">{value}<".encode() in door.ask(BADGE).body
    cluster.objects.start()
    for door in cluster.everywhere():
        wait_until(partial(gives, door, number, picture("maroon")))
    assert cluster.front.status("/image/upload", "POST", picture("olive")) == 201


def is_ready(door: Door, ready: bool) -> bool:
    """Tell whether it says so; what it has found is good for a few seconds."""
    return (door.status("/readyz") == 200) is ready


def gives(door: Door, number: int, body: bytes) -> bool:
    """Tell whether an image can be read again; until then its engine is said to be away."""
    answer = door.ask(f"/image/{number}")
    if answer.status != 200:
        assert_away(answer)
    return answer.body == body


def assert_away(answer: Answer) -> None:
    """See that it was answered that an engine is away, and when to come again."""
    assert answer.status == 503, answer.body
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
