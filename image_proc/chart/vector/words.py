"""Words as SVG: drawn by the reader's own fonts, as wide as the bundled ones make them."""

from xml.sax.saxutils import escape

from image_proc.chart.path import number
from image_proc.chart.scene import Words
from image_proc.text import TextStyle, lay_line, reads_leftwards

_TURNED = {"start": "end", "middle": "middle", "end": "start"}


def look_of_words(words: Words) -> str:
    """The attributes that lines of one look share, but for their paint."""
    weight = ' font-weight="700"' if words.bold else ""
    anchor = f' text-anchor="{_anchor(words)}"' if _anchor(words) != "start" else ""
    return f' font-size="{number(words.size)}"{weight}{anchor}'


def text_element(words: Words, attributes: str) -> str:
    """One line.

    Args:
        words: what it says and where.
        attributes: those of its look, each after a space, where no group around it has them.
    """
    x, y = number(words.at.x), number(words.at.y)
    turn = f' transform="rotate({number(words.turn)} {x} {y})"' if words.turn else ""
    advance = lay_line(words.text, TextStyle(words.size, bold=words.bold)).advance
    # Another font is pressed or stretched; of a line without a width nothing would be left.
    length = f' textLength="{number(advance)}" lengthAdjust="spacingAndGlyphs"' if advance else ""
    way = ' direction="rtl"' if reads_leftwards(words.text) else ""
    spaces = ' xml:space="preserve"' if "  " in words.text else ""
    return (
        f'<text x="{x}" y="{y}"{attributes}{length}{way}{spaces}{turn}>{escape(words.text)}</text>'
    )


def _anchor(words: Words) -> str:
    """SVG's start is where reading begins; a scene's is the left."""
    return _TURNED[words.anchor] if reads_leftwards(words.text) else words.anchor
