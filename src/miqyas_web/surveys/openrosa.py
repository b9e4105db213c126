"""The three documents of OpenRosa that a phone reads, as bytes. What each must hold: docs/collection/phones.md."""

from collections.abc import Iterable
from functools import lru_cache
from xml.etree import ElementTree as ET

FORM_LIST = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"
RESPONSE = "http://openrosa.org/http/response"


def form_list(forms: Iterable[dict[str, str]]) -> bytes:
    """The list of forms; one entry without name or address would void it whole for the phone."""
    root = ET.Element("xforms", {"xmlns": FORM_LIST})
    for form in forms:
        _add(root, "xform", form)
    return _bytes(root)


def manifest(files: Iterable[dict[str, str]]) -> bytes:
    """The files a form reads beside itself."""
    root = ET.Element("manifest", {"xmlns": MANIFEST})
    for file in files:
        _add(root, "mediaFile", file)
    return _bytes(root)


@lru_cache(maxsize=64)
def response(message: str, *, nature: str) -> bytes:
    """A sentence the phone shows to who holds it."""
    root = ET.Element("OpenRosaResponse", {"xmlns": RESPONSE})
    ET.SubElement(root, "message", {"nature": nature}).text = message
    return _bytes(root)


def _add(root: ET.Element, tag: str, fields: dict[str, str]) -> None:
    element = ET.SubElement(root, tag)
    for name, text in fields.items():
        ET.SubElement(element, name).text = text


def _bytes(root: ET.Element) -> bytes:
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
