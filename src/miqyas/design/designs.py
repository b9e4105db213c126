"""The designs a study may follow: what each estimates, needs, and where the ladders file it."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from miqyas.errors import UnknownDesign

Need: TypeAlias = Literal["required", "optional", "unused"]

ROLES = ("outcome", "treatment", "strata", "cluster", "covariates", "weights")


@dataclass(frozen=True, slots=True)
class Design:
    """One way of learning an effect.

    Attributes
    ----------
    key : str
        Stable name, stored in plans.
    family : str
        Name of the method in the Maryland scale (``method_ceiling`` of the What Works Growth guide).
    comparison : str
        What the treated are compared with, in the words of `miqyas.evidence.facts`.
    estimand, estimator : str
        What is estimated; name of the function of `miqyas.estimators` that estimates it.
    needs : mapping of str
        For each role of a column: required, optional or unused.
    names, summaries : mapping of str
        Name and one sentence by language (fr, ar, en).
    """

    key: str
    family: str
    comparison: str
    estimand: str
    estimator: str
    needs: MappingProxyType[str, Need]
    names: MappingProxyType[str, str]
    summaries: MappingProxyType[str, str]

    @property
    def required(self) -> tuple[str, ...]:
        """Roles without which the design cannot be analysed, in the order of the form."""
        return tuple(role for role in ROLES if self.needs[role] == "required")


def _needs(**needs: Need) -> MappingProxyType[str, Need]:
    return MappingProxyType({role: needs.get(role, "optional") for role in ROLES})


def _text(fr: str, ar: str, en: str) -> MappingProxyType[str, str]:
    return MappingProxyType({"fr": fr, "ar": ar, "en": en})


_KNOWN = (
    Design(
        key="cluster_randomised",
        family="rct",
        comparison="random",
        estimand="ITT",
        estimator="itt",
        needs=_needs(outcome="required", treatment="required", cluster="required"),
        names=_text("Essai randomisé par grappes", "تجربة عشوائية عنقودية", "Cluster-randomised trial"),
        summaries=_text(
            "Le hasard choisit des groupes entiers (villages, écoles), pas des personnes.",
            "تختار القرعة مجموعات كاملة (قرى أو مدارس) لا أشخاصًا.",
            "Chance picks whole groups (villages, schools), not persons.",
        ),
    ),
    Design(
        key="individually_randomised",
        family="rct",
        comparison="random",
        estimand="ITT",
        estimator="itt",
        needs=_needs(outcome="required", treatment="required"),
        names=_text(
            "Essai randomisé individuel", "تجربة عشوائية على مستوى الأفراد", "Individually randomised trial"
        ),
        summaries=_text(
            "Le hasard choisit les personnes une par une.",
            "تختار القرعة الأشخاص واحدًا واحدًا.",
            "Chance picks persons one by one.",
        ),
    ),
)

DESIGNS: MappingProxyType[str, Design] = MappingProxyType({design.key: design for design in _KNOWN})


def design_named(key: str) -> Design:
    """Return the design of that key.

    Raises
    ------
    UnknownDesign
        No design has this key.

    Examples
    --------
    >>> design_named("cluster_randomised").required
    ('outcome', 'treatment', 'cluster')
    """
    if key not in DESIGNS:
        raise UnknownDesign(found=key, expected=", ".join(DESIGNS))
    return DESIGNS[key]
