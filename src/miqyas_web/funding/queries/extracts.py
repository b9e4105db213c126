"""The files of a portfolio: read at once, or prepared by a job, with the last one made."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import get_language

from miqyas_web.accounts.models import Organisation
from miqyas_web.funding.enums import ExtractForm
from miqyas_web.funding.models import Extract
from miqyas_web.funding.queries.portfolio import n_given

# As many grants as a page may wait for; past that a job writes the file (docs/funding/following.md has the figures).
MOST_AT_ONCE = 500
PUBLIC = (ExtractForm.CSV, ExtractForm.GIVING, ExtractForm.IATI)


@dataclass(frozen=True, slots=True)
class PortfolioFile:
    """A file of every grant: ``is_direct`` when the page may wait for it; else the last one prepared, if any."""

    form: ExtractForm
    is_direct: bool
    last: Extract | None


def files_of(organisation: Organisation, *, is_public: bool) -> Sequence[PortfolioFile]:
    """What can be had of a portfolio. Two queries."""
    is_direct = is_read_at_once(organisation)
    made = {
        each.form: each
        for each in Extract.objects.filter(
            organisation=organisation,
            is_public=is_public,
            language=get_language() or "fr",
            made_at__isnull=False,
        )
    }
    forms = PUBLIC if is_public else tuple(ExtractForm)
    return [PortfolioFile(form, is_direct, made.get(form)) for form in forms]


def extract_in(organisation: Organisation, pk: int) -> Extract:
    found = Extract.objects.filter(organisation=organisation, pk=pk).first()
    if found is None:
        raise Http404
    return found


def is_read_at_once(organisation: Organisation) -> bool:
    """Whether a page may wait for the file."""
    return n_given(organisation) <= MOST_AT_ONCE
