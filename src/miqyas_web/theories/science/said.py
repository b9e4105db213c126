"""What people may say of an element, by the lists of the science: goals, dimensions, degrees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from miqyas.theory.impact import DEGREES, Dimensions, Risk
from miqyas.theory.sdg import SDG_TITLES, goal_of
from miqyas_web.foundation.errors import Unfit
from miqyas_web.initiatives.rules import writable


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal or a target, in the language of the page."""

    code: str
    title: str

    @property
    def goal(self) -> str:
        return goal_of(self.code)


def goals(codes: Iterable[str] | None = None) -> list[Goal]:
    """Goals and targets in official order; all of them, or those asked."""
    language: Any = (get_language() or "fr")[:2]
    kept = SDG_TITLES if codes is None else set(codes)
    return [Goal(code, titles[language]) for code, titles in SDG_TITLES.items() if code in kept]


def goals_said(codes: Iterable[str]) -> list[str]:
    """The codes, each once, in order; raises ``Unfit`` for one that is neither goal nor target."""
    chosen = sorted(set(codes))
    for code in chosen:
        if code not in SDG_TITLES:
            raise Unfit(_("«%(code)s» is no Sustainable Development Goal or target.") % {"code": code})
    return chosen


def dimensions_said(said: Mapping[str, str]) -> dict[str, str]:
    """What is said on the five dimensions, without what is empty; raises ``Unfit`` for what they lack."""
    known = {each.name for each in fields(Dimensions)}
    if said.keys() - known or said.get("importance", "") not in DEGREES:
        raise Unfit(_("The five dimensions could not be read. Open the form again."))
    written: Any = {name: writable(value).strip() for name, value in said.items()}
    return Dimensions(**written).to_dict()


def risk_level(likelihood: str, consequence: str) -> str:
    """How grave a risk is, by likelihood × consequence; empty while it is not judged."""
    judged: Any = {"likelihood": likelihood, "consequence": consequence}
    return Risk(key="risk", kind="external", text="", **judged).level
