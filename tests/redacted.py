"""The public form of a file in memory."""

from collections.abc import Iterator

from image_proc.decode.probe import probe
from image_proc.limits import Limits
from image_proc.redact import Redaction, read_redacted, redaction
from tests.stored import stored


def redaction_of(body: bytes) -> Redaction | None:
    original = stored(body)
    return redaction(original, probe(original, Limits()))


def part_of(body: bytes, found: Redaction, start: int, length: int) -> bytes:
    def open_range(at: int, size: int) -> Iterator[bytes]:
        assert 0 <= at < at + size <= len(body)
        for step in range(at, at + size, 1000):
            yield body[step : min(step + 1000, at + size)]

    return b"".join(read_redacted(found, open_range, start, length))


def redacted(body: bytes) -> bytes:
    """Read all of a file's public form, which it must have."""
    found = redaction_of(body)
    assert found is not None
    whole = part_of(body, found, 0, found.length)
    assert len(whole) == found.length
    assert found.touched == (whole != body)
    return whole
