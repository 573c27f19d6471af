"""A connection that is read within the bounds of a fetch."""

import io
import socket
from typing import TYPE_CHECKING, cast

from source.bounds import Deadline, TooLarge

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_AHEAD = 8 * 1024  # bytes that may be read before they are asked for


class Wire(io.RawIOBase):
    """What an answer is read from, no longer than the deadline and no more than some bytes.

    A socket's own timeout bounds each wait and not their sum, so one byte a second would hold it
    for ever; and http.client by itself takes megabytes of headers.

    Args:
        connection: with an open peer; whoever made it closes it.
        deadline: the end of the whole fetch.
        left: bytes that may still come.
    """

    def __init__(self, connection: socket.socket, deadline: Deadline, left: int) -> None:
        self._connection = connection
        self._deadline = deadline
        self.left = left

    def as_socket(self) -> socket.socket:
        """Pass for a socket: of one, http.client's answers use `makefile` alone."""
        return cast("socket.socket", self)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Open it as a file, as a socket does."""
        return io.BufferedReader(self, _AHEAD)

    def readable(self) -> bool:
        """Say that it can be read, as every raw file does."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Read what has come, or wait for it.

        Raises:
            TooLarge: no more bytes may come.
            TimeoutError: the deadline has passed.
        """
        if self.left <= 0:
            raise TooLarge
        self._connection.settimeout(self._deadline.left())
        count = self._connection.recv_into(buffer)
        self.left -= count
        return count
