"""Ids in addresses, and which of them can be one at all."""

from werkzeug.routing import BaseConverter, ValidationError

from db import LARGEST


class IdConverter(BaseConverter):
    """A whole number written as we write it: `01`, or Arabic digits, are another address."""

    regex = "0|[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        """Read it.

        Raises:
            ValidationError: it is greater than any id can be; the address is not found then.
        """
        number = int(value)
        if number > LARGEST:
            raise ValidationError
        return number
