"""Connecting to a server, choosing a form there, having its answers brought, forgetting the key."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock, jobs
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import Job
from miqyas_web.foundation.sealing import Unreadable, seal, unseal
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.actions.surveys import FORM_ID_CHARACTERS
from miqyas_web.surveys.elsewhere import Server, WrongKey, server_of
from miqyas_web.surveys.models import ImportRun, Source, Survey

PURPOSE = "surveys.source"


@dataclass(frozen=True, slots=True)
class Connection:
    """What a person gives to reach a server."""

    kind: str
    address: str
    key: str
    account: str = ""


def connect_source(*, initiative: Initiative, said: Connection, by: Person) -> Source:
    """Try the key, then keep it sealed. Nothing is kept when the server refuses it."""
    check_may_bring(initiative, by)
    base = _base_of(said.address)
    server_of(kind=said.kind, address=base, account=said.account, key=said.key).forms()
    with transaction.atomic():
        source = Source.objects.create(
            initiative=initiative,
            kind=said.kind,
            address=base,
            account=said.account,
            sealed_key=seal(said.key, purpose=PURPOSE),
            created_by=by,
        )
        _record("source_connected", source, by=by)
    return source


def renew_key(*, source: Source, key: str, account: str, by: Person) -> Source:
    """Give another key, once the first was forgotten or is no longer accepted."""
    check_may_bring(source.initiative, by)
    server_of(kind=source.kind, address=source.address, account=account, key=key).forms()
    with transaction.atomic():
        held = _locked(source)
        held.account, held.sealed_key = account, seal(key, purpose=PURPOSE)
        held.save(update_fields=["account", "sealed_key"])
        _record("source_key_renewed", held, by=by)
    return held


@transaction.atomic
def forget_key(*, source: Source, by: Person) -> None:
    """Erase the key; the answers brought stay."""
    check_may_bring(source.initiative, by)
    held = _locked(source)
    held.sealed_key = ""
    held.save(update_fields=["sealed_key"])
    _record("source_key_forgotten", held, by=by)


def server_at(source: Source) -> Server:
    """The server of a source, with its key; ``WrongKey`` when it was forgotten or cannot be read any more."""
    try:
        key = unseal(source.sealed_key, purpose=PURPOSE)
    except Unreadable as error:
        raise WrongKey(_("The key of this server is no longer here. Give it again.")) from error
    return server_of(kind=source.kind, address=source.address, account=source.account, key=key)


def choose_form(*, source: Source, ref: str, title: str, by: Person) -> Source:
    """Tie a source to one form: its answers go to the questionnaire of that name, made if there is none."""
    check_may_bring(source.initiative, by)
    form_id = server_at(source).form_id(ref)
    if not form_id or len(form_id) > FORM_ID_CHARACTERS:
        raise Unfit(
            _("This form has no name that can be kept: at most %(most)s characters.")
            % {"most": FORM_ID_CHARACTERS}
        )
    with transaction.atomic():
        held = _locked(source)
        if held.form_ref:
            raise Refused(_("A form was chosen already for this connection. Connect again for another one."))
        survey, is_new = Survey.objects.get_or_create(
            initiative=source.initiative,
            form_id=form_id,
            defaults={"title": (title or form_id)[:200], "created_by": by},
        )
        held.survey, held.form_ref, held.form_title = survey, ref, title[:300]
        held.save(update_fields=["survey", "form_ref", "form_title"])
        _record("source_chosen", held, by=by, survey=survey.pk, is_new=is_new)
    return held


@transaction.atomic
def ask_run(*, source: Source, by: Person, is_whole: bool = False) -> Job:
    """Have the answers brought apart from the page; one import of a source at a time."""
    check_may_bring(source.initiative, by)
    source = _locked(source)
    _close_dead(source)
    try:
        with transaction.atomic():
            run = ImportRun.objects.create(
                source=source, is_whole=is_whole, started_by=by, started_at=clock.now()
            )
    except IntegrityError as error:
        raise Refused(_("These answers are being brought already. Wait until it is over.")) from error
    title = _("Bringing the answers of “%(source)s”") % {"source": source}
    job = jobs.ask("surveys.bring_answers", title=title, by=by, run_id=run.pk)
    run.job_id = job.pk
    run.save(update_fields=["job_id"])
    _record("import_asked", source, by=by, run=run.pk, is_whole=is_whole)
    return job


def _close_dead(source: Source) -> None:
    """An import whose job ended otherwise than by itself (three dead workers) no longer holds the place."""
    for run in source.runs.filter(ended_at__isnull=True):
        job = Job.objects.filter(pk=run.job_id).first() if run.job_id else None
        if job is None or job.is_over:
            run.ended_at, run.trouble = clock.now(), _("A failure of ours stopped it.")
            run.save(update_fields=["ended_at", "trouble"])


def check_may_bring(initiative: Initiative, by: Person) -> None:
    """Raise ``Refused`` unless the person may bring data to this initiative."""
    check_has(Permission.BRING_DATA, permissions_in(initiative.organisation, by))


def _base_of(address: str) -> str:
    """The server alone, of an address copied from the browser."""
    parts = urlsplit(address.strip())
    return parts._replace(path="", query="", fragment="").geturl()


def _locked(source: Source) -> Source:
    return (
        Source.objects.select_for_update(of=("self",))
        .select_related("initiative__organisation")
        .get(pk=source.pk)
    )


def _record(verb: str, source: Source, *, by: Person, **facts: object) -> None:
    # Never the key, nor the account: an e-mail address.
    audit.record(
        verb,
        target=source,
        by=by,
        organisation=source.initiative.organisation,
        kind=source.kind,
        server=urlsplit(source.address).hostname or "",
        **facts,
    )
