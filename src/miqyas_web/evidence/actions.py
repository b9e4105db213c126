"""Open a claim when a study is estimated; attach facts to it."""

from typing import Any

from django.db import transaction

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.evidence import science
from miqyas_web.evidence.models import Claim
from miqyas_web.foundation import audit
from miqyas_web.studies.models import Estimation


@transaction.atomic
def open_claim(*, estimation: Estimation, by: Person) -> Claim:
    """Say on the link what the estimation found; what people had attached before follows."""
    study = estimation.study
    earlier = Claim.objects.filter(estimation__study=study).order_by("-pk").first()
    claim = Claim.objects.create(
        link=study.link, estimation=estimation, said=earlier.said if earlier else {}, created_by=by
    )
    audit.record("claim_opened", target=claim, by=by, organisation=study.initiative.organisation)
    return claim


@transaction.atomic
def attach_facts(*, claim: Claim, said: dict[str, dict[str, Any]], by: Person) -> Claim:
    """Attach what no computation can know, each fact with where it is written."""
    claim = (
        Claim.objects.select_for_update(of=("self",))
        .select_related(
            "link__theory__initiative__organisation", "estimation__study__dataset", "estimation__plan"
        )
        .get(pk=claim.pk)
    )
    organisation = claim.link.theory.initiative.organisation
    check_has(Permission.STUDY, permissions_in(organisation, by))
    before, claim.said = claim.said, said
    science.judge(claim, theory_is_complete=None)
    claim.save(update_fields=["said", "changed_at"])
    audit.record("facts_attached", target=claim, by=by, organisation=organisation, before=before, after=said)
    return claim
