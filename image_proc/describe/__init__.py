"""What a stored picture is, told as JSON: `/picture/<path>/info`."""

from image_proc.describe.description import Description
from image_proc.describe.render import render_description
from image_proc.describe.spec import DescribeSpec

__all__ = ["DescribeSpec", "Description", "render_description"]
