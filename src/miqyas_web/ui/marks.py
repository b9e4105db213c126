"""What upper rooms say about the parts of a theory (slots ``theory_link_notes`` and ``node_measures``)."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

Strength = Literal["supported", "uncertain", "contradicted", "none"]


@dataclass(frozen=True, slots=True)
class LinkMark:
    """How strongly a link is supported, in a word, with the address of the evidence."""

    strength: Strength
    label: "str | Promise"
    href: str = ""


@dataclass(frozen=True, slots=True)
class NodeMeasure:
    """One indicator of an element: its name, where its values come from, and where it is read."""

    name: str
    source: str = ""
    href: str = ""
