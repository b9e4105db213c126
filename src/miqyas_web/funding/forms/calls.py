"""What a person may send about a call. Nothing is saved here."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.enums import OrganisationKind
from miqyas_web.accounts.models import Organisation
from miqyas_web.funding.enums import Preset, StageKind
from miqyas_web.funding.forms.rows import add_texts, fields_of, n_rows, text_names, texts_in
from miqyas_web.funding.models import Call, GridVersion, Stage
from miqyas_web.funding.queries.grids import published_grids
from miqyas_web.territories.forms import TerritoryChoice
from miqyas_web.ui.fields import NumberField, WholeNumberField
from miqyas_web.ui.forms import Form

EMPTY_THEMES, EMPTY_QUESTIONS = 3, 2
MOST_WORDS = 5000
USUAL_PRESET: dict[str, Preset] = {
    OrganisationKind.FOUNDATION: Preset.FOUNDATION,
    OrganisationKind.COMPANY: Preset.FOUNDATION,
    OrganisationKind.SUPPORT: Preset.ACCELERATION,
    OrganisationKind.PROVINCE: Preset.INDH,
}


class Revised(Form):
    """A form that says which state of the call the person had before their eyes."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class CallCreateForm(Form):
    """A new call: for whom, from what, under which title."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None
    )
    preset = forms.ChoiceField(
        label=_("Where to start from"),
        choices=Preset.choices,
        widget=forms.RadioSelect,
        initial=Preset.PUBLIC_FUND,
        help_text=_("It fills in stages, rules and limits. You may change everything afterwards."),
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["organisation"]
        chosen.queryset = Organisation.objects.filter(pk__in=[each.pk for each in organisations])
        if len(organisations) == 1:
            chosen.initial, chosen.widget = organisations[0], forms.HiddenInput()
            self.fields["preset"].initial = USUAL_PRESET.get(organisations[0].kind, Preset.PUBLIC_FUND)
        self.titles = add_texts(self, "title", _("Title"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not texts_in(self, "title"):
            self.add_error(self.titles[0], _("Write the title in one language at least."))
        return cleaned

    def title(self) -> dict[str, str]:
        return texts_in(self, "title")

    def title_fields(self) -> list[forms.BoundField]:
        return fields_of(self, self.titles)


class CallForm(Revised):
    """Texts, themes, places and money."""

    budget_mad = NumberField(
        label=_("Budget, in dirhams"), required=False, min_value=1, max_digits=14, decimal_places=2
    )
    reserve_mad = NumberField(
        label=_("Of which kept aside for appeals, in dirhams"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=_("An appeal that is upheld is paid from it: grants already announced stand."),
    )
    territories = TerritoryChoice(
        label=_("Where the call applies"), required=False, help_text=_("Nothing ticked: the whole country.")
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        places = [territory.code for territory in call.territories.all()]
        money = {name: _plain(getattr(call, name)) for name in ("budget_mad", "reserve_mad")}
        kwargs["initial"] = {"revision": call.revision, "territories": places, **money}
        super().__init__(*args, **kwargs)
        self.call = call
        add_texts(self, "title", _("Title"), held=call.title)
        add_texts(
            self, "summary", _("Summary"), held=call.summary, rows=2, most=400,
            help_text=_("Two sentences: what is funded, for whom. It stands in the public list."),
        )  # fmt: skip
        add_texts(
            self, "body", _("Text"), held=call.body, rows=7, most=20_000,
            help_text=_("What is asked for and paid for, and what comes after. An empty line parts two paragraphs."),
        )  # fmt: skip
        self.n_themes = n_rows(self, "theme", call.themes, empty=EMPTY_THEMES)
        for row in range(self.n_themes):
            held = call.themes[row]["label"] if row < len(call.themes) else {}
            add_texts(self, f"theme-{row}-label", _("Theme %(n)s") % {"n": row + 1}, held=held, most=80)

    def text_groups(self) -> list[list[forms.BoundField]]:
        return [fields_of(self, text_names(name)) for name in ("title", "summary", "body")]

    def theme_rows(self) -> list[list[forms.BoundField]]:
        return [fields_of(self, text_names(f"theme-{row}-label")) for row in range(self.n_themes)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        budget, reserve = cleaned.get("budget_mad"), cleaned.get("reserve_mad")
        if reserve and (budget is None or reserve > budget):
            self.add_error("reserve_mad", _("What is kept aside is part of the budget: it cannot be larger."))
        return cleaned

    def said(self) -> dict[str, Any]:
        return {
            **{name: texts_in(self, name) for name in ("title", "summary", "body")},
            "themes": self._themes(),
            "territories": list(self.cleaned_data["territories"]),
            "budget_mad": self.cleaned_data["budget_mad"],
            "reserve_mad": self.cleaned_data["reserve_mad"] or 0,
        }

    def _themes(self) -> list[dict[str, Any]]:
        """A theme keeps its code for as long as it stands: applications refer to it."""
        themes: list[dict[str, Any]] = []
        for row in range(self.n_themes):
            label = texts_in(self, f"theme-{row}-label")
            if not label:
                continue
            taken = {theme["code"] for theme in themes} | {theme["code"] for theme in self.call.themes}
            if row < len(self.call.themes):
                code = self.call.themes[row]["code"]
            else:
                code = _free(slugify(label.get("en") or label.get("fr") or "")[:30] or "theme", taken)
            themes.append({"code": code, "label": label})
        return themes


def _free(wished: str, taken: set[str]) -> str:
    code, number = wished, 1
    while code in taken:
        number += 1
        code = f"{wished}-{number}"
    return code


def _plain(amount: Any) -> str:
    return f"{amount:f}".removesuffix(".00") if amount else ""


def moment_field() -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        required=False, widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
    )


QUESTION_KINDS = [("long", _("A text")), ("short", _("One line")), ("number", _("A number"))]
PARTS = [
    ("theory", _("Its theory of change")),
    ("indicators", _("Its indicators and targets")),
    ("plan", _("Its sealed evaluation plan")),
    ("budget", _("A budget")),
]


class StageForm(Revised):
    """One stage: its dates, what is asked, by which grid it is read."""

    kind = forms.ChoiceField(label=_("Kind of stage"), choices=StageKind.choices)
    opens_at = moment_field()
    closes_at = moment_field()
    grid = forms.ModelChoiceField(
        GridVersion.objects.none(),
        label=_("Grid by which it is judged"),
        required=False,
        help_text=_("Only published grids: they no longer change."),
    )
    is_blind = forms.BooleanField(label=_("Reviewers do not see who applies"), required=False)
    parts = forms.MultipleChoiceField(
        label=_("What is joined from the initiative"),
        choices=PARTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Frozen at the moment of sending, with what the platform computes of it."),
    )

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        names = ("kind", "opens_at", "closes_at", "grid", "is_blind", "parts")
        kwargs["initial"] = {name: getattr(stage, name) for name in names} | {"revision": stage.call.revision}
        super().__init__(*args, **kwargs)
        self.stage = stage
        self.fields["opens_at"].label, self.fields["closes_at"].label = _("Opens on"), _("Deadline")
        self.fields["closes_at"].help_text = _("Casablanca time. What is sent stays sealed until then.")
        self.fields["grid"].queryset = published_grids(stage.call.organisation)
        add_texts(self, "title", _("Name of the stage"), held=stage.title, most=80)
        self.n_questions = n_rows(self, "ask", stage.questions, empty=EMPTY_QUESTIONS)
        for row in range(self.n_questions):
            held = stage.questions[row] if row < len(stage.questions) else {}
            self._ask(f"ask-{row}-", held)

    def _ask(self, prefix: str, held: dict[str, Any]) -> None:
        add_texts(self, f"{prefix}label", _("Question"), held=held.get("label"), rows=2, most=400)
        self.fields[f"{prefix}kind"] = forms.ChoiceField(
            label=_("Answered by"), choices=QUESTION_KINDS, required=False, initial=held.get("kind", "long")
        )
        self.fields[f"{prefix}words"] = WholeNumberField(
            label=_("At most, in words"), required=False, min_value=1, max_value=MOST_WORDS, initial=held.get("max_words")
        )  # fmt: skip
        self.fields[f"{prefix}required"] = forms.BooleanField(
            label=_("An answer is needed"), required=False, initial=held.get("is_required", True)
        )

    def title_fields(self) -> list[forms.BoundField]:
        return fields_of(self, text_names("title"))

    def question_rows(self) -> list[list[forms.BoundField]]:
        rows = range(self.n_questions)
        more = ("kind", "words", "required")
        return [
            fields_of(self, [*text_names(f"ask-{row}-label"), *(f"ask-{row}-{name}" for name in more)])
            for row in rows
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The deadline comes before the opening. Check both."))
        return cleaned

    def said(self) -> dict[str, Any]:
        names = ("kind", "opens_at", "closes_at", "grid", "is_blind", "parts")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "title": texts_in(self, "title"),
            "questions": self._questions(),
        }

    def _questions(self) -> list[dict[str, Any]]:
        """A question keeps its key for as long as it stands: answers refer to it."""
        questions: list[dict[str, Any]] = []
        taken = {question["key"] for question in self.stage.questions}
        for row in range(self.n_questions):
            prefix = f"ask-{row}-"
            label = texts_in(self, f"{prefix}label")
            if not label:
                continue
            old = self.stage.questions[row]["key"] if row < len(self.stage.questions) else ""
            key = old or _free(f"q{row + 1}", taken)
            taken.add(key)
            questions.append(
                {
                    "key": key,
                    "label": label,
                    "help": {},
                    "kind": self.cleaned_data[f"{prefix}kind"] or "long",
                    "max_words": self.cleaned_data[f"{prefix}words"],
                    "is_required": self.cleaned_data[f"{prefix}required"],
                }
            )
        return questions


class StageAddForm(Form):
    kind = forms.ChoiceField(label=_("Add a stage"), choices=StageKind.choices)
