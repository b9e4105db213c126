"""Keep a theory as it stands."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.rules import writable
from miqyas_web.theories import science
from miqyas_web.theories.actions.changing import begin
from miqyas_web.theories.models import TheoryVersion
from miqyas_web.theories.queries import map_of


@transaction.atomic
def create_version(*, initiative: Initiative, reason: str, by: Person) -> TheoryVersion:
    """Freeze the theory as it stands, with its author, date and reason."""
    theory = begin(initiative, by=by)
    reason = " ".join(writable(reason).split())
    if not reason:
        raise Unfit(_("Say why you keep this version: what was decided, or what was learnt."))
    theory_map = map_of(theory)
    if not theory_map.nodes:
        raise Refused(_("The theory is empty: there is nothing to keep yet."))
    content, sha256 = science.content_of(theory_map.graph, theory_map.places)
    last = theory.versions.order_by("-number").first()
    if last is not None and last.sha256 == sha256:
        raise Refused(
            _("Nothing has changed since version %(number)s: a new version would say the same.")
            % {"number": last.number}
        )
    version = TheoryVersion.objects.create(
        theory=theory,
        number=last.number + 1 if last else 1,
        content=content,
        sha256=sha256,
        reason=reason[:300],
        author=by,
    )
    audit.record(
        "theory_version_created",
        target=version,
        by=by,
        organisation=initiative.organisation,
        number=version.number,
        sha256=sha256,
    )
    return version
