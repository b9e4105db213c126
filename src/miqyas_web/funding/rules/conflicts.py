"""What makes a conflict of interest, when it is told from the records. No queries, no requests.

Never from family names. Each rule has its sentence, shown with the records it rests on; the person may contest it.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A grant older than this ties nobody.
YEARS = 5
DAYS_OF_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class TieRule:
    """One way of being tied: its code in the table, and what it says."""

    code: str
    sentence: "str | Promise"


RULES = {
    rule.code: rule
    for rule in (
        TieRule("member", _("Member of an organisation that applies or is its partner")),
        TieRule("author", _("Wrote or sent the application")),
        TieRule("study", _("Signed a study of an initiative of the applicant")),
        TieRule("grant", _("Member of an organisation that gave the applicant a grant, or received one")),
        TieRule("declared", _("Declared by the person")),
        TieRule("reported", _("Reported to the secretariat")),
    )
}


def sentence_of(code: str) -> str:
    """What a rule says, in the language of the page."""
    return str(RULES[code].sentence) if code in RULES else code
