"""Keep a theory as it stands; put it back as it stood."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.rules import writable
from miqyas_web.theories import science
from miqyas_web.theories.actions.changing import all_rows, begin, check_not_in_use, finish, put
from miqyas_web.theories.enums import ChangeVerb
from miqyas_web.theories.models import Theory, TheoryVersion
from miqyas_web.theories.queries import map_of
from miqyas_web.theories.rules import PARTS, Gone, Row, Rows


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


@transaction.atomic
def restore_version(*, initiative: Initiative, number: int, by: Person) -> TheoryVersion:
    """Put the theory back as a version kept it, as one change that may be undone."""
    theory = begin(initiative, by=by)
    version = theory.versions.filter(number=number).first()
    if version is None:
        raise Gone
    target = science.rows_in(version.content)
    stands = all_rows(theory)
    if target == {kind: sorted(stands[kind], key=_key) for kind in PARTS}:
        raise Refused(_("The theory is already as this version says: there is nothing to put back."))
    _clear(theory, {kind: {row["key"] for row in target[kind]} for kind in PARTS})
    put(theory, target)
    before, after = _differing(stands, all_rows(theory))
    finish(theory, ChangeVerb.VERSION_RESTORED, before=before, after=after, by=by)
    return version


def _clear(theory: Theory, kept: Mapping[str, Collection[str]]) -> None:
    """Delete what the version does not hold; refused while a room above leans on it."""
    theory.risks.exclude(key__in=kept["risks"]).delete()
    for kind in ("links", "nodes", "stakeholders"):
        gone = getattr(theory, kind).exclude(key__in=kept[kind])
        if kind == "links":
            gone = gone.select_related("source", "target")
        check_not_in_use(gone)
        gone.delete()


def _differing(before: Rows, after: Rows) -> tuple[Rows, Rows]:
    """The rows that are not the same on both sides."""
    return (
        {kind: [row for row in before[kind] if row not in after[kind]] for kind in PARTS},
        {kind: [row for row in after[kind] if row not in before[kind]] for kind in PARTS},
    )


def _key(row: Row) -> str:
    return str(row["key"])
