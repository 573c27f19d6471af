"""What can go wrong while an image is specified or made.

EaselError
├── InvalidParameter     a value that the image's grammar does not accept
├── Busy                 the pixel budget is spent for longer than a caller should wait
└── BadPicture           a stored picture that nothing can be made of
    ├── UnknownFormat    it is of no format that is read here, whatever its name says
    ├── TooLarge         it has more bytes than are read
    ├── TooManyPixels    its header speaks of more pixels or frames than are decoded
    └── BrokenPicture    it is truncated or corrupt

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


class BadPicture(EaselError):  # noqa: N818 - the picture is bad, the class names that
    """A stored picture that nothing can be made of.

    The message is one sentence for anybody, without its full stop.
    """


class UnknownFormat(BadPicture):
    """Of no format that is read here, whatever its name says."""


class TooLarge(BadPicture):
    """More bytes than are read."""


class TooManyPixels(BadPicture):
    """More pixels or frames, as its header says, than are decoded."""


class BrokenPicture(BadPicture):
    """Truncated or corrupt."""


def shorten(text: str, length: int = SHOWN_VALUE_LENGTH) -> str:
    """Cut a text to at most `length` characters, an ellipsis in place of the rest."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
