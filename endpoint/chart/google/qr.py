"""`cht=qr`: a text as a QR code."""

import re

from endpoint.chart.drawn import Drawn
from endpoint.chart.google.keys import Keys
from endpoint.chart.google.size import read_image
from endpoint.query import Sent, build
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits
from image_proc.qr import QrSpec

_TEXT, _CODING, _SIZE, _LEVEL = "chl", "choe", "chs", "chld"
_CODINGS = frozenset({"", "utf-8", "utf8"})
_LEVELS = re.compile(r"([LMQHlmqh]?)(?:\|([0-9]{0,3}))?")
_USUAL = "L"


def read_qr(keys: Keys, limits: Limits) -> Drawn:
    """Read a QR code.

    Raises:
        InvalidParameter: the first thing that is wrong, by its key.
    """
    coding = keys.text(_CODING)
    if coding.lower() not in _CODINGS:
        raise InvalidParameter(_CODING, coding, "UTF-8")
    image = read_image(keys)
    width, height = image.pop("width"), image.pop("height")
    if width.value != height.value:
        keys.give_up(_SIZE)
    level = _LEVELS.fullmatch(keys.text(_LEVEL))
    if level is None:
        raise keys.refuse(_LEVEL, "a level L, M, Q or H and a margin in modules, such as L|4")
    said = image | {
        "text": Sent(_TEXT, keys.text(_TEXT)),
        "ecc": Sent(_LEVEL, level[1] or _USUAL),
        "size": Sent(_SIZE, min(int(str(width.value)), int(str(height.value)))),
    }
    if level[2]:
        said["margin"] = Sent(_LEVEL, level[2])
    if "scale" in said:
        said["dpr"] = said.pop("scale")
    return Drawn(build(QrSpec, said, limits), keys.ignored())
