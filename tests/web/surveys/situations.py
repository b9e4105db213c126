"""Situations of collection: a questionnaire published, a phone that may send to it, an answer it sends."""

import hashlib
import mimetypes
import re
import secrets
import uuid

from django.conf import settings

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock, shelf
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.enums import CollectorKind, VersionState
from miqyas_web.surveys.models import Collector, FormMedia, FormVersion, Question, Survey
from tests.web.surveys import forms

SAMPLES = {"small": forms.small, "menage": forms.menage, "250q": forms.of_250_questions}
# One pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da6364f8"
    "ff1f0005fe02fea7569dcd0000000049454e44ae426082"
)


def published_survey(
    initiative: Initiative, by: Person, *, form: str = "small", state: str = VersionState.PUBLISHED
) -> Survey:
    """A questionnaire with one version: ``small`` (ours), ``menage`` or ``250q`` (shared data)."""
    sample = SAMPLES[form]()
    survey = Survey.objects.create(
        initiative=initiative,
        title=sample.form.title,
        form_id=sample.form.form_id,
        purpose="Essayer la collecte avec des données inventées.",
        created_by=by,
    )
    add_version(survey, by, sample=sample, state=state)
    return survey


def add_version(
    survey: Survey,
    by: Person,
    *,
    sample: forms.Sample | None = None,
    version: str = "2",
    state: str = VersionState.PUBLISHED,
) -> FormVersion:
    """One more version, the newest; without a sample, the small form under another version."""
    sample = sample or forms.small(version)
    was_published = state in {VersionState.PUBLISHED, VersionState.RETIRED}
    row = FormVersion.objects.create(
        survey=survey,
        number=survey.versions.count() + 1,
        version=sample.form.version,
        state=state,
        definition=dict(sample.definition),
        outline=sample.form.to_data(),
        xform=sample.xform,
        md5=hashlib.md5(sample.xform, usedforsecurity=False).hexdigest(),
        sha256=hashlib.sha256(sample.xform).hexdigest(),
        made_by=by,
        published_by=by if was_published else None,
        published_at=clock.now() if was_published else None,
    )
    for name, content in sample.media.items():
        FormMedia.objects.create(
            version=row,
            name=name,
            sha256=shelf.keep(settings.FORM_FILES, content),
            md5=hashlib.md5(content, usedforsecurity=False).hexdigest(),
            n_bytes=len(content),
            media_type=mimetypes.guess_type(name)[0] or "text/csv",
        )
    add_questions(row, sample)
    return row


def add_questions(version: FormVersion, sample: forms.Sample) -> None:
    Question.objects.bulk_create(
        Question(
            version=version,
            position=position,
            name=each.name,
            path=each.path,
            repeat=each.repeat,
            kind=each.kind,
            labels=dict(each.labels),
            is_personal=each.name in {"chef", "prenom", "photo", "lieu", "gps"},
        )
        for position, each in enumerate(sample.form.questions)
    )


def collector_of(
    initiative: Initiative,
    by: Person,
    *,
    kind: str = CollectorKind.PHONE,
    name: str = "Téléphone de Brahim",
    language: str = "fr",
    is_test: bool = False,
    surveys: tuple[Survey, ...] = (),
) -> tuple[str, Collector]:
    """The address put in the phone (without host) and its row."""
    token = secrets.token_urlsafe(48)
    row = Collector.objects.create(
        initiative=initiative,
        kind=kind,
        name=name,
        language=language,
        is_test=is_test,
        token_sha256=hashlib.sha256(token.encode()).hexdigest(),
        created_by=by,
    )
    row.surveys.set(surveys)
    return f"/key/{token}/projects/{initiative.pk}", row


def fresh_id() -> str:
    return f"uuid:{uuid.uuid4()}"


def answer_xml(
    *,
    form_id: str = "eau_essai",
    version: str = "1",
    instance_id: str | None = None,
    deprecated_id: str = "",
    members: tuple[str, ...] = ("Youssef",),
    **answers: str,
) -> bytes:
    """An answer to the small form; ``answers`` replaces values of the household (``chef``, ``age``, ``photo``…)."""
    values = {"chef": "Fatima", "age": "42", "eau": "puits", "village": "v1", "photo": ""} | answers
    household = "".join(f"<{name}>{value}</{name}>" for name, value in values.items())
    people = "".join(
        f"<membre><prenom>{name}</prenom><m_age>12</m_age><langues>dar ama</langues></membre>"
        for name in members
    )
    old = f"<deprecatedID>{deprecated_id}</deprecatedID>" if deprecated_id else ""
    return (
        f'<?xml version="1.0"?><data id="{form_id}" version="{version}">'
        "<start>2026-11-22T09:00:00.000+01:00</start><end>2026-11-22T09:12:00.000+01:00</end>"
        f"<today>2026-11-22</today><deviceid>collect:essai</deviceid><foyer>{household}</foyer>{people}"
        f"<n_membres>{len(members)}</n_membres>"
        f"<meta><instanceID>{instance_id or fresh_id()}</instanceID>{old}</meta></data>"
    ).encode()


def shared_answer(form: str, *, instance_id: str | None = None) -> bytes:
    """The answer of the shared data to ``menage`` or ``250q``, as a new instance."""
    name = {"menage": "menage-submission.xml", "250q": "submission-250q.xml"}[form]
    xml = forms.collect(name).read_bytes()
    new = f"<instanceID>{instance_id or fresh_id()}</instanceID>".encode()
    return re.sub(rb"<instanceID>[^<]*</instanceID>", new, xml, count=1)
