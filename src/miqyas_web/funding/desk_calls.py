"""What calls and applications propose on a person's desk. Five queries."""

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.accounts.enums import Desk, Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.rules import DESK_OF_KIND
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ApplicationState, CallState
from miqyas_web.funding.models import Application, Call, Partner, Stage
from miqyas_web.funding.rules.texts import said
from miqyas_web.initiatives.models import Initiative
from miqyas_web.ui.desk import DeskAction

MOST = 3


def actions_for(person: Person) -> list[DeskAction]:
    """A first call, an agreement to apply together, drafts to send, questions and applicants of a stage to answer."""
    return [*_begin(person), *_agree(person), *_send(person), *_answer(person), *_close(person)]


def _begin(person: Person) -> list[DeskAction]:
    """Before anything else, where a funder has no call yet."""
    funders = [kind for kind, desk in DESK_OF_KIND.items() if desk == Desk.FUNDER]
    theirs = Organisation.objects.where(person, Permission.FUND).filter(kind__in=funders)
    if not theirs.exclude(Exists(Call.objects.filter(organisation=OuterRef("pk")))).exists():
        return []
    return [
        DeskAction(
            _("Write your first call"),
            _(
                "A starting point fills in its stages, its rules and its limits; you change what you want, then publish."
            ),
            reverse("funding:call_create"),
            9,
        )
    ]


def _agree(person: Person) -> list[DeskAction]:
    theirs = Organisation.objects.where(person, Permission.APPLY).values("pk")
    waiting = (
        Partner.objects.filter(
            organisation__in=theirs,
            consented_at__isnull=True,
            application__state=ApplicationState.DRAFT,
            application__in=Application.objects.before_deadline(clock.now()),
        )
        .select_related("application__initiative__organisation")
        .order_by("pk")
    )
    return [
        DeskAction(
            _("Say whether you apply with %(organisation)s")
            % {"organisation": partner.application.initiative.organisation},
            _("It names your organisation as a partner, and cannot send before you agree."),
            reverse("funding:partner_consent", args=[partner.pk]),
            18,
        )
        for partner in waiting[:MOST]
    ]


def _send(person: Person) -> list[DeskAction]:
    theirs = Initiative.objects.where(person, may=Permission.DESCRIBE).values("pk")
    drafts = (
        Application.objects.before_deadline(clock.now())
        .filter(initiative__in=theirs, state=ApplicationState.DRAFT, call__state=CallState.PUBLISHED)
        .select_related("call", "stage")
        .order_by("stage__closes_at", "pk")
    )
    return [
        DeskAction(
            _("Finish the application to “%(call)s”") % {"call": said(draft.call.title)},
            _("It is taken until %(day)s.")
            % {"day": date_format(localtime(draft.closes_at), "DATETIME_FORMAT")},
            reverse("funding:application_show", args=[draft.pk]),
            30,
        )
        for draft in drafts[:MOST]
    ]


def _answer(person: Person) -> list[DeskAction]:
    theirs = Organisation.objects.where(person, Permission.FUND).values("pk")
    asked = (
        Call.objects.filter(organisation__in=theirs, state=CallState.PUBLISHED, asked__answer="")
        .annotate(n_waiting=Count("asked"))
        .order_by("-n_waiting", "pk")
    )
    return [
        DeskAction(
            ngettext("Answer %(n)s question", "Answer %(n)s questions", n) % {"n": n},
            _("On “%(call)s”: the answer is read by all.") % {"call": said(call.title)},
            reverse("funding:question_list", args=[call.pk]),
            28,
        )
        for call in asked[:MOST]
        if (n := call.n_waiting)  # type: ignore[attr-defined]  # an annotation
    ]


def _close(person: Person) -> list[DeskAction]:
    """Stages that are over, that another follows, and whose applicants wait."""
    theirs = Organisation.objects.where(person, Permission.FUND).values("pk")
    waiting = Application.objects.filter(stage=OuterRef("pk"), state=ApplicationState.SENT).exclude(
        own_closes_at__gt=clock.now()
    )
    later = Stage.objects.filter(call=OuterRef("call"), position__gt=OuterRef("position"))
    stages = (
        Stage.objects.filter(
            Exists(waiting),
            Exists(later),
            call__organisation__in=theirs,
            call__state=CallState.PUBLISHED,
            closes_at__lte=clock.now(),
        )
        .select_related("call")
        .order_by("closes_at", "pk")
    )
    return [
        DeskAction(
            _("Answer the applicants of the stage “%(stage)s”") % {"stage": said(stage.title)},
            _("On “%(call)s”: who goes on to the next stage, who does not and why.")
            % {"call": said(stage.call.title)},
            reverse("funding:stage_answer_list", args=[stage.call_id, stage.position]),
            27,
        )
        for stage in stages[:MOST]
    ]
