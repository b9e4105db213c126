"""Rows in which most tests of funding begin: a funder and its people, a grid, a call, what was sent to it.

Everything is invented. Rows go straight in the tables: the actions that make them have their own tests.
Hajar leads the funder, Driss runs its calls there, Nadia reads there; Amina applies for Tifawin.
"""

import hashlib
import json
from datetime import timedelta
from decimal import Decimal

from miqyas_web.accounts.enums import OrganisationKind, Role
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ApplicationState, AssignmentState, CallState, GridState, StageKind
from miqyas_web.funding.models import (
    Application,
    Assignment,
    Call,
    Grid,
    GridVersion,
    Reviewer,
    Sealed,
    Stage,
)
from miqyas_web.initiatives.models import Initiative
from tests import web_cast

ANCHORS = ("Rien n'est dit de ce point.", "Ce point est dit sans preuve.", "Ce point est dit et prouvé.")


def texts(text: str) -> dict[str, str]:
    """The same invented text in the three languages, each saying which."""
    return {language: f"{text} ({language})" for language in ("fr", "ar", "en")}


def a_funder(name: str = "Fonds Argan") -> Organisation:
    return web_cast.organisation(name, kind=OrganisationKind.FOUNDATION)


def people_of(funder: Organisation) -> tuple[Person, Person, Person]:
    """Hajar leads, Driss contributes (runs calls, cannot decide), Nadia reads."""
    return (
        web_cast.member("Hajar", funder),
        web_cast.member("Driss", funder, role=Role.CONTRIBUTOR),
        web_cast.member("Nadia", funder, role=Role.READER),
    )


def lead_of(organisation: Organisation) -> Person:
    """The first lead of an organisation; one is made when it has none."""
    seat = organisation.memberships.filter(role=Role.LEAD).order_by("pk").select_related("person").first()
    return seat.person if seat else web_cast.member(f"lead{organisation.pk}", organisation)


def a_criterion(key: str, *, weight: float = 1.0, gate: int | None = None, judges: str = "") -> dict:
    """One criterion of a grid, on levels 1, 3 and 5. ``judges``: theory, indicators, design or evidence."""
    return {
        "key": key,
        "label": texts(key),
        "help": texts(f"Que dit le dossier de {key} ?"),
        "weight": weight,
        "levels": [
            {"value": value, "anchor": texts(f"{key} : {anchor}")}
            for value, anchor in zip((1, 3, 5), ANCHORS, strict=True)
        ],
        "gate": gate,
        "is_impact": bool(judges),
        "judges": judges,
    }


def grid_content(*criteria: dict) -> dict:
    """A sound grid: the theory of impact is a gate, weighs and parts ties."""
    held = criteria or (
        a_criterion("theory", weight=3, gate=3, judges="theory"),
        a_criterion("team", weight=2),
        a_criterion("cost", weight=1),
    )
    return {
        "criteria": list(held),
        "total_gate": None,
        "tie_breaks": [held[0]["key"]],
    }


def digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def a_grid(
    funder: Organisation, *, content: dict | None = None, title: str = "Grille inventée"
) -> GridVersion:
    """A published version of a grid."""
    lead, content = lead_of(funder), content or grid_content()
    grid = Grid.objects.create(organisation=funder, title=title, created_by=lead)
    return GridVersion.objects.create(
        grid=grid,
        number=1,
        state=GridState.PUBLISHED,
        content=content,
        sha256=digest(content),
        made_by=lead,
        published_by=lead,
        published_at=clock.now(),
    )


def a_call(
    funder: Organisation | None = None,
    *,
    moment: str = "after",
    state: str = CallState.PUBLISHED,
    grid: GridVersion | None = None,
    slug: str = "appel-invente",
    **fields,
) -> Call:
    """A call of one stage. ``moment``: "before" it opens, "open", or "after" its deadline."""
    funder = funder or a_funder()
    lead, now = lead_of(funder), clock.now()
    opens, closes = {"before": (7, 37), "open": (-7, 23), "after": (-37, -7)}[moment]
    published = state != CallState.DRAFT
    call = Call.objects.create(
        **{
            "organisation": funder,
            "slug": slug,
            "state": state,
            "title": texts("Appel inventé"),
            "summary": texts("Un appel pour les tests."),
            "themes": [{"code": "water", "label": texts("eau")}, {"code": "work", "label": texts("emploi")}],
            "budget_mad": Decimal(1000000),
            "created_by": lead,
            "published_by": lead if published else None,
            "published_at": now - timedelta(days=40) if published else None,
        }
        | fields
    )
    Stage.objects.create(
        call=call,
        position=1,
        kind=StageKind.FULL,
        title=texts("Dossier"),
        opens_at=now + timedelta(days=opens),
        closes_at=now + timedelta(days=closes),
        questions=[a_question()],
        parts=[],
        grid=grid or a_grid(funder),
    )
    return call


