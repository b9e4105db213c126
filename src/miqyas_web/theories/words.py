"""The names of what a theory says, as pages tell a change."""

from django.utils.translation import gettext_lazy as _

from miqyas_web.theories.enums import Confidence, Effect, NodeLevel

# By field of `miqyas.theory.graph`.
FIELD_NAMES = {
    "title": _("Title"),
    "level": _("Level"),
    "description": _("Description"),
    "stakeholders": _("For whom, with whom"),
    "effect": _("Kind of effect"),
    "assumption": _("Assumption"),
    "rival": _("Rival explanation"),
    "confidence": _("Confidence"),
    "evidence": _("What it rests on"),
    "source": _("From"),
    "target": _("Leads to"),
}
LEVEL_HEADINGS = {
    NodeLevel.ACTIVITY: _("Activities"),
    NodeLevel.OUTPUT: _("Outputs"),
    NodeLevel.OUTCOME: _("Outcomes"),
    NodeLevel.IMPACT: _("Impacts"),
}


def value_name(field: str, value: str) -> str:
    """A stored value as people read it."""
    if field == "level":
        return str(NodeLevel(value).label)
    if field == "confidence":
        return str(Confidence(value).label)
    if field == "effect":
        return str(Effect(value).label)
    return value
