from django.db import models
from django.utils.translation import gettext_lazy as _


class StudyState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SEALED = "sealed", _("Plan sealed")
    ESTIMATED = "estimated", _("Estimated")


class Design(models.TextChoices):
    """The designs of `miqyas.design.designs`, in its order."""

    CLUSTER_RANDOMISED = "cluster_randomised", _("Randomised trial, by cluster")
    INDIVIDUALLY_RANDOMISED = "individually_randomised", _("Randomised trial, by person")
    RANDOMISED_MEANS = "randomised_means", _("Randomised trial, difference in means")
    RANDOMISED_BASELINE = "randomised_baseline", _("Randomised trial with a baseline (ANCOVA)")
    INSTRUMENT = "instrument", _("Instrumental variable")
    DISCONTINUITY = "discontinuity", _("Regression discontinuity")
    DIFFERENCE_IN_DIFFERENCES = "difference_in_differences", _("Difference-in-differences")
    PANEL_FIXED_EFFECTS = "panel_fixed_effects", _("Panel with fixed effects")
    EVENT_STUDY = "event_study", _("Event study")
    STAGGERED = "staggered", _("Staggered roll-out")
    SYNTHETIC_CONTROL = "synthetic_control", _("Synthetic control")
    WEIGHTING = "weighting", _("Propensity weighting")
    DOUBLY_ROBUST = "doubly_robust", _("Doubly robust estimation")
    MATCHING = "matching", _("Matching")
    INTERRUPTED_SERIES = "interrupted_series", _("Interrupted time series")
    BEFORE_AFTER = "before_after", _("Before and after, without comparison")
    NAIVE_COMPARISON = "naive_comparison", _("Plain comparison")
    CONTRIBUTION_ANALYSIS = "contribution_analysis", _("Contribution analysis")
    PROCESS_TRACING = "process_tracing", _("Process tracing")
    MOST_SIGNIFICANT_CHANGE = "most_significant_change", _("Most significant change")


class MultipleTesting(models.TextChoices):
    NONE = "none", _("Not adjusted: each outcome for itself")
    HOLM = "holm", _("Holm")
    ROMANO_WOLF = "romano_wolf", _("Romano and Wolf")
    SHARPENED_Q = "sharpened_q", _("Sharpened q values")


class DrawKind(models.TextChoices):
    ASSIGNMENT = "assignment", _("Lots")
    SAMPLE = "sample", _("Sample")
