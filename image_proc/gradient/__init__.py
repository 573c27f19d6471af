"""Gradients: a box in which one colour becomes another."""

from image_proc.gradient.chance import chance_pair
from image_proc.gradient.fields import Mix
from image_proc.gradient.render import render_gradient
from image_proc.gradient.spec import SIDE, GradientSpec

__all__ = ["SIDE", "GradientSpec", "Mix", "chance_pair", "render_gradient"]
