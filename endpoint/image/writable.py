"""Whether anything may be changed at all."""

from werkzeug.exceptions import ServiceUnavailable

from endpoint.image.install import images
from wiped import check_kept


def check_writable() -> None:
    """Refuse to change anything while the service only reads, or would lose what it takes.

    Raises:
        ServiceUnavailable: READ_ONLY is set, or the disk is wiped at each start.
    """
    check_kept()
    if images().read_only:
        message = "Nothing can be changed here at the moment: READ_ONLY is set."
        raise ServiceUnavailable(message, retry_after=60)
