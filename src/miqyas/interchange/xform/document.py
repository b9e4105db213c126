"""XML from outside, parsed with every door shut."""

from typing import Any
from xml.parsers import expat

from lxml import etree

from miqyas.errors import XFormNotXml, XFormTooLarge, XFormWithDoctype

# A form of 20,000 choices in three languages weighs 6 MB.
MOST_BYTES = 20_000_000
BLOCK = 1 << 16


def parse(xml: bytes, *, maximum: int = MOST_BYTES) -> Any:
    """Return the root element; entities, networks and document types stay shut."""
    if len(xml) > maximum:
        raise XFormTooLarge(found=len(xml), maximum=maximum)
    _refuse_doctype(xml)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as reason:
        raise XFormNotXml(reason=str(reason).strip().rstrip(".")[:200]) from reason
    if root.getroottree().docinfo.internalDTD is not None:
        raise XFormWithDoctype
    return root


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(etree.QName(element).localname)


def children(element: Any) -> list[Any]:
    """Return the elements directly inside; neither comments nor entities."""
    return [child for child in element if isinstance(child.tag, str)]


def _refuse_doctype(xml: bytes) -> None:
    """A document type stands before the first element: nothing of it is parsed beyond its name."""
    state = {"began": False, "doctype": False}

    def doctype(*_: object) -> None:
        state["doctype"] = True

    def began(*_: object) -> None:
        state["began"] = True

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = began
    for start in range(0, len(xml), BLOCK):
        try:
            parser.Parse(xml[start : start + BLOCK], False)
        except (expat.ExpatError, ValueError, LookupError):
            break  # lxml says what is wrong, and looks for a document type again
        if state["began"] or state["doctype"]:
            break
    if state["doctype"]:
        raise XFormWithDoctype
