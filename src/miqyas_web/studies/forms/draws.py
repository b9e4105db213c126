"""What is drawn from, and how."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies import queries, science
from miqyas_web.studies.enums import DrawKind
from miqyas_web.territories.models import Territory

ALLOCATIONS = [
    ("proportional", _("In proportion to their size")),
    ("equal", _("The same in each")),
    ("neyman", _("More where answers vary more (Neyman)")),
]
UNEQUAL = [("systematic", _("Systematic")), ("sampford", _("Sampford"))]


class FrameForm(forms.Form):
    """First question: which list."""

    dataset = forms.ModelChoiceField(
        DatasetVersion.objects.none(),
        label=_("A list you brought and froze"),
        required=False,
        empty_label=_("None"),
        help_text=_("One row for each person, household or village."),
    )
    territory = forms.ModelChoiceField(
        Territory.objects.none(),
        label=_("Or the communes of a territory"),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dataset"].queryset = queries.versions_to_study(initiative)
        self.fields["territory"].queryset = queries.territories_to_draw_from()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if bool(said.get("dataset")) == bool(said.get("territory")):
            raise forms.ValidationError(_("Choose one list: yours, or the communes of a territory."))
        return said

    def frame(self) -> DatasetVersion | Territory:
        """The list chosen."""
        chosen: DatasetVersion | Territory = self.cleaned_data["dataset"] or self.cleaned_data["territory"]
        return chosen


class ChanceForm(forms.Form):
    """What lots and samples are both told."""

    title = forms.CharField(
        label=_("Short title"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    id = forms.ChoiceField(
        label=_("Column that names each unit"),
        required=False,
        help_text=_("Without it, a unit is named by its whole row."),
    )
    strata = forms.MultipleChoiceField(
        label=_("Strata: draw inside each group"), required=False, widget=forms.CheckboxSelectMultiple
    )
    cluster = forms.ChoiceField(
        label=_("Cluster: what is drawn as a whole"),
        required=False,
        help_text=_("Village, school, cooperative…"),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=2**62,
        help_text=_("A whole number. Announce it, and where it comes from, before you draw."),
    )
    seed_source = forms.CharField(
        label=_("Where the seed comes from"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Such as: first prize of the national lottery of 12 December."),
    )
    named = ("id", "cluster")
    counted: tuple[str, ...] = ()
    several = ("strata",)
    numbers: tuple[str, ...] = ()

    def __init__(self, *args: Any, columns: list[tuple[str, str, bool]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [
            (name, f"{label} ({name})" if label and label != name else name) for name, label, _n in columns
        ]
        figures = [
            choice for choice, (_name, _label, is_number) in zip(shown, columns, strict=True) if is_number
        ]
        for field in self.named:
            self.fields[field].choices = [("", _("None")), *shown]
        for field in self.counted:
            self.fields[field].choices = [("", _("None")), *figures]
        for field in self.several:
            self.fields[field].choices = shown
        for field in self.numbers:
            self.fields[field].choices = figures

    def chance(self) -> dict[str, Any]:
        """Title and seed."""
        return {name: self.cleaned_data[name] for name in ("title", "seed", "seed_source")}

    def plain(self, *names: str) -> dict[str, Any]:
        """Answers as the science takes them: nothing is None, several are a tuple."""
        said = {name: self.cleaned_data.get(name) for name in names}
        return {
            name: tuple(value) if isinstance(value, list) else (None if value == "" else value)
            for name, value in said.items()
        }


class LotsForm(ChanceForm):
    """Who is offered what, or when."""

    kind = DrawKind.ASSIGNMENT
    arms = forms.CharField(
        label=_("Groups and their shares"),
        max_length=300,
        required=False,
        initial="treated=1, control=1",
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("Names and whole numbers: treated=2, control=1 offers it to two in three."),
    )
    waves = forms.IntegerField(
        label=_("Or the number of waves in which all will start"),
        min_value=2,
        max_value=50,
        required=False,
        help_text=_("A roll-out by steps: chance decides the order."),
    )
    pairs = forms.MultipleChoiceField(
        label=_("Pair the nearest units on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    rerandomise = forms.MultipleChoiceField(
        label=_("Draw again until the groups are alike on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    accept = forms.FloatField(
        label=_("Share of draws accepted"), min_value=0.0001, max_value=1, required=False, localize=True
    )
    numbers = ("pairs", "rerandomise")

    def declared(self) -> dict[str, Any]:
        """The way of drawing. Raises ``Unfit``."""
        said = self.plain("id", "strata", "cluster", "waves", "pairs", "rerandomise", "accept")
        return science.procedure_from({**said, "arms": self.cleaned_data["arms"]})


class SampleForm(ChanceForm):
    """Who is asked."""

    kind = DrawKind.SAMPLE
    n = forms.IntegerField(label=_("How many units"), min_value=1, max_value=10_000_000)
    allocation = forms.ChoiceField(label=_("How strata share them"), choices=ALLOCATIONS)
    sd_column = forms.ChoiceField(label=_("For Neyman: column whose spread counts"), required=False)
    size = forms.ChoiceField(
        label=_("Chances in proportion to"),
        required=False,
        help_text=_("Such as population: a large commune is drawn more often."),
    )
    unequal = forms.ChoiceField(label=_("Procedure with unequal chances"), choices=UNEQUAL)
    take = forms.IntegerField(
        label=_("With clusters: units taken in each"), min_value=1, max_value=1_000_000, required=False
    )
    icc = forms.FloatField(
        label=_("Resemblance inside clusters (ICC), if known"),
        min_value=0,
        max_value=0.999,
        required=False,
        localize=True,
    )
    counted = ("sd_column", "size")

    def declared(self) -> dict[str, Any]:
        """The way of drawing. Raises ``Unfit``."""
        names = ("n", "id", "strata", "allocation", "sd_column", "size", "unequal", "cluster", "take", "icc")
        return science.selection_from(self.plain(*names))
