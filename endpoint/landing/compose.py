"""The composer without script: what a form sent, and the address that this makes.

The form's own script writes shorter addresses; this one needs no escapes, so that there is one
writer of the paths' grammar for pages (assets/static/grammar.js).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from werkzeug.datastructures import MultiDict

State = Mapping[str, str | list[str]]

_BADGE = [
    "label",
    "message",
    "color",
    "labelColor",
    "style",
    "file",
    "scale",
    "logo",
    "logoColor",
    "logoSize",
    "thresholds",
    "format",
    "precision",
    "prefix",
    "suffix",
    "segments",
    "theme",
    "cacheSeconds",
]
_PLACEHOLDER = [
    "size",
    "background",
    "foreground",
    "text",
    "file",
    "dpr",
    "font",
    "font_size",
    "bold",
    "align",
    "radius",
    "border",
    "gradient",
]
_BADGE_START = {"label": "build", "message": "passing", "color": "brightgreen", "style": "flat"}
_PLACEHOLDER_START = {"size": "600x400", "bold": "true"}
_LINKS = 2


@dataclass(frozen=True, slots=True)
class Composed:
    """A form as it was sent.

    Attributes:
        state: Field → value, an empty string where nothing was chosen.
        address: Path of the image below the service's root.
        proofs: The same at 1× and at 2×.
        alt: What the image says, for those who do not see it.
    """

    state: State
    address: str
    proofs: tuple[str, str]
    alt: str


def compose(args: MultiDict[str, str]) -> dict[str, Composed]:
    """Read the form that was sent, if any; the other one is as at the start.

    Args:
        args: The page's query; `make` says which form it comes from.
    """
    make = args.get("make")
    badge = args if make == "badge" else MultiDict(_BADGE_START)
    placeholder = args if make == "placeholder" else MultiDict(_PLACEHOLDER_START)
    return {"badge": _badge(badge), "placeholder": _placeholder(placeholder)}


def _badge(args: MultiDict[str, str]) -> Composed:
    links = args.getlist("link")[:_LINKS]
    fields = {name: args.get(name, "") for name in _BADGE}
    query = _sent(fields, without={"label", "file", "scale"})
    query += [("label", fields["label"]), *(("link", link) for link in links if any(links))]
    suffix = f".{fields['file']}" if fields["file"] else ""

    def at(scale: str) -> str:
        ratio = f"@{scale}x" if scale and suffix else ""
        return f"/badge{ratio}{suffix}?{urlencode(query)}"

    state: State = {**fields, "link": [*links, *[""] * (_LINKS - len(links))]}
    alt = ": ".join(part for part in (fields["label"], fields["message"]) if part)
    return Composed(state, at(fields["scale"]), (at(""), at("2")), alt)


def _placeholder(args: MultiDict[str, str]) -> Composed:
    state = {name: args.get(name, "") for name in _PLACEHOLDER}
    background, foreground = (
        state[name].removeprefix("#") for name in ("background", "foreground")
    )
    colors = [background or "cccccc", foreground] if foreground else [background]
    path = "/".join(quote(part, safe=":") for part in (state["size"], *colors) if part)
    query = _sent(state, without={"size", "background", "foreground", "file", "dpr", "bold"})
    query += [] if state["bold"] else [("bold", "false")]
    suffix = f".{state['file']}" if state["file"] else ""

    def at(dpr: str) -> str:
        ratio = f"@{dpr}x" if dpr else ""
        return f"/{path}{ratio}{suffix}" + (f"?{urlencode(query)}" if query else "")

    alt = state["text"] or f"Placeholder {state['size']}"
    return Composed(state, at(state["dpr"]), (at(""), at("2")), alt)


def _sent(fields: Mapping[str, str], without: set[str]) -> list[tuple[str, str]]:
    """List what was filled in and belongs into the query."""
    return [(name, value) for name, value in fields.items() if value and name not in without]
