"""Letters, in the language of whoever receives them."""

from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise


def send_on_commit(template: str, *, to: str, language: str, subject: "str | Promise", **facts: Any) -> None:
    """Write a letter now, send it when the transaction holds.

    A mail server that fails is logged, not raised: what was decided stands, and the page shows the link too.
    """
    with translation.override(language):
        subject_line = " ".join(str(subject % facts if "%(" in str(subject) else subject).split())
        body = render_to_string(template, facts)
    letter = EmailMessage(subject=subject_line, body=body, to=[to])
    transaction.on_commit(letter.send, robust=True)
