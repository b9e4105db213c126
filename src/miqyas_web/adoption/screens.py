"""The screens of the platform that a path leads to. Rooms above are named by address only."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Screen:
    """Where something is done. ``of``: what its address asks for; ``otherwise``: where to go without it."""

    label: "str | Promise"
    url_name: str
    of: str = ""
    otherwise: str = ""


CREATE = "initiatives:initiative_create"
SCREENS = {
    "initiative": Screen(_("Describe the initiative"), "initiatives:initiative_show", "initiative", CREATE),
    "theory": Screen(_("Draw the theory of change"), "theories:theory_edit", "initiative", CREATE),
    "quality": Screen(_("See what is weak in the theory"), "theories:theory_quality", "initiative", CREATE),
    "versions": Screen(_("Keep a version, with its reason"), "theories:version_list", "initiative", CREATE),
    "indicators": Screen(_("Define the indicators"), "indicators:indicator_list", "initiative", CREATE),
    "datasets": Screen(_("Bring and freeze the data"), "datasets:dataset_list", "initiative", CREATE),
    "studies": Screen(_("Plan a study"), "studies:study_list", "initiative", CREATE),
    "evidence": Screen(_("Read how strong the evidence is"), "evidence:claim_list", "initiative", CREATE),
    "reports": Screen(_("Write a report"), "reports:report_list", "initiative", CREATE),
    "members": Screen(
        _("See who does what in your organisation"), "accounts:organisation_show", "organisation"
    ),
    "roles": Screen(_("See who may read what"), "accounts:role_list"),
    "territories": Screen(_("Open the territories and their figures"), "territories:territory_list"),
    "publications": Screen(_("Read published results and their proofs"), "portal:publication_list"),
}


def address_of(key: str, *, organisation: int, initiative: int | None) -> tuple["str | Promise", str]:
    """Label and address of a screen for one organisation; empty when there is no such screen here."""
    screen = SCREENS.get(key)
    if screen is None:
        return "", ""
    numbers = {"organisation": organisation, "initiative": initiative}
    try:
        if not screen.of:
            return screen.label, reverse(screen.url_name)
        number = numbers[screen.of]
        if number is None:
            return screen.label, reverse(screen.otherwise)
        return screen.label, reverse(screen.url_name, args=[number])
    except NoReverseMatch:
        return "", ""
