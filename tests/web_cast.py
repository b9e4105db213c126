"""A cast of named people who return in every test of the platform."""

import numpy as np
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from miqyas_web.accounts.enums import OrganisationKind, Role
from miqyas_web.accounts.models import Membership, Organisation, Person
from miqyas_web.datasets.actions.bringing import bring_file
from miqyas_web.datasets.actions.freezing import Naming, freeze_upload
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.initiatives.actions import create_initiative
from miqyas_web.studies.actions import estimate_study, register_study, seal_study
from miqyas_web.theories.models import Link, Node, Theory

PASSWORD = "argan-et-safran-2026"


def person(name: str, *, language: str = "fr") -> Person:
    return Person.objects.create_user(
        email=f"{name.lower()}@example.ma", password=PASSWORD, name=name, language=language
    )


def organisation(
    name: str = "Association Tifawin", *, kind: str = OrganisationKind.ASSOCIATION
) -> Organisation:
    return Organisation.objects.create(name=name, kind=kind)


def member(name: str, of: Organisation, *, role: str = Role.LEAD, language: str = "fr") -> Person:
    someone = person(name, language=language)
    Membership.objects.create(organisation=of, person=someone, role=role)
    return someone


def initiative(of: Organisation, by: Person, title: str = "Crédit pour les coopératives"):
    return create_initiative(organisation=of, description={"title": title}, by=by)


def theory_link(
    initiative, *, source: str = "Proposer un crédit", target: str = "Les ménages empruntent davantage"
):
    """A theory of two nodes and the link between them, straight in the tables."""
    theory, _ = Theory.objects.get_or_create(initiative=initiative)
    first = Node.objects.create(theory=theory, level="activity", title=source)
    second = Node.objects.create(theory=theory, level="outcome", title=target)
    return Link.objects.create(
        theory=theory, source=first, target=second, assumption="Les ménages le demandent."
    )


def trial_csv(*, pairs: int = 12, households: int = 8, effect: float = 300.0, seed: int = 7) -> bytes:
    """A small invented cluster-randomised trial: one village of each pair drawn, households inside."""
    rng = np.random.default_rng(seed)
    lines = ["village,pair,treated,age,borrowed,name"]
    for pair in range(pairs):
        drawn = rng.integers(2)
        for side in range(2):
            treated = int(side == drawn)
            base = 1000 + 40 * rng.normal()
            for household in range(households):
                borrowed = base + effect * treated + 120 * rng.normal()
                age = 40 + 9 * rng.normal()
                lines.append(
                    f"{2 * pair + side},{pair},{treated},{age:.3f},{borrowed:.3f},Personne {household}"
                )
    return "\n".join(lines).encode()


def frozen_trial(initiative, by: Person, content: bytes | None = None, *, title: str = "Essai inventé"):
    """That trial brought and frozen, names of people apart."""
    file = SimpleUploadedFile("essai.csv", content or trial_csv())
    upload = bring_file(initiative=initiative, file=file, by=by)
    for column in upload.profile["columns"]:
        column["is_personal"] = column["name"] == "name"
    upload.save()
    return freeze_upload(upload=upload, naming=Naming(title=title), by=by)


def study_fields(**changes) -> dict:
    """What a person says of a study of that trial."""
    return {
        "title": "Le crédit et l'emprunt",
        "question": "L'accès au crédit change-t-il ce que les ménages empruntent ?",
        "design": "cluster_randomised",
        "outcome": "borrowed",
        "outcome_label": "montant emprunté",
        "unit": "MAD",
        "treatment": "treated",
        "treatment_label": "accès au crédit",
        "strata": "pair",
        "cluster": "village",
        "covariates": ["age"],
        "weights": "",
        "level": 0.95,
        "data_seen": False,
        "notes": "",
        "hypothesis": "",
        "indicator": None,
    } | changes


def draft_study(initiative, by: Person, **changes):
    link = Link.objects.filter(theory__initiative=initiative).first() or theory_link(initiative)
    version = DatasetVersion.objects.filter(dataset__initiative=initiative).first() or frozen_trial(
        initiative, by
    )
    return register_study(initiative=initiative, by=by, link=link, dataset=version, **study_fields(**changes))


def estimated_study(initiative, by: Person, *, job_id: int = 1, **changes):
    """A study drafted, sealed and estimated; answers with its estimation."""
    study = draft_study(initiative, by, **changes)
    seal_study(study=study, by=by)
    study.refresh_from_db()
    return estimate_study(study=study, by=by, job_id=job_id, tell=lambda percent, step: None)


def queries_of(client, address: str) -> int:
    """How many queries a page costs, once it has been seen."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)
