"""RDF/XML → statements, each term with the place it stands at.

expat reads the XML; the stripes of nodes and properties are told apart here. A term stands where
it is written, without quotes: as the value of an attribute, as the content of a property, as the
name of an element. What nothing is written for, a node without a name or an empty text, stands
at the tag that means it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from naravard_kg.graph import Raw
from naravard_kg.plans.iris import resolve
from naravard_kg.plans.spans import Labels, Lines, Span, Stated
from naravard_kg.terms import RDF, XSD, Iri

_XML = "http://www.w3.org/XML/1998/namespace"
_TYPE, _FIRST, _REST, _NIL = (Iri(RDF + local) for local in ("type", "first", "rest", "nil"))
_SYNTAX = {RDF + f for f in ("about", "ID", "nodeID", "resource", "datatype", "parseType", "bagID")}
_UNQUALIFIED = {"about", "ID", "resource", "parseType", "type"}  # as RDF had them in 1999
_SPACE = " \t\r\n"
_DECLARATION = re.compile(r"<\?xml\s[^>]*\?>")
_NAME = re.compile(r"<([^\s/>]+)")
_ATTRIBUTE = re.compile(r"""\s+([^\s=/>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TAG_END = re.compile(r"\s*/?>")
_CLOSING = re.compile(r"</[^>]*>")

Term = tuple[Raw, Span]
Node = tuple[Iri, Span]


@dataclass
class _Tag:
    """A start tag: its name, its attributes, and where each of them stands."""

    name: str
    name_span: Span
    span: Span
    attributes: dict[str, tuple[str, Span]]

    def get(self, local: str) -> tuple[str, Span] | None:
        """The attribute of RDF's own with this name."""
        return self.attributes.get(RDF + local)

    def properties(self) -> Iterator[tuple[str, str, Span]]:
        """The attributes that state something."""
        for name, (value, at) in self.attributes.items():
            if name not in _SYNTAX and not name.startswith(_XML):
                yield name, value, at


@dataclass
class _Element:
    """An element that is not closed yet."""

    kind: str  # document, rdf, node, property, or literal: inside of one
    tag: _Tag
    base: str
    language: str
    predicate: Node = (_NIL, (0, 0))
    subject: Node | None = None  # what its properties are said of
    value: Term | None = None
    items: list[Node] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    counted: int = 0

    @property
    def form(self) -> str:
        """How the content of a property is to be read."""
        stated = self.tag.get("parseType")
        return stated[0] if stated and self.kind == "property" else ""


class Reader:
    """What has been read so far."""

    def __init__(self, lines: Lines, base: str) -> None:
        """Start before the first element."""
        self.lines = lines
        self.labels = Labels(lines.text)
        self.stated: list[Stated] = []
        self.open = [_Element("document", _Tag("", (0, 0), (0, 0), {}), base, "")]

    def state(self, subject: Node, predicate: Node, value: Term) -> None:
        """Add a statement."""
        self.stated.append((subject[0], predicate[0], value[0], subject[1], predicate[1], value[1]))

    def start(self, tag: _Tag) -> None:
        """An element begins: what it stands in tells whether it is a node or a property."""
        outer = self.open[-1]
        element = _Element(_kind(outer, tag), tag, outer.base, outer.language)
        if base := tag.attributes.get(f"{_XML}base"):
            element.base = resolve(outer.base, base[0]).partition("#")[0]
        if language := tag.attributes.get(f"{_XML}lang"):
            element.language = language[0].lower()
        self.open.append(element)
        if element.kind == "node":
            _begin_node(self, outer, element)
        elif element.kind == "property":
            _begin_property(self, outer, element)

    def end(self, offset: int) -> None:
        """An element ends; of a property it is known now what it says."""
        element = self.open.pop()
        outer = self.open[-1]
        if element.kind == "property" and outer.subject is not None:
            value = element.value or _content(self, element, offset)
            self.state(outer.subject, element.predicate, value)
            _reify(self, element, outer.subject, value)

    def data(self, text: str, offset: int) -> None:
        """Text between tags: a property has it as its value, anything else may not."""
        element = self.open[-1]
        if element.kind == "property" and not element.form and element.value is None:
            element.text.append(text)
        elif element.kind != "literal" and element.form in _TEXTLESS and text.strip(_SPACE):
            raise self.lines.fault("syntax", offset, f"text where none may stand: {text[:80]}")


_TEXTLESS = {"", "Resource", "Collection"}


def undeclared(text: str) -> str:
    """The text with blanks for its XML declaration: its encoding is that of the text no more."""
    found = _DECLARATION.match(text)
    return text if found is None else re.sub(r"[^\r\n]", " ", found[0]) + text[found.end() :]


def read(lines: Lines, base: str) -> list[Stated]:
    """The statements of an RDF/XML text.

    Raises:
        UnreadableFileError: the text is no XML, has text beside a node, or declares entities:
            those could grow without end, or stand in other files.
    """
    reader, offsets = Reader(lines, base), _Offsets(undeclared(lines.text))
    parser = _parser(reader, offsets)
    try:
        parser.Parse(offsets.data, True)  # noqa: FBT003 -- expat's own signature
    except expat.ExpatError as error:
        found = offsets.of(parser.ErrorByteIndex)
        raise lines.fault("syntax", found, expat.ErrorString(error.code)) from None
    return reader.stated


class _Offsets:
    """The characters that expat's bytes are; its events come in the order of the text."""

    def __init__(self, text: str) -> None:
        """Start at the beginning."""
        self.data = text.encode()
        self._known = 0, 0

    def of(self, byte: int) -> int:
        """The offset of the character that begins at *byte*."""
        at, character = self._known if byte >= self._known[0] else (0, 0)
        character += len(self.data[at:byte].decode(errors="ignore"))
        self._known = byte, character
        return character


def _parser(reader: Reader, offsets: _Offsets) -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8", "")  # the names of RDF: namespace and local name in one
    parser.ordered_attributes = True
    parser.specified_attributes = True
    text = reader.lines.text

    def here() -> int:
        return offsets.of(parser.CurrentByteIndex)

    def start(name: str, attributes: list[str]) -> None:
        reader.start(_tag(text, here(), name, attributes))

    def entity(*_: object) -> None:
        raise reader.lines.fault("entities", max(text.rfind("<!ENTITY", 0, here()), 0))

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: reader.end(here())
    parser.CharacterDataHandler = lambda data: reader.data(data, here())
    parser.EntityDeclHandler = entity
    return parser


def _tag(text: str, start: int, name: str, attributes: list[str]) -> _Tag:
    """A start tag; expat tells what its attributes mean, the text where they stand."""
    named = _NAME.match(text, start)
    at = named.end() if named else start
    spans: list[Span] = []
    while written := _ATTRIBUTE.match(text, at):
        at = written.end()
        if written[1].partition(":")[0] != "xmlns":
            spans.append(written.span(written.lastindex or 0))
    end = closed.end() if (closed := _TAG_END.match(text, at)) else at
    keys = (RDF + key if key in _UNQUALIFIED else key for key in attributes[::2])
    found = zip(attributes[1::2], spans, strict=False)
    name_span = named.span(1) if named else (start, at)
    return _Tag(name, name_span, (start, end), dict(zip(keys, found, strict=False)))


def _kind(outer: _Element, tag: _Tag) -> str:
    if outer.kind == "literal" or outer.form not in _TEXTLESS:
        return "literal"
    if outer.kind == "document" and tag.name == f"{RDF}RDF":
        return "rdf"
    return "property" if outer.kind == "node" or outer.form == "Resource" else "node"


def _begin_node(reader: Reader, outer: _Element, element: _Element) -> None:
    tag = element.tag
    element.subject = node = _named(reader, element, ("about", "ID", "nodeID")) or (
        reader.labels.fresh(),
        tag.span,
    )
    if tag.name != f"{RDF}Description":
        reader.state(node, (_TYPE, tag.name_span), (Iri(tag.name), tag.name_span))
    _state_attributes(reader, element, node)
    if outer.kind == "property":
        if outer.value is not None or (outer.items and outer.form != "Collection"):
            raise reader.lines.fault("syntax", tag.span[0], "a property has one value")
        outer.items.append(node)


def _named(reader: Reader, element: _Element, names: tuple[str, ...]) -> Node | None:
    """The thing that an attribute names."""
    for name in names:
        if written := element.tag.get(name):
            value, at = written
            if name == "nodeID":
                return reader.labels.labelled(f"_:{value}"), at
            return Iri(resolve(element.base, f"#{value}" if name == "ID" else value)), at
    return None


def _state_attributes(reader: Reader, element: _Element, node: Node) -> None:
    for name, value, at in element.tag.properties():
        said: Raw = _plain(value, element.language)
        if name == _TYPE:
            said = Iri(resolve(element.base, value))
        reader.state(node, (Iri(name), at), (said, at))


def _plain(text: str, language: str) -> Raw:
    kind = RDF + "langString" if language else XSD + "string"
    return text, kind, language


def _begin_property(reader: Reader, outer: _Element, element: _Element) -> None:
    tag = element.tag
    name = tag.name
    if name == f"{RDF}li":
        outer.counted += 1
        name = f"{RDF}_{outer.counted}"
    element.predicate = Iri(name), tag.name_span
    element.value = _named(reader, element, ("resource", "nodeID"))
    if element.form == "Resource":
        element.value = element.subject = reader.labels.fresh(), tag.span
    elif not element.form and not tag.get("datatype") and any(tag.properties()):
        node = element.value or (reader.labels.fresh(), tag.span)
        element.value = node
        _state_attributes(reader, element, (Iri(str(node[0])), node[1]))


def _content(reader: Reader, element: _Element, offset: int) -> Term:
    """What stands between the tags of a property."""
    written = element.tag.span[1], offset
    whole = element.tag.span[0], _closed(reader.lines.text, element.tag, offset)
    span = written if written[0] < written[1] else whole
    if element.form == "Collection":
        return _listed(reader, element, span)
    if element.form:
        return (reader.lines.text[written[0] : offset], RDF + "XMLLiteral", ""), span
    text = "".join(element.text)
    if element.items:
        if text.strip(_SPACE):
            raise reader.lines.fault("syntax", whole[0], "text beside a node")
        return element.items[0]
    if datatype := element.tag.get("datatype"):
        return (text, resolve(element.base, datatype[0]), ""), span
    return _plain(text, element.language), span


def _closed(text: str, tag: _Tag, offset: int) -> int:
    """The offset behind an element whose end begins at *offset*."""
    closing = _CLOSING.match(text, offset)
    return tag.span[1] if closing is None or text[tag.span[1] - 2] == "/" else closing.end()


def _listed(reader: Reader, element: _Element, span: Span) -> Node:
    """A list: each later cell stands where the rest of the list is written."""
    starts = [span[0], *(at[0] for _, at in element.items[1:])]
    cells: list[Node] = [
        (reader.labels.fresh(), (start, span[1]))
        for start, _ in zip(starts, element.items, strict=False)
    ]
    cells.append((_NIL, span if not cells else (span[1], span[1])))
    for item, cell, rest in zip(element.items, cells, cells[1:], strict=False):
        reader.state(cell, (_FIRST, item[1]), item)
        reader.state(cell, (_REST, rest[1]), rest)
    return cells[0]


def _reify(reader: Reader, element: _Element, subject: Node, value: Term) -> None:
    """Name a statement, where its property has an ``rdf:ID``."""
    written = element.tag.get("ID")
    if written is None:
        return
    name, at = Iri(resolve(element.base, f"#{written[0]}")), written[1]
    reader.state((name, at), (_TYPE, at), (Iri(RDF + "Statement"), at))
    parts: dict[str, Term] = {"subject": subject, "predicate": element.predicate, "object": value}
    for local, (raw, where) in parts.items():
        reader.state((name, at), (Iri(RDF + local), where), (raw, where))
