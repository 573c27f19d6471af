"""A value as CI pushes it: the endpoint schema, or a value with what belongs to its writing."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from endpoint.badge.projects.declared import Look, MetricLook
from endpoint.badge.schema import look_of
from endpoint.documents import Json, validate
from image_proc.badge.schema import EndpointBadge
from image_proc.badge.values import parse_number
from image_proc.errors import InvalidParameter
from image_proc.fields import LONGEST_TEXT

_MESSAGE = "message"
VALUE_ACCEPTED = f"a number, or a text of 1 to {LONGEST_TEXT} characters"


def _read_value(value: object) -> str:
    """A number as it was written, or a text."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        value = str(value)
        try:
            parse_number(value)
        except ValueError as error:
            raise ValueError(VALUE_ACCEPTED) from error
    text = value.strip() if isinstance(value, str) else ""
    if not 0 < len(text) <= LONGEST_TEXT or not text.isprintable():
        raise ValueError(VALUE_ACCEPTED)
    return text


class ValuePush(MetricLook):
    """A value, and what of its look is to be changed with it."""

    value: Annotated[str, BeforeValidator(_read_value, json_schema_input_type=float | str)] = Field(
        description="A number or a text."
    )


@dataclass(frozen=True, slots=True)
class Push:
    """A value that was pushed.

    Args:
        value: as it was written.
        look: the settings that stay with the metric.
        whole: whether they replace the ones before, rather than being added to them.
    """

    value: str
    look: Json
    whole: bool


def read_push(found: Json) -> Push:
    """Read a pushed value.

    Raises:
        InvalidParameter: names the key.
    """
    if "schemaVersion" in found:
        badge = validate(EndpointBadge, found)
        try:
            value = _read_value(badge.message)
        except ValueError as error:
            raise InvalidParameter(_MESSAGE, badge.message, VALUE_ACCEPTED) from error
        return Push(value, look_of(badge), whole=True)
    push = validate(ValuePush, found)
    return Push(push.value, kept(push, "value"), whole=False)


def kept(model: Look, *without: str) -> Json:
    """Give what was said, as it is kept in a row."""
    return model.model_dump(
        mode="json", by_alias=True, exclude_unset=True, exclude_none=True, exclude={*without}
    )
