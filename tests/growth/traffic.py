"""People who upload and read through nginx all the time, whatever becomes of a replica."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, IncompleteRead
from itertools import count
from typing import Self

from tests.growth.door import PATIENCE, TOKEN, Door, somebody
from tests.real_server import Answer
from tests.torture.drawn import drawn

UPLOADERS, READERS = 3, 2
_TRIES = 100  # of an upload that has an Idempotency-Key
_PAUSE = 0.1  # s after no answer
_REST = 0.02  # s of a reader, so that uploads have most of the machine
_AWAY = {502, 503, 504}
"""What leaves open whether something was done."""


@dataclass
class Traffic:
    """What was sent, and what became of it.

    Args:
        door: nginx's.
    """

    door: Door
    kept: dict[int, int] = field(default_factory=dict)
    """Number of a picture → the id that its upload was acknowledged with."""
    faults: list[str] = field(default_factory=list)
    repeated: int = 0
    reads: int = 0
    _numbers: Iterator[int] = field(default_factory=count)
    _ended: threading.Event = field(default_factory=threading.Event)

    def upload(self, number: int) -> None:
        """Upload a picture; again with the same key until an answer says that it is kept."""
        for _ in range(_TRIES):
            try:
                answer = self.door.ask(target(number), "POST", drawn(number).body, **key(number))
            except (OSError, HTTPException):
                answer = None
            if answer and answer.status not in _AWAY:
                self.acknowledge(number, answer)
                return
            self.repeated += 1
            time.sleep(_PAUSE)
        self.faults.append(f"upload {number} was never answered")

    def acknowledge(self, number: int, answer: Answer) -> None:
        """Write down what an upload was answered with."""
        if answer.status in {200, 201}:
            self.kept[number] = json.loads(answer.body)["id"]
        else:
            self.faults.append(f"upload {number}: {answer.status} {answer.body[:200]!r}")
            time.sleep(_PAUSE)

    def read(self, door: Door, number: int) -> None:
        """Read what was acknowledged; it must be what was sent."""
        asked = f"/image/{self.kept[number]}"
        try:
            answer = door.ask(asked)
        except IncompleteRead:  # a replica died between two of its bytes, which can be told
            answer = door.ask(asked)
        self.reads += 1
        if (answer.status, answer.body) != (200, drawn(number).body):
            self.faults.append(f"{asked}: {answer.status}, {len(answer.body)} bytes")

    @contextmanager
    def flowing(self) -> Iterator[None]:
        """Upload and read in threads until the end of the block."""
        works = (self._upload_next,) * UPLOADERS + (self._read_some,) * READERS
        threads = [threading.Thread(target=self._go_on, args=(work,)) for work in works]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._ended.set()
            for thread in threads:
                thread.join()

    def wait_for(self, more: int) -> None:
        """Wait until so many more uploads have been acknowledged."""
        end, enough = time.monotonic() + 2 * PATIENCE, len(self.kept) + more
        while len(self.kept) < enough:
            assert time.monotonic() < end, (len(self.kept), enough, self.faults)
            time.sleep(_REST)

    def _go_on(self, work: Callable[[], None]) -> None:
        while not self._ended.is_set():
            try:
                work()
            except Exception as error:
                self.faults.append(f"somebody has ended: {error!r}")
                raise

    def _upload_next(self) -> None:
        self.upload(next(self._numbers))

    def _read_some(self) -> None:
        time.sleep(_REST)
        if self.kept:
            self.read(self.door, max(self.kept))


@dataclass
class Half:
    """An upload of which half was sent.

    Args:
        number: of its picture.
        connection: to send the rest over.
    """

    number: int
    connection: HTTPConnection

    @classmethod
    def sent(cls, door: Door, number: int, stack: ExitStack) -> Self:
        """Send the first half of an upload."""
        connection = HTTPConnection("127.0.0.1", door.port, PATIENCE, (somebody(), 0))
        stack.callback(connection.close)
        body = drawn(number).body
        connection.putrequest("POST", target(number))
        fields = {"Authorization": f"Bearer {TOKEN}", "Content-Length": str(len(body))}
        for name, text in (fields | key(number)).items():
            connection.putheader(name.replace("_", "-"), text)
        connection.endheaders(body[: len(body) // 2])
        return cls(number, connection)

    def end(self) -> Answer | None:
        """Send the rest; give the answer, None where none came."""
        body = drawn(self.number).body
        try:
            self.connection.send(body[len(body) // 2 :])
            response = self.connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        except (OSError, HTTPException):
            return None


def target(number: int) -> str:
    """Give the address to upload a picture to, by a name of its own."""
    return f"/image/upload?name=traffic-{number}.png"


def key(number: int) -> dict[str, str]:
    """Give the header that makes an upload safe to repeat."""
    return {"Idempotency_Key": f'"traffic-{number}"'}
