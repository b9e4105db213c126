"""What a person says of a spreadsheet of answers: what each sheet holds, what each column answers. Nothing is saved here."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from miqyas_web.surveys.queries.sheets import SheetShown
from miqyas_web.surveys.science.books import SheetSeen
from miqyas_web.ui.forms import Form

ANSWERS, LEFT_OUT = "answers", ""


class ArrangeForm(Form):
    """For each sheet of a workbook, what it holds and by which columns its rows are tied."""

    def __init__(
        self, *args: Any, sheets: Sequence[SheetSeen], repeats: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = sheets
        every = list(dict.fromkeys(name for sheet in sheets for name in sheet.names))
        holds = [
            (LEFT_OUT, _("nothing of use: left out")),
            (ANSWERS, _("the answers themselves")),
            *((path, _("rows of the repeat “%(name)s”") % {"name": name}) for path, name in repeats),
        ]
        for place, sheet in enumerate(sheets):
            role = LEFT_OUT if sheet.repeat is None else sheet.repeat or ANSWERS
            self._choose(f"repeat_{place}", _("This sheet holds"), holds, role)
            none = (("", "—"),)
            own = [*none, *((name, name) for name in sheet.names)]
            self._choose(
                f"parent_{place}", _("Column with the key of the row it belongs to"), own, sheet.parent
            )
            others = [*none, *((name, name) for name in every)]
            self._choose(
                f"key_{place}", _("Column of the other sheet where that key stands"), others, sheet.key
            )

    def _choose(self, name: str, label: Any, choices: Sequence[tuple[str, Any]], initial: str) -> None:
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices, initial=initial)

    def parts(self) -> list[tuple[SheetSeen, list[BoundField]]]:
        """Each sheet with its fields."""
        return [
            (sheet, [self[f"{name}_{place}"] for name in ("repeat", "parent", "key")])
            for place, sheet in enumerate(self.sheets)
        ]

    def said(self) -> dict[str, tuple[str | None, str, str]]:
        """By title: the repeat (empty for the answers, None when left out), the column of the key, the key."""
        found: dict[str, tuple[str | None, str, str]] = {}
        for place, sheet in enumerate(self.sheets):
            role, parent, key = (self.cleaned_data[f"{name}_{place}"] for name in ("repeat", "parent", "key"))
            repeat = None if role == LEFT_OUT else "" if role == ANSWERS else role
            found[sheet.title] = (repeat, parent, key)
        return found


class MatchForm(Form):
    """For each column of each sheet, the question it answers, or none."""

    def __init__(self, *args: Any, sheets: Sequence[SheetShown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = sheets
        for order, sheet in enumerate(sheets):
            choices = [("", _("— left out —")), *sheet.questions]
            for place, name in enumerate(sheet.seen.names):
                self.fields[f"column_{order}_{place}"] = forms.ChoiceField(
                    # A name that begins with a mark (`_index`) keeps it in front in Arabic too.
                    label=format_html("<bdi>{}</bdi>", name),
                    required=False,
                    choices=choices,
                    initial=sheet.seen.columns.get(name, ""),
                )

    def parts(self) -> list[tuple[SheetShown, list[BoundField]]]:
        """Each sheet with its fields."""
        return [
            (sheet, [self[f"column_{order}_{place}"] for place in range(len(sheet.seen.names))])
            for order, sheet in enumerate(self.sheets)
        ]

    def columns(self) -> dict[str, dict[str, str]]:
        """By title of the sheet: by column, the path of its question."""
        return {
            sheet.seen.title: {
                name: path
                for place, name in enumerate(sheet.seen.names)
                if (path := self.cleaned_data[f"column_{order}_{place}"])
            }
            for order, sheet in enumerate(self.sheets)
        }
