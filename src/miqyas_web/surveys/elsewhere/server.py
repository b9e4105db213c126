"""What an import asks of a server, whichever it is, and how its refusals are said."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import requests
from django.utils.translation import gettext as _

from miqyas_web.foundation.addresses import NoAnswer
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.surveys.envelopes import Envelope

# Asked to wait, we wait at most this long; then the person is told to come back.
LONGEST_WAIT = 60.0
FIRST_WAIT = 2.0
MOST_TRIES = 4
# In tests, nobody waits.
pause: Callable[[float], None] = time.sleep

UNAUTHORISED, FORBIDDEN, ABSENT, TOO_MANY, BROKEN = 401, 403, 404, 429, 500


class WrongKey(Unfit):
    """The server does not know this key any more, or it may not read this."""


class Absent(Refused):
    """The server has nothing under this address."""


@dataclass(frozen=True, slots=True)
class FormThere:
    """A form of the other server. ``ref`` is what that server calls it."""

    ref: str
    title: str
    n_answers: int | None
    version: str = ""


@dataclass(frozen=True, slots=True)
class FileThere:
    """A file of an answer, brought when it is asked for."""

    name: str
    bring: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class AnswerThere:
    """An answer in the list of the other server; ``states`` brings its XML, from its first state to the present one."""

    instance_id: str
    # When it came or changed there, as that server writes it.
    at: str
    states: Callable[[], list[bytes]]
    files: Callable[[], list[FileThere]]
    is_rejected: bool = False
    # It has more states than its first: what is here may not be all of it.
    is_edited: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the answers; ``n_there`` is how many the whole question finds."""

    answers: list[AnswerThere]
    n_there: int | None = field(default=None)


class Server(Protocol):
    """A server connected to."""

    def forms(self) -> list[FormThere]: ...

    def form_id(self, ref: str) -> str: ...

    def xform(self, ref: str, envelope: Envelope) -> bytes: ...

    def pages(self, ref: str, since: str) -> Iterator[Page]: ...


def asked(send: Callable[[], requests.Response]) -> requests.Response:
    """Ask, and ask again when the line breaks, the server is busy or broken; raise the sentence of its refusal."""
    wait = FIRST_WAIT
    for attempt in range(1, MOST_TRIES + 1):
        is_last = attempt == MOST_TRIES
        try:
            response = send()
        except NoAnswer:
            if is_last:
                raise
        else:
            if response.status_code < TOO_MANY and response.status_code < BROKEN:
                return _answered(response)
            wait = _asked_to_wait(response, wait)
            if is_last or wait > LONGEST_WAIT:
                raise NoAnswer(_busy(response, wait))
        pause(wait)
        wait *= 2
    raise AssertionError("the last attempt returns or raises")


def json_of(response: requests.Response) -> Any:
    """What a response says; a page meant for people is no answer."""
    try:
        return response.json()
    except ValueError as error:
        raise NoAnswer(
            _(
                "The server answers with something else than data. Is the address that of its programming interface?"
            )
        ) from error


def _answered(response: requests.Response) -> requests.Response:
    status = response.status_code
    if status == UNAUTHORISED:
        raise WrongKey(_("The server does not accept this key. Check it, or make a new one there."))
    if status == FORBIDDEN:
        raise WrongKey(_("This account may not read that form. Ask its owner to share it."))
    if status == ABSENT:
        raise Absent(
            _("The server has nothing there: the form was deleted, or the address is not the right one.")
        )
    if not response.ok:
        raise NoAnswer(_("The server refuses the question (status %(status)s).") % {"status": status})
    return response


def _asked_to_wait(response: requests.Response, wait: float) -> float:
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isascii() and said.isdigit() else wait


def _busy(response: requests.Response, wait: float) -> str:
    if response.status_code == TOO_MANY:
        minutes = max(1, round(wait / 60))
        return _("The server asks us to slow down. Try again in %(minutes)s min.") % {"minutes": minutes}
    return _("The server has a failure of its own (status %(status)s). Try again later.") % {
        "status": response.status_code
    }
