"""Bringing, correcting, keeping and giving up an organisation's own list of indicators."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit
from miqyas_web.foundation.errors import Unfit
from miqyas_web.indicators.models import ListDraft, OwnList, OwnSheet
from miqyas_web.indicators.science.own_sheets import read_draft, row_of

MOST_BYTES = 5_000_000
AT_ONCE = 500


@transaction.atomic
def bring_list(*, organisation: Organisation, file_name: str, content: bytes, by: Person) -> ListDraft:
    """Keep a file until its columns are settled; another file of the same person takes its place."""
    check_has(Permission.DESCRIBE, permissions_in(organisation, by))
    if len(content) > MOST_BYTES:
        raise Unfit(
            _("This file is larger than %(most)s MB. Keep only the sheet of indicators, then bring it again.")
            % {"most": MOST_BYTES // 1_000_000}
        )
    ListDraft.objects.filter(organisation=organisation, brought_by=by).delete()
    draft = ListDraft(
        organisation=organisation, brought_by=by, file_name=file_name[:255] or "list", content=content
    )
    # A file that is no table is refused before anything is kept.
    read_draft(draft)
    draft.save()
    audit.record("own_list_brought", target=draft, by=by, organisation=organisation, n_bytes=len(content))
    return draft


@transaction.atomic
def correct_columns(*, draft: ListDraft, columns: Mapping[str, str], by: Person) -> ListDraft:
    """Say which column holds what; refused when two fields would be read from one column."""
    check_has(Permission.DESCRIBE, permissions_in(draft.organisation, by))
    draft = ListDraft.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=draft.pk)
    draft.columns = dict(columns)
    read_draft(draft)
    draft.save(update_fields=["columns"])
    audit.record(
        "own_list_corrected", target=draft, by=by, organisation=draft.organisation, columns=draft.columns
    )
    return draft


@transaction.atomic
def keep_list(*, draft: ListDraft, name: str, leaves_out: bool, by: Person) -> OwnList:
    """Make a list of the draft, whole: a list of the same name is replaced. All rows are kept, or none."""
    check_has(Permission.DESCRIBE, permissions_in(draft.organisation, by))
    draft = ListDraft.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=draft.pk)
    found = read_draft(draft)
    if found.obstacle:
        raise Unfit(found.obstacle)
    if found.faults and not leaves_out:
        raise Unfit(
            ngettext(
                "%(n)s thing is wrong in the rows, said below. Correct the file, or tick that these rows stay out.",
                "%(n)s things are wrong in the rows, said below. Correct the file, or tick that these rows stay out.",
                len(found.faults),
            )
            % {"n": len(found.faults)}
        )
    if not found.indicators:
        raise Unfit(_("No row of this file can be kept: there would be nothing in the list."))
    replaced, _count = OwnList.objects.filter(organisation=draft.organisation, name=name).delete()
    kept = OwnList.objects.create(
        organisation=draft.organisation, name=name, is_iris=found.is_iris, brought_by=by
    )
    rows = (OwnSheet(own_list=kept, **row_of(indicator)) for indicator in found.indicators)
    OwnSheet.objects.bulk_create(rows, batch_size=AT_ONCE)
    audit.record(
        "own_list_kept",
        target=kept,
        by=by,
        organisation=draft.organisation,
        n_indicators=len(found.indicators),
        n_faults=len(found.faults),
        replaced=bool(replaced),
    )
    draft.delete()
    return kept


@transaction.atomic
def discard_draft(*, draft: ListDraft, by: Person) -> None:
    """Give up a file that was brought; nothing of it remains."""
    check_has(Permission.DESCRIBE, permissions_in(draft.organisation, by))
    audit.record("own_list_discarded", target=draft, by=by, organisation=draft.organisation)
    draft.delete()


@transaction.atomic
def delete_list(*, own_list: OwnList, by: Person) -> None:
    """Remove a list; indicators already written from it stay."""
    check_has(Permission.DESCRIBE, permissions_in(own_list.organisation, by))
    audit.record("own_list_deleted", target=own_list, by=by, organisation=own_list.organisation)
    own_list.delete()
