"""Questions about an organisation's own lists of indicators."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import Http404

from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.indicators.models import ListDraft, OwnList, OwnSheet
from miqyas_web.indicators.science.catalogue import ShownSheet
from miqyas_web.indicators.science.own_sheets import ReadList, first_values_of_own, read_draft, shown_own

SHEETS_A_PAGE = 10
OWN_KEY = re.compile(r"own-(\d{1,12})")


@dataclass(frozen=True, slots=True)
class OwnFound:
    """One page of the own sheets found."""

    sheets: list[ShownSheet]
    page: Page[OwnSheet]


def lists_of(organisation: Organisation) -> QuerySet[OwnList]:
    """The lists an organisation brought, the latest first, each with how many indicators it holds."""
    return (
        OwnList.objects.filter(organisation=organisation)
        .select_related("brought_by")
        .annotate(n_sheets=Count("sheets"))
        .order_by("-brought_at", "-pk")
    )


def list_or_404(organisation: Organisation, pk: int) -> OwnList:
    """One list of the organisation."""
    found = OwnList.objects.filter(organisation=organisation, pk=pk).first()
    if found is None:
        raise Http404
    return found


def own_found(organisation: Organisation, words: str, *, page: str | int | None = 1) -> OwnFound:
    """Own sheets that hold every word, by name. Two queries."""
    sheets = OwnSheet.objects.of(organisation).holding(words).select_related("own_list")
    found = Paginator(sheets.order_by("name", "pk"), SHEETS_A_PAGE).get_page(page)
    return OwnFound([shown_own(sheet) for sheet in found], found)


def own_sheets_in(organisation: Organisation, keys: list[str]) -> dict[str, ShownSheet]:
    """The own sheets of the organisation among these keys, by key."""
    numbers = [int(found[1]) for key in keys if (found := OWN_KEY.fullmatch(key))]
    if not numbers:
        return {}
    sheets = OwnSheet.objects.of(organisation).filter(pk__in=numbers).select_related("own_list")
    return {sheet.key: shown_own(sheet) for sheet in sheets}


def first_values_from_own(organisation: Organisation, key: str) -> dict[str, Any]:
    """What an own sheet of the organisation says of an indicator; empty for any other key."""
    found = OWN_KEY.fullmatch(key)
    sheet = OwnSheet.objects.of(organisation).filter(pk=found[1]).first() if found else None
    return first_values_of_own(sheet) if sheet else {}


def draft_of(organisation: Organisation, person: Person) -> ListDraft | None:
    """The file the person brought and has not settled yet."""
    return ListDraft.objects.filter(organisation=organisation, brought_by=person).first()


def draft_or_404(organisation: Organisation, person: Person) -> ListDraft:
    """The same; not found when there is none."""
    draft = draft_of(organisation, person)
    if draft is None:
        raise Http404
    return draft


def reading_of(draft: ListDraft) -> ReadList:
    """What the file holds, with the corrections."""
    return read_draft(draft)
