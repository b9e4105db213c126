import pytest
from django.db import transaction
from django.test import Client

from miqyas_web.foundation import audit


@pytest.fixture(autouse=True)
def doors(settings):
    """Pages of this room alone; and passwords hashed quickly: they are slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.LOGIN_REDIRECT_URL = "accounts:organisation_list"
    settings.LOGOUT_REDIRECT_URL = "accounts:person_sign_in"


@pytest.fixture
def client_elsewhere():
    """The same person on another device."""
    return Client()


@pytest.fixture
def many_events(tifawin, amina):
    def make(count):
        with transaction.atomic():
            for _ in range(count):
                audit.record("organisation_created", target=tifawin, by=amina, organisation=tifawin)

    return make
