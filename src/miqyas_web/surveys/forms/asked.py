"""What the form of a question is told."""

from collections.abc import Sequence
from dataclasses import dataclass

from miqyas_web.indicators.models import Indicator
from miqyas_web.surveys.queries.known import Known
from miqyas_web.surveys.rules.definition import Definition, Row


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form is about: the questionnaire, the kind, the row when it stands already, what is said of it."""

    definition: Definition
    kind: str
    row: Row
    known: Sequence[Known]
    indicators: Sequence[Indicator] = ()
    is_personal: bool = False
    indicator_id: int | None = None
