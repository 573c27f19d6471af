"""What Markdown shows as it is typed: fenced code, indented code, code in a line; and comments."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from endpoint.badge.readme.html import COMMENT
from endpoint.badge.readme.text import Hidden, Line, blanked, lines_of

BLOCK, INLINE = "in a code block", "in code"

_QUOTED = r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*"
_FENCE = re.compile(rf"{_QUOTED}(?:(`{{3,}})[^`]*|(~{{3,}}).*)", re.DOTALL)
_ITEM = re.compile(r"([ \t]*(?:[-*+]|[0-9]{1,9}[.)]))([ \t]+)\S")
_MARK = re.compile(r"\\[\\`<]|<!--|</?[A-Za-z][^<>]*>|`+")
_TICKS = re.compile("`+")
_BLANK = re.compile(r"\n[ \t\r]*\n")
_CODE_INDENT = 4
_LOOSEST = 4


def hidden(text: str) -> list[Hidden]:
    """Find the parts that show no images, in order."""
    fences = list(_fences(text))
    blocks = fences + list(_indented(blanked(text, fences)))
    return sorted([*blocks, *_within_lines(blanked(text, blocks))])


def _fences(text: str) -> Iterator[Hidden]:
    """Fenced code; a fence that is never closed goes to the end."""
    fence, start = "", 0
    for line in lines_of(text):
        if fence:
            closing = line.text.strip(" \t\r\n>")
            if len(closing) >= len(fence) and not closing.strip(fence[0]):
                yield Hidden(start, line.end, BLOCK)
                fence = ""
        elif match := _FENCE.fullmatch(line.text):
            fence, start = match[1] or match[2], line.start
    if fence:
        yield Hidden(start, len(text), BLOCK)


def _indented(text: str) -> Iterator[Hidden]:
    """Lines four columns deeper than the list item that they are in, behind an empty line."""
    contents: list[int] = [0]
    after_blank, in_code = True, False
    for line in lines_of(text):
        if line.blank:
            after_blank = True
            continue
        while after_blank and line.indent < contents[-1]:
            contents.pop()
        in_code = (in_code or after_blank) and line.indent >= contents[-1] + _CODE_INDENT
        if in_code:
            yield line.hidden(BLOCK)
        elif column := _content_column(line):
            contents = [each for each in contents if each <= line.indent] + [column]
        after_blank = False


def _content_column(line: Line) -> int:
    """Where the text of a list item begins; 0 when the line begins none."""
    match = _ITEM.match(line.text)
    if match is None:
        return 0
    gap = len(match[2].expandtabs(_CODE_INDENT))
    return len(match[1].expandtabs(_CODE_INDENT)) + (gap if gap <= _LOOSEST else 1)


def _within_lines(text: str) -> Iterator[Hidden]:
    """Code spans and comments; what begins first wins, and a tag's backticks are its own."""
    ticks, blanks = _runs(text), [match.start() for match in _BLANK.finditer(text)]
    at = 0
    while match := _MARK.search(text, at):
        at = match.end()
        if match[0] == "<!--":
            found = text.find("-->", at)
            at = found + 3 if found >= 0 else len(text)
            yield Hidden(match.start(), at, COMMENT)
        elif match[0][0] == "`":
            same = ticks[len(match[0])]
            index = bisect_right(same, match.start())
            if index < len(same) and same[index] < _next(blanks, at, len(text)):
                at = same[index] + len(match[0])
                yield Hidden(match.start(), at, INLINE)


def _runs(text: str) -> dict[int, list[int]]:
    """Where the runs of backticks begin, by their length."""
    runs: dict[int, list[int]] = defaultdict(list)
    for match in _TICKS.finditer(text):
        runs[len(match[0])].append(match.start())
    return runs


def _next(places: list[int], at: int, otherwise: int) -> int:
    index = bisect_right(places, at)
    return places[index] if index < len(places) else otherwise
