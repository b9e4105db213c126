"""What the secretariat may answer at the close of a stage, and write of an interview. Nothing is saved here."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miqyas_web.funding.actions.interviews import Slot
from miqyas_web.funding.actions.stage_answers import Said
from miqyas_web.funding.forms.calls import Revised, moment_field
from miqyas_web.funding.models import Interview, Reviewer
from miqyas_web.funding.queries.stage_answers import StageRow
from miqyas_web.funding.rules.interviews import LEAST_MINUTES, MOST_MINUTES
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.fields import SeveralField, WholeNumberField
from miqyas_web.ui.forms import Form

INVITE, REFUSE = "invite", "refuse"
CHOICES = [("", _("Not answered yet")), (INVITE, _("Invite to the next stage")), (REFUSE, _("Not retained"))]
MOST_REASON = 4000


def _reason(label: Any, initial: str = "") -> PlainText:
    widget = forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    return PlainText(label=label, required=False, max_length=MOST_REASON, widget=widget, initial=initial)


class StageAnswersForm(Form):
    """One answer and one reason for each application; a reason for all those that have none of their own."""

    def __init__(self, *args: Any, rows: Sequence[StageRow], first: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = [row for row in rows if row.answer is None or row.answer.told_at is None]
        admitted = [row.application.pk for row in self.rows if not row.candidate.is_stopped][:first]
        for row in self.rows:
            pk, answer = row.application.pk, row.answer
            held = "" if answer is None else INVITE if answer.is_invited else REFUSE
            if answer is None and first:
                held = INVITE if pk in admitted else REFUSE
            self.fields[f"answer-{pk}"] = forms.ChoiceField(
                label=pgettext_lazy("at the end of a stage", "Answer"),
                choices=CHOICES,
                required=False,
                initial=held,
            )
            self.fields[f"reason-{pk}"] = _reason(_("Reason"), answer.reason if answer else "")
        self.fields["reason_for_all"] = _reason(
            _("Reason for those not retained that have none of their own")
        )

    def fields_by_row(self) -> list[tuple[StageRow, forms.BoundField, forms.BoundField]]:
        return [
            (row, self[f"answer-{row.application.pk}"], self[f"reason-{row.application.pk}"])
            for row in self.rows
        ]

    def said(self) -> list[Said]:
        """Those answered; the others are left as they are."""
        cleaned, found = self.cleaned_data, []
        for row in self.rows:
            answer = cleaned[f"answer-{row.application.pk}"]
            reason = cleaned[f"reason-{row.application.pk}"]
            if not reason and answer == REFUSE:
                reason = cleaned["reason_for_all"]
            if answer:
                found.append(Said(row.candidate.reference, answer == INVITE, reason))
        return found


class SlotForm(Form):
    """When, how long, where."""

    starts_at = moment_field()
    minutes = WholeNumberField(
        label=_("Length, in minutes"), min_value=LEAST_MINUTES, max_value=MOST_MINUTES, initial=30
    )
    place = PlainText(
        label=_("Place, or address of the call by video"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    readers = SeveralField(
        label=_("Who hears"),
        queryset=Reviewer.objects.none(),
        required=False,
        help_text=_("Readers of the call. Someone tied to an applicant does not hear that applicant."),
    )

    def __init__(self, *args: Any, readers: QuerySet[Reviewer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].label, self.fields["starts_at"].required = _("Day and hour"), True
        self.fields["starts_at"].help_text = _("Casablanca time, within the dates of the stage.")
        self.fields["readers"].queryset = readers
        if not readers.exists():
            del self.fields["readers"]

    def slot(self) -> Slot:
        said = self.cleaned_data
        return Slot(said["starts_at"], said["minutes"], said["place"], tuple(said.get("readers", ())))


class PlanForm(SlotForm):
    """The first time; the others follow."""

    pause = WholeNumberField(label=_("Pause between two, in minutes"), min_value=0, max_value=240, initial=10)


class MoveForm(Revised, SlotForm):
    """Another time for one interview."""

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        names = ("starts_at", "minutes", "place", "revision")
        kwargs["initial"] = {name: getattr(interview, name) for name in names}
        kwargs["initial"]["readers"] = [one.pk for one in interview.readers.all()]
        super().__init__(*args, **kwargs)


class RecordForm(Revised):
    """What was said at an interview."""

    has_come = forms.TypedChoiceField(
        label=_("Did the applicant come?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    present = PlainText(
        label=_("Who was there"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    record = PlainText(
        label=_("What was said, in a few lines"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Sealed with the file: those who judge this stage read it."),
    )

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        came = {None: None, True: "yes", False: "no"}[interview.has_come]
        kwargs["initial"] = {
            "has_come": came,
            "present": interview.present,
            "record": interview.record,
            "revision": interview.revision,
        }
        super().__init__(*args, **kwargs)
