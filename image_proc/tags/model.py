"""What is told of a picture's metadata."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field, JsonValue


class Tags(BaseModel):
    """A picture's metadata; where it was taken stands in `location` and nowhere else."""

    model_config = ConfigDict(frozen=True)

    exif: Mapping[str, JsonValue] = Field(
        default={}, description="by EXIF's own names; numbers, texts and lists of them"
    )
    xmp: Mapping[str, JsonValue] = Field(
        default={}, description="by prefix and name (dc:title); texts and lists of texts"
    )
    iptc: Mapping[str, JsonValue] = Field(
        default={}, description="by IPTC-IIM's own names; texts and lists of texts"
    )
    location: Mapping[str, JsonValue] | None = Field(
        default=None,
        description="latitude and longitude in degrees, altitude in m, direction in degrees, "
        "timestamp in UTC, sublocation, city, state, country, country_code; what is known of "
        "them, null where nothing is",
    )
    camera: str | None = Field(default=None, description="make and model")
    lens: str | None = Field(default=None, description="as EXIF or XMP name it")
    taken_at: str | None = Field(
        default=None,
        description="ISO 8601, local time as the camera had it, with its offset where it says one",
    )
