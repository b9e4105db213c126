"""A second visit is known by the identifier of the household, and by who collected it."""

from datetime import datetime

from django.db import transaction

from miqyas_web.surveys.models import BackCheck, Submission, Survey
from miqyas_web.surveys.queries.quality import quality_settings, questions_of
from miqyas_web.surveys.science.reading import entries_of


def match_back_checks(survey: Survey) -> int:
    """Join to each answer drawn the first later answer with its identifier, collected by someone else."""
    name = quality_settings(survey)[1].get("identifier", "")
    path = next((each.path for each in questions_of(survey) if each.name == name and not each.repeat), "")
    waiting = BackCheck.objects.filter(draw__survey=survey, again__isnull=True)
    if not path or not waiting.exists():
        return 0
    with transaction.atomic():
        held = list(waiting.select_for_update(of=("self",)).select_related("draw", "original").order_by("pk"))
        later = _later(survey, path, min(each.draw.drawn_at for each in held))
        return sum(_match(each, later, path) for each in held)


def _later(survey: Survey, path: str, since: datetime) -> dict[str, list[Submission]]:
    """Answers received since the draw that repeat no other one, by identifier, the first received first."""
    found: dict[str, list[Submission]] = {}
    rows = Submission.objects.standing().filter(
        survey=survey, received_at__gt=since, back_check_of__isnull=True
    )
    for each in rows.order_by("received_at", "pk").iterator(chunk_size=500):
        found.setdefault(_said(bytes(each.xml), path), []).append(each)
    return found


def _match(waiting: BackCheck, later: dict[str, list[Submission]], path: str) -> bool:
    original = waiting.original
    identifier = _said(bytes(original.xml), path)
    who = (original.collector_id, original.sent_by_id)
    for each in later.get(identifier, []) if identifier else []:
        is_after = each.received_at > waiting.draw.drawn_at
        if is_after and each.pk != original.pk and (each.collector_id, each.sent_by_id) != who:
            later[identifier].remove(each)
            waiting.again = each
            waiting.save(update_fields=["again"])
            return True
    return False


def _said(xml: bytes, path: str) -> str:
    return next((entry.text.casefold() for entry in entries_of(xml) if entry.path == path), "")
