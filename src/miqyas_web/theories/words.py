"""The names of what a theory says, as pages tell a change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from miqyas_web.theories.enums import Confidence, Degree, Effect, NodeLevel, RiskKind, StakeholderRole, Term

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
    "theory_stakeholder_created": _("added a group to a theory"),
    "theory_stakeholder_edited": _("changed a group of a theory"),
    "theory_stakeholder_deleted": _("deleted a group of a theory"),
    "theory_risk_created": _("added a risk to a theory"),
    "theory_risk_edited": _("changed a risk of a theory"),
    "theory_risk_deleted": _("deleted a risk of a theory"),
    "theory_logframe_edited": _("changed the logframe of a theory"),
    "theory_sheet_imported": _("brought a spreadsheet into a theory"),
    "theory_example_copied": _("began a theory from an example"),
    "theory_version_restored": _("put a version of a theory back"),
    "theory_undone": _("undid a change of a theory"),
    "theory_redone": _("made an undone change of a theory again"),
    "theory_comment_written": _("commented on a theory"),
    "theory_comment_resolved": _("closed a discussion on a theory"),
    "theory_comment_reopened": _("opened a discussion on a theory again"),
}

# By field of `miqyas.theory.graph`.
FIELD_NAMES = {
    "title": _("Title"),
    "level": _("Level"),
    "description": _("Description"),
    "groups": _("For whom, with whom"),
    "effect": _("Kind of effect"),
    "term": _("Term"),
    "sdg": _("Sustainable Development Goals"),
    "threshold": _("Good enough from"),
    "importance": _("How much it matters to them"),
    "importance_source": _("How you know"),
    "characteristics": _("What sets them apart"),
    "boundary": _("Where they live"),
    "baseline": _("Where they stand before"),
    "scale": _("How many"),
    "depth": _("How great the change"),
    "duration": _("For how long"),
    "depth_without": _("How great it would be without you"),
    "duration_without": _("How long it would last without you"),
    "name": _("Name"),
    "role": _("Role"),
    "size": _("About how many"),
    "involvement": _("How they were heard and take part"),
    "kind": _("Kind of risk"),
    "text": _("What could happen"),
    "node": _("Bears on"),
    "link": _("Bears on"),
    "likelihood": _("Likelihood"),
    "consequence": _("Consequence"),
    "mitigation": _("What is done about it"),
    "owner": _("Who watches it"),
    "judged_on": _("Judged on"),
    "assumption": _("Assumption"),
    "rival": _("Rival explanation"),
    "confidence": _("Confidence"),
    "evidence": _("What it rests on"),
    "source": _("From"),
    "target": _("Leads to"),
}
# The dimensions of impact that an outcome says itself: name, question, fields of
# `miqyas.theory.impact.Dimensions`. The fifth, risk, has its register.
DIMENSIONS = (
    (_("What"), _("What changes, and from what level is it good enough?"),
     ("threshold", "importance", "importance_source")),
    (_("Who"), _("For whom, and where do they stand before?"), ("characteristics", "boundary", "baseline")),
    (_("How much"), _("How many people, how great a change, for how long?"), ("scale", "depth", "duration")),
    (_("Contribution"), _("What would happen without you?"), ("depth_without", "duration_without")),
)  # fmt: skip
RISK_LEVELS = {"low": _("Low risk"), "medium": _("Medium risk"), "high": _("High risk")}
LEVEL_HEADINGS = {
    NodeLevel.ACTIVITY: _("Activities"),
    NodeLevel.OUTPUT: _("Outputs"),
    NodeLevel.OUTCOME: _("Outcomes"),
    NodeLevel.IMPACT: _("Impacts"),
}


_CHOICES: dict[str, type[models.TextChoices]] = {
    "level": NodeLevel,
    "confidence": Confidence,
    "effect": Effect,
    "term": Term,
    "role": StakeholderRole,
    "kind": RiskKind,
    "likelihood": Degree,
    "consequence": Degree,
    "dimensions.importance": Degree,
}


def value_name(field: str, value: str) -> str:
    """A stored value as people read it."""
    if field in _CHOICES and value:
        return str(_CHOICES[field](value).label)
    return value
