"""Which paths are a badge's words, for the router."""

from werkzeug.routing import BaseConverter


class WordsConverter(BaseConverter):
    """All that follows, also what begins with a slash: `/badge/%2Fhealth-ok-green`.

    A server hands the path over with its escapes undone, and werkzeug's own `path` begins with no
    slash.
    """

    regex = ".+?"
    part_isolating = False
    weight = 200  # as of `path`: an address of its own goes before it
