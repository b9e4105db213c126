"""What the room proposes on a desk once a call is decided: an answer to read, a grant to agree to, a report to send."""

from django.urls import reverse
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.funding.queries.appeals import appeals_to_hear
from miqyas_web.funding.queries.decisions import letters_unread
from miqyas_web.funding.queries.following import amendments_to_answer, claims_to_answer, grants_to_look_at
from miqyas_web.funding.queries.grants import grants_to_agree, reports_due
from miqyas_web.ui.desk import DeskAction


def actions_for(person: Person) -> list[DeskAction]:
    """Seven questions, whatever there is."""
    letters = [
        DeskAction(
            _("Read the answer to %(reference)s") % {"reference": letter.outcome.application.reference},
            _("The reasons are in it, and what would raise the score; an appeal has its window."),
            reverse("funding:letter_show", args=[letter.pk]),
            5,
        )
        for letter in letters_unread(person)
    ]
    appeals = [
        DeskAction(
            _("Hear the appeal of %(reference)s") % {"reference": appeal.application.reference},
            _("Someone who scored nothing in the call hears it and answers in writing."),
            reverse("funding:appeal_show", args=[appeal.pk]),
            6,
        )
        for appeal in appeals_to_hear(person)
    ]
    agreements = [
        DeskAction(
            _("Agree to the grant “%(title)s”") % {"title": grant.title},
            _("The funder agreed: its milestones and how their rules err are on the page."),
            reverse("funding:grant_show", args=[grant.pk]),
            6,
        )
        for grant in grants_to_agree(person)
    ]
    reports = [
        DeskAction(
            _("Report on the grant “%(title)s”") % {"title": report.grant.title},
            _("It is late: a few sentences are enough.")
            if report.due_on < clock.today()
            else _("It is due within a month."),
            reverse("funding:report_edit", args=[report.grant_id, report.pk]),
            8,
        )
        for report in reports_due(person)
    ]
    amendments = [
        DeskAction(
            _("Answer amendment %(n)s of the grant “%(title)s”")
            % {"n": each.number, "title": each.grant.title},
            _("The other side proposes it: what changes stands beside the earlier text."),
            reverse("funding:amendment_list", args=[each.grant_id]),
            6,
        )
        for each in amendments_to_answer(person)
    ]
    claims = [
        DeskAction(
            _("See the expenses of the grant “%(title)s”") % {"title": grant.title},
            _("Some wait for an answer, or for a correction."),
            reverse("funding:claim_list", args=[grant.pk]),
            8,
        )
        for grant in claims_to_answer(person)
    ]
    waiting = [
        DeskAction(
            _("Look at the grant “%(title)s”") % {"title": grant.title},
            _("A report was sent, a payment is contested, or one waits to be approved."),
            reverse("funding:grant_show", args=[grant.pk]),
            7,
        )
        for grant in grants_to_look_at(person)
    ]
    return [*letters, *appeals, *agreements, *amendments, *waiting, *reports, *claims]
