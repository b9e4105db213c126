"""Rules of eligibility as data, run the same way before writing, at sending and by the funder.

A rule is ``{"key", "kind", "values": {...}, "reason": {language: text}}``. Its verdict is yes, no, or cannot be told yet,
always with a sentence. No queries: ``Facts`` are gathered elsewhere (`queries.facts`, or a form filled in by anyone).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from miqyas_web.accounts.enums import OrganisationKind
from miqyas_web.funding.rules.texts import said

Values = Mapping[str, Any]
Answer = tuple[bool | None, str]
PCT = 100


class RuleKind(TextChoices):
    """What a rule looks at."""

    ORGANISATION = "organisation_kind", gettext_lazy("Kind of organisation")
    PLACE = "place", gettext_lazy("Where the initiative takes place")
    ASKED_MOST = "asked_at_most", gettext_lazy("Largest amount that may be asked")
    ASKED_LEAST = "asked_at_least", gettext_lazy("Smallest amount that may be asked")
    COFUNDING = "cofunding_at_least", gettext_lazy("Share of the cost that comes from elsewhere")
    DELAY = "delay_since_support", gettext_lazy("Years since the last support from this funder")
    MONTHS = "months_at_most", gettext_lazy("Longest duration")
    THEORY = "theory_at_least", gettext_lazy("Quality of the theory of change, computed")
    INDICATORS = "indicators_at_least", gettext_lazy("Number of indicators")
    SENT = "sent_at_most", gettext_lazy("Applications by organisation in this call")
    DECLARED = "declared", gettext_lazy("Something the applicant declares")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an application; None where it is not known yet."""

    organisation_kind: str | None = None
    # Codes of its places and of all that holds them: a commune brings its province and its region.
    places: frozenset[str] | None = None
    asked_mad: Decimal | None = None
    cofunding_mad: Decimal | None = None
    # Years since this funder last supported the organisation; ``never_supported`` when it never did.
    years_since_support: Decimal | None = None
    never_supported: bool = False
    months: int | None = None
    theory_score: float | None = None
    n_indicators: int | None = None
    # Applications of the organisation in this call, this one counted.
    n_sent: int | None = None
    # Keys of the rules that were declared true, and of those declared false.
    declared: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule against the facts: ``passed`` is None when it cannot be told yet."""

    key: str
    kind: str
    passed: bool | None
    expected: str
    found: str
    # Why the funder asks it, in the language of the page; may be empty.
    reason: str


def verdicts(
    rules: Iterable[Mapping[str, Any]], facts: Facts, *, names: Mapping[str, str] | None = None
) -> list[Verdict]:
    """Run every rule, in order. ``names``: names of territories by code, for the sentences."""
    return [_verdict(rule, facts, names or {}) for rule in rules]


def is_eligible(found: Iterable[Verdict]) -> bool | None:
    """Whether no rule says no; None when some cannot be told yet."""
    answers = [verdict.passed for verdict in found]
    if False in answers:
        return False
    return None if None in answers else True


def _verdict(rule: Mapping[str, Any], facts: Facts, names: Mapping[str, str]) -> Verdict:
    kind = rule["kind"]
    passed, found = _LOOKS[kind](rule, facts)
    if passed is None:
        found = found or _("Not known yet.")
    return Verdict(rule["key"], kind, passed, expected(rule, names), found, said(rule.get("reason")))


def mad(amount: Decimal) -> str:
    """An amount of dirhams, its thousands apart; the narrow no-break space keeps it on one line."""
    shown = f"{amount:,.2f}".removesuffix(".00").replace(",", "\u202f")
    return f"{shown} MAD"


def expected(rule: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """What a rule asks, in one sentence."""
    kind, values = RuleKind(rule["kind"]), rule.get("values", {})
    if kind is RuleKind.ORGANISATION:
        kinds = ", ".join(str(OrganisationKind(each).label) for each in values["kinds"])
        return _("The applicant is one of: %(kinds)s.") % {"kinds": kinds}
    if kind is RuleKind.PLACE:
        places = ", ".join((names or {}).get(code, code) for code in values["codes"])
        return _("The initiative takes place in: %(places)s.") % {"places": places}
    if kind is RuleKind.DECLARED:
        return said(values["text"])
    return _sentences()[kind] % {
        "value": mad(Decimal(values["value"])) if kind in AMOUNTS else f"{Decimal(values['value']):f}"
    }


AMOUNTS = (RuleKind.ASKED_MOST, RuleKind.ASKED_LEAST)


def _sentences() -> dict[str, str]:
    return {
        RuleKind.ASKED_MOST: _("The amount asked is at most %(value)s."),
        RuleKind.ASKED_LEAST: _("The amount asked is at least %(value)s."),
        RuleKind.COFUNDING: _("At least %(value)s %% of the cost comes from elsewhere than this funder."),
        RuleKind.DELAY: _("This funder has not supported the organisation in the last %(value)s years."),
        RuleKind.MONTHS: _("The initiative lasts at most %(value)s months."),
        RuleKind.THEORY: _("The theory of change reaches %(value)s out of 100, as the platform computes it."),
        RuleKind.INDICATORS: _("The initiative has at least %(value)s indicators."),
        RuleKind.SENT: _("An organisation sends at most %(value)s applications to this call."),
    }


def _organisation(rule: Values, facts: Facts) -> Answer:
    if facts.organisation_kind is None:
        return None, ""
    name = str(OrganisationKind(facts.organisation_kind).label)
    return facts.organisation_kind in rule["values"]["kinds"], _("The applicant is: %(kind)s.") % {
        "kind": name
    }


def _place(rule: Values, facts: Facts) -> Answer:
    if not facts.places:
        return None, _("The initiative says no place yet.")
    inside = bool(facts.places & set(rule["values"]["codes"]))
    return inside, _("A place of the initiative is inside.") if inside else _(
        "No place of the initiative is inside."
    )


def _asked(*, at_most: bool) -> Callable[[Values, Facts], Answer]:
    def look(rule: Values, facts: Facts) -> Answer:
        if facts.asked_mad is None:
            return None, _("No amount is asked yet.")
        bound = Decimal(rule["values"]["value"])
        passed = facts.asked_mad <= bound if at_most else facts.asked_mad >= bound
        return passed, _("The amount asked is %(value)s.") % {"value": mad(facts.asked_mad)}

    return look


def _cofunding(rule: Values, facts: Facts) -> Answer:
    if facts.asked_mad is None or facts.cofunding_mad is None:
        return None, _("The amount asked or the co-funding is not said yet.")
    cost = facts.asked_mad + facts.cofunding_mad
    if not cost:
        return None, _("The cost is nil: there is no share to compute.")
    # Compared without dividing: 30 % of 333 is not a round figure.
    passed = facts.cofunding_mad * PCT >= Decimal(rule["values"]["value"]) * cost
    share = facts.cofunding_mad * PCT / cost
    return passed, _("%(share)s %% of a cost of %(cost)s comes from elsewhere.") % {
        "share": number_format(share, 1),
        "cost": mad(cost),
    }


def _delay(rule: Values, facts: Facts) -> Answer:
    if facts.never_supported:
        return True, _("No support from this funder is known.")
    if facts.years_since_support is None:
        return None, ""
    passed = facts.years_since_support >= Decimal(rule["values"]["value"])
    return passed, _("The last support was %(years)s years ago.") % {
        "years": number_format(facts.years_since_support, 1)
    }


def _bounded(
    fact: str, sentence: Callable[[Any], str], *, at_most: bool
) -> Callable[[Values, Facts], Answer]:
    def look(rule: Values, facts: Facts) -> Answer:
        held = getattr(facts, fact)
        if held is None:
            return None, ""
        bound = float(Decimal(rule["values"]["value"]))
        return (held <= bound if at_most else held >= bound), sentence(held)

    return look


def _declared(rule: Values, facts: Facts) -> Answer:
    if rule["key"] in facts.declared:
        return True, _("The applicant declares it.")
    if rule["key"] in facts.denied:
        return False, _("The applicant says that it is not so.")
    return None, _("The applicant has not declared it yet.")


_LOOKS: dict[str, Callable[[Values, Facts], Answer]] = {
    RuleKind.ORGANISATION: _organisation,
    RuleKind.PLACE: _place,
    RuleKind.ASKED_MOST: _asked(at_most=True),
    RuleKind.ASKED_LEAST: _asked(at_most=False),
    RuleKind.COFUNDING: _cofunding,
    RuleKind.DELAY: _delay,
    RuleKind.MONTHS: _bounded(
        "months",
        lambda n: ngettext("It lasts %(n)s month.", "It lasts %(n)s months.", int(n)) % {"n": n},
        at_most=True,
    ),
    RuleKind.THEORY: _bounded(
        "theory_score", lambda n: _("Its theory reaches %(n)s out of 100.") % {"n": f"{n:.0f}"}, at_most=False
    ),
    RuleKind.INDICATORS: _bounded(
        "n_indicators", lambda n: _("Its indicators: %(n)s.") % {"n": n}, at_most=False
    ),
    RuleKind.SENT: _bounded(
        "n_sent",
        lambda n: _("With this one, the organisation's applications: %(n)s.") % {"n": n},
        at_most=True,
    ),
    RuleKind.DECLARED: _declared,
}
