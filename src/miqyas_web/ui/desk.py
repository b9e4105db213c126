"""What a room proposes to do next, on a person's desk (slot ``desk_actions``)."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class DeskAction:
    """One thing to do: the verb, the reason, the address. The lowest ``priority`` comes first."""

    title: "str | Promise"
    why: "str | Promise"
    href: str
    priority: int = 50
