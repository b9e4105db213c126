"""A formula as a form: which extract, which column, which rows, which groups."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miqyas_web.indicators.actions.computing import Asked
from miqyas_web.indicators.enums import Aggregation, Dimension
from miqyas_web.indicators.extracts import Extract
from miqyas_web.indicators.forms.fields import LinesField
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.queries.groups import Grouping
from miqyas_web.indicators.rules.computing import SUGGESTED
from miqyas_web.indicators.science.computing import INTERVALS, STATISTICS, difficulty_domains
from miqyas_web.ui.fields import plain_number
from miqyas_web.ui.forms import Form

COMPARISONS = (("", "—"), *((mark, mark) for mark in ("=", "≠", "<", "≤", ">", "≥")))
N_CONDITIONS = 2
DESIGN = ("weight", "cluster", "strata", "population")
NUMERIC = frozenset({"number", "integer", "boolean"})


class FormulaForm(Form):
    """How a value is made of the rows of a frozen extract."""

    date = forms.DateField(
        label=_("Day of the measure"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    statistic = forms.ChoiceField(label=_("What is made of the rows"), choices=[*STATISTICS.items()])
    column = forms.ChoiceField(label=_("Column"), required=False)
    values = LinesField(
        label=_("Values that count"),
        required=False,
        help_text=_(
            "Of a share: the values of the column that count, one by line, as they stand in the data."
        ),
    )
    denominator = forms.ChoiceField(
        label=_("Denominator"),
        required=False,
        help_text=_("Of a ratio of two sums: the column below the line."),
    )
    weight = forms.ChoiceField(label=_("Survey weight"), required=False)
    cluster = forms.ChoiceField(
        label=_("Drawn together (cluster)"),
        required=False,
        help_text=_(
            "Village, school: people drawn together resemble each other, and the interval must say so."
        ),
    )
    strata = forms.ChoiceField(
        label=_("Drawn apart (stratum)"),
        required=False,
        help_text=_("Region, urban or rural: when the draw was made in each of them apart."),
    )
    population = forms.ChoiceField(
        label=_("How many the stratum holds"),
        required=False,
        help_text=_("Clusters (or people) of the stratum in all, when a good part of them was drawn."),
    )
    interval = forms.ChoiceField(
        label=_("Interval of a share"), choices=[*INTERVALS.items()], initial="wilson"
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(
        self, *args: Any, indicator: Indicator, extract: Extract, groupings: list[Grouping], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.indicator, self.extract, self.groupings = indicator, extract, groupings
        columns = [("", "—"), *((one.name, _called(one)) for one in extract.columns)]
        for name in ("column", "denominator", *DESIGN):
            self.fields[name].choices = columns
        self.initial.setdefault("statistic", SUGGESTED[Aggregation(indicator.aggregation)])
        for place in range(N_CONDITIONS):
            self.fields[f"if_column_{place}"] = forms.ChoiceField(
                label=_("Only rows where"), choices=columns, required=False
            )
            self.fields[f"if_mark_{place}"] = forms.ChoiceField(
                label=_("is"), choices=COMPARISONS, required=False
            )
            self.fields[f"if_value_{place}"] = forms.CharField(
                label=_("this value"), max_length=200, required=False
            )
        for grouping in groupings:
            self._add_grouping(grouping, columns)

    def _add_grouping(self, grouping: Grouping, columns: list[tuple[str, str]]) -> None:
        name = grouping.dimension
        if name == Dimension.DISABILITY:
            for domain in difficulty_domains():
                label = gettext("Column of “%(domain)s”") % {"domain": DOMAINS[domain]}
                self.fields[f"by_{name}_{domain}"] = forms.ChoiceField(
                    label=label, choices=columns, required=False
                )
            return
        self.fields[f"by_{name}"] = forms.ChoiceField(label=grouping.name, choices=columns, required=False)
        if name != Dimension.AGE:
            for key, group in grouping.groups:
                self.fields[f"is_{name}_{key}"] = forms.CharField(
                    label=gettext("“%(group)s” is written") % {"group": group}, max_length=300, required=False
                )

    def conditions(self) -> Iterator[list[BoundField]]:
        """The fields of each condition on the rows."""
        for place in range(N_CONDITIONS):
            yield [self[f"if_{part}_{place}"] for part in ("column", "mark", "value")]

    def group_fields(self) -> Iterator[tuple[str, list[BoundField]]]:
        """By dimension, the fields that say where it stands in the data."""
        for grouping in self.groupings:
            starts = (f"by_{grouping.dimension}", f"is_{grouping.dimension}_")
            yield grouping.name, [self[name] for name in self.fields if name.startswith(starts)]

    def asked(self) -> Asked:
        """What was said, as the action takes it."""
        sent = self.cleaned_data
        is_ratio = sent["statistic"] in {"share", "ratio"}
        parameters = {
            **{name: sent[name] for name in ("statistic", "column", "denominator", *DESIGN, "interval")},
            "values": [self._typed(sent["column"], value) for value in sent["values"]],
            "where": list(self._where()),
            "groups": dict(self._by()),
            "percent": is_ratio and self.indicator.scale == 100,
        }
        # What a statistic has no use for is not kept with it.
        if sent["statistic"] != "share":
            parameters["values"] = []
        if sent["statistic"] != "ratio":
            parameters["denominator"] = ""
        return Asked(self.extract, sent["date"], parameters, sent["note"])

    def _where(self) -> Iterator[dict[str, Any]]:
        sent = self.cleaned_data
        for place in range(N_CONDITIONS):
            column, mark = sent[f"if_column_{place}"], sent[f"if_mark_{place}"]
            if column and mark:
                value = self._typed(column, sent[f"if_value_{place}"])
                yield {"column": column, "comparison": mark, "value": value}

    def _by(self) -> Iterator[tuple[str, dict[str, Any]]]:
        sent = self.cleaned_data
        for grouping in self.groupings:
            name = grouping.dimension
            if name == Dimension.DISABILITY:
                columns = {one: sent[f"by_{name}_{one}"] for one in difficulty_domains()}
                if any(columns.values()):
                    yield name, {"columns": columns}
            elif column := sent[f"by_{name}"]:
                if name == Dimension.AGE:
                    yield name, {"column": column, "bands": list(self.indicator.age_bands)}
                elif keys := dict(self._keys(grouping)):
                    yield name, {"column": column, "keys": keys}

    def _keys(self, grouping: Grouping) -> Iterator[tuple[str, str]]:
        """Which value of the column is which group; several values are separated by commas."""
        for key, _name in grouping.groups:
            said = self.cleaned_data[f"is_{grouping.dimension}_{key}"].replace("،", ",")
            for value in said.split(","):
                if value.strip():
                    yield value.strip(), key

    def _typed(self, column: str, value: str) -> Any:
        kinds = {one.name: one.type for one in self.extract.columns}
        if kinds.get(column) not in NUMERIC:
            return value
        try:
            return float(plain_number(value))
        except ValueError:
            # The science says what the column holds instead.
            return value


DOMAINS = {
    "seeing": _("seeing"),
    "hearing": _("hearing"),
    "walking": _("walking"),
    "remembering": _("remembering"),
    "self_care": _("self-care"),
    "communicating": _("communicating"),
}


def _called(column: Any) -> str:
    return f"{column.name} · {column.label}" if column.label else column.name
