"""What a reviewer sends about a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.funding.forms.reviewers import reason_field
from miqyas_web.funding.rules.scales import ShownCriterion
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.forms import Form

MOST_LETTERS = 4000
MOST_REVISIONS = 1_000_000


def _words(label: Any, rows: int, **options: Any) -> PlainText:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return PlainText(label=label, required=False, max_length=MOST_LETTERS, widget=widget, **options)


class ReviewForm(Form):
    """A level and words for each criterion, and an opinion. A draft may lack some."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_REVISIONS)

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
            self.fields[f"comment-{each.key}"] = _words(_("What in the file shows it"), 2)
        self.fields["opinion"] = _words(
            _("Your opinion"), 5, help_text=_("Strong points, weak points, what would make it better.")
        )

    @property
    def scores(self) -> dict[str, dict[str, Any]]:
        """What was chosen and written, by criterion."""
        sent = self.cleaned_data
        found = {}
        for each in self.criteria:
            level, comment = sent.get(f"level-{each.key}"), sent.get(f"comment-{each.key}", "").strip()
            if level or comment:
                found[each.key] = {"level": float(level) if level else None, "comment": comment}
        return found


class ChangeForm(ReviewForm):
    """The same after discussion, and why."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["because"] = reason_field(_("What made you change"))


def written(scores: Mapping[str, Mapping[str, Any]], opinion: str, revision: int) -> dict[str, Any]:
    """A review as its form shows it."""
    shown: dict[str, Any] = {"opinion": opinion, "seen": revision}
    for key, score in scores.items():
        level = score.get("level")
        shown |= {
            f"level-{key}": "" if level is None else f"{level:g}",
            f"comment-{key}": score.get("comment", ""),
        }
    return shown
