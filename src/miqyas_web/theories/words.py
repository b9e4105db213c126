"""The names of what a theory says, as pages tell a change."""

from django.utils.translation import gettext_lazy as _

from miqyas_web.theories.enums import Confidence, Effect, NodeLevel

# By verb of the audit trail; a change is told as ``theory_`` and what it did.
AUDIT_WORDS = {
    "theory_started": _("began a theory of change"),
    "theory_version_created": _("kept a version of a theory"),
    "theory_node_created": _("added an element to a theory"),
    "theory_node_edited": _("changed an element of a theory"),
    "theory_node_deleted": _("deleted an element of a theory"),
    "theory_node_moved": _("rearranged the drawing of a theory"),
    "theory_link_created": _("added a link to a theory"),
    "theory_link_edited": _("changed a link of a theory"),
    "theory_link_deleted": _("deleted a link of a theory"),
    "theory_example_copied": _("began a theory from an example"),
    "theory_undone": _("undid a change of a theory"),
}

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
