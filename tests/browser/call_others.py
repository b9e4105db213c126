"""What the journey of a call does not show: other applicants and the rest of the reviews, by the platform's own actions.

Run as a command of the platform: ``python -m tests.browser.call_others applicants|partner|reviews``.
"""

import os
import sys
from datetime import date
from decimal import Decimal
from itertools import pairwise

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miqyas_web.config.settings")
django.setup()

from miqyas_web.accounts.actions.organisations import create_organisation  # noqa: E402 - after django.setup()
from miqyas_web.accounts.actions.people import create_person  # noqa: E402
from miqyas_web.accounts.enums import OrganisationKind  # noqa: E402
from miqyas_web.accounts.models import Person  # noqa: E402
from miqyas_web.funding.actions import applications as applying  # noqa: E402
from miqyas_web.funding.actions.reviews import send_review  # noqa: E402
from miqyas_web.funding.enums import AssignmentState  # noqa: E402
from miqyas_web.funding.models import Assignment, Call  # noqa: E402
from miqyas_web.funding.rules.scales import criteria_of  # noqa: E402
from miqyas_web.indicators.actions.sheets import create_indicator  # noqa: E402
from miqyas_web.initiatives.actions import create_initiative  # noqa: E402
from miqyas_web.initiatives.models import Initiative  # noqa: E402
from miqyas_web.territories.models import Territory  # noqa: E402
from miqyas_web.theories.actions.links import create_link  # noqa: E402
from miqyas_web.theories.actions.nodes import create_node  # noqa: E402
from tests.browser import call_story as story  # noqa: E402

ALIKE = {"fr": ("Former", "Vendre mieux", "Vivre mieux"), "ar": ("تكوين", "بيع أفضل", "عيش أفضل")}


def applicants() -> None:
    """Each with its organisation, its initiative, a theory of three steps, an indicator, an application sent."""
    call = Call.objects.get()
    for file in story.OTHERS:
        lead = create_person(
            email=file.email, name=f"Lead {file.key}", password=story.PASSWORD, language=file.language
        )
        kind = OrganisationKind.COOPERATIVE
        organisation = create_organisation(name=file.organisation, kind=kind, by=lead)
        initiative = create_initiative(
            organisation=organisation, description={"title": file.title, "problem": file.title}, by=lead
        )
        _theory(initiative, file, lead)
        _apply(call, initiative, file, lead)


def _theory(initiative: Initiative, file: story.File, by: Person) -> None:
    nodes = [
        create_node(initiative=initiative, said={"level": level, "title": title}, by=by)
        for level, title in zip(("activity", "outcome", "impact"), ALIKE[file.language], strict=True)
    ]
    for source, target in pairwise(nodes):
        create_link(
            initiative=initiative, source=source.key, target=target.key, said={"assumption": "…"}, by=by
        )
    sheet = {
        "node": nodes[1], "name": f"Revenu · {file.key}", "definition": "Revenu du mois.", "unit": "MAD",
        "direction": "increase", "aggregation": "weighted_mean", "target_value": Decimal(3000),
        "target_date": date(2030, 1, 1),
    }  # fmt: skip
    create_indicator(initiative=initiative, sheet=sheet, by=by)


def _apply(call: Call, initiative: Initiative, file: story.File, by: Person) -> None:
    draft = applying.create_application(call=call, initiative=initiative, by=by)
    said = {
        "answers": {question["key"]: file.title for question in draft.stage.questions},
        "declared": [],
        "theme": call.themes[0]["code"],
        "region": Territory.objects.get(code=file.region),
        "asked_mad": Decimal(file.asked),
        "cofunding_mad": Decimal(file.asked),
        "budget": [
            {"title": "Travaux", "amount_mad": f"{2 * file.asked:.2f}", "asked_mad": f"{file.asked:.2f}"}
        ],
    }
    draft = applying.edit_application(application=draft, said=said, revision=draft.revision, by=by)
    applying.send_application(application=draft, by=by)


def partner() -> None:
    """An organisation that is on the platform and will be asked to apply with another."""
    name, email, person = story.PARTNER
    lead = create_person(email=email, name=person, password=story.PASSWORD, language="fr")
    create_organisation(name=name, kind=OrganisationKind.ASSOCIATION, by=lead)


def reviews() -> None:
    """Every review still asked, written by its own reader and sent."""
    asked = Assignment.objects.filter(state=AssignmentState.ASKED).select_related(
        "reviewer__person", "application__initiative", "application__call__organisation", "stage__grid"
    )
    voices = {voice.email: voice for voice in story.READERS}
    for assignment in asked.order_by("pk"):
        voice = voices[assignment.reviewer.person.email]
        levels = voice.levels_for(story.FILES[assignment.application.initiative.title])
        review = getattr(assignment, "review", None)
        send_review(
            assignment=assignment,
            criteria=criteria_of(assignment.stage.grid.content, voice.language),
            scores={key: {"level": float(level), "comment": voice.comment} for key, level in levels.items()},
            opinion=voice.opinion,
            seen=review.revision if review else 0,
            by=assignment.reviewer.person,
        )


if __name__ == "__main__":
    {"applicants": applicants, "partner": partner, "reviews": reviews}[sys.argv[1]]()
