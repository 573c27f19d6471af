"""The look of a chart, as the documentation shows it; nothing is validated with it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from endpoint.openapi import shown_with
from endpoint.plot.fields import PlotType
from image_proc.chart.fields import Legend, Unit
from image_proc.chart.spec import MOST_BINS
from image_proc.fields import Theme


class PlotQuery(BaseModel):
    """What a query may say of a chart's look."""

    model_config = ConfigDict(frozen=True)

    type: PlotType | None = Field(
        None,
        strict=False,
        description="What the values are shown as. `sparkline` is a line without axes, "
        "`horizontalBar` the same as `bar` with `horizontal=true`.",
        examples=["line"],
    )
    width: int | None = Field(
        None, description="px; 500, of a sparkline 100. Also `w`.", ge=8, examples=[320]
    )
    height: int | None = Field(
        None,
        description="px; 300, of a log with one number a line 275, of a sparkline 20. Also `h`.",
        ge=8,
        examples=[180],
    )
    title: str | None = Field(
        None, description="Above the chart.", max_length=256, examples=["Visits"]
    )
    theme: Theme | None = Field(
        None,
        strict=False,
        description="The page around it; `auto` is what its reader prefers, in an SVG.",
        examples=["dark"],
    )
    colors: str | None = Field(
        None,
        description="For the series or slices, in turn: CSS colours, separated by commas.",
        examples=["seagreen,#e07b00"],
    )
    background: str | None = Field(
        None,
        description="Below all, in any CSS notation; the theme's by default. Also `bg`.",
        examples=["#fdf6e3"],
    )
    stacked: bool | None = Field(
        None, description="Whether series stand upon each other.", examples=[True]
    )
    horizontal: bool | None = Field(
        None, description="Whether bars run from the left to the right.", examples=[True]
    )
    numbers: bool | None = Field(
        None, description="Whether each value is written at its place.", examples=[True]
    )
    legend: Legend | None = Field(
        None,
        strict=False,
        description="Where the names of the series stand; `auto` is above, where there is more "
        "than one. `true` and `false` are `auto` and `none`.",
        examples=["bottom"],
    )
    log: bool | None = Field(
        None, description="Whether the axis of the values is logarithmic.", examples=[True]
    )
    min: float | None = Field(
        None, description="Where the axis of the values begins.", examples=[-10]
    )
    max: float | None = Field(None, description="Where it ends.", examples=[100])
    unit: Unit | None = Field(
        None,
        strict=False,
        description="How numbers are written: as they are, as 12k, as bytes, as shares of 1, as "
        "times.",
        examples=["bytes"],
    )
    x_title: str | None = Field(
        None, description="Below the places.", max_length=256, examples=["Day"]
    )
    y_title: str | None = Field(
        None, description="Beside the values.", max_length=256, examples=["kB/s"]
    )
    bins: int | None = Field(
        None,
        description="How many classes a histogram has; found by a rule by default.",
        ge=1,
        le=MOST_BINS,
        examples=[12],
    )
    mark: str | None = Field(
        None,
        description="Of a sparkline: the values that are pointed out, of `min`, `max`, `first` and "
        "`last`, separated by commas, or `none`; the last one by default.",
        examples=["min,max"],
        json_schema_extra=shown_with(type="sparkline"),
    )
    limits: str | None = Field(
        None,
        description="Of a sparkline: what its lower and its upper edge stand for, as `min` and "
        "`max`.",
        examples=["0,100"],
        json_schema_extra=shown_with(type="sparkline"),
    )
    format: Literal["png", "svg", "webp", "json"] | None = Field(
        None, description="PNG by default; `json` gives the values.", examples=["svg"]
    )
    scale: float | None = Field(
        None,
        description="Pixels for each px, 1 to 4. Also `dpr`.",
        ge=1,
        le=4,
        examples=[2],
    )
