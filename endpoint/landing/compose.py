"""The composer without script: what a form sent, and the address that this makes.

The form's own script writes shorter addresses; these put into the query what a path would have to
escape, so that there is one writer of the paths' grammar for pages: assets/static/grammar.js.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from werkzeug.datastructures import MultiDict

_BADGE_START = {"label": "build", "message": "passing", "color": "brightgreen", "style": "flat"}
_OF_VALUES = ("format", "precision", "prefix", "suffix", "thresholds")
_PLACEHOLDER_START = {"size": "600x400", "bold": "true"}
_PICTURE_START = {"w": "600", "h": "400", "fit": "cover", "gravity": "smart", "format": "auto"}
_SHOWN_FIRST = "raccoon.webp"
"""The sample that `smart` finds something to look for in."""


class State:
    """Field → what was chosen; an empty string where nothing was."""

    def __init__(self, sent: MultiDict[str, str]) -> None:
        """Take what a form sent."""
        self._sent = sent

    def __getitem__(self, name: str) -> str:
        """Let a template ask for any field."""
        return self._sent.get(name, "")

    def both(self, name: str) -> tuple[str, str]:
        """Give the values of a field that stands twice in the form."""
        first, second, *_ = [*self._sent.getlist(name), "", ""]
        return first, second

    def pairs(self, without: Iterable[str]) -> list[tuple[str, str]]:
        """List what was filled in and belongs into the query."""
        sent = self._sent.items(multi=True)
        named = [(name, each) for name, each in sent if name not in {"make", *without}]
        # A right link alone stands second: an empty one holds the first place.
        kept = "link" if self.both("link")[1] else None
        return [(name, each) for name, each in named if each or name == kept]


@dataclass(frozen=True, slots=True)
class Composed:
    """A form as it was sent.

    Attributes:
        state: What was chosen.
        address: Path of the image below the service's root; empty where there is none.
        proofs: The same at 1× and at 2×; of a picture only once.
        vector: Whether both proofs are the same file, to be shown larger.
        alt: What the image says, for those who do not see it.
    """

    state: State
    address: str
    proofs: tuple[str, ...]
    vector: bool
    alt: str


def compose(args: MultiDict[str, str]) -> dict[str, Composed]:
    """Read the form that was sent, if any; the other one is as at the start.

    Args:
        args: The page's query; `make` says which form it comes from.
    """
    make = args.get("make")
    badge = args if make == "badge" else MultiDict(_BADGE_START)
    placeholder = args if make == "placeholder" else MultiDict(_PLACEHOLDER_START)
    return {"badge": _badge(State(badge)), "placeholder": _placeholder(State(placeholder))}


def compose_picture(args: MultiDict[str, str], samples: Sequence[str]) -> Composed:
    """Read the form of pictures that was sent, or show one of the samples.

    Args:
        args: The page's query.
        samples: What stands after /picture/ in the addresses of some pictures.
    """
    if args.get("make") == "picture":
        state = State(args)
    else:
        first = _SHOWN_FIRST if _SHOWN_FIRST in samples else "".join(samples[:1])
        state = State(MultiDict({"path": first, **_PICTURE_START}))
    path = state["path"]
    query = urlencode(state.pairs(without=("path",)))
    address = f"/picture/{quote(path, safe='/@')}" + (f"?{query}" if query else "") if path else ""
    name = path.rpartition("/")[2].rpartition(".")[0] or path
    return Composed(state, address, (address,), vector=False, alt=name)


def _badge(state: State) -> Composed:
    label, message = state["label"], state["message"]
    said: tuple[str, ...] = ("color",) if state["thresholds"] else ()
    if state["segments"]:
        said = ("label", "message", "color", "labelColor", *_OF_VALUES)
    query = state.pairs(without=("file", "scale", *said))
    suffix = f".{state['file']}" if state["file"] else ""

    def at(scale: str) -> str:
        ratio = f"@{scale}x" if scale and suffix else ""
        return f"/badge{ratio}{suffix}?{urlencode(query)}"

    alt = ": ".join(part for part in (label, message) if part)
    return Composed(state, at(state["scale"]), (at(""), at("2")), not suffix, alt)


def _placeholder(state: State) -> Composed:
    path = quote(state["size"], safe=":")
    query = state.pairs(without=("size", "file", "dpr", "bold"))
    query += [] if state["bold"] else [("bold", "false")]
    suffix = f".{state['file']}" if state["file"] else ""

    def at(dpr: str) -> str:
        ratio = f"@{dpr}x" if dpr else ""
        return f"/{path}{ratio}{suffix}" + (f"?{urlencode(query)}" if query else "")

    alt = state["text"] or f"Placeholder {state['size']}"
    return Composed(state, at(state["dpr"]), (at(""), at("2")), suffix == ".svg", alt)
