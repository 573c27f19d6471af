"""What may stand behind `/badge` before a query, for the router."""

from werkzeug.routing import BaseConverter


class TailConverter(BaseConverter):
    """A scale and a suffix, right or wrong: `@2x.png`, `.svg`."""

    regex = r"[@.][^/]*"
