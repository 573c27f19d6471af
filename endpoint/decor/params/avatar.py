"""From path and query to an avatar's spec; Gravatar's links mean here what they mean there."""

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from endpoint.decor.tail import Tail
from endpoint.query import Sent, build, read_query
from image_proc.avatar import LONGEST_NAME, AvatarSpec, Style, initials_of, is_seed, seed_of
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits

NAMES = {
    "style": "style",
    "size": "size",
    "s": "size",
    "rounded": "rounded",
    "name": "name",
    "dpr": "dpr",
    "format": "format",
    "default": "default",
    "d": "default",
    "forcedefault": "force",
    "f": "force",
    "rating": "rating",
    "r": "rating",
}
"""Public name → field of the spec, or what `_styled` makes of it."""

STYLES = {
    "identicon": Style.IDENTICON,
    "initials": Style.INITIALS,
    "retro": Style.PIXEL,
    "robohash": Style.MARBLE,
    "monsterid": Style.MARBLE,
    "wavatar": Style.MARBLE,
    "mp": Style.SILHOUETTE,
    "mm": Style.SILHOUETTE,
    "blank": Style.BLANK,
}
"""What Gravatar draws for those who have no picture there → the style that comes closest."""

NOBODY = "404"
STYLES_ACCEPTED = ", ".join((*STYLES, NOBODY))
_NAME = "name"
NAME_ACCEPTED = f"1 to {LONGEST_NAME} characters"
# Nothing hangs on them here: every avatar is drawn, and none needs a rating.
_WITHOUT_EFFECT = {"force": ("y", "n"), "rating": ("g", "pg", "r", "x")}


def read_avatar(text: str, args: MultiDict[str, str], limits: Limits) -> AvatarSpec:
    """Read a request.

    Args:
        text: a digest, an address of e-mail or a name, with ratio and suffix where wanted.
        args: the query.
        limits: what the service draws at most.

    Raises:
        InvalidParameter: the first thing that is wrong, by the name that its user gave it.
        NotFound: that is what is asked for, for those who have no picture; here nobody has one.
    """
    name, tail = Tail.cut(text)
    _check_name(Sent(_NAME, name))
    sent = _styled(tail.joined(read_query(args, NAMES)))
    sent["seed"] = Sent(_NAME, seed_of(name))
    spoken = sent.pop(_NAME, None)
    if spoken:
        _check_name(spoken)
    if _wants_initials(sent):
        sent["initials"] = Sent(_NAME, _initials(spoken, name))
    return build(AvatarSpec, sent, limits)


def _check_name(name: Sent) -> None:
    if not 0 < len(str(name.value).strip()) <= LONGEST_NAME:
        raise InvalidParameter(name.name, name.value, NAME_ACCEPTED)


def _styled(sent: dict[str, Sent]) -> dict[str, Sent]:
    """Turn Gravatar's parameters into a style, and leave out what says nothing here."""
    for field, known in _WITHOUT_EFFECT.items():
        each = sent.pop(field, None)
        if each and str(each.value).lower() not in known:
            raise InvalidParameter(each.name, each.value, " or ".join(known))
    default = sent.pop("default", None)
    if default is None:
        return sent
    word = str(default.value).lower()
    if word == NOBODY:
        message = "Nobody has a picture of their own here; d=404 asks for this answer."
        raise NotFound(message)
    if word not in STYLES:
        raise InvalidParameter(default.name, default.value, STYLES_ACCEPTED)
    if "style" in sent and str(sent["style"].value).lower() != STYLES[word]:
        raise InvalidParameter(default.name, default.value, "only one of 'style' and this")
    return {**sent, "style": Sent(default.name, STYLES[word])}


def _wants_initials(sent: Mapping[str, Sent]) -> bool:
    return "style" in sent and str(sent["style"].value).lower() == Style.INITIALS


def _initials(spoken: Sent | None, name: str) -> str:
    """Find the initials of the name that was given, else of what the path says."""
    if spoken is None and is_seed(name.strip().lower()):
        raise InvalidParameter(_NAME, "", "a name for the initials, where the path is a digest")
    known = str(spoken.value) if spoken else name
    initials = initials_of(known)
    if not initials:
        raise InvalidParameter(_NAME, known, "a name with a letter, a digit or an emoji")
    return initials
