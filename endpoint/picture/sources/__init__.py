"""Where the pictures are: the folder of pictures, and the sources that the settings name."""

from collections.abc import Mapping
from typing import Protocol

from werkzeug.exceptions import NotFound

from endpoint.picture.sources.folder import Folder
from endpoint.picture.sources.listing import Listing, list_folder
from endpoint.picture.sources.names import Name, check_plain
from image_proc.errors import shorten
from image_proc.original import Original


class Source(Protocol):
    """Where pictures are found by their paths."""

    def find(self, name: str, path: str) -> Original:
        """Find a picture.

        Args:
            name: what it is called in answers.
            path: in the source; plain parts.
        """


class Sources:
    """Finds pictures wherever they are; one for a process, used from any thread.

    Args:
        folder: the folder of pictures, where no source is named.
        named: sources by their names.
    """

    def __init__(self, folder: Folder, named: Mapping[str, Source]) -> None:
        self._folder = folder
        self._named = named

    def find(self, path: str) -> Original:
        """Find a picture by what stands after /picture/, decoded once.

        Its `open` may raise what this does, and `source.errors.Changed` where the picture was
        replaced after it was found: whoever finds it again has the new one.

        Raises:
            InvalidParameter: no path of a picture.
            NotFound: no such source, or no such picture in it.
            SourceError: the source cannot be asked.
            TooLarge: it has more bytes than are read.
        """
        name = Name.parse(path)
        if not name.source:
            return self._folder.find(str(name), name.path)
        source = self._named.get(name.source)
        if source is None:
            message = f"There is no source of pictures named '@{shorten(name.source)}'."
            raise NotFound(message)
        return source.find(str(name), name.path)

    def pictures(self, folder: str = "", page: int = 1) -> Listing:
        """List a folder below the folder of pictures.

        Args:
            folder: its path; empty for all of it.
            page: 1 or more.

        Raises:
            InvalidParameter: no path of a folder.
            NotFound: no such folder.
            Unreachable: it cannot be read.
        """
        if folder:
            check_plain(folder)
        return list_folder(folder, self._folder.entries(folder), page)