def a_question(key: str = "need", **changes) -> dict:
    """One question of a stage."""
    return {
        "key": key,
        "label": texts("Quel est le besoin ?"),
        "help": {},
        "kind": "long",
        "max_words": 300,
        "is_required": True,
    } | changes


def stage_of(call: Call) -> Stage:
    return call.stages.get(position=1)


def an_applicant(name: str = "Amina", organisation: str = "Association Tifawin") -> tuple[Person, Initiative]:
    """A lead and the initiative they apply for."""
    of = web_cast.organisation(organisation)
    person = web_cast.member(name, of)
    return person, web_cast.initiative(of, person, title=f"Initiative de {name}")


def a_draft_application(call: Call, initiative: Initiative, **fields) -> Application:
    """An application still being written, with what a sending needs."""
    number = call.applications.count() + 1
    return Application.objects.create(
        **{
            "call": call,
            "initiative": initiative,
            "reference": f"2026-{number:03d}",
            "stage": stage_of(call),
            "answers": {"1": {"need": "L'eau manque en été."}},
            "theme": "water",
            "asked_mad": Decimal(100000),
            "budget": [{"title": "Travaux", "amount_mad": "100000.00", "asked_mad": "100000.00"}],
            "created_by": lead_of(initiative.organisation),
        }
        | fields
    )


def a_sent_application(
    call: Call, initiative: Initiative | None = None, *, content: dict | None = None, **fields
) -> Application:
    """An application sent and sealed a day before the deadline, whatever the moment of the call."""
    if initiative is None:
        number = Organisation.objects.count()
        _, initiative = an_applicant(f"Porteur{number}", f"Association inventée {number}")
    stage = stage_of(call)
    sent_at = (stage.closes_at or clock.now()) - timedelta(days=1)
    application = a_draft_application(
        call, initiative, **{"state": ApplicationState.SENT, "sent_at": sent_at} | fields
    )
    sealed = sealed_content(application) | (content or {})
    Sealed.objects.create(
        application=application,
        stage=stage,
        number=1,
        content=sealed,
        eligibility=[],
        sha256=digest(sealed),
        sealed_by=application.created_by,
        sealed_at=sent_at,
    )
    return application


def sealed_content(application: Application) -> dict:
    """What is sealed of an application, in the shape of the contract between the parts of the room."""
    organisation = application.initiative.organisation
    return {
        "reference": application.reference,
        "title": application.initiative.title,
        "organisation": {"id": organisation.pk, "name": organisation.name, "kind": organisation.kind},
        "initiative": {"id": application.initiative_id, "title": application.initiative.title},
        "answers": application.answers,
        "theme": application.theme,
        "region": application.region.code if application.region else None,
        "asked_mad": f"{application.asked_mad or 0:.2f}",
        "cofunding_mad": f"{application.cofunding_mad:.2f}",
        "budget": application.budget,
        "partners": [],
        "files": [],
        "theory": {"nodes": [], "links": []},
        "indicators": [],
        "plan": None,
        "evidence": [],
        "computed": {
            "theory_quality": {"score": 60, "maximum": 100, "reasons": []},
            "indicator_plan": {"score": 0, "maximum": 1, "reasons": []},
            "design_ceiling": {"score": None, "reasons": []},
            "evidence": {"score": 0, "reasons": []},
        },
    }


def a_reviewer(call: Call, name: str = "Rachid", **fields) -> Reviewer:
    """Someone from nowhere in particular, invited to read, conflicts declared."""
    person = fields.pop("person", None) or web_cast.person(name)
    return Reviewer.objects.create(
        call=call,
        person=person,
        invited_by=lead_of(call.organisation),
        **{"declared_at": clock.now()} | fields,
    )


def an_assignment(reviewer: Reviewer, application: Application, **fields) -> Assignment:
    """A file asked of a reviewer."""
    return Assignment.objects.create(
        **{
            "reviewer": reviewer,
            "application": application,
            "stage": application.stage,
            "state": AssignmentState.ASKED,
            "made_by": lead_of(application.call.organisation),
        }
        | fields
    )
