"""The queries of the room's own routes, as the documentation shows them."""

from pydantic import Field

from endpoint.transform.documented import TransformQuery


class SrcsetQuery(TransformQuery):
    """What a `srcset` may be asked for: all that a picture may, and the widths."""

    widths: str | None = Field(
        None,
        description="The widths in px, by commas; from 320 to 3840 by default, none above the "
        "picture's own.",
        examples=["320,640,1280"],
    )
