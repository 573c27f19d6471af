"""What a bucket's answers mean in our errors."""

from collections.abc import Iterator
from contextlib import contextmanager

from obstore.exceptions import (
    BaseError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)

from storage.errors import Changed, Missing, Refused, Unavailable


@contextmanager
def explained() -> Iterator[None]:
    """Tell what the client raises in our errors.

    Raises:
        Missing, Changed, Refused, Unavailable: for any error of the client or the network.
    """
    try:
        yield
    except (FileNotFoundError, ValueError) as error:  # the latter: the path is no key
        msg = "there is no such object"
        raise Missing(msg) from error
    except PreconditionError as error:
        msg = "the object was replaced"
        raise Changed(msg) from error
    except (PermissionDeniedError, UnauthenticatedError) as error:
        msg = "the bucket refuses to be read or written"
        raise Refused(msg) from error
    except (BaseError, OSError) as error:
        msg = "the bucket does not answer as it should"
        raise Unavailable(msg) from error
