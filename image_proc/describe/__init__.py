"""What a stored picture is, told as JSON: `/picture/<path>/info`."""

from image_proc.describe.description import Description
from image_proc.describe.look import Look, look_at
from image_proc.describe.render import render_description
from image_proc.describe.spec import DescribeSpec

__all__ = ["DescribeSpec", "Description", "Look", "look_at", "render_description"]
