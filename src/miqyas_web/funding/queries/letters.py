"""The letter to one applicant, drawn from the record in their language: nobody else's data, no reviewer's name."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from miqyas_web.funding.models import Call, Outcome
from miqyas_web.funding.queries.budgets import REASONS, Wording
from miqyas_web.funding.queries.distances import UNMOVED, kept_out_sentences, turn_sentence
from miqyas_web.funding.science.figures import plain

Part = dict[str, Any]
MOST_ADVICE = 3
WHY: dict[str, "str | Promise"] = {
    **REASONS,
    "gate": gettext_lazy("A gate of the grid stopped it: no other criterion can buy it back."),
    "unread": gettext_lazy("No complete review of it was sent."),
}
GROUPS: dict[str, "str | Promise"] = {
    "accept": gettext_lazy("The reviews place it above the line, beyond doubt."),
    "draw": gettext_lazy("The reviews cannot tell on which side of the line it stands."),
    "reject": gettext_lazy("The reviews place it under the line, beyond doubt."),
}


def letter_parts(
    outcome: Outcome, *, call: Call, grid: Mapping[str, Any], days: int, language: str, wording: Wording
) -> list[Part]:
    """The parts of the letter, in order: ``{"title", "lines"}``.

    ``wording``: names of regions and themes, in its language.
    """
    with translation.override(language):
        reasons = outcome.reasons
        parts = [
            {"title": _("The answer"), "lines": [_answer(outcome, call, language)]},
            {"title": _("Why"), "lines": _why(reasons, wording)},
            {"title": _("What the reviewers read"), "lines": _levels(reasons, grid, language)},
        ]
        if not outcome.is_funded:
            parts.append(
                {"title": _("What would raise the score"), "lines": _advice(reasons, grid, language)}
            )
        parts.append({"title": _("If you do not agree"), "lines": [_appeal(days)]})
        return [part for part in parts if part["lines"]]


def _answer(outcome: Outcome, call: Call, language: str) -> str:
    facts = {
        "reference": outcome.application.reference,
        "title": outcome.application.initiative.title,
        "call": call.title.get(language) or str(call),
        "amount": plain(float(outcome.amount_mad or 0), 0),
    }
    if outcome.is_funded:
        return (
            _(
                "Your application %(reference)s, “%(title)s”, to the call “%(call)s” is funded: %(amount)s dirhams."
            )
            % facts
        )
    return _("Your application %(reference)s, “%(title)s”, to the call “%(call)s” is not funded.") % facts


def _why(reasons: Mapping[str, Any], wording: Wording) -> list[str]:
    departure = reasons.get("departure")
    lines = [str(WHY.get(reasons["reason"], reasons["reason"]))]
    if departure:
        said = (
            _("The committee took it in, against the computed list.")
            if departure["direction"] == "in"
            else _("The committee took it out, against the computed list.")
        )
        lines = [said, _("Its reason: %(reason)s") % {"reason": departure["reason"]}]
    if reasons.get("score") is not None:
        lines.append(
            ngettext(
                "Its score is %(score)s out of 100, from %(n)s review.",
                "Its score is %(score)s out of 100, from %(n)s reviews.",
                reasons["n_reviews"],
            )
            % {"score": plain(reasons["score"], 1), "n": reasons["n_reviews"]}
        )
    if reasons.get("turn"):
        # What is said of the computed list does not hold of a file that the committee moved.
        lines += [] if departure else [turn_sentence(reasons["turn"], reasons["score"])]
    elif reasons.get("needed") is not None and reasons["reason"] not in UNMOVED:
        lines.append(
            _(
                "For the amount asked, the line stood at a score of about %(needed)s: it is read on the prices of the rules "
                "of the call, and whole applications can move it a little."
            )
            % {"needed": plain(reasons["needed"], 1)}
        )
    if not departure:
        lines += kept_out_sentences(reasons.get("kept_out", ()), wording)
    lines += _help(reasons, wording)
    if group := GROUPS.get(reasons.get("group", "")):
        lines.append(str(group))
    if reasons.get("drawn") is not None and reasons["reason"] != "lot":
        lines.append(_("The lot fell on it.") if reasons["drawn"] else _("The lot did not fall on it."))
    return lines


def _help(reasons: Mapping[str, Any], wording: Wording) -> list[str]:
    """What the floors and caps that the file is in do to it, by their names."""
    help_given = reasons.get("help") or 0
    if not help_given:
        return []
    kind = "floor" if help_given > 0 else "cap"
    names = [wording.of_rule(key) for key in reasons.get("rules", ()) if key.startswith(kind)]
    at_budget = reasons["price"] + help_given
    if at_budget <= 0:
        # The budget is not what lacks: only the cap is.
        return [
            _("The budget would have paid for it; this rule did not: %(rule)s.") % {"rule": ", ".join(names)}
        ] * bool(names)
    share = plain(100 * abs(help_given) / at_budget, 0)
    said = (
        _("A floor of the call helped it: its dirham counted %(share)s %% less.")
        if help_given > 0
        else _("A cap of the call weighed on it: its dirham counted %(share)s %% more.")
    ) % {"share": share}
    return [f"{said} ({', '.join(names)})" if names else said]


def _levels(reasons: Mapping[str, Any], grid: Mapping[str, Any], language: str) -> list[str]:
    """Each criterion with the sentence of the level that the median of the reviews reaches."""
    gates = {gate["criterion"]: gate for gate in reasons.get("gates", ())}
    lines = []
    for one in grid.get("criteria", ()):
        median = reasons["levels"].get(one["key"])
        if median is None:
            continue
        at = max(
            (each for each in one["levels"] if each["value"] <= median),
            key=lambda each: each["value"],
            default=one["levels"][0],
        )
        lines.append(
            _("%(criterion)s: %(level)s out of %(top)s. %(anchor)s")
            % {
                "criterion": _said(one["label"], language),
                "level": plain(median, 1).removesuffix(".0").removesuffix(",0"),
                "top": max(each["value"] for each in one["levels"]),
                "anchor": _said(at["anchor"], language),
            }
        )
        if (gate := gates.get(one["key"])) and not gate["passed"]:
            lines.append(
                _("This is under the gate of the grid, %(gate)s.") % {"gate": plain(gate["gate"], 0)}
            )
    if (gate := gates.get("")) and not gate["passed"]:
        lines.append(
            _("Its total, %(total)s, is under the least total admitted, %(gate)s.")
            % {"total": plain(gate["median"], 1), "gate": plain(gate["gate"], 0)}
        )
    return lines


def _advice(reasons: Mapping[str, Any], grid: Mapping[str, Any], language: str) -> list[str]:
    """The next level of each criterion that has one, what weighs most first."""
    whole = sum(float(one.get("weight") or 0) for one in grid.get("criteria", ())) or 1.0
    steps = []
    for one in grid.get("criteria", ()):
        median = reasons["levels"].get(one["key"])
        above = [each for each in one["levels"] if median is not None and each["value"] > median]
        if not above:
            continue
        after = min(above, key=lambda each: each["value"])
        span = max(each["value"] for each in one["levels"]) - min(each["value"] for each in one["levels"])
        weight = 100 * float(one.get("weight") or 0) / whole
        gain = weight * (after["value"] - median) / span
        steps.append((gain, _said(one["label"], language), _said(after["anchor"], language)))
    steps.sort(key=lambda step: -step[0])
    return [
        _("%(criterion)s, up to %(gain)s points more: %(anchor)s")
        % {"criterion": label, "gain": plain(gain, 1), "anchor": anchor}
        for gain, label, anchor in steps[:MOST_ADVICE]
    ]


def _appeal(days: int) -> str:
    return ngettext(
        "You may ask within %(days)s day that this answer be looked at again, for an error of fact, a procedure "
        "that was not followed or a conflict of interest that was not declared; not for the judgement itself. "
        "Someone who did not score will hear it.",
        "You may ask within %(days)s days that this answer be looked at again, for an error of fact, a procedure "
        "that was not followed or a conflict of interest that was not declared; not for the judgement itself. "
        "Someone who did not score will hear it.",
        days,
    ) % {"days": days}


def _said(texts: Mapping[str, str], language: str) -> str:
    return str(texts.get(language) or texts.get("fr") or next(iter(texts.values()), ""))
