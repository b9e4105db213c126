"""The request of a page that asks to be signed in, as types see it."""

from django.http import HttpRequest

from miqyas_web.accounts.models import Person


class SignedInRequest(HttpRequest):
    """A request that the login middleware let through: its user is a person. Never built, only named."""

    user: Person
