"""What the home page and the desks say, in one place that can be read."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miqyas_web.accounts.enums import Desk

Words = "str | Promise"


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step of the chain of evidence. ``turn``: where the needle of its gauge points, in degrees."""

    name: "str | Promise"
    says: "str | Promise"
    turn: int
    is_coming: bool = False


CHAIN = (
    ChainStep(_("Initiative"), _("What is done, for whom, where, with what money."), -112),
    ChainStep(_("Theory of change"), _("How it should work, link by link."), -80),
    ChainStep(pgettext_lazy("step of the chain", "Indicators"), _("What would show it."), -48),
    ChainStep(_("Data"), _("What was measured, frozen as it was."), -16),
    ChainStep(_("Study"), _("Did it change because of what was done?"), 16),
    ChainStep(pgettext_lazy("step of the chain", "Evidence"), _("How far one can be sure, and why."), 48),
    ChainStep(pgettext_lazy("step of the chain", "Report"), _("Every figure followed back."), 80),
    ChainStep(_("Decision"), _("Where money and policy go."), 112, is_coming=True),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What one kind of person does here: on the home page in a line, on the desk in full."""

    desk: Desk
    line: "str | Promise"
    # What can be done today: words and the page for it.
    today: "tuple[tuple[str | Promise, str], ...]"
    # What is announced and not built: said, so that nobody looks for it.
    coming: "tuple[str | Promise, ...]"


OFFERS = {
    offer.desk: offer
    for offer in (
        Offer(
            Desk.INNOVATOR,
            _("Plan what you do, measure what it changes, publish what you can prove."),
            (
                (_("Take stock of your practice in ten minutes"), "adoption:diagnostic_list"),
                (_("Describe an initiative and draw its theory of change"), "initiatives:initiative_list"),
                (_("Ask a questionnaire by phone, by web link, without a connection"), "initiatives:initiative_list"),
                (_("Be advised on a design and a sample size"), "initiatives:initiative_list"),
                (_("Answer a call for applications with what you have described"), "funding:call_list"),
                (_("See who may do what in your organisation"), "accounts:role_list"),
                (_("Learn each step from its sheet"), "toolbox:sheet_list"),
            ),
            (),
        ),
        Offer(
            Desk.COACH,
            _("See where each initiative you accompany stands, and what it lacks."),
            (
                (_("Read the initiatives of the organisations that invited you"), "initiatives:initiative_list"),
                (_("Read their diagnostic, and the path that follows from it"), "adoption:diagnostic_list"),
                (_("Lend the sheet that answers a question"), "toolbox:sheet_list"),
            ),
            (_("notes of coaching"),),
        ),
        Offer(
            Desk.FUNDER,
            _("Read published results, check each figure, see how sure it is."),
            (
                (_("Publish a call, with a grid in which impact counts"), "funding:own_call_list"),
                (_("Follow your grants, paid on what was measured"), "funding:grant_list"),
                (_("Take stock of your practice in ten minutes"), "adoption:diagnostic_list"),
                (_("Read the published reports, and check their figures"), "portal:publication_list"),
                (_("Learn to read an effect and a level of evidence"), "toolbox:sheet_list"),
                (_("Read the initiatives of the organisations that invited you"), "initiatives:initiative_list"),
            ),
            (),
        ),
        Offer(
            Desk.DECISION_MAKER,
            _("Find what is known on a territory, and prepare a policy that can be evaluated."),
            (
                (_("Take stock of your practice in ten minutes"), "adoption:diagnostic_list"),
                (_("Open a region or a province, with its public figures"), "territories:territory_list"),
                (_("Read the published reports, and check their figures"), "portal:publication_list"),
                (_("Describe a programme as an initiative, with its theory"), "initiatives:initiative_list"),
            ),
            (
                _("the cycle of a policy, from diagnosis to evaluation"),
                _("the public register of evaluations"),
            ),
        ),
        Offer(
            Desk.EVALUATOR,
            _("Register a study, seal its plan, estimate, and let anyone compute it again."),
            (
                (_("Register and run studies where you are invited as evaluator"), "initiatives:initiative_list"),
                (_("Read how levels of evidence are computed"), "toolbox:sheet_list"),
            ),
            (_("the map of evidence on several studies"),),
        ),
        Offer(
            Desk.ALLIANCE,
            _("Make, test and adopt the common toolbox."),
            (
                (_("Read the toolbox as it stands"), "toolbox:sheet_list"),
                (_("See how organisations stand together"), "adoption:together_show"),
                (_("See who may do what"), "accounts:role_list"),
            ),
            (_("public enquiries and ballots on the toolbox"), _("the three national indicators")),
        ),
    )
}  # fmt: skip
