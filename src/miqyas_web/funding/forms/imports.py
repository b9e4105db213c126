"""A filled form beside the draft: each answer found, each limit passed or empty, before anything is replaced.

What the file says goes through the form of the page itself, with all that it refuses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from miqyas_web.funding.forms.applications import ApplicationForm
from miqyas_web.funding.forms.drafts import is_line, sound_form, standing_data
from miqyas_web.funding.models import Application
from miqyas_web.funding.rules.applications import n_words
from miqyas_web.funding.rules.matching import bare
from miqyas_web.funding.rules.texts import said
from miqyas_web.funding.science.paper import Filled, Written
from miqyas_web.initiatives.rules import writable
from miqyas_web.ui.forms import Form
from miqyas_web.ui.sealed_forms import SealedForm

MOST_LINES, MOST_NAME, MOST_PART = 60, 200, 300


class ImportForm(Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("The filled form"),
        max_length=255,
        help_text=gettext_lazy("Word (.docx) or Excel (.xlsx), as downloaded from this page; at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx"}),
    )


class ImportAcceptForm(SealedForm):
    """What a filled form would change; ``about`` is the application's number."""

    salt = "miqyas.funding.import"
    sealed = forms.CharField(max_length=2_000_000, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing of the form: what stands, what the file says, and what became of it.

    ``state``: "new", "same", "empty" (what stands is kept), "absent" (not in the file), "refused" with its reason.
    """

    label: str
    before: str
    after: str
    state: str
    remark: str = ""


@dataclass(slots=True)
class Preview:
    """Everything the file says beside what stands."""

    rows: list[Found]
    partners: list[tuple[str, str]]
    # Codes that the stage does not ask, and codes written twice: the first counts.
    unknown: list[str]
    twice: list[str]
    sealed: str = ""

    @property
    def n_new(self) -> int:
        return sum(row.state == "new" for row in self.rows) + len(self.partners)


def preview_of(
    application: Application,
    filled: Filled,
    written: Written,
    *,
    regions: Mapping[str, Sequence[str]],
    name: str,
) -> Preview:
    """Compare a filled form with the draft; ``sealed`` is what `ImportAcceptForm` takes back.

    ``regions``: for the number of each region, the names it may be called by.
    """
    stands, brought = standing_data(application), _brought(application, filled, regions)
    refused = _refused(application, stands, brought)
    data = stands | {key: text for key, text in brought.items() if key not in refused}
    if any(map(is_line, brought)) and not any(map(is_line, refused)):
        data = {key: text for key, text in data.items() if not is_line(key) or key in brought}
    now, then = sound_form(stands, application), sound_form(data, application)
    changed = {name for name in then.fields if then.cleaned_data[name] != now.cleaned_data[name]}
    if then.said()["budget"] != now.said()["budget"]:
        changed.add("budget")
    preview = Preview(
        rows=[
            *_answers(application, filled, stands, refused, changed),
            *_others(now, filled, written, refused, changed),
        ],
        partners=_partners(filled, written),
        unknown=sorted((set(filled.answers) | set(filled.tables)) - _known(application)),
        twice=list(filled.twice),
    )
    held = {"revision": application.revision, "name": name[:255]}
    held |= {"data": dict(then.data), "partners": preview.partners}
    preview.sealed = ImportAcceptForm.seal(held, about=application.pk)
    return preview


def _known(application: Application) -> set[str]:
    asked = {f"q-{question['key']}" for question in application.stage.questions}
    return asked | {"theme", "region", "asked_mad", "cofunding_mad", "budget", "partners"}


def _brought(
    application: Application, filled: Filled, regions: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """What the file says, as the page would send it. What it leaves empty is not brought."""
    brought = {
        f"answer-{question['key']}": text
        for question in application.stage.questions
        if (text := filled.answers.get(f"q-{question['key']}", ""))
    }
    themes = {theme["code"]: [theme["code"], *theme["label"].values()] for theme in application.call.themes}
    for code, names in (("theme", themes), ("region", regions)):
        if text := filled.answers.get(code, ""):
            # A name that nothing bears is sent as it is, and refused by its field.
            brought[code] = next(
                (key for key, called in names.items() if bare(text) in map(bare, called)), text
            )
    brought |= {
        code: text for code in ("asked_mad", "cofunding_mad") if (text := filled.answers.get(code, ""))
    }
    table = filled.tables.get("budget")
    for row, cells in enumerate(table.rows[:MOST_LINES] if table else ()):
        for column, text in zip(("title", "amount", "asked"), cells, strict=False):
            brought[f"line-{row}-{column}"] = text
    return brought


def _refused(
    application: Application, stands: Mapping[str, str], brought: Mapping[str, str]
) -> dict[str, str]:
    """Fields of the page that refuse what the file says, with their reason. A budget is taken whole or not at all."""
    kept = {key: text for key, text in stands.items() if not is_line(key)}
    form = ApplicationForm(kept | dict(brought), application=application)
    found = {name: " ".join(map(str, texts)) for name, texts in form.errors.items() if name in brought}
    if any(map(is_line, found)):
        found |= {name: found.get(name, "") for name in brought if is_line(name)}
    return found


def _answers(
    application: Application,
    filled: Filled,
    stands: Mapping[str, str],
    refused: Mapping[str, str],
    changed: set[str],
) -> list[Found]:
    rows = []
    for question in application.stage.questions:
        code, name = f"q-{question['key']}", f"answer-{question['key']}"
        row = _found(
            said(question["label"]),
            stands.get(name, ""),
            filled.answers.get(code),
            refused.get(name, ""),
            is_new=name in changed,
        )
        most, n = question.get("max_words"), n_words(row.after)
        if row.state in ("new", "same") and most and n > most:
            row = replace(
                row,
                remark=ngettext(
                    "%(n)s word, and at most %(most)s are read.",
                    "%(n)s words, and at most %(most)s are read.",
                    n,
                )
                % {"n": n, "most": most},
            )
        if row.state in ("empty", "absent") and not row.before and question.get("is_required"):
            row = replace(row, remark=_("An answer is needed before sending."))
        rows.append(row)
    return rows


def _found(label: str, before: str, after: str | None, reason: str, *, is_new: bool) -> Found:
    if after is None:
        return Found(label, before, "", "absent")
    if not after:
        return Found(label, before, "", "empty")
    if reason:
        return Found(label, before, after, "refused", reason)
    return Found(label, before, after, "new" if is_new else "same")


def _others(
    form: ApplicationForm, filled: Filled, written: Written, refused: Mapping[str, str], changed: set[str]
) -> list[Found]:
    stands = {"theme": written.theme, "region": written.region}
    stands |= {"asked_mad": written.asked_mad, "cofunding_mad": written.cofunding_mad}
    rows = [
        _found(
            str(form[name].label),
            stands[name],
            filled.answers.get(name),
            refused.get(name, ""),
            is_new=name in changed,
        )
        for name in stands
        if name in form.fields
    ]
    table = filled.tables.get("budget")
    after = None if table is None else "\n".join(" · ".join(filter(None, row)) for row in table.rows)
    reasons = " ".join(dict.fromkeys(text for name, text in refused.items() if is_line(name) and text))
    before = "\n".join(" · ".join(row) for row in written.budget)
    rows.append(_found(_("Lines of the budget"), before, after, reasons, is_new="budget" in changed))
    return rows


def _partners(filled: Filled, written: Written) -> list[tuple[str, str]]:
    """Partners that the draft does not name yet."""
    table = filled.tables.get("partners")
    named = {bare(name) for name, _part in written.partners}
    found = []
    for row in table.rows if table else ():
        name, part = (*row, "", "")[:2]
        if name and bare(name) not in named:
            named.add(bare(name))
            found.append((writable(name)[:MOST_NAME], writable(part)[:MOST_PART]))
    return found
