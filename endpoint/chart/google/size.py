"""How large a picture is, and in what format it is sent."""

import re

from endpoint.chart.google.keys import Keys
from endpoint.query import Sent
from image_proc.spec import Format

_SIZE, _FORMAT, _FINE = "chs", "chof", "icretina"
_SIDES = re.compile(r"([0-9]{1,5})x([0-9]{1,5})")
_FORMATS = {"png": Format.PNG, "svg": Format.SVG, "webp": Format.WEBP}


def read_image(keys: Keys) -> dict[str, Sent]:
    """Read size, format and pixels a px: fields of a spec.

    Raises:
        InvalidParameter: there is no size, or something makes no sense.
    """
    sides = _SIDES.fullmatch(keys.text(_SIZE))
    if sides is None:
        raise keys.refuse(_SIZE, "<width>x<height> in px, such as 250x100")
    found = {"width": Sent(_SIZE, sides[1]), "height": Sent(_SIZE, sides[2])}
    if form := keys.text(_FORMAT):
        known = _FORMATS.get(form.lower().removeprefix("."))
        if known is None:
            raise keys.refuse(_FORMAT, "png, svg or webp")
        found["format"] = Sent(_FORMAT, known)
    if keys.text(_FINE) == "1":
        found["scale"] = Sent(_FINE, "2")
    return found
