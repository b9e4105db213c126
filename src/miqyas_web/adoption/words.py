"""What the room says of facts it finds, and in places that other rooms own."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AUDIT_WORDS = {
    "diagnostic_started": _("began a diagnostic"),
    "diagnostic_answered": _("answered the diagnostic"),
    "diagnostic_completed": _("completed a diagnostic"),
    "diagnostic_discarded": _("discarded a diagnostic"),
}

# Fact and level → what was found, as a sentence. Level 3 at most: use and review cannot be seen from here.
FOUND: "dict[tuple[str, int], str | Promise]" = {
    ("initiative_described", 2): _("The problem of an initiative is written here."),
    ("initiative_described", 3): _("An initiative says here its problem, for whom, how many and where."),
    ("theory", 2): _("A theory of change is being drawn here."),
    ("theory", 3): _("A theory of change drawn here has no serious weakness."),
    ("assumptions", 2): _("Some links of a theory drawn here have their assumption."),
    ("assumptions", 3): _(
        "Every link of a theory drawn here has its assumption, and an unwanted effect is named."
    ),
    ("indicators", 2): _("An indicator is defined here."),
    ("indicators", 3): _("Every outcome of a theory drawn here has its indicator."),
    ("baselines", 2): _("An indicator defined here has a baseline."),
    ("baselines", 3): _("Every indicator of an initiative has here a baseline and a target, with dates."),
    ("datasets", 2): _("Data are frozen here."),
    ("dataset_described", 2): _("Data are frozen here, not yet described column by column."),
    ("dataset_described", 3): _("Data are frozen here, each column described."),
    ("study_estimated", 3): _("A study with a comparison was estimated here."),
    ("plan_sealed", 3): _("A plan was sealed here before anyone saw the results."),
    ("report_published", 2): _("A report is being written here."),
    ("report_published", 3): _("A report was published here, each figure with its source."),
    ("theory_version", 2): _("A version of a theory was kept here, with its reason."),
    ("theory_version", 3): _("A report published here says what was changed because of the results."),
    ("personal_apart", 3): _("Data frozen here keep names apart from answers."),
}
