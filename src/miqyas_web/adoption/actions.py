"""Take stock: begin, answer together, complete."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.adoption import rules, science
from miqyas_web.adoption.enums import DiagnosticState
from miqyas_web.adoption.models import Answer, Diagnostic
from miqyas_web.adoption.queries.facts import facts_of
from miqyas_web.foundation import audit, clock
from miqyas_web.territories.models import Territory


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it was sent. ``level`` None: it does not apply. ``seen``: the revision that was shown."""

    level: int | None
    note: str = ""
    link: str = ""
    seen: int = 0


@transaction.atomic
def start_diagnostic(
    *, organisation: Organisation, audience: str, size: str, region: Territory | None, by: Person
) -> Diagnostic:
    """Begin, in the newest version, with what the platform has found already."""
    check_has(Permission.DESCRIBE, permissions_in(organisation, by))
    # Held, so that two colleagues do not begin at once.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    is_one_open = organisation.diagnostics.filter(audience=audience, state=DiagnosticState.OPEN).exists()
    rules.check_none_is_open(is_one_open=is_one_open)
    diagnostic = Diagnostic.objects.create(
        organisation=organisation,
        audience=audience,
        version=science.newest_version(audience),
        size=size,
        region=region,
        started_by=by,
        started_at=clock.now(),
    )
    found = facts_of(organisation, by)
    Answer.objects.bulk_create(
        Answer(
            diagnostic=diagnostic,
            item=item.key,
            found_level=found.get(item.fact),
            found_fact=item.fact if item.fact in found else "",
        )
        for item in science.questionnaire_of(diagnostic).items
    )
    audit.record(
        "diagnostic_started",
        target=diagnostic,
        by=by,
        organisation=organisation,
        audience=audience,
        version=diagnostic.version,
        n_found=len(found),
    )
    return diagnostic


@transaction.atomic
def answer_items(*, diagnostic: Diagnostic, said: Mapping[str, Said], by: Person) -> list[str]:
    """Keep the answers that changed; returns their items. All of them, or none."""
    diagnostic = _locked(diagnostic, by)
    rules.check_is_open(diagnostic.state)
    questionnaire = science.questionnaire_of(diagnostic)
    held = {answer.item: answer for answer in diagnostic.answers.select_related("answered_by")}
    changed = [held[item] for item, told in said.items() if _differs(_held(held, item), told)]
    overtaken = [
        answer
        for answer in changed
        if answer.is_given and answer.revision != said[answer.item].seen and answer.answered_by_id != by.pk
    ]
    if overtaken:
        raise rules.Overtaken([answer.item for answer in overtaken], who=str(overtaken[0].answered_by))
    for answer in changed:
        told = said[answer.item]
        science.check_answer(questionnaire, answer.item, told.level)
        rules.check_reason(found_level=answer.found_level, level=told.level, note=told.note)
        _keep(answer, told, by)
    if changed:
        facts: dict[str, Any] = {answer.item: answer.level for answer in changed}
        audit.record(
            "diagnostic_answered",
            target=diagnostic,
            by=by,
            organisation=diagnostic.organisation,
            answers=facts,
        )
    return [answer.item for answer in changed]


def _held(held: Mapping[str, Answer], item: str) -> Answer:
    if item not in held:
        raise Http404
    return held[item]


def _differs(answer: Answer, told: Said) -> bool:
    before = (answer.level, answer.note, answer.link)
    return not answer.is_given or before != (told.level, told.note.strip(), told.link)


def _keep(answer: Answer, told: Said, by: Person) -> None:
    answer.level, answer.applies = told.level, told.level is not None
    answer.note, answer.link = told.note.strip(), told.link
    answer.answered_by, answer.answered_at = by, clock.now()
    answer.revision += 1
    answer.save()


@transaction.atomic
def complete_diagnostic(*, diagnostic: Diagnostic, by: Person) -> Diagnostic:
    """Close it: from now on it has a result, and does not change."""
    diagnostic = _locked(diagnostic, by)
    rules.check_is_open(diagnostic.state)
    answers = list(diagnostic.answers.all())
    rules.check_all_answered(sum(not answer.is_given for answer in answers))
    diagnostic.standings = science.standings_of(diagnostic, answers)
    diagnostic.state, diagnostic.completed_by = DiagnosticState.COMPLETE, by
    diagnostic.completed_at = clock.now()
    diagnostic.save()
    audit.record(
        "diagnostic_completed",
        target=diagnostic,
        by=by,
        organisation=diagnostic.organisation,
        standings=diagnostic.standings,
    )
    return diagnostic


@transaction.atomic
def discard_diagnostic(*, diagnostic: Diagnostic, by: Person) -> None:
    """Throw away one that is not completed, with its answers."""
    diagnostic = _locked(diagnostic, by)
    rules.check_is_open(diagnostic.state)
    audit.record("diagnostic_discarded", target=diagnostic, by=by, organisation=diagnostic.organisation)
    diagnostic.delete()


def _locked(diagnostic: Diagnostic, by: Person) -> Diagnostic:
    """The diagnostic as it stands now, held until the transaction ends, for someone who may answer it."""
    diagnostic = (
        Diagnostic.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=diagnostic.pk)
    )
    check_has(Permission.DESCRIBE, permissions_in(diagnostic.organisation, by))
    return diagnostic
