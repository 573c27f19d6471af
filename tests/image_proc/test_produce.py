import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from PIL import Image

from image_proc.errors import Busy
from image_proc.limits import SMALL, Limits, PixelBudget
from image_proc.produce import Encoded, Producer
from image_proc.render import render
from image_proc.spec import Format, ImageSpec
from storage.results import ResultStore


class Slow(ImageSpec):
    """A picture that is under way until the test lets it go."""

    kind: ClassVar[str] = "slow"
    drawn: ClassVar[int] = 0
    begun: ClassVar[threading.Event]
    go_on: ClassVar[threading.Event]

    number: int = 0
    broken: bool = False
    area: int = 1
    dear: bool = False
    name: str | None = None

    @property
    def pixels(self) -> int:
        return self.area

    @property
    def slow(self) -> bool:
        return self.dear

    @property
    def kept_as(self) -> str | None:
        return self.name


@render.register
def draw_slowly(spec: Slow) -> Image.Image:
    Slow.drawn += 1
    spec.begun.set()
    assert spec.go_on.wait(10)
    if spec.broken:
        msg = "no paint left"
        raise OSError(msg)
    return Image.new("L", (1, 1), spec.number)


@pytest.fixture(autouse=True)
def fresh_slow() -> None:
    Slow.drawn = 0
    Slow.begun = threading.Event()
    Slow.go_on = threading.Event()


@contextmanager
def asked_by(count: int, producer: Producer, spec: ImageSpec) -> Iterator[list[object]]:
    """Let threads ask for a spec at the same time; they have their answers after the block."""
    answers: list[object] = []

    def ask() -> None:
        try:
            answers.append(producer.produce(spec))
        except Exception as error:
            answers.append(error)

    threads = [threading.Thread(target=ask) for _ in range(count)]
    for thread in threads:
        thread.start()
    yield answers
    for thread in threads:
        thread.join(10)


def test_the_same_spec_asked_for_at_once_is_drawn_once() -> None:
    with asked_by(20, Producer(Limits()), Slow()) as answers:
        assert Slow.begun.wait(10)
        time.sleep(0.05)
        Slow.go_on.set()
    assert Slow.drawn == 1
    assert len(answers) == 20
    assert len(set(answers)) == 1
    assert isinstance(answers[0], Encoded)
    assert answers[0].mimetype == "image/png"


def test_different_specs_are_drawn_each() -> None:
    producer = Producer(Limits())
    Slow.go_on.set()
    assert producer.produce(Slow(number=1)).body != producer.produce(Slow(number=2)).body
    assert Slow.drawn == 2


def test_a_failure_reaches_all_who_wait_and_is_not_kept() -> None:
    producer = Producer(Limits())
    with asked_by(3, producer, Slow(broken=True)) as answers:
        assert Slow.begun.wait(10)
        time.sleep(0.05)
        Slow.go_on.set()
    assert [type(answer) for answer in answers] == [OSError] * 3
    assert Slow.drawn == 1
    with pytest.raises(OSError, match="no paint left"):
        producer.produce(Slow(broken=True))
    assert Slow.drawn == 2


def test_over_the_budget_is_told_to_come_back_and_small_ones_pass() -> None:
    producer = Producer(Limits(max_pixels=10 * SMALL, renders=1, max_wait=0.05))
    with asked_by(1, producer, Slow(area=2 * SMALL)) as answers:
        assert Slow.begun.wait(10)
        with pytest.raises(Busy) as refusal:
            producer.produce(Slow(area=2 * SMALL, number=2))
        assert refusal.value.retry_after == 1
        with pytest.raises(Busy):
            producer.produce(Slow(area=9 * SMALL, number=3))
        with asked_by(1, producer, Slow(number=4)):
            Slow.go_on.set()
    assert isinstance(answers[0], Encoded)
    assert isinstance(producer.produce(Slow(area=99 * SMALL)), Encoded)


def test_a_full_queue_is_told_to_come_back_at_once() -> None:
    producer = Producer(Limits(renders=1, queue=0, max_wait=60))
    with asked_by(1, producer, Slow(area=2 * SMALL)) as answers:
        assert Slow.begun.wait(10)
        with pytest.raises(Busy):
            producer.produce(Slow(area=2 * SMALL, number=2))
        Slow.go_on.set()
    assert isinstance(answers[0], Encoded)


def test_of_slow_encoders_one_works_at_a_time_and_others_pass() -> None:
    producer = Producer(Limits(renders=2, max_wait=0.05))
    with asked_by(1, producer, Slow(dear=True)) as answers:
        assert Slow.begun.wait(10)
        with pytest.raises(Busy):
            producer.produce(Slow(dear=True, number=2))
        with asked_by(1, producer, Slow(number=3)) as others:
            Slow.go_on.set()
    assert isinstance(answers[0], Encoded)
    assert isinstance(others[0], Encoded)
    assert isinstance(producer.produce(Slow(dear=True, number=2)), Encoded)


def test_what_names_where_it_is_kept_is_drawn_once_over_processes(tmp_path: Path) -> None:
    Slow.go_on.set()
    one, other = (Producer(Limits(), ResultStore(tmp_path / "cache", 1_000_000)) for _ in range(2))
    first = one.produce(Slow(name="a.png"))
    assert other.produce(Slow(name="a.png")) == first
    assert Slow.drawn == 1
    assert one.produce(Slow()) != first
    assert Slow.drawn == 2


def test_who_waits_for_another_process_too_long_is_told_to_come_back(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "cache", 1_000_000)
    producer = Producer(Limits(max_wait=0.05), store)
    busy = threading.Event()
    done = threading.Event()

    def work_elsewhere() -> None:
        with ResultStore(tmp_path / "cache", 1_000_000).alone(Slow(name="a").etag, 1):
            busy.set()
            assert done.wait(10)

    elsewhere = threading.Thread(target=work_elsewhere)
    elsewhere.start()
    assert busy.wait(10)
    with pytest.raises(Busy):
        producer.produce(Slow(name="a"))
    done.set()
    elsewhere.join()
    Slow.go_on.set()
    assert isinstance(producer.produce(Slow(name="a")), Encoded)


def test_a_kind_without_a_renderer_is_a_mistake_of_ours() -> None:
    class Unheard(ImageSpec):
        kind: ClassVar[str] = "unheard"

        @property
        def pixels(self) -> int:
            return 1

    with pytest.raises(NotImplementedError, match="Unheard"):
        render(Unheard())


def test_who_waits_for_a_twin_too_long_is_told_to_come_back() -> None:
    producer = Producer(Limits(max_wait=0.02))
    with asked_by(1, producer, Slow()) as answers:
        assert Slow.begun.wait(10)
        with pytest.raises(Busy):
            producer.produce(Slow())
        Slow.go_on.set()
    assert isinstance(answers[0], Encoded)


def test_the_budget_is_given_back_after_an_error() -> None:
    budget = PixelBudget(Limits(max_pixels=SMALL + 1, renders=1, max_wait=0.02))
    for _ in range(3):
        with pytest.raises(KeyError), budget.spend(SMALL + 1):
            raise KeyError


def test_etags_differ_by_value_and_kind_and_stay() -> None:
    class Other(Slow):
        kind: ClassVar[str] = "other"

    tags = {Slow().etag, Slow(number=1).etag, Slow(format=Format.WEBP).etag, Other().etag}
    assert len(tags) == 4
    assert Slow().etag == Slow().etag
