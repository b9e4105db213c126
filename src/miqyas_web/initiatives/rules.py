"""What an initiative may become, and how its words are kept. No queries, no requests."""

import re

from django.utils.translation import gettext_lazy as _

from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.enums import InitiativeState

NEXT_STATES = {
    InitiativeState.PLANNED: {InitiativeState.UNDER_WAY, InitiativeState.COMPLETE},
    InitiativeState.UNDER_WAY: {InitiativeState.PLANNED, InitiativeState.COMPLETE},
    InitiativeState.COMPLETE: {InitiativeState.UNDER_WAY},
}

# XML 1.0, section 2.2: what an SVG, a Word file or a spreadsheet cannot carry.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Stale(Refused):
    """Someone else changed the same thing since the page was opened."""


def check_can_become(state: str, to: str) -> None:
    """Raise ``Refused`` unless an initiative in ``state`` may be put in ``to``."""
    now, then = InitiativeState(state), InitiativeState(to)
    if then != now and then not in NEXT_STATES[now]:
        raise Refused(
            _("An initiative that is «%(now)s» cannot become «%(then)s».")
            % {"now": now.label, "then": then.label}
        )


def writable(text: str) -> str:
    """The text without characters that no document may hold, its line ends made one."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
