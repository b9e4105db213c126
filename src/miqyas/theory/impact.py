"""Who is concerned, what could go wrong, and the five dimensions of an outcome: what a theory says beside its graph.

The five dimensions and the nine risks are norms of the Impact Management Project, kept by Impact Frontiers
(https://impactfrontiers.org/norms/): what, who, how much, contribution, risk. Of their fifteen kinds of data,
a theory holds those one can say before measuring; the others come from indicators, estimates and this
register (`docs/theory/impact.md`).
"""

from dataclasses import dataclass, fields
from typing import Literal, TypeAlias, get_args

Role: TypeAlias = Literal["", "beneficiary", "affected", "partner", "authority", "funder", "team"]
RiskKind: TypeAlias = Literal[
    "evidence", "external", "participation", "drop_off", "efficiency", "execution", "alignment", "endurance",
    "unexpected",
]  # fmt: skip
Degree: TypeAlias = Literal["", "low", "medium", "high"]

ROLES: tuple[Role, ...] = get_args(Role)
RISK_KINDS: tuple[RiskKind, ...] = get_args(RiskKind)
DEGREES: tuple[Degree, ...] = get_args(Degree)
# Those whose life should change, or could be harmed: an outcome must name them.
CONCERNED: frozenset[Role] = frozenset({"beneficiary", "affected"})


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """A group of people or bodies that the theory names.

    Attributes
    ----------
    key : str
        Stable identifier, which elements quote in ``groups``.
    name : str
        "Girls of 12 to 15 in three villages".
    role : {"", "beneficiary", "affected", "partner", "authority", "funder", "team"}
        "affected" for those it touches without being meant for them; "" while it is not said.
    size : str
        About how many, with the source.
    description : str
        What sets them apart: age, sex, place, situation.
    involvement : str
        How they were heard, and how they take part.
    """

    key: str
    name: str
    role: Role = ""
    size: str = ""
    description: str = ""
    involvement: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that could make the impact other than expected.

    Attributes
    ----------
    key : str
        Stable identifier.
    kind : str
        One of the nine: evidence, external, participation, drop_off, efficiency, execution, alignment,
        endurance, unexpected.
    text : str
        What could happen.
    node, link : str
        Key of the element or link it bears on; both empty for the theory as a whole.
    likelihood, consequence : {"", "low", "medium", "high"}
        Judged by the authors; "" while it is not.
    mitigation : str
        What is done about it.
    owner : str
        Who watches it.
    judged_on : str
        Day of the judgement, ``2026-11-23``; "" while there is none.
    """

    key: str
    kind: RiskKind
    text: str
    node: str = ""
    link: str = ""
    likelihood: Degree = ""
    consequence: Degree = ""
    mitigation: str = ""
    owner: str = ""
    judged_on: str = ""

    @property
    def level(self) -> Degree:
        """Return likelihood × consequence: low up to 2 of 9, medium up to 4, high beyond; "" while unjudged.

        Examples
        --------
        >>> Risk("r", "external", "A drought", likelihood="medium", consequence="high").level
        'high'
        """
        if not self.likelihood or not self.consequence:
            return ""
        product = DEGREES.index(self.likelihood) * DEGREES.index(self.consequence)
        return "low" if product <= 2 else "medium" if product <= 4 else "high"


@dataclass(frozen=True, slots=True)
class Dimensions:
    """What an outcome says on the five dimensions of impact, before it is measured.

    Attributes
    ----------
    threshold : str
        What: the level from which the outcome is good enough for those concerned.
    importance : {"", "low", "medium", "high"}
        What: how much it matters to them.
    importance_source : str
        What: how one knows (who was asked, when).
    characteristics, boundary, baseline : str
        Who: what sets them apart, where they live, where they stand before.
    scale, depth, duration : str
        How much: how many, how great the change, for how long.
    depth_without, duration_without : str
        Contribution: how great, and how long, the change would be without the initiative.
    """

    threshold: str = ""
    importance: Degree = ""
    importance_source: str = ""
    characteristics: str = ""
    boundary: str = ""
    baseline: str = ""
    scale: str = ""
    depth: str = ""
    duration: str = ""
    depth_without: str = ""
    duration_without: str = ""

    @property
    def said(self) -> frozenset[str]:
        """Return which of what, who, how_much and contribution something is said on. Risk is in the register."""
        return frozenset(
            dimension
            for dimension, names in DIMENSION_FIELDS.items()
            if any(getattr(self, name).strip() for name in names)
        )

    def to_dict(self) -> dict[str, str]:
        """Return what is said, field by field; nothing for what is not."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in values.items() if value}


DIMENSION_FIELDS: dict[str, tuple[str, ...]] = {
    "what": ("threshold", "importance", "importance_source"),
    "who": ("characteristics", "boundary", "baseline"),
    "how_much": ("scale", "depth", "duration"),
    "contribution": ("depth_without", "duration_without"),
}
