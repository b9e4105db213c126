"""From what a page says to what a component shows. No component needs logic in its template."""

from typing import Any

from django import forms
from django.core.paginator import Page
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.foundation import jobs
from miqyas_web.foundation.enums import JobState
from miqyas_web.ui import charts

Values = dict[str, Any]

# Icons that follow the direction of reading are turned over in right-to-left pages.
FLOWING_ICONS = {"arrow-right", "arrow-left", "chevron-right", "chevron-left", "box-arrow-right", "reply"}
LATIN_INPUTS = (forms.NumberInput, forms.EmailInput, forms.URLInput, forms.DateInput, forms.DateTimeInput)
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
# A progress ring and a gauge are drawn in hundredths.
WHOLE = 100


def icon(values: Values) -> Values:
    return values | {"flows": values["name"] in FLOWING_ICONS}


def notice(values: Values) -> Values:
    icons = {
        "info": ("info-circle", _("For information")),
        "success": ("check-circle", _("Done")),
        "warning": ("exclamation-triangle", _("Please note")),
        "refusal": ("slash-circle", _("Not possible")),
    }
    name, word = icons[values["kind"]]
    return values | {"icon": name, "word": word}


def figure(values: Values) -> Values:
    has_interval = values["low"] not in (None, "") and values["high"] not in (None, "")
    return values | {"has_interval": has_interval}


def grade(values: Values) -> Values:
    maximum = int(values["maximum"])
    known = values["level"] not in (None, "")
    level = int(values["level"]) if known else 0
    return values | {
        "known": known,
        "rungs": [rung <= level for rung in range(1, maximum + 1)],
        "level": level,
        "maximum": maximum,
    }


def meter(values: Values) -> Values:
    maximum = float(values["maximum"])
    share = min(max(float(values["value"]) / maximum, 0.0), 1.0) if maximum else 0.0
    return values | {"pct": round(share * WHOLE), "value_now": values["value"]}


def steps(values: Values) -> Values:
    words = {"empty": _("to do"), "started": _("under way"), "done": _("done")}
    shown = [
        {
            "label": _value(item, "label"),
            "href": _value(item, "href"),
            "status": _value(item, "status") or "empty",
            "word": words[_value(item, "status") or "empty"],
            "summary": _value(item, "summary"),
            "is_current": _value(item, "key") == values["current"],
        }
        for item in values["items"]
    ]
    return {"items": shown}


def _value(item: Any, name: str) -> Any:
    return item.get(name, "") if isinstance(item, dict) else getattr(item, name, "")


def pagination(values: Values) -> Values:
    page: Page[Any] = values["page"]
    return {"page": page, "is_needed": page.paginator.num_pages > 1}


def provenance(values: Values) -> Values:
    """Items are ``(label, value)`` or ``(label, value, href)``."""
    rows = [(*item, "")[:3] for item in values["items"]]
    return values | {"rows": [{"label": label, "value": value, "href": href} for label, value, href in rows]}


def job(values: Values) -> Values:
    work = values["job"]
    return {
        **values,
        "is_over": work.is_over,
        "is_done": work.state == JobState.DONE,
        "is_refused": work.state == JobState.REFUSED,
        "is_failed": work.state == JobState.FAILED,
        "is_waiting": work.state == JobState.WAITING,
        "back": jobs.way_back(work) if work.state in {JobState.REFUSED, JobState.FAILED} else "",
    }


def chart(values: Values) -> Values:
    return values | {"svg": charts.inline(str(values["svg"]))}


def form_errors(values: Values) -> Values:
    form: forms.BaseForm = values["form"]
    lines = [
        {"field": bound.label, "href": f"#{_target(bound)}", "text": text}
        for bound in form.visible_fields()
        for text in bound.errors
    ]
    whole = list(form.non_field_errors())
    hidden = [text for bound in form.hidden_fields() for text in bound.errors]
    count = len(lines) + len(whole) + len(hidden)
    title = ngettext("One thing to correct", "%(count)s things to correct", count) % {"count": count}
    return {"whole": whole + hidden, "lines": lines, "count": count, "title": title}


def _target(bound: forms.BoundField) -> str:
    """Where a link to a field leads: the input itself, or the first of a group."""
    return f"{bound.auto_id}_0" if isinstance(bound.field.widget, GROUPS) else str(bound.auto_id)


def form_field(values: Values) -> Values:
    bound: forms.BoundField = values["field"]
    widget = bound.field.widget
    kind = _kind(widget)
    help_id, error_id = f"{bound.auto_id}-help", f"{bound.auto_id}-error"
    described = " ".join(
        identifier
        for identifier, present in ((help_id, bound.help_text), (error_id, bound.errors))
        if present
    )
    attributes: dict[str, Any] = {"class": f"{widget.attrs.get('class', '')} {_style(kind)}".strip()}
    if described:
        attributes["aria-describedby"] = described
    if bound.errors:
        attributes["aria-invalid"] = "true"
        attributes["class"] += " is-invalid"
    if direction := _direction(widget, kind):
        attributes["dir"] = direction
    html = "" if kind in {"group", "hidden"} else bound.as_widget(attrs=attributes)
    return {
        **values,
        "field": bound,
        "kind": kind,
        "widget": html,
        "help_id": help_id,
        "error_id": error_id,
        "described": described,
        "is_multiple": bool(getattr(widget, "allow_multiple_selected", False)),
        "accept": widget.attrs.get("accept", ""),
    }


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, GROUPS):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.Select):
        return "select"
    return "text"


def _style(kind: str) -> str:
    return {"checkbox": "form-check-input", "select": "form-select"}.get(kind, "form-control")


def _direction(widget: forms.Widget, kind: str) -> str:
    """Text people write keeps its own direction; figures and addresses read left to right."""
    if widget.attrs.get("dir"):
        return ""
    if isinstance(widget, LATIN_INPUTS) or getattr(widget, "input_type", "") in {
        "tel",
        "number",
        "email",
        "url",
    }:
        return "ltr"
    return "auto" if kind == "text" else ""
