"""Parameters that the queries of drawings share, as the documentation shows them."""

from typing import Annotated

from pydantic import Field

from image_proc.spec import DRAWN

ShownDpr = Annotated[
    int | None,
    Field(
        description="Pixels for each px of the page, as `@2x` in the path.",
        ge=1,
        le=3,
        examples=[2],
    ),
]
ShownFormat = Annotated[
    str | None,
    Field(
        description="The format, as the suffix in the path; png by default.",
        examples=["webp"],
        json_schema_extra={"enum": list(DRAWN)},
    ),
]
