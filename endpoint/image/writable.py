"""Whether anything may be changed at all."""

from werkzeug.exceptions import ServiceUnavailable

from endpoint.image.install import images


def check_writable() -> None:
    """Refuse to change anything while the service only reads.

    Raises:
        ServiceUnavailable: READ_ONLY is set.
    """
    if images().read_only:
        message = "Nothing can be changed here at the moment: READ_ONLY is set."
        raise ServiceUnavailable(message, retry_after=60)
