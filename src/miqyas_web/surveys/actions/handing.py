"""The answers of a questionnaire are handed over as a workbook, which the audit log remembers."""

from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation import audit
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.actions.withdrawing import check_may_work
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.science.workbook import workbook_of_answers

# As many as a page may wait for; an extract takes any number.
MOST_ANSWERS = 5_000


def export_answers(*, survey: Survey, by: Person) -> bytes:
    """The answers and the rows of their repeats; without what is personal for whom may not read it."""
    organisation = survey.initiative.organisation
    check_may_work(survey.initiative, by)
    n_answers = survey.submissions.standing().count()
    if n_answers > MOST_ANSWERS:
        raise Refused(
            _("More than %(most)s answers: make an extract, which a job prepares apart from the page.")
            % {"most": MOST_ANSWERS}
        )
    with_personal = Permission.READ_PERSONAL in permissions_in(organisation, by)
    content = workbook_of_answers(survey, with_personal=with_personal)
    audit.record(
        "answers_exported",
        target=survey,
        by=by,
        organisation=organisation,
        n_answers=n_answers,
        with_personal=with_personal,
    )
    return content
