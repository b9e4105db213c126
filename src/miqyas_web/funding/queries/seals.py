"""What was sealed at a stage. Whoever judges reads it there, never from the application, which lives on."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from miqyas_web.foundation import clock
from miqyas_web.funding.models import Application, Sealed, Stage


@dataclass(frozen=True, slots=True)
class SealedFigures:
    """What a file asks, where and on what, as it was sent."""

    title: str = ""
    asked_mad: Decimal | None = None
    theme: str = ""
    region: str = ""


def last_seals(seals: QuerySet[Sealed]) -> QuerySet[Sealed]:
    """Of each application and stage, the last number."""
    newest = Window(RowNumber(), partition_by=[F("application"), F("stage")], order_by=F("number").desc())
    return seals.annotate(place=newest).filter(place=1)


def figures_at(stage: Stage, applications: Iterable[Application] | None = None) -> dict[int, SealedFigures]:
    """Figures of each application sealed at a stage, by number. One query."""
    seals = Sealed.objects.in_turn(clock.now()).filter(stage=stage)
    if applications is not None:
        seals = seals.filter(application__in=list(applications))
    rows = last_seals(seals).values_list(
        "application_id", "content__title", "content__asked_mad", "content__theme", "content__region"
    )
    return {
        pk: SealedFigures(str(title or ""), Decimal(asked) if asked else None, theme or "", region or "")
        for pk, title, asked, theme, region in rows
    }


def opened_seals(application: Application) -> list[Sealed]:
    """What the funder may read: of each stage whose deadline is past, what was sent last; the last stage first."""
    over = Sealed.objects.opened(clock.now()).filter(application=application)
    return list(last_seals(over).select_related("stage").order_by("-stage__position"))


def answers_in(seal: Sealed) -> list[tuple[Stage, list[tuple[dict[str, str], str]]]]:
    """Questions with their sealed answers, stage by stage up to the one of the seal."""
    held = seal.content.get("answers") or {}
    stages = Stage.objects.filter(call=seal.stage.call_id, position__lte=seal.stage.position).order_by(
        "position"
    )
    return [
        (
            stage,
            [
                (question["label"], str((held.get(str(stage.position)) or {}).get(question["key"], "")))
                for question in stage.questions
            ],
        )
        for stage in stages
        if stage.questions
    ]
