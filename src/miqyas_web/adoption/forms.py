"""What a person may send. Nothing is saved here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Organisation
from miqyas_web.adoption.actions import Said
from miqyas_web.adoption.enums import Audience, Size
from miqyas_web.adoption.models import Answer
from miqyas_web.adoption.rules import lacking_reason
from miqyas_web.adoption.science import Item, page_language
from miqyas_web.territories.models import Territory
from miqyas_web.ui.forms import Form

NOT_CONCERNED = "no"
MOST_LETTERS = 2000


class StartForm(Form):
    """Who takes stock, and among whom it may be compared."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("For which organisation?"), empty_label=_("Choose…")
    )
    audience = forms.ChoiceField(
        label=_("What do you do most?"), choices=Audience.choices, widget=forms.RadioSelect
    )
    size = forms.ChoiceField(
        label=_("How many people work in it, volunteers included?"),
        choices=[("", _("Choose…")), *Size.choices],
    )
    region = forms.ModelChoiceField(
        Territory.objects.none(),
        label=_("In which region?"),
        required=False,
        empty_label=_("Several, or the whole country"),
        help_text=_("Kind, size and region serve only to compare, in groups of at least ten organisations."),
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        choice = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        choice.queryset = Organisation.objects.filter(pk__in=[each.pk for each in organisations]).order_by(
            "name"
        )
        regions = cast("forms.ModelChoiceField[Territory]", self.fields["region"])
        regions.queryset = Territory.objects.regions()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a screen: its fields, the answer that stands, what the platform found."""

    item: str
    name: str
    sheet: str
    level: forms.BoundField
    note: forms.BoundField
    link: forms.BoundField
    seen: forms.BoundField
    answer: Answer
    found: "str | Promise"

    @property
    def is_noted(self) -> bool:
        """Whether the note is open at first: written, lacking, or needed to say otherwise than proposed."""
        return bool(
            self.found or self.note.errors or self.link.errors or self.note.value() or self.link.value()
        )


class DimensionForm(Form):
    """One screen: for each question a level, a note, a link, and the revision that was shown."""

    def __init__(
        self, *args: Any, items: Sequence[Item], answers: Mapping[str, Answer], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.items, self.answers = items, answers
        for item in items:
            self._ask(item, answers[item.key])

    def _ask(self, item: Item, answer: Answer) -> None:
        language = page_language()
        choices = [(str(level), anchor) for level, anchor in enumerate(item.anchors[language], start=1)]
        if item.may_not_apply:
            choices.append((NOT_CONCERNED, str(_("This does not concern us (say why in the note)"))))
        self.fields[f"level_{item.key}"] = forms.ChoiceField(
            label=item.questions[language],
            choices=choices,
            widget=forms.RadioSelect,
            required=False,
            initial=_shown(answer),
        )
        self.fields[f"note_{item.key}"] = forms.CharField(
            label=_("Note"),
            required=False,
            max_length=MOST_LETTERS,
            widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            initial=answer.note,
        )
        self.fields[f"link_{item.key}"] = forms.URLField(
            label=_("Address of a proof"),
            required=False,
            max_length=500,
            assume_scheme="https",
            widget=forms.URLInput(attrs={"dir": "ltr", "inputmode": "url"}),
            initial=answer.link,
        )
        self.fields[f"seen_{item.key}"] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=answer.revision
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for item in self.items:
            if f"level_{item.key}" in self.errors or not cleaned.get(f"level_{item.key}"):
                continue
            lacking = lacking_reason(
                found_level=self.answers[item.key].found_level,
                level=self._level(item),
                note=cleaned.get(f"note_{item.key}") or "",
            )
            if lacking:
                self.add_error(f"note_{item.key}", lacking)
        return cleaned

    def said(self) -> dict[str, Said]:
        """The answers without fault, to keep even when others have one."""
        names = ("level", "note", "link", "seen")
        return {
            item.key: Said(
                self._level(item),
                self.cleaned_data[f"note_{item.key}"],
                self.cleaned_data[f"link_{item.key}"],
                self.cleaned_data[f"seen_{item.key}"] or 0,
            )
            for item in self.items
            if not any(f"{name}_{item.key}" in self.errors for name in names)
            and self.cleaned_data.get(f"level_{item.key}")
        }

    def _level(self, item: Item) -> int | None:
        sent = self.cleaned_data[f"level_{item.key}"]
        return None if sent == NOT_CONCERNED else int(sent)

    def see(self, answers: Iterable[Answer]) -> None:
        """Whoever sends the form again has now seen what stands."""
        revisions = {f"seen_{answer.item}": answer.revision for answer in answers}
        if self.is_bound:
            sent = cast("QueryDict", self.data).copy()
            for name in revisions.keys() & self.fields.keys():
                sent[name] = str(revisions[name])
            self.data = sent
        self.answers = {answer.item: answer for answer in answers}

    def questions(self, found: "Callable[[Answer], str | Promise]") -> list[Question]:
        """The questions as the page shows them."""
        return [
            Question(
                item=item.key,
                name=item.names[page_language()],
                sheet=item.sheet,
                level=self[f"level_{item.key}"],
                note=self[f"note_{item.key}"],
                link=self[f"link_{item.key}"],
                seen=self[f"seen_{item.key}"],
                answer=self.answers[item.key],
                found=found(self.answers[item.key]),
            )
            for item in self.items
        ]


def _shown(answer: Answer) -> str:
    if answer.is_given:
        return str(answer.level) if answer.applies else NOT_CONCERNED
    return str(answer.found_level or "")
