"""The answers one may choose: written in the question, in a list of the form, or in a file beside it."""

import re
from typing import Any
from urllib.parse import unquote

from miqyas.interchange.form import Choice
from miqyas.interchange.xform.document import children, local_name
from miqyas.interchange.xform.texts import ITEXT, Texts, written

INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
SEARCH = re.compile(r"search\(\s*['\"]([^'\"]+)['\"]")
ITEXT_BY_REFERENCE = re.compile(r"^\s*jr:itext\(\s*([\w\-.]+)\s*\)\s*$")
FILE = re.compile(r"^\s*jr://(?:file|file-csv|images|audio|video|audio-visual)/(.+?)\s*$")
# Where `select_one_external` finds its choices on a phone.
EXTERNAL = "itemsets.csv"


class Lists:
    """The secondary instances of a form, each read when a question asks for it."""

    def __init__(self, model: Any, texts: Texts) -> None:
        self._texts = texts
        instances = [child for child in children(model) if local_name(child) == "instance"]
        self._instances = {each.get("id"): each for each in instances[1:] if each.get("id")}
        self._read: dict[tuple[str, str, str], tuple[Choice, ...]] = {}

    def of(self, control: Any) -> tuple[tuple[Choice, ...], str]:
        """Return the choices of a question, and the file they stand in if they are not in the form."""
        searched = SEARCH.search(control.get("appearance", ""))
        if searched:
            return (), f"{searched[1]}.csv"
        if control.get("query"):
            return (), EXTERNAL
        written_here = tuple(self._item(child) for child in children(control) if local_name(child) == "item")
        itemset = next((child for child in children(control) if local_name(child) == "itemset"), None)
        if itemset is None:
            return written_here, ""
        found = INSTANCE.search(itemset.get("nodeset", ""))
        instance = self._instances.get(found[1]) if found else None
        if instance is None:
            return (), ""  # the choices are answers given earlier in the form
        source = FILE.match(instance.get("src", ""))
        if source:
            return (), unquote(source[1])
        return self._listed(str(found[1]) if found else "", instance, itemset), ""

    def _listed(self, name: str, instance: Any, itemset: Any) -> tuple[Choice, ...]:
        parts = {local_name(part): part.get("ref", "") for part in children(itemset)}
        key = (name, parts.get("value", "name"), parts.get("label", "label"))
        if key not in self._read:
            self._read[key] = tuple(
                self._row(item, key[1], key[2]) for root in children(instance) for item in children(root)
            )
        return self._read[key]

    def _row(self, item: Any, value: str, label: str) -> Choice:
        cells = {local_name(cell): written(cell) for cell in children(item)}
        translated = ITEXT_BY_REFERENCE.match(label)
        if translated:
            return Choice(cells.get(value, ""), self._texts.identified(cells.get(translated[1], "")))
        words = cells.get(label, "")
        languages = self._texts.languages or ("",)
        return Choice(cells.get(value, ""), dict.fromkeys(languages, words) if words else {})

    def _item(self, item: Any) -> Choice:
        parts = {local_name(part): part for part in children(item)}
        value = written(parts["value"]) if "value" in parts else ""
        return Choice(value, self._texts.of(parts.get("label")))


def media_of(root: Any) -> tuple[str, ...]:
    """Return the names of the files a form reads beside itself, in the order it names them."""
    found: dict[str, None] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for text in (element.text or "", *element.attrib.values()):
            if named := FILE.match(text):
                found[unquote(named[1])] = None
        if searched := SEARCH.search(element.get("appearance", "")):
            found[f"{searched[1]}.csv"] = None
        if element.get("query"):
            found[EXTERNAL] = None
    return tuple(found)


__all__ = ["ITEXT", "Lists", "media_of"]
