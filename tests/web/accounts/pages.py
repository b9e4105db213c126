"""What tests of pages share: reading a page, signing in, inviting."""

import re

from django.urls import reverse

from tests.web_cast import PASSWORD


def text(response):
    return response.content.decode()


def address(name, *args):
    return reverse(f"accounts:{name}", args=args)


def sign_in(client, **changes):
    return client.post(
        address("person_sign_in"), {"email": "amina@example.ma", "password": PASSWORD, **changes}
    )


def invite(client, tifawin, **changes):
    facts = {"email": "hind@example.ma", "role": "evaluator", "language": "ar", **changes}
    response = client.post(address("invitation_create", tifawin.pk), facts)
    found = re.findall(r"http://testserver(/accounts/invitations/[\w-]+/)", text(response))
    return response, found[0] if found else None
