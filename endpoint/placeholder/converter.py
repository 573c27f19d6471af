"""Which paths are placeholders, for the router."""

from werkzeug.routing import BaseConverter

from endpoint.placeholder.grammar import ADDRESS_PATTERN


class AddressConverter(BaseConverter):
    """The whole path: what starts with a digit, a size's name, or two colours and a size.

    Names are read in any case; the document of the API has no flag for that.
    """

    regex = rf"(?i:{ADDRESS_PATTERN})"
    part_isolating = False
