"""A grid, in plain fields: no syntax to know. Nothing is saved here."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miqyas_web.accounts.models import Organisation
from miqyas_web.funding.forms.calls import Revised
from miqyas_web.funding.forms.rows import add_texts, fields_of, n_rows, text_names, texts_in
from miqyas_web.funding.models import GridVersion
from miqyas_web.funding.rules.texts import said
from miqyas_web.funding.science.grids import starts
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.fields import NumberField, WholeNumberField
from miqyas_web.ui.forms import Form

EMPTY_LEVELS = 1
USUAL_START = "foundation"
JUDGES = [
    ("", _("Something else than impact")),
    ("theory", _("The theory of change")),
    ("indicators", _("The plan of indicators")),
    ("design", _("How the effect will be shown")),
    ("evidence", _("Evidence already there")),
]
MOST_TIES = 3


class GridCreateForm(Form):
    """A new grid, from one of the library."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None
    )
    title = PlainText(
        label=_("Name of the grid"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    start = forms.ChoiceField(label=_("Where to start from"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["organisation"]
        chosen.queryset = Organisation.objects.filter(pk__in=[each.pk for each in organisations])
        if len(organisations) == 1:
            chosen.initial, chosen.widget = organisations[0], forms.HiddenInput()
        self.fields["start"].choices = [(key, said(name)) for key, name in starts().items()]
        self.fields["start"].initial = USUAL_START


class GridForm(Revised):
    """The grid as a whole: its name, its least total, what parts ties."""

    title = PlainText(
        label=_("Name of the grid"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    total_gate = NumberField(
        label=_("Least total that is admitted, out of 100"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
    )

    def __init__(self, *args: Any, version: GridVersion, **kwargs: Any) -> None:
        content = version.content
        kwargs["initial"] = {
            "revision": version.revision, "title": version.grid.title, "total_gate": content.get("total_gate"),
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        criteria = [(one["key"], said(one["label"])) for one in content.get("criteria", [])]
        held = content.get("tie_breaks", [])
        self.ties = [f"tie-{n}" for n in range(1, MOST_TIES + 1)]
        for place, name in enumerate(self.ties):
            self.fields[name] = forms.ChoiceField(
                label=_("Ties are parted by, in order: %(n)s") % {"n": place + 1},
                choices=[("", "–"), *criteria],
                required=False,
                initial=held[place] if place < len(held) else "",
            )

    def tie_breaks(self) -> list[str]:
        return list(dict.fromkeys(key for name in self.ties if (key := self.cleaned_data[name])))

    def tie_fields(self) -> list[forms.BoundField]:
        return fields_of(self, self.ties)


class CriterionForm(Revised):
    """One criterion: what it judges, what it is for, and the sentence of each level."""

    judges = forms.ChoiceField(
        label=_("What it judges"),
        choices=JUDGES,
        required=False,
        help_text=_("Beside a criterion of impact, reviewers see what the platform computes of the file."),
    )
    weight = NumberField(
        label=pgettext_lazy("of a criterion", "Weight"),
        required=False,
        min_value=0,
        max_value=1000,
        max_digits=6,
        help_text=_("A weight ranks; it admits nobody. Empty or 0: it does not count in the ranking."),
    )
    gate = WholeNumberField(
        label=_("Least level that is admitted"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("A gate that no other criterion can make up for. Empty: none."),
    )

    def __init__(self, *args: Any, version: GridVersion, criterion: Mapping[str, Any], **kwargs: Any) -> None:
        kwargs["initial"] = {
            "revision": version.revision,
            **{name: criterion.get(name) for name in ("judges", "weight", "gate")},
        }
        super().__init__(*args, **kwargs)
        add_texts(self, "label", _("Name of the criterion"), held=criterion.get("label"), most=120)
        add_texts(
            self, "help", _("The question put to the reviewer"), held=criterion.get("help"), rows=2, most=400
        )
        levels = criterion.get("levels") or [{"value": value, "anchor": {}} for value in (1, 3, 5)]
        self.n_levels = n_rows(self, "level", levels, empty=EMPTY_LEVELS)
        for row in range(self.n_levels):
            held = levels[row] if row < len(levels) else {"value": None, "anchor": {}}
            self.fields[f"level-{row}-value"] = WholeNumberField(
                label=_("Level"), required=False, min_value=0, max_value=100, initial=held["value"]
            )
            add_texts(
                self,
                f"level-{row}-anchor",
                _("What the reviewer sees"),
                held=held["anchor"],
                rows=3,
                most=400,
            )

    def text_groups(self) -> list[list[forms.BoundField]]:
        return [fields_of(self, text_names(name)) for name in ("label", "help")]

    def level_rows(self) -> list[list[forms.BoundField]]:
        return [
            fields_of(self, [f"level-{row}-value", *text_names(f"level-{row}-anchor")])
            for row in range(self.n_levels)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        values = [cleaned.get(f"level-{row}-value") for row in range(self.n_levels)]
        written = [value for value in values if value is not None]
        if len(set(written)) < max(2, len(written)):
            self.add_error("level-0-value", _("Give at least two levels, each with its own number."))
        for row, value in enumerate(values):
            if value is None and texts_in(self, f"level-{row}-anchor"):
                self.add_error(f"level-{row}-value", _("Say which level this sentence describes."))
        return cleaned

    def said(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        rows = [row for row in range(self.n_levels) if cleaned[f"level-{row}-value"] is not None]
        levels = [
            {"value": cleaned[f"level-{row}-value"], "anchor": texts_in(self, f"level-{row}-anchor")}
            for row in rows
        ]
        return {
            "label": texts_in(self, "label"),
            "help": texts_in(self, "help"),
            "weight": float(cleaned["weight"] or 0),
            "levels": sorted(levels, key=lambda level: level["value"]),
            "gate": cleaned["gate"],
            "is_impact": bool(cleaned["judges"]),
            "judges": cleaned["judges"],
        }
