"""A file of every grant of a funder: made at once when they are few, by a job when they are many."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.foundation import audit, clock, jobs, shelf
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import Job
from miqyas_web.funding.enums import ExtractForm
from miqyas_web.funding.models import Extract
from miqyas_web.funding.queries import portfolio as queries
from miqyas_web.funding.queries.extracts import MOST_AT_ONCE, is_read_at_once
from miqyas_web.funding.science.iati import iati_text
from miqyas_web.funding.science.open_data import giving_text
from miqyas_web.funding.science.rows import rows_csv, rows_workbook

# A public file is made again, when someone asks for it, once it is that old.
FRESH = timedelta(days=1)

Told = Callable[[int], None]


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "extracts"


def path_of(extract: Extract) -> Path:
    return shelf.path_of(folder(), extract.sha256)


def file_at_once(*, organisation: Organisation, form: ExtractForm, is_public: bool) -> bytes:
    """The file, for a page that waits for it; refused where a job prepares it."""
    if not is_read_at_once(organisation):
        raise Refused(
            _("More than %(most)s grants: ask for the file on the page of the portfolio, a job prepares it.")
            % {"most": MOST_AT_ONCE}
        )
    return content_of(organisation, form, is_public=is_public)


def content_of(
    organisation: Organisation, form: ExtractForm, *, is_public: bool, told: Told = lambda _pct: None
) -> bytes:
    """The bytes of a file; open data without a grant is refused."""
    if form in (ExtractForm.CSV, ExtractForm.EXCEL):
        write = rows_csv if form == ExtractForm.CSV else rows_workbook
        told(20)
        return write(queries.rows_of(organisation, is_public=is_public))
    grants = queries.published(organisation)
    told(40)
    if not grants:
        raise Refused(_("No grant is agreed by both yet: there is nothing to publish."))
    if form == ExtractForm.GIVING:
        return giving_text(grants).encode()
    figures = queries.last_figures(grants)
    told(50)
    return iati_text(grants, queries.page_of(organisation), figures).encode()


@transaction.atomic
def ask_extract(
    *, organisation: Organisation, form: ExtractForm, is_public: bool, by: Person | None
) -> Extract:
    """Have a file prepared; while one is under way, no second is asked."""
    extract = _locked(organisation, form, is_public=is_public)
    if job_under_way(extract):
        return extract
    job = jobs.ask(
        "funding.extract",
        title=_("%(organisation)s: %(form)s")
        % {"organisation": organisation, "form": ExtractForm(form).label},
        by=by,
        extract_id=extract.pk,
    )
    extract.job_id = job.pk
    extract.save(update_fields=["job_id"])
    audit.record(
        "portfolio_extract_asked",
        target=extract,
        by=by,
        organisation=organisation,
        form=extract.form,
        is_public=is_public,
    )
    return extract


def job_under_way(extract: Extract) -> Job | None:
    job = Job.objects.filter(pk=extract.job_id).first() if extract.job_id else None
    return None if job is None or job.is_over else job


def public_extract(*, organisation: Organisation, form: ExtractForm) -> Extract:
    """The last public file; an old one, or none, has another prepared, one at a time."""
    extract = Extract.objects.filter(
        organisation=organisation, form=form, is_public=True, language=_language()
    ).first()
    if extract is None or extract.made_at is None or clock.now() - extract.made_at > FRESH:
        extract = ask_extract(organisation=organisation, form=form, is_public=True, by=None)
    return extract


def make_extract(*, extract: Extract, job_id: int, told: Told = lambda _pct: None) -> Extract:
    """Write the file and put it in the place of the last one. Run again after a stop, it is written again."""
    content = content_of(
        extract.organisation, ExtractForm(extract.form), is_public=extract.is_public, told=told
    )
    n_grants = queries.n_given(extract.organisation)
    told(90)
    sha256 = shelf.keep(folder(), content)
    with transaction.atomic():
        extract = Extract.objects.select_for_update().get(pk=extract.pk)
        replaced, extract.sha256 = extract.sha256, sha256
        extract.n_bytes, extract.n_grants = len(content), n_grants
        extract.made_at, extract.job_id = clock.now(), job_id
        extract.save()
        audit.record(
            "portfolio_extract_made",
            target=extract,
            by=None,
            organisation=extract.organisation,
            form=extract.form,
            sha256=sha256,
        )
    if replaced and not Extract.objects.filter(sha256=replaced).exists():
        shelf.path_of(folder(), replaced).unlink(missing_ok=True)
    return extract


def _locked(organisation: Organisation, form: ExtractForm, *, is_public: bool) -> Extract:
    made, _is_new = Extract.objects.get_or_create(
        organisation=organisation, form=form, is_public=is_public, language=_language()
    )
    return Extract.objects.select_for_update().get(pk=made.pk)


def _language() -> str:
    return translation.get_language() or "fr"
