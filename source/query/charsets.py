"""From a document's bytes to its text."""

import codecs
import re

from source.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LONGEST_NAME = 40

# Python's own names of the codecs that hold documents: the others unpack archives, escape
# source code, or are slow on purpose (punycode).
_TEXTS = re.compile(
    r"ascii|utf-(?:8|16|32)(?:-[lb]e)?|utf-8-sig|iso8859-\d+|cp\d+|koi8-[rtu]|mac-roman|"
    r"gb2312|gbk|gb18030|big5|big5hkscs|euc_jp|euc_kr|shift_jis|iso2022_jp|iso2022_kr|tis-620"
)


def decode(body: bytes, charset: str | None) -> str:
    """Read a document's bytes as text.

    A byte order mark is believed first, then the sender, else it is UTF-8.
    Source: https://encoding.spec.whatwg.org/#decode

    Args:
        body: the document.
        charset: as its sender named it, or None.

    Returns:
        The text without a byte order mark.

    Raises:
        Unreadable: the charset is not known, or the bytes are not in it.
    """
    mark, name = _marked(body)
    if not mark:
        name = _known(charset) if charset else "utf-8"
    try:
        return body[len(mark) :].decode(name)
    except UnicodeDecodeError as error:
        place = len(mark) + error.start
        message = f"the document is said to be {charset or name}, which byte {place} is not"
        raise Unreadable(message) from None


def _marked(body: bytes) -> tuple[bytes, str]:
    for mark, name in _MARKS:
        if body.startswith(mark):
            return mark, name
    return b"", ""


def _known(charset: str) -> str:
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        name = ""
    if not _TEXTS.fullmatch(name):
        message = f"the document's charset {charset[:_LONGEST_NAME]!r} is not known"
        raise Unreadable(message)
    return name
