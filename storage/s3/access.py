"""How a bucket is reached: whose keys, how long it is waited for, and the client made of that."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from obstore.store import S3Store

if TYPE_CHECKING:
    from obstore.store import S3Credential


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
        silence: seconds without a byte from it, also while it is being sent some.
        whole: seconds for one request, to the last byte of its answer.
        again: how often a request is sent once more; not after half of `whole`.
    """

    connect: float = 3.0
    silence: float = 5.0
    whole: float = 60.0
    again: int = 1


USUAL = Patience()
WRITING = Patience(silence=120.0, whole=120.0)
"""For what is silent until all bytes are there and kept: 32 MB at 270 kB a second."""


def client(name: str, access: S3Access, patience: Patience) -> S3Store:
    """Make a client of a bucket.

    Whatever it would otherwise read from the environment is named here, but for the proxies of
    HTTP_PROXY and its like: which keys are used, and for whom, is in the settings.

    Args:
        name: of the bucket.
        access: how it is reached.
        patience: how long it is waited for.
    """
    endpoint = access.endpoint or f"https://s3.{access.region}.amazonaws.com"
    return S3Store(
        name,
        endpoint=endpoint,
        aws_endpoint_url_s3=endpoint,
        region=access.region,
        credential_provider=_Keys(access) if access.key_id else None,
        skip_signature=not access.key_id,
        virtual_hosted_style_request=False,
        s3_express=False,
        checksum_algorithm="SHA256",  # sent with what is put, and compared by the bucket
        unsigned_payload=False,
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
