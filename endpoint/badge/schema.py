"""The endpoint schema, read: what it says in the words of a badge's query."""

from base64 import b64encode
from typing import Any

from image_proc.badge.schema import EndpointBadge


def look_of(badge: EndpointBadge) -> dict[str, Any]:
    """Give all that a badge in the schema says beside its message: query key → value."""
    said = badge.model_dump(mode="json", by_alias=True, exclude_none=True)
    for key in ("schemaVersion", "message"):
        del said[key]
    if (name := said.pop("namedLogo", None)) is not None:
        said["logo"] = name
    if (markup := said.pop("logoSvg", None)) is not None:
        said["logo"] = f"data:image/svg+xml;base64,{b64encode(markup.encode()).decode()}"
    return said
