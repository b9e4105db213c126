"""How a call is judged and answered, as data in ``Call.settings``. Said before the call opens, it binds afterwards.

::

    {"reviews_by_file": 3, "bridge_pct": 15, "most_chance_pct": 100, "needs_training": true,
     "opinions": "last", "uses_lottery": true, "draw_level_pct": 90,
     "chance_source": "...", "chance_date": "2027-03-01", "appeal_days": 30}
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Below, too few readers are left for a file.
LEAST_CHANCE_PCT = 20


class Opinions(TextChoices):
    """Which opinion of a reviewer counts."""

    LAST = "last", _("Those after discussion")
    FIRST = "first", _("The first ones, sealed")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a call says of its judging."""

    # How many people read each file.
    reviews_by_file: int = 3
    # Share of files that someone of another panel reads too, so that panels can be compared.
    bridge_pct: int = 15
    # The most chance that one reader is given one file; below 100, readings are drawn and nobody arranges to read a friend.
    most_chance_pct: int = 100
    # Whether files open only once the training is done.
    needs_training: bool = True
    # Which opinions the ranking, the allocation and the letters count.
    opinions: str = Opinions.LAST.value
    # Whether the lot is drawn where the ranking cannot tell; from which level of certainty a rank counts as told.
    uses_lottery: bool = False
    draw_level_pct: int = 90
    # The public event that gives the draw its chance, and its day: both announced before.
    chance_source: str = ""
    chance_date: str = ""
    appeal_days: int = 30


def settings_of(held: Mapping[str, Any]) -> Settings:
    """Read what a call holds; what is absent keeps its usual value."""
    known = asdict(Settings())
    return Settings(**{name: held.get(name, usual) for name, usual in known.items()})


def plain_settings(settings: Settings) -> dict[str, Any]:
    """Write settings as a call holds them."""
    return asdict(settings)
