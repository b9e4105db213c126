"""What the rows of a file of measures may refer to."""

from miqyas_web.foundation.folding import fold
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.queries.groups import groupings_of
from miqyas_web.indicators.rules.importing import Known
from miqyas_web.initiatives.models import Initiative


def known_in(initiative: Initiative) -> tuple[dict[int, Indicator], dict[str, Known]]:
    """The indicators of an initiative by number, and what rows know of them by folded name."""
    indicators = {
        one.pk: one
        for one in Indicator.objects.filter(node__theory__initiative=initiative)
        .select_related("node__theory__initiative__organisation")
        .order_by("pk")
    }
    known = {fold(one.name).strip(): _known(one, initiative) for one in indicators.values()}
    return indicators, known


def _known(indicator: Indicator, initiative: Initiative) -> Known:
    groups = {}
    for grouping in groupings_of(indicator, initiative):
        for key, name in grouping.groups:
            groups[fold(name)] = groups[fold(key)] = (grouping.dimension, key)
    return Known(indicator.pk, indicator.name, indicator.is_ratio, indicator.scale, groups)
