"""What questions may be made from: the indicators of the initiative, the questionnaires of the organisation."""

from django.db.models import QuerySet

from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.models import Initiative


def indicators_to_feed(initiative: Initiative) -> QuerySet[Indicator]:
    """The indicators of an initiative, by name."""
    return Indicator.objects.filter(node__theory__initiative=initiative).order_by("name", "pk")
