"""Paths that outsiders send: which of them may be looked for below a folder, bucket or host."""

import unicodedata

from source.errors import NotAllowed

LONGEST_PATH = 1024
"""Characters."""

# Controls, half characters and line ends. Others that cannot be seen stand in honest names: the
# screenshots of macOS have a narrow no-break space before PM.
_STRANGE = frozenset({"Cc", "Cs", "Zl", "Zp"})


def check_path(path: str) -> None:
    r"""Refuse what is no plain path to a file below a folder.

    Args:
        path: decoded once, and never again: "%2e" is three characters of a name.

    Raises:
        NotAllowed: it is longer than 1024 characters, has a part that is empty or "..", a "\" or
            a control character; the message says what is accepted.
    """
    strange = "\\" in path or any(unicodedata.category(each) in _STRANGE for each in path)
    if strange or len(path) > LONGEST_PATH or {"", ".."}.intersection(path.split("/")):
        message = (
            f"{path[:LONGEST_PATH]!r} is no path of a file here; accepted: parts separated by /, "
            f"such as services/billing/package.json, with none that is empty or .., "
            f"{LONGEST_PATH} characters at most"
        )
        raise NotAllowed(message)
