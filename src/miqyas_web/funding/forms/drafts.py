"""A draft as its page sends it: what stands, and what of a page may be kept while a person is still writing."""

from collections.abc import Mapping

from miqyas_web.funding.forms.applications import ApplicationForm
from miqyas_web.funding.models import Application


def is_line(name: str) -> bool:
    return name.startswith("line-")


def sound_form(data: Mapping[str, str], application: Application) -> ApplicationForm:
    """The page with this data; a choice that stood and that the call no longer offers is left out."""
    form = ApplicationForm(data, application=application)
    if not form.is_valid():
        form = ApplicationForm(
            {key: text for key, text in data.items() if key not in form.errors}, application=application
        )
        form.full_clean()
    return form


def standing_data(application: Application) -> dict[str, str]:
    """What stands in a draft, as its page would send it."""
    form = ApplicationForm(None, application=application)
    held = {name: form[name].value() for name in form.fields}
    data = {name: str(value) for name, value in held.items() if value not in (None, "", False)}
    return data | {"revision": str(application.revision)}


def kept_while_typed(
    sent: Mapping[str, str], application: Application
) -> tuple[ApplicationForm, dict[str, str]]:
    """A form of what may be kept now, and what may not with its reason: that stays as it stands, and on the page.

    A budget is kept whole or not at all.
    """
    form = ApplicationForm(sent, application=application)
    if form.is_valid():
        return form, {}
    refused = {name: " ".join(map(str, texts)) for name, texts in form.errors.items()}
    stands = standing_data(application)
    lost = {name for name in sent if name in refused or (is_line(name) and any(map(is_line, refused)))}
    data = {name: text for name, text in sent.items() if name not in lost}
    data |= {
        name: text
        for name, text in stands.items()
        if name in refused or (is_line(name) and any(map(is_line, refused)))
    }
    return sound_form(data, application), refused
