"""XML documents: parsed with no entities, no DTD and no network."""

from lxml import etree

from source.errors import Unreadable
from source.query.charsets import decode


def read_xml(body: bytes, charset: str | None) -> etree._Element:
    """Parse an XML document.

    What the sender names as its charset is believed before the document's own declaration, as
    RFC 7303 says. A DOCTYPE is passed over, since Cobertura and JaCoCo write one.

    Args:
        body: the document.
        charset: as its sender named it, or None.

    Returns:
        The root.

    Raises:
        Unreadable: it is no XML, declares entities, or is not in its charset.
    """
    if charset:
        body, charset = decode(body, charset).encode("utf-8", "surrogatepass"), "utf-8"
    parser = etree.XMLParser(
        encoding=charset, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        message = f"the document is no XML: see line {error.lineno}, column {error.offset}"
        raise Unreadable(message) from None
    _refuse_entities(root)
    return root


def _refuse_entities(root: etree._Element) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        message = "the document declares entities, which are not read"
        raise Unreadable(message)


def local_name(element: etree._Element) -> str:
    """Name an element without its namespace; comments and instructions have no name."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """List the children of one local name, in whatever namespace."""
    return [child for child in element if local_name(child) == name]
