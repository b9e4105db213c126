"""What upper rooms put in the header, and the steps of a long piece of work."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry of the header. ``public``: shown to someone who is not signed in too; ``is_tool``: by its icon."""

    label: "str | Promise"
    url_name: str
    icon: str = ""
    public: bool = False
    is_tool: bool = False


@dataclass(frozen=True, slots=True)
class StepItem:
    """One step, as the component ``steps`` shows it. ``status``: empty, started or done."""

    key: str
    label: "str | Promise"
    href: str = ""
    status: str = "empty"
    summary: "str | Promise" = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the header as a person meets it."""

    label: "str | Promise"
    href: str
    icon: str
    is_current: bool
    is_tool: bool


def entries(items: list[NavigationItem], *, person: Any, path: str) -> list[Entry]:
    """The entries a person sees, the one they are in marked; a visitor sees the public ones."""
    signed_in = bool(getattr(person, "is_authenticated", False))
    shown = [item for item in items if signed_in or item.public]
    addresses = {item.url_name: _address(item) for item in shown}
    within = [address for address in addresses.values() if address and path.startswith(address)]
    current = max(within, key=len, default="")
    return [
        Entry(item.label, address, item.icon, is_current=address == current, is_tool=item.is_tool)
        for item in shown
        if (address := addresses[item.url_name])
    ]


def _address(item: NavigationItem) -> str:
    """Where the entry leads; nothing while its room has no such page (a test says so)."""
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        return ""
