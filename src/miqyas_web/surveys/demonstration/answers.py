"""Invented answers to the invented questionnaire, with what a real collection brings: haste, copies, slips of the finger."""

import hashlib
import random
import secrets
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F

from miqyas_web.foundation import clock
from miqyas_web.surveys.actions.receiving import receive
from miqyas_web.surveys.enums import CollectorKind, SubmissionOrigin, VersionState
from miqyas_web.surveys.models import Collector, Submission, Survey

TEAM = ("Téléphone de Brahim (inventé)", "Téléphone de Hind (inventé)", "Téléphone de Lahcen (inventé)")
# Invented places near nothing: the communes are invented too.
PLACES = {"z1": (30.31, -5.82), "z2": (30.42, -5.71), "t1": (31.50, -5.51)}
NAMES = (
    "Fatima",
    "Khadija",
    "Aïcha",
    "Hassan",
    "Lahcen",
    "Zahra",
    "Mohamed",
    "Rachida",
    "Brahim",
    "Hind",
    "Naïma",
)
FAMILIES = (
    "El Idrissi",
    "Benali",
    "Ouali",
    "Amrani",
    "Tazi",
    "Berrada",
    "Chraïbi",
    "Lahlou",
    "Sebti",
    "Ziani",
)
PUPILS = (("Salma", "f"), ("Youssef", "m"), ("Imane", "f"), ("Anas", "m"), ("Nour", "f"))
N_ANSWERS = 60
DAYS = 6
SEED = 5
ZONE = ZoneInfo("Africa/Casablanca")


@dataclass(frozen=True, slots=True)
class Invented:
    """One visit that nobody made."""

    who: int
    day: int
    hour: int
    minutes: float
    commune: str
    at: tuple[float, float]
    name: str
    n_people: int
    water: str
    water_minutes: int | None
    pupils: tuple[tuple[str, str, int, int], ...]
    agrees: bool = True


def fill(context: dict[str, Any]) -> None:
    """Send them, once, as three phones would."""
    survey: Survey = context["surveys"]["household"]
    if survey.submissions.exists():
        return
    # The look is made by this demonstration: no worker need be there.
    Survey.objects.filter(pk=survey.pk).update(look_asked_at=clock.now())
    survey.refresh_from_db()
    phones = [_phone(survey, name) for name in TEAM]
    version = survey.versions.filter(state=VersionState.PUBLISHED).latest("number")
    for visit in visits():
        receipt = receive(
            survey=survey,
            xml=written(visit, survey.form_id, version.version),
            origin=SubmissionOrigin.PHONE,
            collector=phones[visit.who],
        )
        # Sent the evening of their day, as from a place with a line.
        ago = timedelta(days=DAYS - 1 - visit.day)
        Submission.objects.filter(pk=receipt.submission.pk).update(received_at=F("received_at") - ago)


def _phone(survey: Survey, name: str) -> Collector:
    """A phone whose address nobody holds."""
    phone, _ = Collector.objects.get_or_create(
        initiative=survey.initiative,
        kind=CollectorKind.PHONE,
        name=name,
        defaults={
            "token_sha256": hashlib.sha256(secrets.token_bytes(48)).hexdigest(),
            "created_by": survey.created_by,
        },
    )
    return phone


def visits() -> list[Invented]:
    """Sixty ordinary visits with what the checks are there for, a copy, and four people who did not agree."""
    chance = random.Random(SEED)  # noqa: S311 -- an example that is the same each time
    found = [_ordinary(chance, number) for number in range(N_ANSWERS)]
    for place in (8, 23, 41):
        found[place] = replace(found[place], who=2, minutes=2.2 + place / 50)
    found[12] = replace(found[12], hour=23)
    found[30] = replace(found[30], at=(30.90, -6.40))
    found[35] = replace(found[35], water="well", water_minutes=450)
    found[47] = replace(found[47], n_people=28)
    found[55] = replace(found[55], name="محمد الإدريسي", commune=found[50].commune, at=found[50].at)
    found[50] = replace(found[50], name="Mohamed El Idrissi")
    copy = replace(found[20], minutes=found[20].minutes + 1)
    refusals = [replace(found[place], agrees=False, minutes=1.5) for place in (2, 19, 37, 52)]
    return [*found, copy, *refusals]


def _ordinary(chance: random.Random, number: int) -> Invented:
    commune = ("z1", "z2", "t1")[number % 3]
    latitude, longitude = PLACES[commune]
    water = chance.choice(("tap", "fountain", "well", "well", "spring"))
    far = round(chance.lognormvariate(3.2, 0.4)) if water in {"well", "spring"} else None
    pupils = tuple(
        (name, sex, chance.randint(12, 16), min(20, int(chance.expovariate(0.35))))
        for name, sex in chance.sample(PUPILS, chance.choice((0, 1, 1, 2)))
    )
    return Invented(
        who=number % 3 if number % 5 else (number + 1) % 3,
        day=number * DAYS // N_ANSWERS,
        hour=chance.randint(9, 17),
        minutes=chance.lognormvariate(2.75, 0.22),
        commune=commune,
        at=(latitude + chance.uniform(-0.006, 0.006), longitude + chance.uniform(-0.006, 0.006)),
        name=f"{NAMES[number % len(NAMES)]} {FAMILIES[(number * 7) % len(FAMILIES)]}",
        n_people=min(12, max(2, round(chance.gauss(5.6, 1.8)))),
        water=water,
        # Now and then the question is put and left unanswered.
        water_minutes=None if far is None or number % 17 == 3 else far,
        pupils=pupils,
    )


def written(visit: Invented, form_id: str, version: str) -> bytes:
    """The answer as a phone writes it."""
    start = datetime.combine(
        clock.today() - timedelta(days=DAYS - 1 - visit.day), time(visit.hour, 10), tzinfo=ZONE
    )
    end = start + timedelta(minutes=visit.minutes)
    said = _said(visit) if visit.agrees else ""
    return (
        f'<?xml version="1.0"?><data id="{form_id}" version="{version}">'
        f"<started>{start.isoformat(timespec='milliseconds')}</started>"
        f"<ended>{end.isoformat(timespec='milliseconds')}</ended>"
        f"<device>collect:invented-{visit.who}</device>"
        f"<consent>{'yes' if visit.agrees else 'no'}</consent>{said}"
        f"<meta><instanceID>uuid:{uuid.uuid4()}</instanceID></meta></data>"
    ).encode()


def _said(visit: Invented) -> str:
    asked = visit.water in {"well", "spring"}
    minutes = f"<water_minutes>{visit.water_minutes or ''}</water_minutes>" if asked else ""
    pupils = "".join(
        f"<pupil><pupil_first_name>{name}</pupil_first_name><pupil_sex>{sex}</pupil_sex>"
        f"<pupil_age>{age}</pupil_age><days_missed>{missed}</days_missed>"
        f"{'<why_missed>transport</why_missed>' if missed else ''}</pupil>"
        for name, sex, age, missed in visit.pupils
    )
    province = "tinghir" if visit.commune == "t1" else "zagora"
    return (
        f"<place><province>{province}</province><commune>{visit.commune}</commune>"
        f"<position>{visit.at[0]:.5f} {visit.at[1]:.5f} 0 8</position></place>"
        f"<household><respondent_name>{visit.name}</respondent_name><n_people>{visit.n_people}</n_people>"
        f"<water_source>{visit.water}</water_source>{minutes}</household>{pupils}"
        f"<total_missed>{sum(pupil[3] for pupil in visit.pupils)}</total_missed>"
    )
