"""What XMP says: the well-known properties of a picture, and no tree of all the rest.

A packet may be a megabyte of anything. It is read as it is parsed, so that elements that say
nothing cost no memory; and what describes another picture (an ancestor, a part) is passed over.
Namespaces are looked up here: parsers that do it write a namespace's whole address before each
name, of which a hostile packet makes gigabytes.

Source: https://www.adobe.com/devnet/xmp.html (part 1, 7: RDF; part 2: schemas).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

LONGEST_XMP = 1024 * 1024
"""bytes; what Photoshop writes of a picture's whole history has a few hundred kB."""

PREFIXES = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "adobe:ns:meta/": "x",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://ns.adobe.com/lightroom/1.0/": "lr",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
    "http://creativecommons.org/ns#": "cc",
}
"""The namespaces that are read, by what they are called here, whatever a packet calls them."""

_ABOUT_ALL = ("rdf:", "x:", "xml:")
_ITEM, _LANGUAGE, _DEFAULT = "rdf:li", "xml:lang", "x-default"
_ARRAYS = frozenset({"rdf:Bag", "rdf:Seq"})
# How UTF-16 begins, which would be cut in half.
_WIDE = frozenset({b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"})
_PADDING = b"\x00 \r\n\t"
# Photoshop's lists of ancestors have some ten thousand items in a megabyte.
_MOST_NAMES, _DEEPEST, _MOST_PROPERTIES = 40_000, 100, 2000


@dataclass(slots=True)
class Property:
    """A property of a picture.

    Args:
        texts: one text, the items of a list, or one text in several languages.
        is_list: whether it is a list, even if of one.
        default: the text in the default language; None where none is named so.
        parts: the texts of a structure, by "prefix:name".
    """

    texts: list[str] = field(default_factory=list)
    is_list: bool = False
    default: str | None = None
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The one text of it: the default language's, or else the first; "" for none."""
        if self.default is not None:
            return self.default
        return self.texts[0] if self.texts else ""


Properties = Mapping[str, Property]
"""By "prefix:name", the prefix one of ours; of one that stands twice the first."""


def read_xmp(packet: bytes) -> Properties:
    """Read the properties of the picture itself.

    Args:
        packet: an XMP packet; one that is too long, broken or hostile says nothing.
    """
    if not packet or len(packet) > LONGEST_XMP:
        return {}
    reader, parser = _Reader(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(packet if packet[:2] in _WIDE else packet.strip(_PADDING), True)
    except (expat.ExpatError, ValueError, LookupError):
        return {}
    return reader.found


def _refuse(*_: object) -> None:
    """No XMP has a document type; with one come entities, of which bombs are made."""
    message = "more than any writer writes"
    raise ValueError(message)


class _Names:
    """Which prefixes stand for which namespaces, from element to element."""

    def __init__(self) -> None:
        self._bound: dict[str, list[str]] = {}
        self._levels: list[list[str]] = []

    def enter(self, attributes: Mapping[str, str]) -> None:
        """Learn what an element declares."""
        declared = [name for name in attributes if name == "xmlns" or name.startswith("xmlns:")]
        for name in declared:
            bound = self._bound.setdefault(name[len("xmlns:") :], [])
            bound.append(PREFIXES.get(attributes[name], ""))
        self._levels.append([name[len("xmlns:") :] for name in declared])

    def leave(self) -> None:
        """Forget what the last element has declared."""
        for prefix in self._levels.pop():
            self._bound[prefix].pop()

    def known(self, name: str, *, element: bool = False) -> str:
        """Give a name with our prefix; "" for a namespace that is not read."""
        prefix, colon, local = name.rpartition(":")
        if prefix == "xml":
            return name
        bound = self._bound.get(prefix) if colon or element else None
        return f"{bound[-1]}:{local}" if bound and bound[-1] else ""


class _Reader:
    """Listens to a parser.

    Properties stand within descriptions (as elements or attributes); what stands within a
    property is its items and parts.
    """

    def __init__(self) -> None:
        self.found: dict[str, Property] = {}
        self._names = _Names()
        self._depth = 0
        self._count = 0
        self._open: Property | None = None
        self._top = 0
        self._part: tuple[int, str] | None = None
        self._language: str | None = None
        self._said: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._depth += 1
        self._count += 1 + len(attributes)
        if self._count > _MOST_NAMES or self._depth > _DEEPEST:
            _refuse()
        self._names.enter(attributes)
        tag = self._names.known(name, element=True)
        if self._open is not None:
            self._within(self._open, tag, attributes)
        elif self._depth == 1 or tag.startswith(_ABOUT_ALL):
            for each, text in self._told(attributes):
                self._add(each, Property([text]))
        else:
            self._open, self._top = Property(), self._depth
            self._add(tag, self._open)
        self._said.clear()

    def _add(self, name: str, value: Property) -> None:
        if name and len(self.found) < _MOST_PROPERTIES:
            self.found.setdefault(name, value)

    def _told(self, attributes: Mapping[str, str]) -> list[tuple[str, str]]:
        """Give the attributes that are properties or parts of them."""
        named = ((self._names.known(name), text) for name, text in attributes.items())
        return [(name, text) for name, text in named if name and not name.startswith(_ABOUT_ALL)]

    def _within(self, open_: Property, tag: str, attributes: Mapping[str, str]) -> None:
        open_.is_list = open_.is_list or (tag in _ARRAYS and self._depth == self._top + 1)
        if tag == _ITEM and self._part is None:
            self._language = attributes.get(_LANGUAGE)
        elif not tag.startswith(_ABOUT_ALL) and self._part is None:
            self._part = self._depth, tag
        for name, text in self._told(attributes):
            open_.parts.setdefault(name, text)

    def data(self, text: str) -> None:
        """Take text, a piece at a time."""
        if self._open is not None:
            self._said.append(text)

    def end(self, _: str) -> None:
        """End an element."""
        if self._open is not None:
            self._ended(self._open, "".join(self._said).strip())
        self._said.clear()
        self._names.leave()
        self._depth -= 1

    def _ended(self, open_: Property, said: str) -> None:
        if self._part is not None:
            depth, part = self._part
            if said and part:
                open_.parts.setdefault(part, said)
            self._part = None if depth == self._depth else self._part
        elif said:
            open_.texts.append(said)
            if self._language == _DEFAULT and open_.default is None:
                open_.default = said
        if self._depth == self._top:
            self._open = self._language = None
