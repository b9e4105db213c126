"""Write a report, publish it for good, verify it, withdraw it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.evidence.models import Claim
from miqyas_web.foundation import audit, clock, jobs
from miqyas_web.foundation.models import Job
from miqyas_web.initiatives.models import Initiative
from miqyas_web.reports import queries, rules, science
from miqyas_web.reports.enums import ReportState
from miqyas_web.reports.models import Report, Verification


@transaction.atomic
def create_report(*, initiative: Initiative, by: Person, claims: Sequence[Claim], **said: Any) -> Report:
    """Begin a report from estimated studies."""
    check_may_publish(initiative, by)
    check_claims(initiative, claims)
    report = Report.objects.create(initiative=initiative, created_by=by, **said)
    report.claims.set(claims)
    audit.record("report_created", target=report, by=by, organisation=initiative.organisation)
    return report


@transaction.atomic
def change_report(*, report: Report, by: Person, claims: Sequence[Claim], **said: Any) -> Report:
    """Change a draft."""
    report = locked(report, by)
    rules.check_is_draft(report.state)
    check_claims(report.initiative, claims)
    for name, value in said.items():
        setattr(report, name, value)
    report.save(update_fields=list(said))
    report.claims.set(claims)
    audit.record("report_changed", target=report, by=by, organisation=report.initiative.organisation)
    return report


@transaction.atomic
def publish_report(*, report: Report, by: Person, site: str = "") -> Report:
    """Freeze what the report says and how each of its figures is computed again. ``site`` begins its addresses."""
    report = locked(report, by)
    rules.check_can_move(report.state, ReportState.PUBLISHED)
    found = queries.found_in(report, by)
    rules.check_has_findings(len(found))
    for graded in found:
        rules.check_arms(str(graded.claim.estimation.study), graded.claim.estimation.groups)
    now = clock.now()
    document = queries.written_now(report, found, site=site, published_at=science.here(now))
    sealed = science.seal(report, document, found)
    report.content, report.content_sha256 = sealed.content, sealed.content_sha256
    report.manifest, report.sha256 = sealed.manifest, sealed.sha256
    report.state, report.published_at, report.published_by = ReportState.PUBLISHED, now, by
    report.save()
    audit.record(
        "report_published",
        target=report,
        by=by,
        organisation=report.initiative.organisation,
        sha256=report.sha256,
        content_sha256=report.content_sha256,
        shares_data=report.shares_data,
    )
    return report


@transaction.atomic
def withdraw_report(*, report: Report, by: Person, reason: str) -> Report:
    """Take a report back from its readers, who are told why; what it said is kept."""
    report = locked(report, by)
    rules.check_can_move(report.state, ReportState.WITHDRAWN)
    rules.check_reason(reason)
    report.state, report.withdrawn_at = ReportState.WITHDRAWN, clock.now()
    report.withdrawn_reason = reason.strip()
    report.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
    organisation = report.initiative.organisation
    audit.record("report_withdrawn", target=report, by=by, organisation=organisation, reason=reason.strip())
    return report


@transaction.atomic
def ask_verification(*, report: Report, by: Person) -> Job:
    """Queue the computation of every figure again. Every reader of the organisation may ask."""
    rules.check_is_published(report.state)
    job = jobs.ask(
        "reports.verify",
        title=_("Verification: %(report)s") % {"report": report},
        by=by,
        report_id=report.pk,
        person_id=by.pk,
    )
    audit.record(
        "verification_asked", target=report, by=by, organisation=report.initiative.organisation, job=job.pk
    )
    return job


def verify_report(*, report: Report, by: Person | None, job_id: int | None = None) -> Verification:
    """Compute every figure again and keep the verdict. Asked twice for one job, it answers with the first.

    ``by`` is None when the platform does it by itself.
    """
    done = Verification.objects.filter(job_id=job_id).first() if job_id else None
    return done or keep_verification(report=report, by=by, job_id=job_id, found=science.verify(report))


@transaction.atomic
def keep_verification(
    *, report: Report, by: Person | None, job_id: int | None, found: science.Verified
) -> Verification:
    verification = Verification.objects.create(
        report=report,
        is_same=found.is_same,
        verdicts=found.verdicts,
        library_version=found.library_version,
        by=by,
        job_id=job_id,
    )
    organisation = report.initiative.organisation
    audit.record("report_verified", target=report, by=by, organisation=organisation, is_same=found.is_same)
    return verification


def check_may_publish(initiative: Initiative, by: Person) -> None:
    check_has(Permission.PUBLISH, permissions_in(initiative.organisation, by))


def check_claims(initiative: Initiative, claims: Sequence[Claim]) -> None:
    """Claims of another initiative never enter: a bug of ours, not a refusal."""
    theirs = {claim.link.theory.initiative_id for claim in claims}
    if theirs - {initiative.pk}:
        raise LookupError(f"Claims of initiatives {theirs} in a report of {initiative.pk}.")


def locked(report: Report, by: Person) -> Report:
    """The report as it stands now, held until the transaction ends, for someone who may publish."""
    report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("initiative__organisation", "created_by")
        .get(pk=report.pk)
    )
    check_may_publish(report.initiative, by)
    return report
