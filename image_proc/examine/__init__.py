"""All that is known of an uploaded picture, found once, before it is taken in."""

from image_proc.examine.examination import Examination
from image_proc.examine.render import render_examination
from image_proc.examine.spec import ExamineSpec

__all__ = ["Examination", "ExamineSpec", "render_examination"]
