"""Fields for texts by language and for lists of rows, usable without a script: some empty rows wait at the end."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings

from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.languages import KNOWN

Make = Callable[[], forms.Field]


def text_names(name: str) -> list[str]:
    """Names of the fields of one text, one by offered language."""
    return [f"{name}_{code}" for code, _own in settings.LANGUAGES]


def add_texts(
    form: forms.Form,
    name: str,
    label: Any,
    *,
    held: Mapping[str, str] | None = None,
    rows: int = 1,
    most: int = 200,
    help_text: Any = "",
) -> list[str]:
    """One field by language; none is compulsory while it is a draft."""
    for code, _own in settings.LANGUAGES:
        language = KNOWN[code]
        attrs = {"lang": code, "dir": language.direction}
        widget = forms.Textarea(attrs | {"rows": rows}) if rows > 1 else forms.TextInput(attrs)
        form.fields[f"{name}_{code}"] = PlainText(
            label=f"{label} · {language.own_name}",
            required=False,
            max_length=most,
            widget=widget,
            help_text=help_text if code == settings.LANGUAGES[0][0] else "",
            initial=(held or {}).get(code, ""),
        )
    return text_names(name)


def texts_in(form: forms.Form, name: str) -> dict[str, str]:
    """The texts as they are held: only the languages in which something is written."""
    found = {code: form.cleaned_data.get(f"{name}_{code}", "") for code, _own in settings.LANGUAGES}
    return {code: text for code, text in found.items() if text}


def n_rows(form: forms.Form, prefix: str, held: Sequence[Any], *, empty: int) -> int:
    """How many rows are shown: those held and some empty ones; once sent, as many as were sent."""
    sent = [
        name.split("-")[1] for name in form.data if name.startswith(f"{prefix}-") and name.count("-") == 2
    ]
    return max([len(held) + empty, *(int(row) + 1 for row in sent if row.isdecimal() and int(row) < 100)])


def fields_of(form: forms.Form, names: Sequence[str]) -> list[forms.BoundField]:
    """The bound fields of these names."""
    return [form[name] for name in names]
