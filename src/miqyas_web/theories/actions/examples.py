"""Begin from an example."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories import science
from miqyas_web.theories.actions.changing import begin, finish, put, rows
from miqyas_web.theories.enums import ChangeVerb
from miqyas_web.theories.models import Theory


@transaction.atomic
def copy_theory(*, initiative: Initiative, example: science.Graph, by: Person) -> Theory:
    """Put an example in an empty theory, to be made one's own."""
    theory = begin(initiative, by=by)
    if theory.nodes.exists() or theory.stakeholders.exists() or theory.risks.exists():
        raise Refused(
            _("This theory has begun already: an example would mix with it. Read the example beside it.")
        )
    copied = science.rows_of(example)
    put(theory, copied)
    finish(theory, ChangeVerb.EXAMPLE_COPIED, before=rows(), after=copied, by=by)
    return theory
