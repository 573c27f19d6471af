"""Objects in a bucket that is reached by the S3 protocol: Amazon's, or one of those like it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from obstore.exceptions import (
    BaseError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import S3Store

if TYPE_CHECKING:
    from obstore.store import S3Credential

from storage.errors import Changed, Missing, Refused, Unavailable

LONGEST_KEY = 1024  # bytes. Source: AmazonS3/latest/userguide/object-keys.html
_CHUNK = 1024 * 1024  # bytes that are passed on at a time


@dataclass(frozen=True, slots=True)
class S3Access:
    """How a bucket is reached.

    Args:
        endpoint: an address such as https://s3.example.org; empty for Amazon's own.
        region: such as eu-central-1.
        key_id: empty for buckets that anybody may read.
        secret: of the key.
    """

    endpoint: str = ""
    region: str = "us-east-1"
    key_id: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a bucket is waited for.

    Args:
        connect: seconds for a connection.
        silence: seconds without a byte.
        whole: seconds for one request, to the last byte of its answer.
        again: how often a request is sent once more; not after half of `whole`.
    """

    connect: float = 3.0
    silence: float = 5.0
    whole: float = 60.0
    again: int = 1


USUAL = Patience()


@dataclass(frozen=True, slots=True)
class Stat:
    """What a bucket says of an object.

    Args:
        etag: changes with its bytes.
        size: bytes.
        last_modified: by the bucket's clock, in UTC.
    """

    etag: str
    size: int
    last_modified: datetime


class Bucket:
    """Reads what lies in a bucket below a prefix; used from any thread.

    Args:
        name: of the bucket.
        prefix: without slashes at its ends; empty for all of it.
        access: how it is reached.
        patience: how long it is waited for.
    """

    def __init__(
        self, name: str, prefix: str, access: S3Access, patience: Patience = USUAL
    ) -> None:
        self._name = name
        self._prefix = prefix
        self._access = access
        self._patience = patience

    def head(self, path: str) -> Stat:
        """Ask what an object is.

        Args:
            path: below the prefix; plain parts separated by "/".

        Raises:
            Missing: there is none, or the path is none.
            Refused: it may not be read.
            Unavailable: the bucket does not answer as it should.
        """
        key = self._key(path)
        with _explained():
            found = self._store.head(key)
        return Stat(found["e_tag"] or "", found["size"], found["last_modified"])

    def stream(self, path: str, etag: str = "") -> Iterator[bytes]:
        """Read an object in pieces of about 1 MB, so that none lies in memory as a whole.

        Args:
            path: below the prefix; plain parts separated by "/".
            etag: the version that is meant; empty for any.

        Raises:
            Missing, Refused, Unavailable: as by `head`, with the first piece or a later one.
            Changed: it is another version by now.
        """
        key = self._key(path)
        with _explained():
            found = self._store.get(key, options={"if_match": etag} if etag else None)
            yield from found.stream(_CHUNK)

    def _key(self, path: str) -> str:
        key = f"{self._prefix}/{path}" if self._prefix else path
        # The client itself would drop slashes at the ends, and read "" as the bucket; for some
        # servers a backslash is a slash.
        parts = path.replace("\\", "/").split("/")
        if {"", ".", ".."}.intersection(parts) or len(key.encode(errors="replace")) > LONGEST_KEY:
            msg = "no key of an object"
            raise Missing(msg)
        return key

    @cached_property
    def _store(self) -> S3Store:
        """Made with the first request: its threads would not outlive the fork of a worker.

        Whatever the client would otherwise read from the environment is named here, but for the
        proxies of HTTP_PROXY and its like: which keys are used, and for whom, is in the settings.
        """
        access, patience = self._access, self._patience
        endpoint = access.endpoint or f"https://s3.{access.region}.amazonaws.com"
        return S3Store(
            self._name,
            endpoint=endpoint,
            aws_endpoint_url_s3=endpoint,
            region=access.region,
            credential_provider=_Keys(access) if access.key_id else None,
            skip_signature=not access.key_id,
            virtual_hosted_style_request=False,
            s3_express=False,
            client_options={
                "allow_http": endpoint.startswith("http:"),
                "connect_timeout": timedelta(seconds=patience.connect),
                "read_timeout": timedelta(seconds=patience.silence),
                "timeout": timedelta(seconds=patience.whole),
                "user_agent": "Easel",
            },
            retry_config={
                "max_retries": patience.again,
                "retry_timeout": timedelta(seconds=patience.whole / 2),
                "backoff": {"max_backoff": timedelta(seconds=1)},
            },
        )


@dataclass(frozen=True, slots=True)
class _Keys:
    """Gives the client its keys: named in another way, a token of the environment joins them."""

    access: S3Access

    def __call__(self) -> "S3Credential":
        return {
            "access_key_id": self.access.key_id,
            "secret_access_key": self.access.secret,
            "token": None,
            "expires_at": None,
        }


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, ValueError) as error:  # the latter: the path is no key
        msg = "there is no such object"
        raise Missing(msg) from error
    except PreconditionError as error:
        msg = "the object was replaced"
        raise Changed(msg) from error
    except (PermissionDeniedError, UnauthenticatedError) as error:
        msg = "the bucket refuses to be read"
        raise Refused(msg) from error
    except (BaseError, OSError) as error:
        msg = "the bucket does not answer as it should"
        raise Unavailable(msg) from error
