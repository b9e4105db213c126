"""Amina leads Tifawin; Youssef reads there; Salma is a stranger from another association."""

import io

import pytest
from django.core.management import call_command

from miqyas_web.accounts.enums import Role
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.evidence.models import Claim
from miqyas_web.foundation import jobs
from tests import web_cast
from tests.web.scenes import kept_scene


@pytest.fixture
def tifawin(request, db):
    if "claim" in request.fixturenames:
        return Organisation.objects.get(pk=request.getfixturevalue("estimated")["tifawin"])
    return web_cast.organisation()


@pytest.fixture
def amina(request, tifawin):
    if "claim" in request.fixturenames:
        return Person.objects.get(pk=request.getfixturevalue("estimated")["amina"])
    return web_cast.member("Amina", tifawin)


@pytest.fixture
def youssef(tifawin):
    return web_cast.member("Youssef", tifawin, role=Role.READER)


@pytest.fixture
def salma(db):
    return web_cast.member("Salma", web_cast.organisation("Coopérative Assafou"))


@pytest.fixture(autouse=True)
def no_beat(monkeypatch):
    """A job of a test runs inside its transaction, where the heart of a slow one could not be written."""
    monkeypatch.setattr(jobs, "HEARTBEAT_SECONDS", 3600)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Files of a test go to its own folder."""
    settings.FROZEN = tmp_path / "frozen"
    settings.UPLOADS = tmp_path / "uploads"
    settings.FORM_FILES = tmp_path / "forms"
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    # Hashing a password is slow on purpose; here it only makes the suite slow.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    """Where the files of scenes are kept between tests."""
    return tmp_path_factory.mktemp("scenes")


@pytest.fixture
def told(db, folders, tmp_path, shelf):
    """The demonstration space is there; this is what the command printed."""

    def fill():
        out = io.StringIO()
        call_command("demonstration", stdout=out)
        return out.getvalue()

    return kept_scene("demonstration", fill, files=tmp_path, shelf=shelf)


@pytest.fixture
def estimated(db, folders, tmp_path, shelf):
    """Amina's initiative in Tifawin has estimated its study; the numbers of each."""

    def estimate():
        tifawin = web_cast.organisation()
        amina = web_cast.member("Amina", tifawin)
        initiative = web_cast.initiative(tifawin, amina)
        claim = web_cast.estimated_study(initiative, amina).claim
        return {
            "tifawin": tifawin.pk,
            "amina": amina.pk,
            "initiative": initiative.pk,
            "claim": claim.pk,
        }

    return kept_scene("estimated", estimate, files=tmp_path, shelf=shelf)


@pytest.fixture
def claim(estimated):
    """What that study supports; whoever asks for it finds it in the same Tifawin, with the same Amina."""
    return Claim.objects.get(pk=estimated["claim"])
