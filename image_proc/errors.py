"""What can go wrong while an image is specified or made.

EaselError
├── InvalidParameter   a value that the image's grammar does not accept
└── Busy               the pixel budget is spent for longer than a caller should wait

None of them knows HTTP: endpoint/errors.py maps each to a status.
"""

SHOWN_VALUE_LENGTH = 80


class EaselError(Exception):
    """Base of every error that Easel raises on purpose."""


class InvalidParameter(EaselError):  # noqa: N818 - a parameter is invalid, the class names that
    """A parameter whose value is not accepted.

    Args:
        name: the parameter as its user wrote it.
        value: what was sent; shown shortened to 80 characters.
        accepted: what would have been accepted, as a phrase ("1 to 4096 px").
    """

    def __init__(self, name: str, value: object, accepted: str) -> None:
        self.name = name
        self.value = shorten(str(value))
        self.accepted = accepted
        super().__init__(f"{name}: '{self.value}' is not accepted; expected {accepted}")


class Busy(EaselError):  # noqa: N818 - a state that the caller may wait out
    """The budget for rendering is spent.

    Args:
        retry_after: seconds, 1 or more, after which a new try makes sense.
    """

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(f"all rendering capacity is in use; try again in {retry_after} s")


def shorten(text: str, length: int = SHOWN_VALUE_LENGTH) -> str:
    """Cut a text to at most `length` characters, an ellipsis in place of the rest."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
