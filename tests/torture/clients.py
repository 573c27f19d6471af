"""Clients of the service: they upload, delete, restore and read, whatever becomes of it."""

import hashlib
import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from typing import Any

from tests.real_server import Answer
from tests.torture.drawn import Picture, drawn
from tests.torture.ledger import Fate, Known, Ledger, Sent

TOKEN = "a-token-of-the-torturer"  # noqa: S105 - of a server that lives for a minute
TIMEOUT = 60  # s; more than any stall
_TRIES = 8  # of an upload that has an Idempotency-Key
_PAUSE = 0.1  # s after no answer
_REST = 0.02  # s of a reader, so that writers have most of the machine
_NOT_NOW = {503, 507}
"""What may be answered at any time; whether something was done is not told."""

_BOUNDARY = "a-line-between-parts"
_numbers = count()


@dataclass
class Client:
    """Sends requests to a service that may not be there, and checks what it answers.

    Args:
        port: of the service on the loopback.
        ledger: shared by all clients.
        dice: of its own, so that what it does is the same each time.
    """

    port: int
    ledger: Ledger
    dice: random.Random
    mine: list[Known] = field(default_factory=list)

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> Answer | None:
        """Send a request.

        Returns:
            None where no whole answer came, or one that leaves it open: what was asked for may
            have been done or not.
        """
        fields = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/json, */*"}
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            connection.request(method, path, body, fields)
            response = connection.getresponse()
            if response.length is None and not response.chunked:
                self.ledger.accuse(f"7: {method} {path} has no length: its end cannot be told")
            answer = Answer(response.status, response.headers, response.read())
        except (OSError, HTTPException):
            self.ledger.count(f"{method} no answer")
            time.sleep(_PAUSE)
            return None
        finally:
            connection.close()
        self.ledger.count(f"{method} {answer.status}")
        if answer.status in _NOT_NOW:
            time.sleep(_PAUSE)
            return None
        return answer

    def expect(self, answer: Answer | None, what: str, *statuses: int) -> bool:
        """Tell whether an answer came; it must have one of these statuses."""
        if answer is None:
            return False
        if answer.status not in statuses:
            self.ledger.accuse(f"answers: {answer.status} to {what}: {answer.body[:300]!r}")
            return False
        return True


class Writer(Client):
    """Uploads new and known pictures, deletes some and restores some of these."""

    def act(self) -> None:
        """Do one of these, by chance."""
        works: tuple[Callable[[], None], ...] = (self._upload, self._delete, self._restore)
        self.dice.choices((*works, self._replay), (75, 15, 4, 6))[0]()

    def _upload(self) -> None:
        number = next(_numbers)
        sent = Sent(f"{number}.png", self._picture(number), self._key(number))
        self.ledger.send(sent)
        for attempt in range(_TRIES if sent.key else 1):
            answer = self.send(sent)
            if self.expect(answer, f"upload {sent.name}", 201, *([200] if attempt else [])):
                self.mine.append(self.ledger.acknowledge(sent, told(answer)["id"]))
            if answer is not None:
                return

    def _picture(self, number: int) -> Picture:
        """Take a new picture most of the time, or one of before, perhaps just being taken away."""
        chance = self.dice.random()
        deleted = [known for known in self.mine[-100:] if known.fate is Fate.DELETED]
        if chance < 0.1 and deleted:
            return self.dice.choice(deleted).sent.picture
        if chance < 0.25 and number:
            return drawn(self.dice.randrange(number), again=self.dice.random() < 0.5)
        return drawn(number)

    def _key(self, number: int) -> str | None:
        return f"key-{number}" if self.dice.random() < 0.6 else None

    def send(self, sent: Sent) -> Answer | None:
        """Send a form with a picture and a tag."""
        parts = (
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="tags"\r\n\r\n{sent.name}\r\n'
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="image"; '
            f'filename="{sent.name}"\r\n\r\n'
        )
        body = parts.encode() + sent.picture.body + f"\r\n--{_BOUNDARY}--\r\n".encode()
        headers = {"Idempotency-Key": f'"{sent.key}"'} if sent.key else {}
        kind = f"multipart/form-data; boundary={_BOUNDARY}"
        return self.ask("POST", "/image/upload", body, Content_Type=kind, **headers)

    def _replay(self) -> None:
        """Send an upload again that was acknowledged: it is answered as before."""
        known = self._one_of_mine(Fate.KEPT)
        if known and known.sent.key:
            answer = self.send(known.sent)
            if self.expect(answer, f"replay {known.id}", 200):
                self.ledger.acknowledge(known.sent, told(answer)["id"])

    def _delete(self) -> None:
        known = self._one_of_mine(Fate.KEPT)
        if known:
            with self._changing(known):
                answer = self.ask("DELETE", f"/image/{known.id}")
                done = self.expect(answer, f"delete {known.id}", 204)
                known.fate = Fate.DELETED if done else Fate.UNKNOWN
            if done and self.dice.random() < 0.4:
                self._restore()

    def _restore(self) -> None:
        known = self._one_of_mine(Fate.DELETED)
        if known:
            with self._changing(known):
                answer = self.ask("POST", f"/image/{known.id}/restore")
                if not self.expect(answer, f"restore {known.id}", 200, 410):
                    known.fate = Fate.UNKNOWN
                elif answer and answer.status == 200:
                    known.fate = Fate.KEPT

    def _one_of_mine(self, fate: Fate) -> Known | None:
        """Choose one; of the deleted ones the last, as it may be too late for others."""
        found = [known for known in self.mine if known.fate is fate]
        if fate is Fate.DELETED:
            return found[-1] if found else None
        return self.dice.choice(found) if found else None

    @contextmanager
    def _changing(self, known: Known) -> Iterator[None]:
        known.changes += 1
        yield
        known.changes += 1


class Reader(Client):
    """Reads what was acknowledged, and compares it with what was sent."""

    def act(self) -> None:
        """Read an upload, or what is made of it."""
        with self.ledger.lock:
            ids = [*self.ledger.known]
        if not ids:
            time.sleep(_PAUSE)
            return
        known = self.ledger.known[self.dice.choice(ids)]
        self.look(known, derived=self.dice.random() < 0.2)
        time.sleep(_REST)

    def look(self, known: Known, *, derived: bool = False) -> bool:
        """See that an upload is what was promised; where it is just being changed, either.

        Returns:
            Whether an answer came.
        """
        changes, fate = known.changes, known.fate
        asked = f"/image/{known.id}{'?w=8&format=png' if derived else ''}"
        answer = self.ask("GET", asked)
        sure = changes % 2 == 0 and changes == known.changes
        either = (200, 410)
        expected = {Fate.KEPT: (200,), Fate.DELETED: (410,), Fate.UNKNOWN: either}[fate]
        if answer is None or not self.expect(answer, asked, *(expected if sure else either)):
            return answer is not None
        if answer.status == 200:
            sha256 = hashlib.sha256(answer.body).hexdigest()
            if derived:
                self.ledger.derive(known.sent.picture, sha256)
            elif sha256 != known.sent.picture.sha256:
                self.ledger.accuse(f"7: {asked} gave {len(answer.body)} bytes that nobody sent")
        return True


@contextmanager
def at_work(clients: list[Writer | Reader]) -> Iterator[None]:
    """Let clients act all the time, each in a thread of its own; end when all have an answer."""
    stop = threading.Event()

    def work(client: Writer | Reader) -> None:
        while not stop.is_set():
            try:
                client.act()
            except Exception as error:
                client.ledger.accuse(f"a client has ended: {error!r}")
                raise

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def told(answer: Answer | None) -> Any:
    """Read a JSON answer."""
    assert answer
    with suppress(ValueError):
        return json.loads(answer.body)
    return {"id": -1}
