"""What may be a captcha's token in a path, for the router."""

from werkzeug.routing import BaseConverter


class TokenConverter(BaseConverter):
    """The characters of a token, so that `@2x` is no part of it."""

    regex = "[A-Za-z0-9_.-]{1,200}"
