"""What the clients have sent, and what they were answered: what has to be true in the end."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum, auto

from tests.torture.drawn import Picture


class Fate(Enum):
    """What was promised of an upload."""

    KEPT = auto()
    DELETED = auto()
    UNKNOWN = auto()
    """A delete or a restore was sent, and no answer came."""


@dataclass(frozen=True)
class Sent:
    """A request to keep a picture; only one has its name.

    Args:
        name: of the file; the tag is the same.
        picture: its bytes.
        key: the Idempotency-Key, if it has one.
    """

    name: str
    picture: Picture
    key: str | None


@dataclass
class Known:
    """An upload that was acknowledged.

    Args:
        id: in its address.
        sent: what has led to it.
        fate: what was promised last.
        changes: begun or ended; while one is under way the number is odd.
    """

    id: int
    sent: Sent
    fate: Fate = Fate.KEPT
    changes: int = 0


@dataclass
class Ledger:
    """Used by all clients at once; an upload is changed by the client alone that has sent it."""

    sent: dict[str, Sent] = field(default_factory=dict)
    known: dict[int, Known] = field(default_factory=dict)
    derived: dict[str, str] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, sent: Sent) -> None:
        """Note what is about to be sent."""
        with self.lock:
            self.sent[sent.name] = sent

    def acknowledge(self, sent: Sent, upload_id: int) -> Known:
        """Note that an upload was acknowledged, perhaps again."""
        with self.lock:
            known = self.known.setdefault(upload_id, Known(upload_id, sent))
        if known.sent is not sent:
            self.accuse(f"ids: {sent.name} and {known.sent.name} both have {upload_id}")
        return known

    def count(self, what: str) -> None:
        """Note that something has happened once more."""
        with self.lock:
            self.answers[what] += 1

    def accuse(self, violation: str) -> None:
        """Note what must not be."""
        with self.lock:
            self.violations.append(violation)

    def derive(self, picture: Picture, body_sha256: str) -> None:
        """Note what was made of a picture: it is the same each time (10)."""
        with self.lock:
            first = self.derived.setdefault(picture.sha256, body_sha256)
        if first != body_sha256:
            self.accuse(f"10: another picture was made of {picture.sha256}")

    def of(self, fate: Fate) -> list[Known]:
        """Give all acknowledged uploads of a fate."""
        with self.lock:
            return [known for known in self.known.values() if known.fate is fate]

    def pictures(self) -> int:
        """Count the different pictures that were acknowledged."""
        with self.lock:
            return len({known.sent.picture.sha256 for known in self.known.values()})
