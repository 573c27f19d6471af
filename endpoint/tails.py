"""What may end a path before a query, for the router: `@2x`, `.webp`, `@2x.webp`."""

from werkzeug.routing import BaseConverter


class TailConverter(BaseConverter):
    """A scale and a suffix, right or wrong; as `<tail:…>` in every room's rules."""

    regex = r"[@.][^/]*"
