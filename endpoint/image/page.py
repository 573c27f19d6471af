"""The page for people: upload, look for, see, change, delete, bring back."""

from dataclasses import dataclass

from flask import Response, current_app, render_template

from endpoint.auth import Verb, caller
from endpoint.image import bp
from endpoint.image.install import images
from endpoint.image.snippets import snippets
from endpoint.links import base_url
from endpoint.signature import signer
from image_proc.decode.header import SourceFormat

_REVALIDATED = "no-cache"
_UNITS = ((1024**3, "GiB"), (1024**2, "MiB"), (1024, "KiB"), (1, "bytes"))
_ANY = ("", "any type")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page says of the service.

    Args:
        largest: bytes of a file at most.
        open: whether this reader may upload without a token.
        private: whether nobody may look without a token.
        signed: whether only a signed address, or a token, makes another picture of an uploaded one.
        read_only: whether nothing can be changed.
        types: what can be looked for: value, words.
    """

    largest: int
    open: bool
    private: bool
    signed: bool
    read_only: bool
    types: tuple[tuple[str, str], ...]

    @property
    def largest_text(self) -> str:
        """The same for people."""
        unit, name = next(each for each in _UNITS if self.largest >= each[0])
        return f"{self.largest / unit:.4g} {name}"


@bp.get("/image/")
def page() -> Response:
    """Show the page; what it lists it asks for itself."""
    facts = _facts()
    lines = snippets(base_url(), writes=not facts.open, reads=facts.private and not facts.open)
    response = Response(render_template("image.html", facts=facts, snippets=lines))
    response.headers["Cache-Control"] = _REVALIDATED
    return response


def _facts() -> Facts:
    found = caller()
    return Facts(
        largest=images().caps.file_bytes,
        open=found is not None and found.may(Verb.UPLOAD),
        private=current_app.config["PRIVATE"],
        signed=bool(signer().keys),
        read_only=images().read_only,
        types=(_ANY, *((each, each.upper()) for each in SourceFormat)),
    )
