"""What a stored picture is, told as JSON: `/picture/<path>/info`."""

from image_proc.describe.description import Description, description_fields
from image_proc.describe.look import Look, least_to_look, look_at, look_of
from image_proc.describe.render import render_description
from image_proc.describe.spec import DescribeSpec, TellSpec

__all__ = [
    "DescribeSpec",
    "Description",
    "Look",
    "TellSpec",
    "description_fields",
    "least_to_look",
    "look_at",
    "look_of",
    "render_description",
]
