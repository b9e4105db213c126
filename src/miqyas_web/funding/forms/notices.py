"""What a funder may say after publication, and what anyone may ask. Nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miqyas_web.funding.enums import NoticeKind
from miqyas_web.funding.forms.calls import moment_field
from miqyas_web.funding.forms.rows import add_texts, fields_of, text_names, texts_in
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.forms import Form

KINDS = [(kind.value, kind.label) for kind in (NoticeKind.ERRATUM, NoticeKind.INFORMATION)]


class NoticeForm(Form):
    """A notice, in every language."""

    kind = forms.ChoiceField(label=_("Kind of notice"), choices=KINDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_texts(self, "text", _("What changes"), rows=4, most=2000)

    def text_fields(self) -> list[forms.BoundField]:
        return fields_of(self, text_names("text"))

    def text(self) -> dict[str, str]:
        return texts_in(self, "text")


class DeadlineForm(NoticeForm):
    """A later deadline, and why."""

    closes_at = moment_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]
        self.fields["closes_at"].label, self.fields["closes_at"].required = _("New deadline"), True
        self.fields["closes_at"].help_text = _("Casablanca time; later than the one that was published.")


class WithdrawForm(NoticeForm):
    """Why a call is withdrawn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]
        add_texts(self, "text", _("Why it is withdrawn"), rows=4, most=2000)


class ReopenForm(DeadlineForm):
    """What changed, and the new deadline of the stage that was open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_at"].required = False
        self.fields["closes_at"].help_text = _(
            "Casablanca time. Needed when the deadline passed meanwhile; the stages after it move by as much."
        )


class AskForm(Form):
    """A question about a call."""

    text = PlainText(
        label=_("Your question"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("The question and its answer are read by all; your name is not."),
    )


class AnswerForm(Form):
    """The answer to a question."""

    answer = PlainText(
        label=pgettext_lazy("to a question", "Answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
