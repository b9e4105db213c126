from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NodeLevel(models.TextChoices):
    ACTIVITY = "activity", _("Activity")
    OUTPUT = "output", _("Output")
    OUTCOME = "outcome", _("Outcome")
    IMPACT = "impact", _("Impact")


class Term(models.TextChoices):
    """When an outcome is expected (`miqyas.theory.graph.Term`); empty while it is not said."""

    SHORT = "short", _("Short term")
    MEDIUM = "medium", _("Medium term")
    LONG = "long", _("Long term")


class StakeholderRole(models.TextChoices):
    """What a group is to the theory (`miqyas.theory.impact.Role`); empty while it is not said."""

    BENEFICIARY = "beneficiary", _("People for whom it should change")
    AFFECTED = "affected", _("People touched without being meant")
    PARTNER = "partner", _("Partner")
    AUTHORITY = "authority", _("Authority")
    FUNDER = "funder", _("Funder")
    TEAM = "team", _("Team")


class RiskKind(models.TextChoices):
    """The nine impact risks (`miqyas.theory.impact.RiskKind`)."""

    EVIDENCE = "evidence", _("Evidence: the data are too poor to know")
    EXTERNAL = "external", _("External: outside factors prevent the change")
    PARTICIPATION = "participation", _("Participation: those concerned are misunderstood or left aside")
    DROP_OFF = "drop_off", _("Drop-off: the change happens, then fades")
    EFFICIENCY = "efficiency", _("Efficiency: the same could be had for less")
    EXECUTION = "execution", _("Execution: activities are not carried out as planned")
    ALIGNMENT = "alignment", _("Alignment: impact is not built into how the organisation works")
    ENDURANCE = "endurance", _("Endurance: activities stop too soon")
    UNEXPECTED = "unexpected", _("Unexpected: unforeseen effects on people or nature")


class Degree(models.TextChoices):
    """How likely, how grave, how important; empty while it is not judged."""

    LOW = "low", pgettext_lazy("degree", "Low")
    MEDIUM = "medium", pgettext_lazy("degree", "Medium")
    HIGH = "high", pgettext_lazy("degree", "High")


class Effect(models.TextChoices):
    """Whether a change is sought (`miqyas.theory.graph.Effect`)."""

    INTENDED = "intended", _("Sought")
    UNINTENDED = "unintended", _("Not sought: good or bad")
    NEGATIVE = "negative", _("Harm one has thought of")


class Confidence(models.TextChoices):
    UNKNOWN = "unknown", _("Not said")
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class ChangeVerb(models.TextChoices):
    """What one change did to a theory; stored, so that it can be told and undone."""

    NODE_CREATED = "node_created", _("Element added")
    NODE_EDITED = "node_edited", _("Element changed")
    NODE_DELETED = "node_deleted", _("Element deleted")
    NODE_MOVED = "node_moved", _("Drawing rearranged")
    LINK_CREATED = "link_created", _("Link added")
    LINK_EDITED = "link_edited", _("Link changed")
    LINK_DELETED = "link_deleted", _("Link deleted")
    STAKEHOLDER_CREATED = "stakeholder_created", _("Group added")
    STAKEHOLDER_EDITED = "stakeholder_edited", _("Group changed")
    STAKEHOLDER_DELETED = "stakeholder_deleted", _("Group deleted")
    RISK_CREATED = "risk_created", _("Risk added")
    RISK_EDITED = "risk_edited", _("Risk changed")
    RISK_DELETED = "risk_deleted", _("Risk deleted")
    LOGFRAME_EDITED = "logframe_edited", _("Logframe changed")
    SHEET_IMPORTED = "sheet_imported", _("Spreadsheet brought in")
    EXAMPLE_COPIED = "example_copied", _("Example copied")
    VERSION_RESTORED = "version_restored", _("Version put back")
    UNDONE = "undone", _("Change undone")
    REDONE = "redone", _("Change made again")


class PartKind(models.TextChoices):
    """What a comment may stand on."""

    NODE = "node", _("Element")
    LINK = "link", _("Link")
