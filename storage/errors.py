"""What can go wrong with bytes at rest.

StorageError
├── Missing        there is nothing of that name
├── Changed        it is not the version that was asked for, any more
├── Refused        the store does not let us read or write it
├── Full           there is no room left
├── Taken          there is something of that name already
└── Unavailable    the store did not answer, not in time, or not as it should

Each holds one sentence without its full stop; none repeats a key, a secret or an address.
"""


class StorageError(Exception):
    """Base of every error that `storage` raises on purpose."""


class Missing(StorageError):  # noqa: N818 - the outcome of a look
    """There is nothing of that name."""


class Changed(StorageError):  # noqa: N818 - the outcome of a look
    """It was replaced by another version."""


class Refused(StorageError):  # noqa: N818 - a verdict, not a failure
    """The keys are wrong, or may not read or write this."""


class Full(StorageError):  # noqa: N818 - the state of a disk
    """There is no room left, or no more than that is allowed."""


class Taken(StorageError):  # noqa: N818 - the outcome of a look
    """There is something of that name already."""


class Unavailable(StorageError):  # noqa: N818 - the state of the other side
    """No answer, a late one, or a broken one."""
