import json

import pytest

from image_proc.badge.schema import EndpointBadge
from image_proc.badge.spec import BadgeSpec
from image_proc.produce import draw

SVG_LOGO = (
    'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'
    '<path d="M0 0h1v1z"/></svg>'
)


def written(**fields: object) -> dict[str, object]:
    spec = BadgeSpec.model_validate({"format": "json", **fields})
    encoded = draw(spec)
    assert encoded.mimetype == "application/json"
    found: dict[str, object] = json.loads(encoded.body)
    assert EndpointBadge.model_validate(found)
    return found


@pytest.mark.parametrize(
    ("fields", "badge"),
    [
        ({"message": "m"}, {"label": "", "message": "m", "color": "#939393"}),
        (
            {"label": "l", "message": "m", "color": "red", "label_color": "#fffc"},
            {"label": "l", "message": "m", "color": "#dd4343", "labelColor": "#ffffffcc"},
        ),
        (
            {"message": "m", "color": "red", "style": "social", "cache_seconds": 60},
            {
                "label": "",
                "message": "m",
                "color": "#dd4343",
                "style": "social",
                "cacheSeconds": 60,
            },
        ),
        (
            {"message": "m", "color": "red", "logo": "Node.js", "logo_color": "#fff"},
            {
                "label": "",
                "message": "m",
                "color": "#dd4343",
                "namedLogo": "nodedotjs",
                "logoColor": "#ffffff",
            },
        ),
        (
            {"message": "m", "color": "red", "logo": "amd", "logo_size": "auto"},
            {
                "label": "",
                "message": "m",
                "color": "#dd4343",
                "namedLogo": "amd",
                "logoSize": "auto",
            },
        ),
        (
            {"message": "m", "color": "red", "logo": SVG_LOGO, "logo_width": 20},
            {
                "label": "",
                "message": "m",
                "color": "#dd4343",
                "logoSvg": '<svg viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg">'
                '<path d="M0 0h1v1z" /></svg>',
                "logoWidth": 20,
            },
        ),
    ],
)
def test_a_badge_is_written_as_the_endpoint_schema_has_it(
    fields: dict[str, object], badge: dict[str, object]
) -> None:
    assert written(**fields) == {"schemaVersion": 1, **badge}
