"""What XMP says: the properties of a picture, and no tree of all the rest.

A packet may be a megabyte of anything. It is read as it is parsed, so that elements that say
nothing cost no memory; and what describes another picture (an ancestor, a part) is passed over.

Source: https://www.adobe.com/devnet/xmp.html (part 1, 7: RDF).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

LONGEST_XMP = 1024 * 1024
"""bytes; what Photoshop writes of a picture's whole history has a few hundred kB."""

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ITEM, _ABOUT_ALL = f"{_RDF}li", (_RDF, "{adobe:ns:meta/}", _XML)
_LANGUAGE, _DEFAULT = f"{_XML}lang", "x-default"
_ARRAYS = frozenset({f"{_RDF}Bag", f"{_RDF}Seq"})
# Photoshop's lists of ancestors have some ten thousand items in a megabyte.
_MOST_ELEMENTS, _DEEPEST = 40_000, 100


@dataclass(slots=True)
class Property:
    """A property of a picture.

    Args:
        texts: one text, the items of a list, or one text in several languages.
        is_list: whether it is a list, even if of one.
        default: the text in the default language; None where none is named so.
        parts: the texts of a structure, by "{namespace}name".
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


def read_xmp(packet: bytes) -> Mapping[str, Property]:
    """Read the properties of the picture itself.

    Args:
        packet: an XMP packet; one that is too long, broken or hostile says nothing.

    Returns:
        By "{namespace}name"; of one that stands twice the first.
    """
    if not packet or len(packet) > LONGEST_XMP:
        return {}
    reader = _Reader()
    parser = XMLParser(target=reader, forbid_dtd=True)
    try:
        parser.feed(packet.strip(b"\x00 \r\n\t"))
        parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return {}
    return reader.found


class _Reader:
    """Listens to a parser.

    Properties stand within descriptions (as elements or attributes); what stands within a
    property is its items and parts.
    """

    def __init__(self) -> None:
        self.found: dict[str, Property] = {}
        self._depth = 0
        self._elements = 0
        self._open: Property | None = None
        self._top = 0
        self._part: str | None = None
        self._language: str | None = None
        self._said: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        self._depth += 1
        self._elements += 1
        if self._elements > _MOST_ELEMENTS or self._depth > _DEEPEST:
            message = "more than any writer writes"
            raise ValueError(message)
        if self._open is not None:
            self._within(self._open, tag, attributes)
        elif self._depth == 1 or tag.startswith(_ABOUT_ALL):
            for name, text in attributes.items():
                if not name.startswith(_ABOUT_ALL):
                    self.found.setdefault(name, Property([text]))
        else:
            self._open, self._top = Property(), self._depth
            self.found.setdefault(tag, self._open)
        self._said.clear()

    def _within(self, open_: Property, tag: str, attributes: Mapping[str, str]) -> None:
        open_.is_list = open_.is_list or (tag in _ARRAYS and self._depth == self._top + 1)
        if tag == _ITEM and self._part is None:
            self._language = attributes.get(_LANGUAGE)
        elif not tag.startswith(_RDF):
            self._part = tag
        for name, text in attributes.items():
            if not name.startswith(_ABOUT_ALL):
                open_.parts.setdefault(name, text)

    def data(self, text: str) -> None:
        """Take text, a piece at a time."""
        if self._open is not None:
            self._said.append(text)

    def end(self, tag: str) -> None:
        """End an element."""
        said = "".join(self._said).strip()
        self._said.clear()
        if self._open is not None:
            self._ended(self._open, tag, said)
        self._depth -= 1

    def _ended(self, open_: Property, tag: str, said: str) -> None:
        if self._part is not None:
            if said:
                open_.parts.setdefault(self._part, said)
            self._part = None if tag == self._part else self._part
        elif said and (self._depth == self._top or tag == _ITEM):
            open_.texts.append(said)
            if self._language == _DEFAULT and open_.default is None:
                open_.default = said
        if self._depth == self._top:
            self._open = self._part = self._language = None
