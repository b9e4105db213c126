"""How far the data of an initiative are."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.enums import UploadState
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.steps import StepState


def datasets_state(initiative: Initiative, _person: Person) -> StepState:
    """Done when a dataset is frozen. One query."""
    counted = Initiative.objects.filter(pk=initiative.pk).aggregate(
        n_datasets=Count("datasets", distinct=True),
        n_waiting=Count("uploads", filter=~Q(uploads__state=UploadState.FROZEN), distinct=True),
    )
    if counted["n_datasets"]:
        return StepState(
            "done",
            ngettext_lazy("%(n)s frozen dataset", "%(n)s frozen datasets", "n")
            % {"n": counted["n_datasets"]},
        )
    return StepState("started", _("a file to freeze")) if counted["n_waiting"] else StepState("empty")
