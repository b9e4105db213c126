"""A questionnaire published on a live server, and windows that open it."""

import os
from importlib import import_module

import pytest
from django.db import connection

from miqyas_web.surveys.models import Survey
from tests import web_cast
from tests.browser.form.filling import Filled, sign_in
from tests.browser.platform import PATIENCE
from tests.web.surveys import filled, situations

# The browser says so itself when a line is cut, or when an answer is refused: what the test is about.
EXPECTED = ("ERR_INTERNET_DISCONNECTED", "status of 409", "Failed to load resource")


@pytest.fixture(scope="module", autouse=True)
def database_beside_the_browser():
    # Playwright's loop lives in this thread; Django would refuse the database in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Files of a test go to its own folder."""
    settings.FORM_FILES = tmp_path / "forms"
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def log_triggers(act):
    migration = import_module("miqyas_web.foundation.migrations.0002_audit_append_only")
    with connection.schema_editor() as editor:
        getattr(migration, act)(None, editor)


@pytest.fixture
def emptied(transactional_db):
    """The audit log lets no row be deleted, not even by the end of a test: it is emptied here, and locked again."""
    yield
    log_triggers("take_triggers")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM foundation_auditevent")
    log_triggers("put_triggers")


@pytest.fixture
def amina(emptied):
    return web_cast.member("Amina", web_cast.organisation())


@pytest.fixture
def publish(amina):
    """Publish a sample as a questionnaire of Amina's initiative."""
    initiative = web_cast.initiative(amina.memberships.get().organisation, amina)

    def make(sample, **options) -> Survey:
        survey = Survey.objects.create(
            initiative=initiative,
            title=sample.form.title,
            form_id=sample.form.form_id,
            purpose="Essayer la collecte avec des données inventées.",
            consent={"fr": "Vos réponses restent anonymes.", "ar": "تبقى إجاباتكم مجهولة الهوية."},
            created_by=amina,
        )
        situations.add_version(survey, amina, sample=sample, **options)
        return survey

    return make


@pytest.fixture
def household(publish):
    return publish(filled.household())


@pytest.fixture
def fill(chromium, amina, live_server):
    """Open a questionnaire in a window of its own; at the end nothing may have been complained of."""
    contexts, complaints = [], []

    def open_form(survey, *, language="fr", width=390, door="fill", path=None, **options):
        context = chromium.new_context(viewport={"width": width, "height": 844}, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        sign_in(context, live_server.url, amina, language=language)
        page = context.new_page()
        page.on("console", lambda said: keep(said) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(
            live_server.url + (path or f"/initiatives/{survey.initiative_id}/surveys/{survey.pk}/{door}/")
        )
        return Filled(page, survey)

    def keep(said):
        if not any(expected in said.text for expected in EXPECTED):
            complaints.append(said.text)

    yield open_form
    for context in contexts:
        context.close()
    assert complaints == []
