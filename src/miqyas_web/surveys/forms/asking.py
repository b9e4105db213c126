"""The form of a question, new or standing."""

from collections.abc import Sequence

from django.http import QueryDict

from miqyas_web.indicators.models import Indicator
from miqyas_web.surveys.forms.asked import Asked
from miqyas_web.surveys.forms.questions import QuestionForm
from miqyas_web.surveys.models import FormVersion
from miqyas_web.surveys.queries.known import known_in
from miqyas_web.surveys.rules.definition import Row
from miqyas_web.surveys.rules.structure import Item


def form_of_new(
    data: QueryDict | None,
    version: FormVersion,
    kind: str,
    indicators: Sequence[Indicator],
    *,
    row: Row | None = None,
) -> QuestionForm:
    """An empty form for a question of a kind."""
    known = known_in(version.definition)
    return QuestionForm(data, asked=Asked(version.definition, kind, row or {}, known, indicators))


def form_of(
    data: QueryDict | None, version: FormVersion, item: Item, indicators: Sequence[Indicator]
) -> QuestionForm:
    """The form of a question that stands, filled with what it is."""
    mark = version.questions.filter(path=item.path).first()
    asked = Asked(
        version.definition,
        item.kind,
        item.row,
        known_in(version.definition),
        indicators,
        is_personal=bool(mark and mark.is_personal),
        indicator_id=mark.indicator_id if mark else None,
    )
    return QuestionForm(data, asked=asked)
