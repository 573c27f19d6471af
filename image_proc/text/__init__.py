"""Text of any script: runs → a line → a block that fits its box → ink."""

from image_proc.text.block import Align, Block, Box, fit_block
from image_proc.text.ink import Ink, cover, draw_ink, line_ink
from image_proc.text.line import Line, TextStyle, lay_line
from image_proc.text.runs import is_plain, reads_leftwards

__all__ = [
    "Align",
    "Block",
    "Box",
    "Ink",
    "Line",
    "TextStyle",
    "cover",
    "draw_ink",
    "fit_block",
    "is_plain",
    "lay_line",
    "line_ink",
    "reads_leftwards",
]
