"""What the gallery page shows: every component, with invented but plausible words from Morocco."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miqyas_web.foundation.enums import JobState
from miqyas_web.foundation.models import Job
from miqyas_web.ui import charts, languages, maps
from miqyas_web.ui.fields import NumberField, PercentageField, WholeNumberField
from miqyas_web.ui.forms import Form
from miqyas_web.ui.navigation import StepItem


class SampleForm(Form):
    """One field of each sort."""

    title = forms.CharField(
        label=gettext_lazy("Name of the initiative"),
        help_text=gettext_lazy("As the people concerned call it."),
    )
    problem = forms.CharField(
        label=gettext_lazy("The problem"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    email = forms.EmailField(label=gettext_lazy("Email address"))
    women = WholeNumberField(label=gettext_lazy("Women who take part"), min_value=0)
    income = NumberField(label=gettext_lazy("Income by month, in dirhams"), required=False)
    share = PercentageField(label=gettext_lazy("Share of girls, in %"), required=False)
    starts_on = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    setting = forms.ChoiceField(
        label=gettext_lazy("Where"),
        choices=[("rural", gettext_lazy("In the countryside")), ("urban", gettext_lazy("In town"))],
        widget=forms.RadioSelect,
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Region"), choices=[("08", "Drâa-Tafilalet"), ("09", "Souss-Massa")]
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes"),
        choices=[
            ("school", gettext_lazy("School")),
            ("work", gettext_lazy("Work")),
            ("water", gettext_lazy("Water")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agrees = forms.BooleanField(label=gettext_lazy("The people concerned were asked."))
    table = forms.FileField(
        label=gettext_lazy("Data file"),
        help_text=gettext_lazy("CSV, Excel, Stata or Parquet, up to 200 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.dta,.parquet"}),
    )


def samples() -> dict[str, Any]:
    """The context of the gallery page."""
    wrong = SampleForm(
        data={
            "title": "",
            "email": "amina",
            "women": "douze",
            "share": "120",
            "setting": "rural",
            "region": "09",
        },
        files={"table": SimpleUploadedFile("essai.csv", b"")},
    )
    return {
        "plain_form": SampleForm(auto_id="plain_%s"),
        "wrong_form": wrong,
        "steps": _steps(),
        "crumbs": [(_("Initiatives"), "/"), ("Dar Taliba Imilchil", "/"), (_("Theory of change"), "")],
        "origin": _origin(),
        "jobs": _jobs(),
        "numbers_page": Paginator(range(95), 10).page(3),
        "tags": [_("School"), _("Girls"), "Drâa-Tafilalet"],
        "tones": _tones(),
        "chart_svg": _drawing(),
        "chart_table": _table(),
        "downloads": [("SVG", "#"), ("PNG", "#"), ("CSV", "#")],
        "map_svg": maps.region_map(
            highlight={"08", "09"},
            href=lambda _code: "#",
            language=languages.current().code,
            title=_("Where the initiatives are"),
        ),
        "written": [
            "Les filles quittent l'école après la sixième année, faute de place à l'internat.",
            "تغادر الفتيات المدرسة بعد السنة السادسة لعدم وجود مكان في دار الطالبة.",
        ],
    }


def _tones() -> list[tuple[str, str]]:
    return [
        ("neutral", _("Draft")),
        ("supported", _("Supported")),
        ("uncertain", _("Uncertain")),
        ("contradicted", _("Contradicted")),
        ("none", _("Not established")),
    ]


def _steps() -> list[StepItem]:
    return [
        StepItem("describe", _("Describe"), "#", "done", _("complete")),
        StepItem("theory", _("Theory of change"), "#", "done", _("6 outcomes, 7 links")),
        StepItem("indicators", _("Indicators"), "#", "started", _("2 outcomes of 6 have one")),
        StepItem("data", _("Data"), "#", "empty"),
        StepItem("study", _("Study"), "", "empty"),
    ]


def _origin() -> list[tuple[str, ...]]:
    return [
        (_("Dataset"), _("Survey of households, version 2"), "#"),
        (_("SHA-256"), "9f2c41d07ab3e1c2a6f05f7d0a1b2c3d"),
        (_("Method"), _("Intention to treat, standard errors by village")),
        (_("Households"), "4 934"),
        (_("Seed"), "20260114"),
    ]


def _jobs() -> list[Any]:
    """Jobs as the page meets them, none of them stored."""
    title = _("Estimate the effect of the boarding house on school attendance")
    step = _("Standard errors by village")
    states = (JobState.WAITING, JobState.RUNNING, JobState.DONE, JobState.REFUSED, JobState.FAILED)
    refusal = _("The column “treated” holds three values: 0, 1 and 2. The treatment holds two: 0 and 1.")
    return [
        SimpleNamespace(
            **{
                name: getattr(job, name)
                for name in ("pk", "state", "title", "step", "outcome", "progress_pct", "task", "arguments")
            },
            next_address="#",
            is_over=job.is_over,
        )
        for job in (
            Job(
                pk=number,
                state=state,
                title=title,
                step=step,
                outcome=refusal,
                progress_pct=0 if state == JobState.WAITING else 40,
            )
            for number, state in enumerate(states, start=1)
        )
    ]


def _table() -> dict[str, Any]:
    return charts.table(
        caption=_("Girls at school in the seventh year"),
        head=[_("Group"), _("Mean"), _("Interval"), "n"],
        rows=[
            [_("With the programme"), "0.71", "0.66 – 0.76", "412"],
            [_("Without"), "0.58", "0.53 – 0.63", "407"],
        ],
    )


def _drawing() -> str:
    return (
        '<svg viewBox="0 0 320 90" width="320" height="90" aria-hidden="true">'
        '<line x1="20" y1="70" x2="300" y2="70" stroke="currentColor" stroke-width="1"/>'
        '<line x1="150" y1="30" x2="210" y2="30" stroke="currentColor" stroke-width="2"/>'
        '<circle cx="180" cy="30" r="6" fill="currentColor"/>'
        '<line x1="60" y1="52" x2="124" y2="52" stroke="currentColor" stroke-width="2"/>'
        '<circle cx="92" cy="52" r="6" fill="none" stroke="currentColor" stroke-width="2"/></svg>'
    )
