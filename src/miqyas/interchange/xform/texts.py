"""What a form says, by language."""

import re
from collections.abc import Mapping
from typing import Any

from miqyas.interchange.xform.document import children, local_name

ITEXT = re.compile(r"^\s*jr:itext\(\s*'([^']*)'\s*\)\s*$")
# As in XML; a space that must not break, before a French colon, stays.
BLANKS = re.compile(r"[ \t\r\n]+")
# What pyxform writes where a translation is missing.
MISSING = "-"


class Texts:
    """The translations of a form: identifier to words by language."""

    def __init__(self, model: Any) -> None:
        translations = [
            translation
            for itext in children(model)
            if local_name(itext) == "itext"
            for translation in children(itext)
            if local_name(translation) == "translation"
        ]
        self.languages = tuple(dict.fromkeys(each.get("lang", "") for each in translations))
        defaults = [each.get("lang", "") for each in translations if each.get("default")]
        self.default = (defaults or [*self.languages, ""])[0]
        self._words: dict[str, dict[str, str]] = {}
        for translation in translations:
            for text in children(translation):
                if (words := _value(text)) and words != MISSING:
                    self._words.setdefault(text.get("id", ""), {})[translation.get("lang", "")] = words

    def identified(self, identifier: str) -> Mapping[str, str]:
        """Return the words of an identifier of the translations."""
        return self._words.get(identifier, {})

    def of(self, element: Any | None) -> Mapping[str, str]:
        """Return the words of a label or hint, written there or among the translations."""
        if element is None:
            return {}
        found = ITEXT.match(element.get("ref", ""))
        if found:
            return self.identified(found[1])
        words = written(element)
        return dict.fromkeys(self.languages or ("",), words) if words else {}


def written(element: Any) -> str:
    """Return the text of an element, a value shown in it as ``${name}``."""
    if not len(element):
        return BLANKS.sub(" ", element.text or "").strip(" ")
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            is_output = local_name(child) == "output"
            pieces.append(_shown(child) if is_output else written(child))
        pieces.append(child.tail or "")
    return BLANKS.sub(" ", "".join(pieces)).strip(" ")


def _value(text: Any) -> str:
    """The words themselves: values with a form are pictures, sounds or guidance."""
    return next((written(value) for value in children(text) if value.get("form") is None), "")


def _shown(output: Any) -> str:
    reference = (output.get("value") or output.get("ref") or "").strip()
    is_path = re.fullmatch(r"[\w./\-]+", reference)
    return f"${{{reference.rsplit('/', 1)[-1]}}}" if is_path else f"[{reference}]"
