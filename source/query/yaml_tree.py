"""YAML as a tree of texts, as they are written; what looks like JSON is what it is in JSON.

Built from the parser's events, with no constructor that a tag could call: twice as fast as the
safe loader, and `on`, `1.10` and `2026-11-21` stay what they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn

import yaml

from source.errors import Unreadable
from source.query.texts import Written

MOST_NODES = 500_000
"""Of a document with its aliases written out; 1 MB holds no more without."""

DEEPEST = 100
"""Collections within collections; JSONPath goes no deeper."""

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,299})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_CORE = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(_CORE + name for name in ("int", "float", "bool", "null", "timestamp"))
_TEXT_TAGS = frozenset({"!", _CORE + "str"})
_TREE_TAGS = frozenset({None, "!", _CORE + "map", _CORE + "seq"})
_FOREIGN_TAG = "has a tag that is not read: only texts, numbers, lists and maps are"


def read_yaml(text: str) -> object:
    """Read the first document of a YAML stream.

    Args:
        text: of any length.

    Returns:
        Dicts with texts as keys, lists, texts, numbers, booleans and None; parts that the document
        repeats by an alias are one and the same.

    Raises:
        Unreadable: it is no YAML, has a tag that is not one of JSON's values, or an alias that
            repeats too much.
    """
    try:
        return _Builder().read(yaml.parse(text, Loader=_Loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f": see line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        message = f"the document is no YAML{place}"
        raise Unreadable(message) from None


class _Node(NamedTuple):
    """A value that is whole.

    Args:
        value: as it goes into the tree.
        weight: how many values it is, aliases written out.
        written: how a scalar stands in the document; None for collections.
        merges: it is the key `<<`.
    """

    value: object
    weight: int = 1
    written: str | None = None
    merges: bool = False


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come."""

    items: dict[str, object] | list[object]
    anchor: str | None
    weight: int = 1
    key: _Node | None = None
    merged: dict[str, object] = field(default_factory=dict)

    def take(self, node: _Node) -> str:
        """Put an item, key or value in; returns what is wrong with it, or nothing."""
        self.weight += node.weight
        if isinstance(self.items, list):
            self.items.append(node.value)
        elif self.key is None:
            self.key = node
            return "" if node.written is not None else "has a key that is no text"
        else:
            key, self.key = self.key, None
            if key.merges:
                return self._merge(node.value)
            self.items[key.written or ""] = node.value
        return ""

    def _merge(self, value: object) -> str:
        for source in value if isinstance(value, list) else [value]:
            if not isinstance(source, dict):
                return "merges what is no map"
            self.merged = source | self.merged
        return ""

    def close(self) -> _Node:
        """End it: what is merged gives way to what is written."""
        if isinstance(self.items, dict) and self.merged:
            return _Node(self.merged | self.items, self.weight)
        return _Node(self.items, self.weight)


class _Builder:
    """One document from its events."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._anchors: dict[str, _Node] = {}
        self._nodes = 0
        self._root: object = None

    def read(self, events: Iterator[yaml.Event]) -> object:
        """Follow the events to the end of the first document."""
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._put(event, self._named(event.anchor, _scalar(event)), 1)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._begin(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                ended = self._open.pop()
                self._put(event, self._named(ended.anchor, ended.close()), 0)
            elif isinstance(event, yaml.AliasEvent):
                node = self._aliased(event)
                self._put(event, node, node.weight)
            elif isinstance(event, yaml.DocumentEndEvent):
                break
        return self._root

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        if event.tag not in _TREE_TAGS:
            _refuse(event, _FOREIGN_TAG)
        if len(self._open) >= DEEPEST:
            _refuse(event, f"nests deeper than {DEEPEST}")
        self._nodes += 1
        items: dict[str, object] | list[object] = (
            {} if isinstance(event, yaml.MappingStartEvent) else []
        )
        self._open.append(_Open(items, event.anchor))

    def _named(self, anchor: str | None, node: _Node) -> _Node:
        if anchor is not None:
            self._anchors[anchor] = node
        return node

    def _aliased(self, event: yaml.AliasEvent) -> _Node:
        node = self._anchors.get(event.anchor or "")
        if node is None:
            _refuse(event, "has an alias to what has not ended, or is not there")
        return node

    def _put(self, event: yaml.Event, node: _Node, new: int) -> None:
        self._nodes += new
        if self._nodes > MOST_NODES:
            _refuse(event, f"makes the document larger than {MOST_NODES} values")
        if not self._open:
            self._root = node.value
        elif wrong := self._open[-1].take(node):
            _refuse(event, wrong)


def _scalar(event: yaml.ScalarEvent) -> _Node:
    text = event.value
    if event.implicit[0] or event.tag in _PLAIN_TAGS:
        return _Node(_resolve(text), 1, text, event.implicit[0] and text == "<<")
    if event.tag is not None and event.tag not in _TEXT_TAGS:
        _refuse(event, _FOREIGN_TAG)
    return _Node(text, 1, text)


def _resolve(text: str) -> object:
    """Read a plain scalar as the JSON schema of YAML 1.2 does, and whatever else as text.

    Source: https://yaml.org/spec/1.2.2/#102-json-schema
    """
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return Written(text)
    return text


def _refuse(event: yaml.Event, wrong: str) -> NoReturn:
    mark = event.start_mark
    message = f"the document{f', line {mark.line + 1},' if mark else ''} {wrong}"
    raise Unreadable(message)
