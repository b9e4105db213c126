"""What upper rooms put in the header, and the steps of a long piece of work."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry of the header. ``public``: shown to someone who is not signed in too."""

    label: "str | Promise"
    url_name: str
    icon: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True)
class StepItem:
    """One step, as the component ``steps`` shows it. ``status``: empty, started or done."""

    key: str
    label: "str | Promise"
    href: str = ""
    status: str = "empty"
    summary: "str | Promise" = ""


def shown_to(items: list[NavigationItem], person: Any) -> list[NavigationItem]:
    """The entries a person sees; a visitor sees the public ones."""
    signed_in = bool(getattr(person, "is_authenticated", False))
    return [item for item in items if signed_in or item.public]
