"""The folder that a design may read, and a hash of all that it has read."""

from hashlib import blake2b
from pathlib import Path

from image_proc.card.errors import DesignError
from image_proc.errors import shorten


class DesignFolder:
    """Reads a design's own files and no others.

    Args:
        toml: the design's TOML file; its folder holds the rest.
    """

    def __init__(self, toml: Path) -> None:
        self.toml = toml
        self._folder = toml.parent.resolve()
        self._digest = blake2b(digest_size=12)

    @property
    def digest(self) -> str:
        """Hash of the names and bytes of all files read so far: 24 hex digits."""
        return self._digest.hexdigest()

    def find(self, name: str, key: str) -> Path:
        """Find a file; links are followed, but not out of the folder.

        Raises:
            DesignError: there is none, with the key that named it.
        """
        try:
            path = (self._folder / name).resolve()
            found = path.is_relative_to(self._folder) and path.is_file()
        except (OSError, ValueError):
            found = False
        if not found:
            reason = f"'{shorten(name)}' is not a file in the design's folder"
            raise DesignError(self.toml, key, reason)
        return path

    def read(self, name: str, key: str, most: int) -> bytes:
        """Read a file of at most `most` bytes into the digest.

        Raises:
            DesignError: it is missing, too large or not readable.
        """
        try:
            with self.find(name, key).open("rb") as file:
                body = file.read(most + 1)
        except OSError as error:
            raise DesignError(self.toml, key, f"'{name}': {error.strerror}") from error
        if len(body) > most:
            raise DesignError(self.toml, key, f"'{name}' is larger than {most} bytes")
        self._digest.update(f"{name}\0{len(body)}\0".encode() + body)
        return body
