"""One address of shields: carried over to this host, or left with a reason.

Whatever is carried over was read by this service's own grammar first, so that it is drawn.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote_to_bytes

from flask import Request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestURITooLarge

from endpoint.badge.grammar import Address, Tail
from endpoint.badge.params import read_badge
from endpoint.badge.projects.params import Asked
from endpoint.badge.readme.mend import mend
from endpoint.badge.readme.shields import NotCarriedError, Route, Sought, recognise
from endpoint.badge.remote.params import DYNAMIC_NAMES, ENDPOINT_NAMES, read_place, read_url
from endpoint.target import check_target
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from image_proc.spec import Format
from source.errors import SourceError
from source.query import Kind
from source.target import Target

_MOST_MENDS = 12
_PRINTABLE = "".join(map(chr, range(33, 127)))


@dataclass(frozen=True, slots=True)
class Service:
    """The service that addresses are carried over to.

    Args:
        url: without a slash at its end.
        limits: what it draws at most.
        now: what dates are compared with, with a time zone.
    """

    url: str
    limits: Limits
    now: datetime


@dataclass(frozen=True, slots=True)
class Carried:
    """An address that draws the same here.

    Args:
        address: the new one.
        mended: what had to be changed beside the host, as phrases.
        origin: whom it has fetched; "" for nobody.
    """

    address: str
    mended: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """An address that stays.

    Args:
        reason: a sentence without its full stop.
    """

    reason: str


def carry_over(address: str, service: Service) -> Carried | Left | None:
    """Find what an address of shields is called here.

    Args:
        address: of an image, as a browser would ask for it.
        service: where to.

    Returns:
        None for an address of another host.
    """
    try:
        sought = recognise(address)
        if sought is None:
            return None
        sought = _accepted(sought, service)
        origin = _fetched(sought)
    except (NotCarriedError, InvalidParameter, SourceError) as error:
        return Left(str(error))
    except RequestURITooLarge as error:
        return Left(str(error.description))
    return Carried(f"{service.url}{sought.typed}", sought.mended, origin)


def _accepted(sought: Sought, service: Service) -> Sought:
    """Mend a badge until this service accepts it.

    Raises:
        InvalidParameter: there is no certain way to.
        RequestURITooLarge: it is longer than any server takes.
    """
    for _ in range(_MOST_MENDS):
        try:
            _read(sought, service)
        except InvalidParameter as error:
            mended = mend(sought, error.name)
            if mended is None:
                raise
            sought = mended
        else:
            break
    return sought


def _read(sought: Sought, service: Service) -> None:
    """Read a badge as the service's routes do.

    Raises:
        InvalidParameter: the first thing that is wrong.
        RequestURITooLarge: it is longer than any server takes.
    """
    request = _request(sought)
    check_target(request)
    address: Address | Tail
    if sought.route is Route.PATH:
        address = Address.parse(request.path.removeprefix("/badge/"))
    else:
        address = Tail.parse(sought.tail)
    args = request.args
    if sought.route in {Route.DYNAMIC, Route.ENDPOINT}:
        args = MultiDict([*args.items(multi=True), ("message", "0")])
    read_badge(address, args, service.limits, service.now)


def _request(sought: Sought) -> Request:
    """The request that a browser would send."""
    typed = sought.typed
    return Request(
        {
            "PATH_INFO": unquote_to_bytes(typed.path).decode("latin-1"),
            "QUERY_STRING": quote(typed.query, safe=_PRINTABLE),
        }
    )


def _fetched(sought: Sought) -> str:
    """The origin that a badge has fetched; "" for one that fetches nothing.

    Raises:
        InvalidParameter: it does not say what to fetch, or what to ask.
        SourceError: what it says cannot be fetched.
    """
    if sought.route not in {Route.DYNAMIC, Route.ENDPOINT}:
        return ""
    names = DYNAMIC_NAMES if sought.route is Route.DYNAMIC else ENDPOINT_NAMES
    sent = Asked.read(Tail.parse(sought.tail), _request(sought).args, Format.SVG, names).sent
    url = read_place(sent, Kind(sought.kind)).url if sought.kind else read_url(sent)
    return str(Target.parse(url).origin)
