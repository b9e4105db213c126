from django.db import models
from django.utils.translation import gettext_lazy as _


class NodeLevel(models.TextChoices):
    ACTIVITY = "activity", _("Activity")
    OUTPUT = "output", _("Output")
    OUTCOME = "outcome", _("Outcome")
    IMPACT = "impact", _("Impact")


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
    EXAMPLE_COPIED = "example_copied", _("Example copied")
    UNDONE = "undone", _("Change undone")
