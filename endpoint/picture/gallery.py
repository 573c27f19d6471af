"""The gallery: a folder of pictures as a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from urllib.parse import quote, urlencode

from flask import Response, render_template, request
from werkzeug.exceptions import NotFound

from endpoint.picture import bp
from endpoint.picture.install import pictures
from endpoint.picture.sources.listing import Listing
from image_proc.errors import BadPicture, InvalidParameter
from image_proc.fields import parse_whole
from source.errors import SourceError

RATIOS = {
    "1:2": 1 / 2,
    "9:16": 9 / 16,
    "2:3": 2 / 3,
    "3:4": 3 / 4,
    "4:5": 4 / 5,
    "1:1": 1.0,
    "5:4": 5 / 4,
    "4:3": 4 / 3,
    "3:2": 3 / 2,
    "16:9": 16 / 9,
    "2:1": 2.0,
    "5:2": 5 / 2,
}
"""The shapes of tiles, each with a rule in assets/static/pictures.css."""

_MOST_PAGES = 100_000
_ON_THE_LANDING_PAGE = 12
_REVALIDATED = "no-cache"


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture in the gallery.

    Args:
        path: what stands after /picture/.
        size: px, (width, height) as it is seen; (0, 0) where it cannot be read.
        moves: whether it is an animation; a tile shows its first frame only.
        problem: why it cannot be shown, a sentence without its full stop; else empty.
    """

    path: str
    size: tuple[int, int] = (0, 0)
    moves: bool = False
    problem: str = ""

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.rpartition("/")[2]

    @property
    def ratio(self) -> str:
        """The shape of its tile: that of the picture, or the next to it."""
        if self.problem:
            return "1:1"
        shape = log(self.size[0] / self.size[1])
        return min(RATIOS, key=lambda each: abs(log(RATIOS[each]) - shape))


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page of the gallery.

    Args:
        name: what it says.
        address: its path below the service's root.
    """

    name: str
    address: str


def gallery_page(folder: str = "") -> Response:
    """Show a folder below the folder of pictures, page by page.

    Args:
        folder: its path; empty for the folder of pictures itself.

    Raises:
        NotFound: there is no such folder, or no such page of it.
        SourceError: the folder cannot be read.
    """
    listing = _listing(folder, request.args.get("page", "1"))
    page = render_template(
        "gallery.html",
        folder=folder,
        parents=_parents(folder),
        folders=[Link(_last(each), _address(each)) for each in listing.folders],
        tiles=[_tile(path) for path in listing.pictures],
        turns=_turns(listing),
        largest=pictures().limits.max_side,
    )
    response = Response(page)
    response.headers["Cache-Control"] = _REVALIDATED
    return response


@bp.app_context_processor
def gallery_context() -> dict[str, Callable[..., object]]:
    """Give the templates of all pages what they ask of the pictures."""
    return {
        "gallery_shown": lambda: pictures().gallery,
        "picture_drawn": _is_drawn,
        "sample_pictures": _samples,
    }


def _is_drawn(path: str) -> bool:
    """Tell whether a picture is there, and drawn for everybody."""
    return not pictures().signed and not _tile(path).problem


def _samples() -> Sequence[str]:
    """List the first pictures, for the composer to offer; none where the folder is not shown."""
    if not pictures().gallery:
        return ()
    try:
        first = pictures().sources.pictures()
        below = [pictures().sources.pictures(each).pictures for each in first.folders[:2]]
    except (NotFound, SourceError):
        return ()
    return (*first.pictures, *(path for found in below for path in found))[:_ON_THE_LANDING_PAGE]


def _listing(folder: str, page: str) -> Listing:
    """List a folder; what cannot be one leads nowhere, as any other unknown address."""
    try:
        number = parse_whole(page, 1, _MOST_PAGES, "")
        listing = pictures().sources.pictures(folder, number)
    except (InvalidParameter, ValueError) as error:
        raise NotFound from error
    if number > listing.pages:
        raise NotFound
    return listing


def _tile(path: str) -> Tile:
    try:
        header = pictures().find(path).header
    except (BadPicture, InvalidParameter, SourceError) as error:
        return Tile(path, problem=str(error))
    except NotFound:
        return Tile(path, problem="it is no longer there")
    return Tile(path, header.size, header.animated)


def _parents(folder: str) -> list[Link]:
    """List what a folder lies in, the gallery first."""
    parts = folder.split("/")[:-1]
    below = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    first = [Link("Gallery", "/gallery")] if folder else []
    return first + [Link(_last(each), _address(each)) for each in below]


def _turns(listing: Listing) -> list[Link]:
    around = {"Previous page": listing.page - 1, "Next page": listing.page + 1}
    return [
        Link(name, _address(listing.folder, number))
        for name, number in around.items()
        if 1 <= number <= listing.pages
    ]


def _address(folder: str, page: int = 1) -> str:
    path = "/".join(["/gallery", *([quote(folder)] if folder else [])])
    return f"{path}?{urlencode({'page': page})}" if page > 1 else path


def _last(path: str) -> str:
    return path.rpartition("/")[2]
