"""The routes of kept charts, as the documentation shows them; nothing is validated with it."""

from pydantic import BaseModel, Field

from endpoint.openapi import Answer, PathParameter, image_answers
from endpoint.openapi.answers import PROBLEM_TYPE, Problem

_WRONG: dict[str, type[BaseModel] | None] = {PROBLEM_TYPE: Problem}


class QuickChartBody(BaseModel):
    """A chart as QuickChart takes it."""

    chart: dict[str, object] | str = Field(
        description="A Chart.js config: an object, or a text of JSON or JSON5. Also `c`.",
        examples=[{"type": "bar", "data": {"labels": ["a"], "datasets": [{"data": [1]}]}}],
    )
    width: int | None = Field(None, description="px; 500 by default. Also `w`.")
    height: int | None = Field(None, description="px; 300 by default. Also `h`.")
    devicePixelRatio: float | None = Field(  # noqa: N815 - QuickChart's name
        None, description="Pixels for each px, 1 to 4; 2 by default."
    )
    backgroundColor: str | None = Field(  # noqa: N815 - QuickChart's name
        None, description="The ground; clear by default. Also `bkg`."
    )
    format: str | None = Field(None, description="`png` (the default), `svg` or `webp`. Also `f`.")
    version: str | None = Field(
        None, description="Of Chart.js: 2 (the default), 3 or 4. Also `v`.", examples=["4"]
    )


class KeptChart(BaseModel):
    """Where a kept chart is."""

    success: bool = Field(description="True.")
    url: str = Field(description="Its address.")


class RenderQuery(BaseModel):
    """What a query may say anew of a kept chart."""

    title: str | None = Field(None, description="Another title.", examples=["This week"])
    labels: str | None = Field(None, description="Other labels, separated by commas.")
    data1: str | None = Field(
        None, description="The values of the first dataset; `data2` and so on of the others."
    )
    label1: str | None = Field(None, description="The name of the first dataset, and so on.")
    backgroundColor1: str | None = Field(None, description="Its colours.")  # noqa: N815 - as above
    borderColor1: str | None = Field(None, description="Its lines' colour.")  # noqa: N815 - as above
    width: int | None = Field(None, description="px. Also `w`.", examples=[320])
    height: int | None = Field(None, description="px. Also `h`.", examples=[200])
    devicePixelRatio: float | None = Field(  # noqa: N815 - as above
        None, description="Pixels for each px.", examples=[1]
    )
    backgroundColor: str | None = Field(  # noqa: N815 - as above
        None, description="The ground. Also `bkg`.", examples=["white"]
    )
    format: str | None = Field(None, description="`png`, `svg` or `webp`. Also `f`.")


KEPT = PathParameter("The chart's id.", "abcdefghijklmnopqrstuvwxyz", of_rows=True)
_REFUSED = {
    401: Answer("No token, or one that does not count.", _WRONG),
    403: Answer("A token without the scope `upload`.", _WRONG),
}
CREATED = {
    200: Answer("It is kept.", {"application/json": KeptChart}),
    400: Answer("Something in it is not accepted: what, where, and what would be.", _WRONG),
    **_REFUSED,
    413: Answer("The body is larger than 512 kB.", _WRONG),
    415: Answer("The body is not sent as JSON.", _WRONG),
}
_GONE = Answer("There is no chart of that id.", _WRONG)
RENDERED = image_answers("image/png", "image/svg+xml", "image/webp", _404=_GONE)
_STRANGE = Answer("The path holds what no address does.", _WRONG)
FORGOTTEN = {204: Answer("It is deleted."), 400: _STRANGE, **_REFUSED, 404: _GONE}
