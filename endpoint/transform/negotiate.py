"""Which modern formats a client says it shows."""

from werkzeug.datastructures import MIMEAccept

from image_proc.spec import Format

_MODERN = (Format.AVIF, Format.WEBP)


def accepted_formats(accept: MIMEAccept) -> frozenset[Format]:
    """Read an Accept header.

    Only what is named counts: old browsers and mail programs send `image/*` and show neither.

    Args:
        accept: the header, parsed.
    """
    named = {kind.lower() for kind, quality in accept if quality > 0}
    return frozenset(each for each in _MODERN if each.mimetype in named)
