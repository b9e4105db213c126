"""An invented funder and its calls: one open, one past with what was sent to it. They say that they are invented."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import get_current_timezone

from miqyas_web.accounts.actions.organisations import create_organisation
from miqyas_web.accounts.enums import OrganisationKind
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.foundation import clock
from miqyas_web.funding.actions import applications as applying
from miqyas_web.funding.actions import calls as actions
from miqyas_web.funding.actions import grids
from miqyas_web.funding.demonstration.grid import a_published_grid
from miqyas_web.funding.enums import Preset
from miqyas_web.funding.models import Application, Call, GridVersion, Stage
from miqyas_web.initiatives.models import Initiative
from miqyas_web.territories.models import Territory

NAME = "Fonds de démonstration (inventé)"
TITLES = {
    "reading": {
        "fr": "Eau et revenus des femmes, en cours de lecture (appel inventé)",
        "ar": "الماء ودخل النساء، قيد القراءة (نداء متخيَّل)",
        "en": "Water and women's income, being read (invented call)",
    },
    "open": {
        "fr": "Eau et école dans les villages de montagne (appel inventé)",
        "ar": "الماء والمدرسة في قرى الجبل (نداء متخيَّل)",
        "en": "Water and school in mountain villages (invented call)",
    },
    "draft": {
        "fr": "Forêts et cédraies (appel inventé, en préparation)",
        "ar": "الغابات وأشجار الأرز (نداء متخيَّل قيد الإعداد)",
        "en": "Forests and cedars (invented call, in preparation)",
    },
    "past": {
        "fr": "Revenus des femmes rurales (appel inventé)",
        "ar": "دخل النساء القرويات (نداء متخيَّل)",
        "en": "Incomes of rural women (invented call)",
    },
}
SUMMARY = {
    "fr": "Pour des initiatives qui disent quel changement elles veulent, et comment elles le mesureront.",
    "ar": "للمبادرات التي تقول أي تغيير تريد، وكيف ستقيسه.",
    "en": "For initiatives that say which change they want, and how they will measure it.",
}
BODY = {
    "fr": "Le fonds paie les travaux, l’équipement et la mesure. Il ne paie pas les dettes.\n\nTout ici est inventé.",
    "ar": "يدفع الصندوق الأشغال والتجهيز والقياس، ولا يدفع الديون.\n\nكل شيء هنا متخيَّل.",
    "en": "The fund pays for works, equipment and measurement. It does not pay debts.\n\nAll of this is invented.",
}
QUESTION = {
    "fr": "Quel est le besoin, et comment le savez-vous ?",
    "ar": "ما هي الحاجة، وكيف عرفتموها؟",
    "en": "What is the need, and how do you know it?",
}
THEMES = [
    {"code": "water", "label": {"fr": "Eau", "ar": "الماء", "en": "Water"}},
    {"code": "work", "label": {"fr": "Emploi et revenu", "ar": "الشغل والدخل", "en": "Work and income"}},
    {"code": "school", "label": {"fr": "École", "ar": "المدرسة", "en": "School"}},
]
# Slug of the initiative, theme, region, amount asked, co-funding, answer.
SENT = (
    ("argan-cooperative", "work", "09", 180_000, 90_000, "120 femmes vendent à un seul acheteur (inventé)."),
    ("village-microcredit", "work", "04", 240_000, 120_000, "40 villages sans agence de crédit (inventé)."),
    (
        "rural-school-dropout",
        "school",
        "05",
        210_000,
        100_000,
        "Une fille sur trois quitte l’école (inventé).",
    ),
)


def fill(context: dict[str, Any]) -> None:
    """Put the funder, its grid, its calls and three applications in; ``context["funder"]``, ``context["calls"]``."""
    lead = context.get("people", {}).get("karim", context["lead"])
    funder = create_organisation(name=NAME, kind=OrganisationKind.FOUNDATION, by=lead)
    Organisation.objects.filter(pk=funder.pk).update(is_demonstration=True)
    funder.refresh_from_db()
    grid = a_published_grid(funder, lead)
    now = clock.now().astimezone(get_current_timezone()).replace(hour=12, minute=0, second=0, microsecond=0)
    past = a_published_call(
        "past", funder, lead, grid, opens=now - timedelta(days=30), closes=now + timedelta(days=7)
    )
    sent = [
        an_application(past, context["initiatives"], row, context)
        for row in SENT
        if row[0] in context["initiatives"]
    ]
    # Sent while it was open; the deadline of the example is then put behind, or nobody could read them today.
    Stage.objects.filter(call=past).update(closes_at=now - timedelta(days=2))
    Application.objects.filter(call=past).update(sent_at=now - timedelta(days=5))
    opened = a_published_call(
        "open", funder, lead, grid, opens=now - timedelta(days=10), closes=now + timedelta(days=50)
    )
    _unfinished(funder, lead, opened, context)
    context |= {"funder": funder, "grid": grid, "calls": {"past": past, "open": opened}, "applications": sent}


def _unfinished(funder: Organisation, by: Person, opened: Call, context: dict[str, Any]) -> None:
    """A call, a version of the grid and an application still being written."""
    actions.create_call(organisation=funder, preset=Preset.FOUNDATION, title=TITLES["draft"], by=by)
    grids.revise_grid(grid=funder.grids.get(), by=by)
    slug = "argan-cooperative"
    if slug not in context["initiatives"]:
        return
    organisation, applicant = context.get("owners", {}).get(slug, (context["organisation"], context["lead"]))
    draft = applying.create_application(call=opened, initiative=context["initiatives"][slug], by=applicant)
    if organisation != context["organisation"]:
        applying.add_partner(
            application=draft,
            name="",
            part="Mesure (inventé)",
            organisation=context["organisation"],
            by=applicant,
        )


def a_published_call(
    key: str, funder: Organisation, by: Person, grid: GridVersion, *, opens: datetime, closes: datetime
) -> Call:
    call = actions.create_call(organisation=funder, preset=Preset.INDH, title=TITLES[key], by=by)
    texts = {"title": TITLES[key], "summary": SUMMARY, "body": BODY}
    money = {"budget_mad": Decimal(1_000_000), "reserve_mad": Decimal(50_000)}
    call = actions.edit_call(
        call=call, said={**texts, **money, "themes": THEMES, "territories": []}, revision=call.revision, by=by
    )
    stage = call.stages.get()
    question = {
        "key": "need",
        "label": QUESTION,
        "help": {},
        "kind": "long",
        "max_words": 300,
        "is_required": True,
    }
    said = {
        "title": stage.title,
        "kind": stage.kind,
        "opens_at": opens,
        "closes_at": closes,
        "questions": [question],
        "parts": ["theory", "indicators", "budget"],
        "grid": grid,
        "is_blind": False,
    }
    actions.edit_stage(stage=stage, said=said, revision=call.revision, by=by)
    return actions.publish_call(call=call, by=by)


def an_application(
    call: Call, initiatives: dict[str, Initiative], row: tuple[Any, ...], context: dict[str, Any]
) -> Application:
    slug, theme, region, asked, other, need = row
    initiative = initiatives[slug]
    _organisation, by = context.get("owners", {}).get(slug, (context["organisation"], context["lead"]))
    application = applying.create_application(call=call, initiative=initiative, by=by)
    said = {
        "answers": {"need": need},
        "declared": [],
        "theme": theme,
        "region": Territory.objects.get(code=region),
        "asked_mad": Decimal(asked),
        "cofunding_mad": Decimal(other),
        "budget": [
            {
                "title": "Travaux et équipement (inventé)",
                "amount_mad": f"{asked + other - 20_000:.2f}",
                "asked_mad": f"{asked - 20_000:.2f}",
            },
            {"title": "Mesure (inventé)", "amount_mad": "20000.00", "asked_mad": "20000.00"},
        ],
    }  # fmt: skip
    application = applying.edit_application(
        application=application, said=said, revision=application.revision, by=by
    )
    applying.send_application(application=application, by=by)
    application.refresh_from_db()
    return application
