"""The designs a study may follow: what each estimates, needs, and where the ladders file it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from miqyas.design.known_designs import KNOWN
from miqyas.errors import UnknownDesign
from miqyas.types import LANGUAGES

Need: TypeAlias = Literal["required", "optional", "unused"]

ROLES = (
    "outcome", "treatment", "strata", "cluster", "covariates", "weights",
    "baseline", "instrument", "running", "unit_id", "time", "cohort",
)  # fmt: skip


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
    outcome_data : str
        When outcomes are measured at the least, in the same words.
    estimand, estimator : str
        What is estimated; name of the function of `miqyas.estimators` that estimates it, empty where nothing is: a
        plan of such a design is sealed and shown, not estimated.
    needs : mapping of str
        For each role of a column: required, optional or unused.
    names, summaries : mapping of str
        Name and one sentence by language (fr, ar, en).
    """

    key: str
    family: str
    comparison: str
    outcome_data: str
    estimand: str
    estimator: str
    needs: MappingProxyType[str, Need]
    names: MappingProxyType[str, str]
    summaries: MappingProxyType[str, str]

    @property
    def required(self) -> tuple[str, ...]:
        """Roles without which the design cannot be analysed, in the order of the form."""
        return tuple(role for role in ROLES if self.needs[role] == "required")

    @property
    def is_estimated(self) -> bool:
        """Whether figures come out of it."""
        return bool(self.estimator)


def _design(written: Mapping[str, Any]) -> Design:
    required, optional = written["required"], written["optional"]
    needs: dict[str, Need] = {
        role: "required" if role in required else "optional" if role in optional else "unused"
        for role in ROLES
    }
    texts: dict[str, Any] = {
        name: MappingProxyType(dict(zip(LANGUAGES, written[name], strict=True)))
        for name in ("names", "summaries")
    }
    plain = ("key", "family", "comparison", "outcome_data", "estimand", "estimator")
    return Design(**{name: written[name] for name in plain}, needs=MappingProxyType(needs), **texts)


DESIGNS: MappingProxyType[str, Design] = MappingProxyType(
    {written["key"]: _design(written) for written in KNOWN}
)


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
