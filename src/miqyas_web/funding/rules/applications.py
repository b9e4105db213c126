"""What an application still lacks before it can be sent, and when it may change. No queries, no requests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.funding.rules.texts import said

PARTS = ("theory", "indicators", "plan", "budget")


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do before sending, and the page where it is done."""

    text: str
    url_name: str = "funding:application_edit"


@dataclass(frozen=True, slots=True)
class Written:
    """What is written of an application, as these rules read it."""

    answers: Mapping[str, Any]
    questions: Sequence[Mapping[str, Any]]
    parts: Sequence[str]
    themes: Sequence[str]
    theme: str
    asked_mad: Decimal | None
    cofunding_mad: Decimal
    budget: Sequence[Mapping[str, Any]]
    n_nodes: int
    n_indicators: int
    n_plans: int
    partners_waiting: Sequence[str]
    most_mad: Decimal | None
    needs_region: bool
    has_region: bool


def n_words(text: str) -> int:
    """Words of an answer, parted by spaces, in any language."""
    return len(text.split())


def at_most_words(most: int | None) -> str:
    """How long an answer may be; nothing where nothing is said."""
    return ngettext("At most %(n)s word.", "At most %(n)s words.", most) % {"n": most} if most else ""


def missing(written: Written) -> list[Missing]:
    """Everything to do before sending, in the order of the pages."""
    return [*_answers(written), *_choices(written), *_money(written), *_parts(written)]


def _answers(written: Written) -> list[Missing]:
    found = []
    for question in written.questions:
        answer, name = str(written.answers.get(question["key"], "")).strip(), said(question["label"])
        if question.get("is_required") and not answer:
            found.append(Missing(_("Answer “%(question)s”.") % {"question": name}))
        most = question.get("max_words")
        if most and n_words(answer) > most:
            found.append(
                Missing(
                    ngettext(
                        "“%(question)s”: %(n)s word, and at most %(most)s are read.",
                        "“%(question)s”: %(n)s words, and at most %(most)s are read.",
                        n_words(answer),
                    )
                    % {"question": name, "n": n_words(answer), "most": most}
                )
            )
    return found


def _choices(written: Written) -> list[Missing]:
    found = []
    if written.themes and written.theme not in written.themes:
        found.append(Missing(_("Choose a theme of the call.")))
    if written.needs_region and not written.has_region:
        found.append(Missing(_("Say the region in which the money would be spent.")))
    found += [
        Missing(
            _("%(partner)s has not agreed yet to apply with you.") % {"partner": name}, "funding:partner_list"
        )
        for name in written.partners_waiting
    ]
    return found


def _money(written: Written) -> list[Missing]:
    if not written.asked_mad:
        return [Missing(_("Say how much you ask."))]
    found = []
    if written.most_mad and written.asked_mad > written.most_mad:
        found.append(
            Missing(
                _("You ask more than %(most)s MAD, the most for one file.")
                % {"most": f"{written.most_mad:.0f}"}
            )
        )
    if "budget" in written.parts and not written.budget:
        found.append(Missing(_("Write the lines of the budget.")))
    if written.budget:
        asked, cost = totals(written.budget)
        if asked != written.asked_mad:
            found.append(
                Missing(
                    _("The lines ask %(lines)s MAD together, and the application asks %(asked)s MAD.")
                    % {"lines": f"{asked:.2f}", "asked": f"{written.asked_mad:.2f}"}
                )
            )
        if cost != written.asked_mad + written.cofunding_mad:
            found.append(
                Missing(
                    _(
                        "The lines cost %(lines)s MAD together; what is asked and what comes from elsewhere make "
                        "%(cost)s MAD."
                    )
                    % {"lines": f"{cost:.2f}", "cost": f"{written.asked_mad + written.cofunding_mad:.2f}"}
                )
            )
    return found


def totals(budget: Sequence[Mapping[str, Any]]) -> tuple[Decimal, Decimal]:
    """What the lines ask, and what they cost."""
    asked = sum((_amount(line.get("asked_mad")) for line in budget), Decimal(0))
    return asked, sum((_amount(line.get("amount_mad")) for line in budget), Decimal(0))


def _amount(held: Any) -> Decimal:
    try:
        return Decimal(str(held or 0))
    except InvalidOperation:
        return Decimal(0)


def _parts(written: Written) -> list[Missing]:
    wanted = {
        "theory": (
            written.n_nodes,
            _("Draw the theory of change of the initiative."),
            "theories:theory_show",
        ),
        "indicators": (
            written.n_indicators,
            _("Give the initiative an indicator."),
            "indicators:indicator_list",
        ),
        "plan": (written.n_plans, _("Seal an evaluation plan."), "studies:study_list"),
    }
    return [
        Missing(text, page)
        for part, (held, text, page) in wanted.items()
        if part in written.parts and not held
    ]
