"""Pictures in an S3 bucket."""

import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from threading import Lock

from endpoint.copies import Copies
from endpoint.picture.sources.names import no_picture
from endpoint.picture.sources.size import check_size
from image_proc.original import Original
from source.bounds import Deadline
from source.errors import Changed, Unreachable
from source.flight import Flights
from storage import errors
from storage.s3 import Bucket, Stat

FRESH = 3.0
"""s for which a bucket is believed; a changed object is noticed after it."""

_REMEMBERED = 4096  # objects
_WAIT = 15.0  # s for the answer to the same question
# One that hangs must not hold all of a worker's threads (gunicorn.conf.py counts with these).
AT_ONCE = 8
WAITING = 16


class BucketSource:
    """Finds pictures in a bucket; what is wanted of one is kept on this machine's disk.

    Args:
        bucket: where they are.
        copies: where the local ones are.
        most: bytes of a picture.
    """

    def __init__(self, bucket: Bucket, copies: Copies, most: int) -> None:
        self._bucket = bucket
        self._copies = copies
        self._most = most
        self._lock = Lock()
        self._known: OrderedDict[str, tuple[float, Stat]] = OrderedDict()
        self._asking: Flights[str, Stat] = Flights(AT_ONCE, WAITING)

    def find(self, name: str, path: str) -> Original:
        """Find a picture.

        Args:
            name: what it is called in answers.
            path: below the bucket's prefix; plain parts.

        Raises:
            NotFound: there is none.
            Unreachable: the bucket does not answer, or refuses to.
            TooLarge: it has more bytes than are read.
        """
        stat = self._stat(name, path)
        check_size(name, stat.size, self._most)
        marks = f"s3\0{path}\0{stat.etag or stat.last_modified.isoformat()}\0{stat.size}"
        identity = sha256(marks.encode()).hexdigest()
        bring = partial(self._bring, name, path, stat)
        open_ = partial(self._copies.open, name, identity, bring)
        return Original(name, identity, stat.size, open_)

    def _stat(self, name: str, path: str) -> Stat:
        with self._lock:
            at, stat = self._known.get(path, (-FRESH, None))
        if stat is not None and time.monotonic() < at + FRESH:
            return stat
        return self._asking.share(path, Deadline.after(_WAIT), partial(self._ask, name, path))

    def _ask(self, name: str, path: str) -> Stat:
        with _explained(name):
            stat = self._bucket.head(path)
        with self._lock:
            self._known[path] = time.monotonic(), stat
            self._known.move_to_end(path)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return stat

    def _forget(self, path: str) -> None:
        with self._lock:
            self._known.pop(path, None)

    def _bring(self, name: str, path: str, stat: Stat) -> Iterator[bytes]:
        came = 0
        try:
            with _explained(name):
                for chunk in self._bucket.stream(path, stat.etag):
                    came += len(chunk)
                    check_size(name, came, self._most)
                    yield chunk
        except Changed:
            self._forget(path)  # so that whoever finds it again asks anew
            raise
        if came != stat.size:
            message = f"'{name}' came with {came} bytes instead of {stat.size}"
            raise Unreachable(message)


@contextmanager
def _explained(name: str) -> Iterator[None]:
    try:
        yield
    except errors.Missing:
        raise no_picture(name) from None
    except errors.Changed as error:
        message = f"'{name}' was replaced while it was read"
        raise Changed(message) from error
    except errors.StorageError as error:
        message = f"'{name}' cannot be had: {error}"
        raise Unreachable(message) from error
