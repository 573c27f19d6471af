"""What a file is called: a text of its sender, never a path of ours."""

import re
import unicodedata

from werkzeug.http import parse_options_header

from endpoint.image.models import LONGEST_NAME
from image_proc.errors import InvalidParameter

UNNAMED = "image"
"""What a file is called whose sender gave it no name."""

_REPLACED = "\N{REPLACEMENT CHARACTER}"  # what decoders put in place of broken UTF-8
_BACKSLASH = re.compile(r'\\(["\\])?')
_REFUSED = {"Cc", "Cs", "Zl", "Zp"}  # controls, halves of pairs, and breaks of lines


def file_name(text: str, parameter: str) -> str:
    r"""Make a name of what a client calls a file.

    Browsers have sent whole paths (`C:\fakepath\cat.jpg`): only what follows the last separator
    counts, as RFC 7578 wants it.

    Args:
        text: as sent.
        parameter: what the sender knows it by.

    Returns:
        1 to 255 characters in Unicode's form NFC, without controls and separators of paths;
        "image" if there are none.

    Raises:
        InvalidParameter: broken UTF-8, control characters, too long, or a mere `..`.

    Source: https://datatracker.ietf.org/doc/html/rfc7578#section-4.2
    """
    return _last_part(text, parameter) or UNNAMED


def new_name(text: str, parameter: str) -> str:
    """Make a name of what somebody wants a file to be called from now on.

    Args:
        text: as sent.
        parameter: what the sender knows it by.

    Returns:
        As `file_name` does, but never a name of ours.

    Raises:
        InvalidParameter: as `file_name` says, or there is nothing in it.
    """
    name = _last_part(text, parameter)
    if not name:
        raise InvalidParameter(parameter, text, f"a name of 1 to {LONGEST_NAME} characters")
    return name


def _last_part(text: str, parameter: str) -> str:
    if _REPLACED in text:
        raise InvalidParameter(parameter, text, "text in UTF-8")
    if any(unicodedata.category(character) in _REFUSED for character in text):
        shown = text.encode("unicode_escape").decode()
        raise InvalidParameter(parameter, shown, "a name without control characters")
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", text)[-1]).strip()
    if len(name) > LONGEST_NAME:
        raise InvalidParameter(parameter, name, f"a name of {LONGEST_NAME} characters at most")
    if name in {".", ".."}:
        raise InvalidParameter(parameter, text, "the name of a file")
    return name


def disposition(header: str) -> dict[str, str]:
    """Read the parameters of a Content-Disposition, whatever its kind; names in small letters.

    Args:
        header: as text; `filename*` is decoded and stands for `filename`.
    """
    # Browsers leave backslashes as they are, others write two of them, and \\" for a quote.
    # Source: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
    escaped = _BACKSLASH.sub(lambda found: found[0] if found[1] else r"\\", header)
    return parse_options_header(escaped)[1]
