"""Images in reStructuredText: the directives `image` and `figure`, and HTML in `raw`."""

import re
from collections.abc import Iterator

from endpoint.badge.readme import html
from endpoint.badge.readme.html import COMMENT
from endpoint.badge.readme.markdown_code import BLOCK
from endpoint.badge.readme.text import Hidden, Image, Line, Notation, blanked, lines_of

_IMAGE = re.compile(
    r"^[ \t|*+-]*\.\.[ \t]+(?:\|[^|\r\n]+\|[ \t]+)?(?:image|figure)::[ \t]*(?:\r?\n[ \t]+)?(\S+)",
    re.MULTILINE | re.IGNORECASE,
)
_CODE = re.compile(r"\s*\.\.\s+(?:code|code-block|sourcecode|highlight|parsed-literal|math)::")
_RAW = re.compile(r"\s*\.\.\s+raw::\s+html\s*$", re.IGNORECASE)
_MARKUP = re.compile(r"\s*\.\.\s+(?:\S+::|\||_|\[)")
_OTHER = "of another kind"


def hidden(text: str) -> list[Hidden]:
    """Find the parts that show no images, in order."""
    return [part for part in _blocks(text) if part.why in {BLOCK, COMMENT}]


def images(text: str) -> Iterator[Image]:
    """Find the addresses of images.

    Args:
        text: with its code and comments blanked.
    """
    for match in _IMAGE.finditer(text):
        yield Image(*match.span(1), Notation.PLAIN)
    others = [part for part in _everything(text) if part.why == _OTHER]
    yield from html.images(blanked(text, others))


def _everything(text: str) -> Iterator[Hidden]:
    """Every line: "" for HTML in `raw`, else `_OTHER`."""
    raw = {part.start for part in _blocks(text) if not part.why}
    for line in lines_of(text):
        yield line.hidden("" if line.start in raw else _OTHER)


def _blocks(text: str) -> Iterator[Hidden]:
    """The lines of the blocks that are not text; those of HTML in `raw` have no `why`."""
    why: str | None = None
    depth = 0
    for line in lines_of(text):
        if line.blank:
            continue
        if why is not None and line.indent > depth:
            yield line.hidden(why)
            continue
        why, depth = _opened(line), line.indent
        if why == COMMENT:
            yield line.hidden(COMMENT)


def _opened(line: Line) -> str | None:
    """What the deeper lines behind this one are; None for text."""
    if _RAW.match(line.text):
        return ""
    if _CODE.match(line.text):
        return BLOCK
    words = line.text.strip()
    if words == ".." or words.startswith(".. "):
        return None if _MARKUP.match(line.text) else COMMENT
    return BLOCK if words.endswith("::") else None
