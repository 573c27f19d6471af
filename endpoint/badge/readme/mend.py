"""What shields forgives and this service refuses, mended where it is certain what shields draws.

Source: https://github.com/badges/shields (core/base-service/coalesce-badge.js, badge-maker/lib)
"""

import re
from collections.abc import Callable
from types import MappingProxyType

from endpoint.badge.readme.shields import Route, Sought
from endpoint.badge.readme.typed import Typed
from image_proc.badge.fields import LONGEST_CACHE
from image_proc.badge.style import Style

_PLAIN = re.compile(r"[\w#%. +-]*")
_PATH_COLOR = re.compile(r"-([^-.]*)((?:\.[A-Za-z]+)?)\Z")
_MEDIA = re.compile(r"image/[a-z+. ]+;[^,]+,.+", re.IGNORECASE | re.DOTALL)
_DEFAULT = "brightgreen"

_Mending = tuple[Typed, str] | None


def mend(sought: Sought, name: str) -> Sought | None:
    """Change the value of a parameter that this service refuses into what shields makes of it.

    Args:
        sought: a badge.
        name: the parameter that was refused.

    Returns:
        The badge as shields draws it; None where that is not certain.
    """
    values = sought.typed.values(name)
    if not values and name == "color" and sought.route is Route.PATH:
        mended = _path_color(sought.typed)
    elif len(values) == 1 and name in _MENDS:
        mended = _MENDS[name](sought.typed, name, values[0])
    else:
        return None
    return sought.mend(*mended) if mended else None


def _color(typed: Typed, name: str, value: str) -> _Mending:
    if not _PLAIN.fullmatch(value):
        return None
    return typed.with_value(name, _DEFAULT), _drawn_green(value)


def _path_color(typed: Typed) -> _Mending:
    match = _PATH_COLOR.search(typed.path)
    if match is None or not match[1] or not _PLAIN.fullmatch(match[1]):
        return None
    path = f"{typed.path[: match.start(1)]}{_DEFAULT}{match[2]}"
    return Typed(path, typed.pairs, typed.fragment), _drawn_green(match[1])


def _drawn_green(value: str) -> str:
    return f"color '{value}' is none, and shields draws bright green: so does this address now"


def _plain_dropped(typed: Typed, name: str, value: str) -> _Mending:
    if not _PLAIN.fullmatch(value):
        return None
    return typed.without(name), f"{name} '{value}' dropped, as shields ignores it"


def _style(typed: Typed, name: str, value: str) -> _Mending:
    if not value.startswith("popout"):
        return _plain_dropped(typed, name, value)
    style = value.replace("popout", "flat", 1)
    if style not in set(Style):
        return _plain_dropped(typed, name, value)
    return typed.with_value(name, style), f"style '{value}' is {style} now"


def _logo(typed: Typed, name: str, value: str) -> _Mending:
    if not value:
        return _plain_dropped(typed, name, value)
    if _MEDIA.fullmatch(value):
        return typed.with_value(name, f"data:{value.replace(' ', '+')}"), "logo is a data URI now"
    return None


def _logo_width(typed: Typed, name: str, value: str) -> _Mending:
    is_number = re.search("[1-9]", value) is not None
    return None if is_number else _plain_dropped(typed, name, value)


def _cache_seconds(typed: Typed, name: str, value: str) -> _Mending:
    if not re.fullmatch("[0-9]+", value):
        return _plain_dropped(typed, name, value)
    return typed.with_value(name, str(LONGEST_CACHE)), f"{name} is {LONGEST_CACHE} now, a year"


_MENDS: MappingProxyType[str, Callable[[Typed, str, str], _Mending]] = MappingProxyType(
    {
        "color": _color,
        "colorB": _color,
        "labelColor": _plain_dropped,
        "colorA": _plain_dropped,
        "logoColor": _plain_dropped,
        "logoSize": _plain_dropped,
        "style": _style,
        "logo": _logo,
        "logoWidth": _logo_width,
        "cacheSeconds": _cache_seconds,
    }
)
