"""Any picture of the repository, cropped to a size: for those who need just some picture."""

import re
from collections.abc import Mapping
from hashlib import sha256

from flask import Response, request

from endpoint.auth.looking import admit, kept_until
from endpoint.image import bp
from endpoint.image.documented import PICKED, SEED, SIZE, PickedQuery, RandomQuery
from endpoint.image.made import still_of
from endpoint.image.service import find_beyond
from endpoint.links import base_url
from endpoint.openapi import api
from endpoint.query import Sent, join_path, read_query
from endpoint.respond import IMMUTABLE, YEAR
from endpoint.signature import Expiry
from image_proc.errors import InvalidParameter
from image_proc.transform.formats import FORMATS
from storage.objects import new_key

_ADDRESS = re.compile(
    r"([1-9][0-9]{0,4})[x×X]([1-9][0-9]{0,4})(?:\.([A-Za-z][^.]*))?", re.ASCII | re.DOTALL
)
_SIZE_ACCEPTED = "a width and a height in px such as 600x400, and a suffix such as .webp"
_BLURS = frozenset(map(str, range(1, 11)))
_LONGEST_SEED = 200
_SEED, _SIZE, _BLUR, _FORMAT = "seed", "size", "blur", "format"
_LOOKS = {"grayscale": "grayscale", "greyscale": "grayscale", _BLUR: _BLUR, _FORMAT: _FORMAT}
_CROPPED = {"fit": "cover", "gravity": "smart", "enlarge": "true"}


@bp.get("/random/<size>", strict_slashes=False)
@api.route(tag="Images", query=RandomQuery, path={"size": SIZE}, answers=PICKED)
def random(size: str) -> Response:
    """Give any uploaded picture, another one each time, or with `seed` always the same."""
    expiry = admit(signed=True)
    sent = read_query(request.args, {**_LOOKS, _SEED: _SEED})
    seed = sent.pop(_SEED, None)
    if seed is not None:
        return _picked(_mark(str(seed.value)), size, sent, _for_good(expiry))
    return _picked(new_key(), size, sent, "no-store")


@bp.get("/seed/<seed>/<size>", strict_slashes=False)
@api.route(tag="Images", query=PickedQuery, path={"seed": SEED, "size": SIZE}, answers=PICKED)
def seeded(seed: str, size: str) -> Response:
    """Give an uploaded picture, always the same one for a seed.

    Caches keep it for good, or until its address ends. Uploads that come and go change it for few
    seeds only.
    """
    expiry = admit(signed=True)
    return _picked(_mark(seed), size, read_query(request.args, _LOOKS), _for_good(expiry))


def _picked(mark: str, size: str, sent: Mapping[str, Sent], cache_control: str) -> Response:
    width, height, suffix = _parts(size)
    parameters = {"w": width, "h": height, **_CROPPED}
    for name, each in join_path(sent, {_FORMAT: suffix}).items():
        parameters[name] = str(each.value)
    if parameters.get(_BLUR, "1") not in _BLURS:
        raise InvalidParameter(_BLUR, parameters[_BLUR], "a whole number from 1 to 10")
    found = find_beyond(mark)
    response = still_of(found, parameters, cache_control)
    # The address of the very picture, for who wants to see all of it.
    response.headers["Content-Location"] = f"{base_url()}/image/{found.upload.id}"
    return response


def _parts(size: str) -> tuple[str, str, str | None]:
    """Read width, height and the suffix, where there is one."""
    if (found := _ADDRESS.fullmatch(size)) is None:
        raise InvalidParameter(_SIZE, size, _SIZE_ACCEPTED)
    width, height, suffix = found.groups()
    if suffix is not None and suffix.lower() not in FORMATS:
        raise InvalidParameter(_FORMAT, suffix, ", ".join(FORMATS))
    return width, height, suffix


def _for_good(expiry: Expiry | None) -> str:
    return kept_until(expiry, YEAR) if expiry else IMMUTABLE


def _mark(seed: str) -> str:
    if not 0 < len(seed) <= _LONGEST_SEED:
        raise InvalidParameter(_SEED, seed, f"1 to {_LONGEST_SEED} characters")
    return sha256(seed.encode()).hexdigest()[:32]
