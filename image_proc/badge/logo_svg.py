"""A stranger's SVG, checked before it becomes a part of a badge.

What comes out is written anew from what was checked: comments, processing instructions, titles
and the private marks of drawing programs are left behind.
"""

import re
from typing import NamedTuple, NoReturn
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from image_proc.badge.svg_bounds import LARGEST, check_numbers, check_values, view_box

SVG = "http://www.w3.org/2000/svg"
MOST_ELEMENTS = 100
DEEPEST = 16

_SVG_SPACE = f"{{{SVG}"
_HTML_SPACE = "{http://www.w3.org/1999/xhtml"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_CLIPS = frozenset({"clipPath", "mask"})
_ELEMENTS = _CLIPS | frozenset(
    [
        "g",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "style",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
    ]
)
_DROPPED = frozenset({"metadata", "title", "desc"})
# A mask's own region only cuts off what it masks; one of no size throws the rasteriser.
_MASK_REGION = frozenset({"x", "y", "width", "height"})
_PAINTS = frozenset(
    [
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "opacity",
        "stop-color",
        "stop-opacity",
        "clip-rule",
        "color",
        "display",
        "visibility",
        "overflow",
        "paint-order",
        "mask-type",
        "isolation",
        "enable-background",
        "shape-rendering",
        "color-interpolation",
    ]
)
_ATTRIBUTES = _PAINTS | frozenset(
    [
        "id",
        "class",
        "style",
        "type",
        "version",
        "baseProfile",
        "d",
        "x",
        "y",
        "width",
        "height",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "x1",
        "y1",
        "x2",
        "y2",
        "fx",
        "fy",
        "fr",
        "points",
        "transform",
        "viewBox",
        "preserveAspectRatio",
        "offset",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "clipPathUnits",
        "maskUnits",
        "maskContentUnits",
        "clip-path",
        "mask",
        "href",
        "role",
        "focusable",
    ]
)
_REFUSED_VALUE = re.compile(r"url\((?!['\"]?#)|[\\@<]|/\*|javascript:|data:", re.IGNORECASE)
_RULE = re.compile(r"[-\w.#,*>:\s]+\{([^{}]*)\}")


class CheckedSvg(NamedTuple):
    """Markup that is safe to embed and to draw.

    Args:
        markup: a whole document.
        aspect: width to height.
    """

    markup: str
    aspect: float


def check_svg(source: bytes) -> CheckedSvg:
    """Let only shapes and their paint through.

    Args:
        source: the document; its length is the caller's affair.

    Raises:
        ValueError: what is accepted, and what was met instead.
    """
    try:
        root = fromstring(source, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        message = "an SVG that is well-formed XML, without a DTD"
        raise ValueError(message) from error
    if root.tag != f"{_SVG_SPACE}}}svg":
        message = f'an SVG that begins with <svg xmlns="{SVG}">'
        raise ValueError(message)
    _check_tree(root)
    box = view_box(root)
    check_numbers(root, LARGEST * max(box[2:]))
    for side in ("x", "y", "width", "height"):
        root.attrib.pop(side, None)
    root.set("viewBox", str(box))
    return CheckedSvg(_write(root), box.aspect)


def _refuse(met: str) -> NoReturn:
    message = f"an SVG of plain shapes and gradients, without {met}"
    raise ValueError(message)


def _check_tree(root: Element) -> None:
    # Without recursion: how deep the tree is has to be found out first.
    waiting = [(root, 1, False)]
    count = 0
    while waiting:
        element, depth, clipping = waiting.pop()
        count += 1
        if count > MOST_ELEMENTS or depth > DEEPEST:
            message = f"an SVG of at most {MOST_ELEMENTS} elements, {DEEPEST} deep"
            raise ValueError(message)
        _check_children(element)
        clips = _local(element.tag) in _CLIPS
        _check_attributes(element, clipping=clipping or clips)
        waiting += [(child, depth + 1, clipping or clips) for child in element]


def _check_children(element: Element) -> None:
    for child in list(element):
        space, _, name = str(child.tag).rpartition("}")
        if space == _SVG_SPACE and name in _ELEMENTS:
            continue
        if space in {_SVG_SPACE, _HTML_SPACE, ""} and name not in _DROPPED:
            _refuse(f"<{name}>")
        element.remove(child)
    if _local(element.tag) == "style":
        _check_sheet(element.text or "")
    else:
        element.text = None
    element.tail = None


def _check_attributes(element: Element, *, clipping: bool) -> None:
    if _XLINK_HREF in element.attrib:
        element.set("href", element.attrib.pop(_XLINK_HREF))
    for name, value in list(element.attrib.items()):
        is_region = name in _MASK_REGION and _local(element.tag) == "mask"
        if is_region or name.startswith(("{", "data-", "aria-")):
            del element.attrib[name]
        elif name not in _ATTRIBUTES:
            _refuse(f"the attribute {name}")
        elif name == "style":
            _check_declarations(value)
        elif (name == "href" and not value.startswith("#")) or _REFUSED_VALUE.search(value):
            _refuse(f'{name}="{value[:40]}"')
        elif clipping and name in {"clip-path", "mask"}:
            _refuse("clips and masks inside of others")


def _check_sheet(sheet: str) -> None:
    at = 0
    while at < len(sheet.rstrip()):
        rule = _RULE.match(sheet, at)
        if rule is None:
            _refuse("style rules other than `selector { property: value }`")
        _check_declarations(rule[1])
        at = rule.end()


def _check_declarations(text: str) -> None:
    for declaration in filter(str.strip, text.split(";")):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name not in _PAINTS or _REFUSED_VALUE.search(value):
            _refuse(f"the style {declaration.strip()[:40]}")
        if name not in {"fill", "stroke", "stop-color", "color"}:
            check_values(value, LARGEST)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _write(root: Element) -> str:
    for element in root.iter():
        element.tag = _local(element.tag)
    root.set("xmlns", SVG)
    return tostring(root, encoding="unicode")
