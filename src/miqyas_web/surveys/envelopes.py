"""What an answer says of itself, before anyone reads what was answered."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import etree

from miqyas_web.surveys.refusals import Unreadable

# The column that keeps it, and what other platforms accept.
ID_CHARACTERS = 249


@dataclass(frozen=True, slots=True)
class Envelope:
    """The form an answer is to, and which answer it is. An absent version is an empty one."""

    form_id: str
    version: str
    instance_id: str
    deprecated_id: str
    root: etree._Element

    def files_at(self, paths: Collection[str]) -> list[str]:
        """Names of the files given as answers to the questions at these paths, each once."""
        # Whatever their namespace, and in the parser's own code: an answer may hold thousands of elements.
        steps = ("/".join(f"{{*}}{name}" for name in path.split("/")[2:]) for path in sorted(paths))
        found = (element for path in steps for element in self.root.iterfind(path))
        names = ((element.text or "").strip() for element in found)
        return list(dict.fromkeys(name for name in names if name))


def read_envelope(xml: bytes) -> Envelope:
    """Read the root and ``meta`` of an answer; raise ``Unreadable`` for what is none."""
    root = _parsed(xml)
    meta = _meta(root)
    instance_id = meta.get("instanceID") or (root.get("instanceID") or "").strip()
    if not instance_id:
        raise Unreadable(_("This answer has no identifier (instanceID)."))
    if len(instance_id) > ID_CHARACTERS:
        raise Unreadable(
            _("The identifier of this answer is longer than %(most)d characters.") % {"most": ID_CHARACTERS}
        )
    return Envelope(
        form_id=root.get("id") or etree.QName(root).namespace or "",
        version=root.get("version") or "",
        instance_id=instance_id,
        deprecated_id=meta.get("deprecatedID", ""),
        root=root,
    )


def _parsed(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(_("This answer is not well-formed XML: it was cut short or damaged.")) from error
    # With these options lxml takes a document type in silence.
    docinfo = root.getroottree().docinfo
    if docinfo.doctype or docinfo.internalDTD is not None:
        raise Unreadable(_("This answer declares a document type (DOCTYPE), which is refused."))
    return root


def _meta(root: etree._Element) -> dict[str, str]:
    """The texts of ``meta``, by local name: it stands in the form's namespace or in that of OpenRosa."""
    return {_local(each): (each.text or "").strip() for each in root.iterfind("{*}meta/*")}


def _local(element: etree._Element) -> str:
    """The name without its namespace; nothing for a comment or an instruction."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
