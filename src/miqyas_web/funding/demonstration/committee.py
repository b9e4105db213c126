"""An invented call that asks for more than it has: ranked, drawn where merit cannot tell, weighed, decided, appealed."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import get_current_timezone

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.funding.actions import answers, appeals, lotteries
from miqyas_web.funding.actions import applications as applying
from miqyas_web.funding.actions import calls as actions
from miqyas_web.funding.actions.allocations import keep_allocation, make_weighing
from miqyas_web.funding.actions.decisions import decide
from miqyas_web.funding.actions.ranking import make_ranking
from miqyas_web.funding.demonstration.calls import BODY, QUESTION, SUMMARY, THEMES
from miqyas_web.funding.enums import AppealGround, AssignmentState, Preset
from miqyas_web.funding.models import (
    Allocation,
    Application,
    Assignment,
    Call,
    Letter,
    Lottery,
    Ranking,
    Review,
    Reviewer,
    Stage,
)
from miqyas_web.funding.queries.allocations import Change
from miqyas_web.funding.rules.limits import FloorIndex, Limits
from miqyas_web.initiatives.actions import create_initiative
from miqyas_web.territories.models import Territory

TITLE = {
    "fr": "Métiers et savoirs des vallées (appel inventé)",
    "ar": "حرف ومعارف الوديان (نداء متخيَّل)",
    "en": "Crafts and knowledge of the valleys (invented call)",
}
# Who answers for it, its title, theme, region, amount asked, and what each of three readers gives, from 1 to 5.
SENT = (
    ("salma", "Atelier de tissage de Tounfite (exemple inventé)", "work", "05", 180_000, (5, 5, 5)),
    ("rachida", "Séchage solaire des dattes (exemple inventé)", "work", "08", 220_000, (4, 5, 5)),
    ("salma", "Classe passerelle d’Imilchil (exemple inventé)", "school", "08", 150_000, (4, 4, 4)),
    ("rachida", "Khettara remise en eau (exemple inventé)", "water", "08", 260_000, (3, 4, 4)),
    ("houda", "مدرسة النجارة في الجبل (مثال متخيَّل)", "work", "03", 140_000, (4, 3, 4)),
    ("houda", "ماء نقي لثلاثة دواوير (مثال متخيَّل)", "water", "03", 200_000, (3, 4, 3)),
    ("salma", "Bibliothèque mobile du Saïss (exemple inventé)", "school", "03", 90_000, (3, 3, 3)),
    ("rachida", "Pépinière de palmiers (exemple inventé)", "work", "08", 130_000, (2, 2, 2)),
)
READERS = ("meryem", "idriss", "omar")
OPINION = "Avis inventé pour la démonstration."
BEFORE = "Exemple inventé : les règles de l’appel, avant le tirage."
NOTE = "Exemple inventé : les règles de l’appel, et le tirage."
PRESENT = ["Karim Lahlou (inventé)", "Nezha Idrissi (inventée)"]
APPEAL = "Le budget a été lu sans le cofinancement de la commune (motif inventé)."
SOURCE, FALLBACK = "Tirage public du loto (inventé)", "Température à Ifrane à midi (inventé)"
GIVEN = "07 11 23 31 45"
SEED, PLACES, DRAWS = 2026, 4, 400


def fill(context: dict[str, Any]) -> None:
    """Put the call in, up to an appeal that waits; ``context["committee"]``. Without the people of the space, nothing."""
    people = context.get("people", {})
    if "grid" not in context or not {"karim", "salma", "rachida", "houda", *READERS} <= set(people):
        return
    lead = people["karim"]
    call = _call(context, lead)
    applications = [_application(call, row, people) for row in SENT]
    now = clock.now()
    Stage.objects.filter(call=call).update(closes_at=now - timedelta(days=12))
    Application.objects.filter(call=call).update(sent_at=now - timedelta(days=14))
    stage = call.stages.select_related("grid", "call__organisation").get()
    for place, name in enumerate(READERS):
        _read(call, applications, people[name], place, lead)
    ranking = make_ranking(stage=stage, top=PLACES, seed=SEED, by=lead)
    _weighed(call, BEFORE, lead)
    _draw(ranking, lead)
    allocation = _weighed(call, NOTE, lead)
    decision = decide(allocation=allocation, departures=[], present=PRESENT, by=lead)
    answers.send_letters(decision=decision, site="", by=lead)
    refused = (
        Letter.objects.filter(outcome__decision=decision, outcome__is_funded=False).order_by("pk").first()
    )
    if refused is not None:
        by = refused.outcome.application.created_by
        appeals.file_appeal(letter=refused, ground=AppealGround.FACT, text=APPEAL, by=by)
    context["committee"] = call


def _call(context: dict[str, Any], by: Person) -> Call:
    call = actions.create_call(organisation=context["funder"], preset=Preset.BLANK, title=TITLE, by=by)
    money = {"budget_mad": Decimal(1_060_000), "reserve_mad": Decimal(190_000)}
    texts = {"title": TITLE, "summary": SUMMARY, "body": BODY, "themes": THEMES, "territories": []}
    call = actions.edit_call(call=call, said={**texts, **money}, revision=call.revision, by=by)
    # Both water projects may be paid: whatever the lot draws is.
    caps = {"water": Decimal(460_000)}
    call = actions.set_limits(
        call=call, limits=Limits(caps=caps, most_per_applicant=3), index=FloorIndex.POPULATION, share_pct=Decimal(60),
        revision=call.revision, by=by,
    )  # fmt: skip
    now = clock.now().astimezone(get_current_timezone()).replace(hour=12, minute=0, second=0, microsecond=0)
    stage = call.stages.get()
    question = {
        "key": "need", "label": QUESTION, "help": {}, "kind": "long", "max_words": 300, "is_required": True,
    }  # fmt: skip
    said = {
        "title": stage.title, "kind": stage.kind, "opens_at": now - timedelta(days=60),
        "closes_at": now + timedelta(days=1), "questions": [question], "parts": [], "grid": context["grid"],
        "is_blind": False,
    }  # fmt: skip
    actions.edit_stage(stage=stage, said=said, revision=call.revision, by=by)
    return actions.publish_call(call=call, by=by)


def _application(call: Call, row: tuple[Any, ...], people: dict[str, Person]) -> Application:
    name, title, theme, region, asked, _levels = row
    by = people[name]
    organisation = by.memberships.order_by("pk").get(role="lead").organisation
    place = Territory.objects.get(code=region)
    initiative = create_initiative(
        organisation=organisation, description={"title": title, "territories": [place]}, by=by
    )
    application = applying.create_application(call=call, initiative=initiative, by=by)
    said = {
        "answers": {"need": "Besoin inventé, dit par les habitants."},
        "declared": [],
        "theme": theme,
        "region": place,
        "asked_mad": Decimal(asked),
        "cofunding_mad": Decimal(asked) / 2,
        "budget": [
            {"title": "Travaux et équipement (inventé)", "amount_mad": f"{1.5 * asked:.2f}", "asked_mad": f"{asked:.2f}"}
        ],
    }  # fmt: skip
    application = applying.edit_application(
        application=application, said=said, revision=application.revision, by=by
    )
    applying.send_application(application=application, by=by)
    application.refresh_from_db()
    return application


def _read(call: Call, applications: list[Application], person: Person, place: int, lead: Person) -> None:
    """What one reader gave: the levels of the table, a criterion more or less by place, as people differ."""
    now = clock.now()
    reader = Reviewer.objects.create(
        call=call, person=person, invited_by=lead, declared_at=now, trained_at=now
    )
    for number, (application, row) in enumerate(zip(applications, SENT, strict=True)):
        content = application.stage.grid.content if application.stage.grid else {"criteria": []}
        wished = row[5][place]
        scores = {
            one["key"]: {"level": _level(one, wished + ((number + place + at) % 7 == 0)), "comment": OPINION}
            for at, one in enumerate(content["criteria"])
        }
        assignment = Assignment.objects.create(
            application=application,
            stage=application.stage,
            reviewer=reader,
            state=AssignmentState.SENT,
            made_by=lead,
        )
        Review.objects.create(
            assignment=assignment, scores=scores, opinion=OPINION, sent_at=now, first={"scores": scores}
        )


def _level(criterion: dict[str, Any], wished: int) -> int:
    """The level of the criterion nearest below what is wished, never under its gate."""
    levels = sorted(int(each["value"]) for each in criterion["levels"])
    least = max(levels[0], int(criterion.get("gate") or levels[0]))
    return max([each for each in levels if each <= wished] + [least])


def _weighed(call: Call, note: str, lead: Person) -> Allocation:
    allocation = keep_allocation(call=call, change=Change(), note=note, by=lead)
    make_weighing(allocation=allocation, by=lead, told=lambda _percent: None, draws=DRAWS)
    return allocation


def _draw(ranking: Ranking, lead: Person) -> None:
    """Announced before its chance, then drawn; the days of the example are put behind."""
    names, places = lotteries.group_drawn(ranking)
    if not 0 < places < len(names):
        return
    soon = clock.now() + timedelta(minutes=1)
    lottery = lotteries.announce_lottery(
        ranking=ranking, source=SOURCE, source_on=soon, fallback=FALLBACK, by=lead
    )
    Lottery.objects.filter(pk=lottery.pk).update(
        announced_at=clock.now() - timedelta(days=9), source_on=clock.now() - timedelta(days=2)
    )
    lottery.refresh_from_db()
    lotteries.draw_lottery(lottery=lottery, source_value=GIVEN, by=lead)
