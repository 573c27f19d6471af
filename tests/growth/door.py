"""How the tests of two replicas ask: each time as somebody else, over a connection of its own."""

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from ipaddress import IPv4Address
from itertools import count
from typing import Any

from tests.real_server import Answer

TOKEN = "a-token-of-the-tests-of-growth"  # noqa: S105 - of servers that live for a minute
PATIENCE = 30  # s for an answer; nobody may hang
_numbers = count(2**16)


def somebody() -> str:
    """Give an address of this machine's loopback that nobody has asked from yet."""
    return str(IPv4Address("127.0.0.0") + next(_numbers))


@dataclass(frozen=True)
class Door:
    """A port on which the service answers: a replica's own, or nginx's.

    Args:
        port: on 127.0.0.1.
        client: the address to ask from; another one for each request where it is empty.
    """

    port: int
    client: str = ""

    def ask(self, target: str, method: str = "GET", body: object = None, **headers: str) -> Answer:
        """Send a request over a connection of its own; what changes something with the token.

        Args:
            target: path and query.
            method: of the request.
            body: bytes as they are, all else as JSON.
            headers: with `_` for `-`.
        """
        fields = {} if method in {"GET", "HEAD"} else {"Authorization": f"Bearer {TOKEN}"}
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            fields["Content-Type"] = "application/json"
        fields |= {name.replace("_", "-"): text for name, text in headers.items()}
        source = (self.client or somebody(), 0)
        connection = HTTPConnection("127.0.0.1", self.port, PATIENCE, source)
        try:
            connection.request(method, target, body, fields)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def status(self, target: str, method: str = "GET", body: object = None, **headers: str) -> int:
        """Send a request; give what it was answered with."""
        return self.ask(target, method, body, **headers).status

    def read(self, target: str, method: str = "GET", body: object = None, **headers: str) -> Any:
        """Send a request that is answered with JSON; give that."""
        answer = self.ask(target, method, body, **headers)
        assert answer.status < 300, (target, answer.status, answer.body)
        return json.loads(answer.body)
