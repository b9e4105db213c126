"""What an upper room says about a link of a theory (slot ``theory_link_notes``)."""

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
