"""Minutes to be printed: what stands, without the files hidden from who prints."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import AssignmentState
from miqyas_web.funding.models import Application, Minute, Stage
from miqyas_web.funding.queries.progress import applications_read
from miqyas_web.funding.queries.reading import Opinion, opinions_on, readings_of
from miqyas_web.funding.queries.reviewers import hidden_applications
from miqyas_web.funding.rules.scales import ShownCriterion, criteria_of
from miqyas_web.funding.rules.texts import said
from miqyas_web.funding.science.minutes_document import ToldFile, ToldMinute, ToldMinutes, sentences_of


def minutes_told(
    stage: Stage, person: Person, language: str, *, application: Application | None = None
) -> ToldMinutes:
    """Of the whole stage, or of one file; in the order of the references."""
    call = stage.call
    hidden = hidden_applications(call, person)
    rows = list(
        call.minutes.exclude(application__in=hidden).select_related("written_by").order_by("written_at", "pk")
    )
    spoken = {row.application_id for row in rows if row.application_id}
    files = applications_read(stage).filter(pk__in=spoken).exclude(pk__in=hidden)
    if application is not None:
        files = files.filter(pk=application.pk)
    criteria = criteria_of(stage.grid.content if stage.grid else {}, language)
    return ToldMinutes(
        title=said(call.title),
        organisation=call.organisation.name,
        day=date_format(localtime(clock.now()), "DATE_FORMAT"),
        general=() if application else tuple(_minute(row) for row in rows if row.application_id is None),
        files=tuple(_file(each, stage, criteria, rows) for each in files),
        n_hidden=0
        if application
        else call.minutes.filter(application__in=hidden).values("application").distinct().count(),
    )


def _minute(row: Minute) -> ToldMinute:
    return ToldMinute(
        title=date_format(localtime(row.written_at), "DATETIME_FORMAT"),
        text=row.text,
        present=tuple(one["name"] for one in row.present),
        recused=tuple(one["name"] for one in row.recused),
        written_by=row.written_by.name,
    )


def _file(
    application: Application, stage: Stage, criteria: list[ShownCriterion], rows: list[Minute]
) -> ToldFile:
    readings = readings_of(application, stage)
    are_in = not readings.exclude(state=AssignmentState.SENT).exists()
    opinions = opinions_on(readings, criteria) if are_in else []
    names = [_("Reader %(letter)s") % {"letter": one.letter} for one in opinions]
    changes = [
        (name, one.review.changed_because)
        for name, one in zip(names, opinions, strict=True)
        if one.is_changed
    ]
    return ToldFile(
        title=f"{application.reference} · {application.initiative.title}",
        head=(_("Criterion"), *names),
        levels=tuple(
            (each.label, *(_levels(one, place) for one in opinions)) for place, each in enumerate(criteria)
        )
        if opinions
        else (),
        changes=sentences_of(changes),
        minutes=tuple(_minute(row) for row in rows if row.application_id == application.pk),
    )


def _levels(opinion: Opinion, place: int) -> str:
    _label, first, now, _words = opinion.levels[place]
    return first if first == now else f"{first} → {now}"
