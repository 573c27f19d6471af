import re
from typing import Any

import pytest
from pydantic import ValidationError

from image_proc.avatar import AvatarSpec, Style
from image_proc.limits import Limits

SEED = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({}, "size", 80),
        ({}, "style", Style.IDENTICON),
        ({"seed": SEED * 2}, "seed", SEED * 2),
        ({"size": "2048"}, "side", 2048),
        ({"size": "1", "dpr": "3"}, "side", 3),
        ({"style": "Marble"}, "style", Style.MARBLE),
        ({"rounded": "1"}, "rounded", True),
        ({"size": 2048}, "pixels", 2048 * 2048),
        ({"size": 2048, "format": "svg"}, "pixels", 1),
    ],
)
def test_it_accepts(fields: dict[str, Any], name: str, value: object) -> None:
    assert getattr(AvatarSpec.model_validate({"seed": SEED} | fields), name) == value


@pytest.mark.parametrize(
    ("fields", "name", "accepted"),
    [
        ({"size": "0"}, "size", "1 to 2048 px"),
        ({"size": "2049"}, "size", "1 to 2048 px"),
        ({"size": "2000", "dpr": "3"}, "size", "1 to 1365 px"),
        ({"size": "-5"}, "size", "1 to 2048 px"),
        ({"style": "robot"}, "style", "'identicon', 'initials'"),
        ({"seed": "xyz"}, "seed", "32 or 64 hex digits"),
        ({"rounded": "yes"}, "rounded", "true or false"),
        ({"initials": "A" * 33}, "initials", "at most 32"),
        ({"format": "json"}, "format", "png, svg"),
    ],
)
def test_it_refuses(fields: dict[str, Any], name: str, accepted: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(accepted)) as caught:
        AvatarSpec.model_validate({"seed": SEED} | fields, context=Limits())
    assert caught.value.errors()[0]["loc"] == (name,)
