"""A QR code as SVG: one path of its dark runs."""

import re
import unicodedata
from xml.sax.saxutils import escape

from image_proc.color import OPAQUE, Color
from image_proc.errors import shorten
from image_proc.qr.spec import QrSpec
from image_proc.qr.symbol import modules

_RUN = re.compile(rb"\x01+")
_QUOTES = {'"': "&quot;"}
_UNWRITABLE = frozenset({"Cc", "Cs", "Cn"})


def draw_svg(spec: QrSpec) -> bytes:
    """Write the SVG: its modules lie on whole px of the page, as the bitmap's do."""
    size, module = spec.size, spec.module
    before = (size - spec.side * module) // 2
    name = escape(f"QR code: {_said(spec.text)}", _QUOTES)
    ground = f'<path {_paint(spec.light)} d="M0 0h{size}v{size}H0z"/>' if spec.light.alpha else ""
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
        f'viewBox="0 0 {size} {size}" role="img" aria-label="{name}" '
        f'shape-rendering="crispEdges"><title>{name}</title>{ground}'
        f'<path {_paint(spec.dark)} transform="translate({before} {before})scale({module})" '
        f'd="{_path(modules(spec.text, spec.ecc))}"/></svg>\n'
    )
    return text.encode()


def _path(rows: tuple[bytes, ...]) -> str:
    return "".join(
        f"M{run.start()} {y}h{len(run[0])}v1H{run.start()}z"
        for y, row in enumerate(rows)
        for run in _RUN.finditer(row)
    )


def _said(text: str) -> str:
    """The text for those who hear the code; XML can hold no control character."""
    shown = shorten(" ".join(text.split()))
    return "".join(char for char in shown if unicodedata.category(char) not in _UNWRITABLE)


def _paint(color: Color) -> str:
    share = f' fill-opacity="{color.alpha / OPAQUE:.3g}"' if color.alpha < OPAQUE else ""
    return f'fill="{Color(*color.rgb).hex}"{share}'
