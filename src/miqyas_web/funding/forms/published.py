"""A file of another funder: sent, shown before anything is kept, accepted as it was shown."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from miqyas_web.accounts.models import Organisation
from miqyas_web.foundation.errors import Unfit
from miqyas_web.funding.science.published import HEAVIEST_BYTES, Brought
from miqyas_web.initiatives.rules import writable
from miqyas_web.ui.forms import Form
from miqyas_web.ui.sealed_forms import SealedForm

# What a page carries under its seal, and what a person can look through.
MOST_GRANTS = 5_000
MOST_SEALED = 3_500_000
N_SHOWN, N_FUNDERS = 20, 5
MEGABYTE = 1_000_000


class PublishedForm(Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("The file of the other funder"),
        max_length=255,
        help_text=gettext_lazy("IATI 2 (.xml) or 360Giving (.json); at most 20 MB and 5,000 grants."),
        widget=forms.FileInput(attrs={"accept": ".xml,.json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > HEAVIEST_BYTES:
            raise forms.ValidationError(
                _(
                    "This file weighs %(size)s MB, and at most %(most)s are read: bring a part of it, one year for example."
                )
                % {"size": -(-file.size // MEGABYTE), "most": HEAVIEST_BYTES // MEGABYTE}
            )
        return file


class PublishedAcceptForm(SealedForm):
    """What would be kept; ``about`` is the number of the funder."""

    salt = "miqyas.funding.published"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds, before anything is kept."""

    n: int
    n_recipients: int
    funders: Sequence[tuple[str, int]]
    n_other_funders: int
    first: date | None
    last: date | None
    # By currency: how many amounts and their sum.
    money: Sequence[tuple[str, int, Decimal]]
    n_without_amount: int
    n_without_day: int
    n_left_out: int
    shown: Sequence[Mapping[str, Any]]
    sealed: str


def preview_of(brought: Brought, *, organisation: Organisation, name: str) -> Preview:
    """Count what was read; refused where nothing, or too much, would be kept."""
    rows = brought.rows
    _check(brought)
    funders = Counter(row["funder"] for row in rows).most_common()
    days = sorted(row["day"] for row in rows if row["day"])
    held = {
        "publisher": brought.publisher,
        "source": writable(name)[:255],
        "sha256": brought.sha256,
        "n_left_out": brought.n_left_out,
        "rows": rows,
    }
    sealed = PublishedAcceptForm.seal(held, about=organisation.pk)
    if len(sealed) > MOST_SEALED:
        raise Unfit(_("This file holds too much text to be shown before it is kept: bring a part of it."))
    return Preview(
        n=len(rows),
        n_recipients=len({(row["recipient"], row["recipient_ref"]) for row in rows}),
        funders=funders[:N_FUNDERS],
        n_other_funders=len(funders[N_FUNDERS:]),
        first=date.fromisoformat(days[0]) if days else None,
        last=date.fromisoformat(days[-1]) if days else None,
        money=_money(rows),
        n_without_amount=sum(row["amount"] is None for row in rows),
        n_without_day=sum(row["day"] is None for row in rows),
        n_left_out=brought.n_left_out,
        shown=[as_values(row) for row in rows[:N_SHOWN]],
        sealed=sealed,
    )


def as_values(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its amount and its days as the tables hold them."""
    amount, days = row["amount"], {name: row[name] for name in ("day", "ends_on")}
    return {
        **row,
        "amount": None if amount is None else Decimal(amount),
        **{name: date.fromisoformat(day) if day else None for name, day in days.items()},
    }


def _check(brought: Brought) -> None:
    if len(brought.rows) > MOST_GRANTS:
        raise Unfit(
            _("This file tells %(n)s grants, and at most %(most)s are kept at once: bring a part of it.")
            % {"n": len(brought.rows), "most": MOST_GRANTS}
        )
    if not brought.rows:
        raise Unfit(
            ngettext(
                "This file tells no grant to an organisation: %(n)s was left out.",
                "This file tells no grant to an organisation: %(n)s were left out.",
                brought.n_left_out,
            )
            % {"n": brought.n_left_out}
        )


def _money(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, int, Decimal]]:
    amounts: dict[str, list[Decimal]] = {}
    for row in rows:
        if row["amount"] is not None:
            amounts.setdefault(row["currency"], []).append(Decimal(row["amount"]))
    return [(currency, len(each), sum(each, Decimal(0))) for currency, each in sorted(amounts.items())]
