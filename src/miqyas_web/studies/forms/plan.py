"""The question, and how it will be answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.datasets.enums import ColumnRole
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.indicators.models import Indicator
from miqyas_web.studies import queries, science
from miqyas_web.studies.enums import MultipleTesting
from miqyas_web.studies.models import Study
from miqyas_web.theories.models import Link

LEVELS = [("0.9", "90 %"), ("0.95", "95 %"), ("0.99", "99 %")]
OPTIONAL = ("cluster", "strata", "weights", "baseline", "instrument", "running", "unit_id", "time", "cohort")
NUMBERS = {"number", "integer", "boolean"}
# The role that a column was given when it was frozen proposes it here.
PROPOSED = {
    "outcome": ColumnRole.OUTCOME,
    "treatment": ColumnRole.TREATMENT,
    "strata": ColumnRole.STRATUM,
    "cluster": ColumnRole.CLUSTER,
    "weights": ColumnRole.WEIGHT,
}


class StudyForm(forms.Form):
    """The question, and how it will be answered: what the plan will hold."""

    title = forms.CharField(
        label=_("Short title"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    question = forms.CharField(
        label=_("The question"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("One sentence, such as: does access to microcredit change what households borrow?"),
    )
    hypothesis = forms.CharField(
        label=_("What you expect"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        label=_("Indicator that the outcome measures"),
        required=False,
        empty_label=_("None of them"),
        help_text=_("It says whether a rise is good news."),
    )
    design = forms.ChoiceField(label=_("How the groups were made"), widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("Outcome: the column to explain"))
    outcome_label = forms.CharField(
        label=_("Its name in sentences"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Such as: amount borrowed."),
    )
    unit = forms.CharField(
        label=_("Its unit"), max_length=60, required=False, help_text=_("Such as MAD, kg, days.")
    )
    treatment = forms.ChoiceField(
        label=_("Treatment: the column that holds 0 and 1"),
        required=False,
        help_text=_("1 for those to whom it was offered, 0 for the others. Some designs need none."),
    )
    treatment_label = forms.CharField(
        label=_("Name of the intervention in sentences"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Such as: access to microcredit."),
    )
    cluster = forms.ChoiceField(
        label=_("Cluster: what was drawn as a whole"),
        required=False,
        help_text=_("Village, school, cooperative…"),
    )
    strata = forms.ChoiceField(
        label=_("Strata: the groups inside which the draw was made"),
        required=False,
        help_text=_("Pair of villages, province… They enter as fixed effects."),
    )
    covariates = forms.MultipleChoiceField(
        label=_("Covariates measured before"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They make the estimate more precise, and are compared between the groups."),
    )
    weights = forms.ChoiceField(label=_("Survey weights"), required=False)
    baseline = forms.ChoiceField(
        label=_("The same outcome, measured before"),
        required=False,
        help_text=_("For a trial with a baseline."),
    )
    instrument = forms.ChoiceField(
        label=_("Instrument: what moved people to take part"),
        required=False,
        help_text=_("Such as the lot that was drawn, when the treatment is having taken part."),
    )
    running = forms.ChoiceField(
        label=_("Score that the rule looked at"),
        required=False,
        help_text=_("Age, income, points of a file…"),
    )
    cutoff = forms.FloatField(
        label=_("Threshold of that score"),
        required=False,
        localize=True,
        help_text=_("Admitted from there up."),
    )
    unit_id = forms.ChoiceField(
        label=_("Who is followed over time"), required=False, help_text=_("Column that names the unit.")
    )
    time = forms.ChoiceField(label=_("Period"), required=False, help_text=_("Year, round, month number…"))
    cohort = forms.ChoiceField(
        label=_("First period of treatment"),
        required=False,
        help_text=_("Empty or 0 for those never reached."),
    )
    secondary_outcomes = forms.MultipleChoiceField(
        label=_("Secondary outcomes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All those you will look at. The outcome above is the primary one."),
    )
    multiple_testing = forms.ChoiceField(
        label=_("How several outcomes are counted together"),
        required=False,
        choices=[("", _("Not said in the plan")), *MultipleTesting.choices],
    )
    subgroups = forms.MultipleChoiceField(
        label=_("Subgroups that will be compared"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Said before: any other comparison is exploratory."),
    )
    exclusions = forms.CharField(
        label=_("Who is left out, by what rule"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    missing_data = forms.CharField(
        label=_("What is done where an answer is missing"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    sample_size = forms.CharField(
        label=_("How the number of units was settled"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Effect aimed at, power, number of units."),
    )
    draws = forms.MultipleChoiceField(
        label=_("Draws that the study rests on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their seals are written in the plan."),
    )
    level = forms.ChoiceField(label=_("Level of the interval"), choices=LEVELS)
    data_seen = forms.TypedChoiceField(
        label=_("Have you already looked at the outcomes in these data?"),
        choices=[("yes", _("Yes, or we cannot be sure we did not")), ("no", _("No, nobody in the team has"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        help_text=_("Answer truthfully: it is written in the plan and shown beside the result."),
    )
    notes = forms.CharField(
        label=_("Anything else a reader must know"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, link: Link, dataset: DatasetVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.filter(node__theory=link.theory).order_by("pk")
        self.fields["design"].choices = [
            (key, f"{name}. {summary}") for key, name, summary in science.design_choices()
        ]
        columns = [column for column in dataset.columns.all() if not column.is_personal]
        columns.sort(key=lambda column: column.position)
        named = [(column.name, named_column(column)) for column in columns]
        numbers = [(column.name, named_column(column)) for column in columns if column.type in NUMBERS]
        chosen = [("", _("Choose a column")), *named]
        optional = [("", _("None")), *named]
        self.fields["outcome"].choices = chosen
        for name in OPTIONAL:
            self.fields[name].choices = optional
        self.fields["treatment"].choices = optional
        for name in ("covariates", "secondary_outcomes"):
            self.fields[name].choices = numbers
        self.fields["subgroups"].choices = named
        self.fields["draws"].choices = queries.draws_to_cite(link.theory.initiative_id)

    def clean(self) -> dict[str, Any]:
        """Ask, beside its field, for each column that the design chosen cannot do without."""
        said = super().clean() or self.cleaned_data
        if not said.get("design"):
            return said
        for role in science.design_needs(said["design"]):
            if role not in self.errors and not said.get(role) and said.get(role) != 0:
                self.add_error(role, _("This design needs this answer."))
        return said

    def plan_fields(self) -> dict[str, Any]:
        """What was said, as the actions take it."""
        return self.cleaned_data | {"level": float(self.cleaned_data["level"])}


class AmendmentForm(StudyForm):
    """A sealed plan changes with its reason."""

    reason = forms.CharField(
        label=_("Why the plan changes"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("The plan is sealed: this reason and the change are shown beside the result."),
    )
    field_order = ["reason"]


def named_column(column: Any) -> str:
    return f"{column.label} ({column.name})" if column.label and column.label != column.name else column.name


def proposed(link: Link, dataset: DatasetVersion) -> dict[str, Any]:
    """What the form shows at first: the roles that columns were given when the data were frozen."""
    columns = [column for column in dataset.columns.all() if not column.is_personal]
    by_role = {column.role: column for column in sorted(columns, key=lambda column: -column.position)}
    shown: dict[str, Any] = {name: by_role[role].name for name, role in PROPOSED.items() if role in by_role}
    shown["covariates"] = [column.name for column in columns if column.role == ColumnRole.COVARIATE]
    shown["design"] = "cluster_randomised" if "cluster" in shown else "individually_randomised"
    if ColumnRole.OUTCOME in by_role:
        shown["outcome_label"] = by_role[ColumnRole.OUTCOME].label
    indicator = Indicator.objects.filter(node_id=link.target_id).order_by("pk").first()
    if indicator:
        shown |= {"indicator": indicator.pk, "unit": indicator.unit}
        shown["outcome_label"] = shown.get("outcome_label") or indicator.name
    size = queries.size_to_cite(link.theory.initiative)
    return shown | {"level": "0.95", "treatment_label": link.source.title, "sample_size": size}


def initial_of(study: Study) -> dict[str, Any]:
    """What the form shows at first for a study that exists."""
    names = (name for name in StudyForm.base_fields if name not in {"level", "data_seen", "indicator"})
    shown = {name: getattr(study, name) for name in names}
    return shown | {
        "sample_size": study.sample_size or queries.size_to_cite(study.initiative, study),
        "level": f"{study.level:g}",
        "data_seen": "yes" if study.data_seen else "no",
        "indicator": study.indicator_id,
    }
