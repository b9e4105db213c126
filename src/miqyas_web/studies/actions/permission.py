"""Who may act on a study, and the study held while they do."""

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies.models import Study


def check_may_study(initiative: Initiative, by: Person) -> None:
    check_has(Permission.STUDY, permissions_in(initiative.organisation, by))


def locked(study: Study, by: Person) -> Study:
    """The study as it stands now, held until the transaction ends, for someone who may change it."""
    study = (
        Study.objects.select_for_update(of=("self",))
        .select_related("initiative__organisation", "link", "indicator", "dataset")
        .get(pk=study.pk)
    )
    check_may_study(study.initiative, by)
    return study
