"""What is sent about anchors and files to learn on."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.funding.enums import ReferenceUse
from miqyas_web.funding.models import Application
from miqyas_web.funding.rules.scales import ShownCriterion, said
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.fields import NumberField
from miqyas_web.ui.forms import Form

MOST_LETTERS = 8000


def _use_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Its use"),
        choices=ReferenceUse.choices,
        widget=forms.RadioSelect,
        initial=ReferenceUse.ANCHOR,
    )


def _text(label: Any, rows: int = 3, **options: Any) -> PlainText:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return PlainText(label=label, required=False, max_length=MOST_LETTERS, widget=widget, **options)


class NameAnchorForm(Form):
    """A candidate that everybody reads."""

    prefix = "name"

    application = forms.ModelChoiceField(label=_("Application"), queryset=Application.objects.none())

    def __init__(self, *args: Any, applications: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["application"].queryset = applications


class PastFileForm(Form):
    """A file of an earlier call."""

    prefix = "past"

    source = forms.ModelChoiceField(
        label=_("Application of an earlier call"),
        queryset=Application.objects.none(),
        help_text=_("Its text is taken without the name of who applied."),
    )
    use = _use_field()

    def __init__(self, *args: Any, applications: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].queryset = applications


class LevelsForm(Form):
    """The title, and what careful readers give each criterion."""

    title = PlainText(
        label=_("Title of the file"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, *args: Any, criteria: Sequence[ShownCriterion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        for each in criteria:
            self.fields[f"level-{each.key}"] = forms.ChoiceField(
                label=each.label,
                required=False,
                choices=[
                    ("", "—"),
                    *((level.mark, f"{level.mark} — {level.anchor}") for level in each.levels),
                ],
            )
            self.fields[f"reason-{each.key}"] = _text(_("Why this level"), 2)

    @property
    def levels(self) -> dict[str, dict[str, Any]]:
        """The levels that were chosen, with their reasons."""
        sent = self.cleaned_data
        return {
            each.key: {
                "level": float(sent[f"level-{each.key}"]),
                "reason": sent[f"reason-{each.key}"].strip(),
            }
            for each in self.criteria
            if sent[f"level-{each.key}"]
        }

    def level_fields(self) -> list[forms.BoundField]:
        """Level and reason of each criterion, in order."""
        return [self[f"{part}-{each.key}"] for each in self.criteria for part in ("level", "reason")]


def levels_written(title: str, levels: Mapping[str, Any]) -> dict[str, Any]:
    """Levels as their form shows them."""
    shown: dict[str, Any] = {"title": title}
    for key, held in levels.items():
        shown |= {f"level-{key}": f"{held['level']:g}", f"reason-{key}": held.get("reason", "")}
    return shown


class InventedFileForm(LevelsForm):
    """A whole file written for the purpose."""

    use = _use_field()

    def __init__(
        self, *args: Any, questions: Sequence[Mapping[str, Any]], language: str, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.questions = questions
        self.fields["asked_mad"] = NumberField(
            label=_("Amount asked, MAD"), required=False, min_value=0, max_digits=14, decimal_places=2
        )
        for asked in questions:
            self.fields[f"answer-{asked['key']}"] = _text(said(asked.get("label"), language), 4)
        self.fields["outcomes"] = _text(_("Theory of change: one outcome a line"), 4)
        self.fields["indicators"] = _text(_("Indicators: one a line"), 3)

    def content_fields(self) -> list[forms.BoundField]:
        """Use, title, amount, answers, theory, indicators."""
        answers = [f"answer-{asked['key']}" for asked in self.questions]
        return [self[name] for name in ("use", "title", "asked_mad", *answers, "outcomes", "indicators")]

    @property
    def content(self) -> dict[str, Any]:
        """In the shape of what is sealed of an application."""
        sent = self.cleaned_data
        asked = sent["asked_mad"]
        return {
            "asked_mad": "" if asked is None else f"{asked:.2f}",
            "answers": {one["key"]: sent[f"answer-{one['key']}"].strip() for one in self.questions},
            "theory": {
                "nodes": [
                    {"key": f"o{place}", "title": line} for place, line in enumerate(_lines(sent["outcomes"]))
                ],
                "links": [],
            },
            "indicators": [{"title": line} for line in _lines(sent["indicators"])],
        }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class TrainingForm(Form):
    """The levels a reviewer gives a file to learn on."""

    def __init__(self, *args: Any, criteria: Sequence[ShownCriterion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        for each in criteria:
            self.fields[f"level-{each.key}"] = forms.ChoiceField(
                label=each.label,
                help_text=each.help,
                required=False,
                choices=[(level.mark, f"{level.mark} — {level.anchor}") for level in each.levels],
                widget=forms.RadioSelect,
            )

    @property
    def levels(self) -> dict[str, float]:
        """What was chosen."""
        sent = self.cleaned_data
        return {
            each.key: float(sent[f"level-{each.key}"]) for each in self.criteria if sent[f"level-{each.key}"]
        }
