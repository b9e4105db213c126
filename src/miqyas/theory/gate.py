"""A quality of theories that a call may ask for: as a gate to pass, or as a criterion to score."""

from dataclasses import dataclass

from miqyas.errors import GateOfAnotherVersion, GateOutOfReach, UnknownRule
from miqyas.theory.quality import Quality
from miqyas.theory.rules import RULES, RULES_VERSION


@dataclass(frozen=True, slots=True)
class Gate:
    """What a theory must reach.

    Attributes
    ----------
    minimum : float
        Points out of 100.
    must_hold : tuple of str
        Keys of rules that must find nothing, whatever the score.
    rules_version : str
        Version of the rules for which it was set: scores of two versions are not comparable.

    Raises
    ------
    GateOutOfReach
        The minimum is not between 0 and 100.
    UnknownRule
        A rule that must hold is none of the published rules.
    """

    minimum: float
    must_hold: tuple[str, ...] = ()
    rules_version: str = RULES_VERSION

    def __post_init__(self) -> None:
        object.__setattr__(self, "must_hold", tuple(self.must_hold))
        most = float(sum(rule.points for rule in RULES))
        if not 0 <= self.minimum <= most:
            raise GateOutOfReach(minimum=self.minimum, most=most)
        known = [rule.key for rule in RULES]
        for rule in self.must_hold:
            if rule not in known:
                raise UnknownRule(rule=rule, expected=", ".join(known))


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """Whether a theory passes a gate, and why not.

    Attributes
    ----------
    passed : bool
        Enough points, and every rule that must hold does.
    score, minimum : float
        Points reached, points asked.
    broken : tuple of str
        Keys of the rules that must hold and do not.
    share : float
        The score between 0 and 1, to use as a criterion.
    """

    passed: bool
    score: float
    minimum: float
    broken: tuple[str, ...]
    share: float


def meets(quality: Quality, gate: Gate) -> GateVerdict:
    """Hold the quality of a theory against what is asked.

    Parameters
    ----------
    quality : Quality
        As `quality` computes it.
    gate : Gate
        What is asked.

    Returns
    -------
    GateVerdict
        Points are compared as they are shown: rounded to a tenth.

    Raises
    ------
    GateOfAnotherVersion
        The gate was set for another version of the rules.

    Examples
    --------
    >>> from miqyas.theory.graph import Theory
    >>> from miqyas.theory.quality import quality
    >>> verdict = meets(quality(Theory((), ())), Gate(60, must_hold=("empty",)))
    >>> verdict.passed, verdict.broken
    (False, ('empty',))
    """
    if gate.rules_version != quality.rules_version:
        raise GateOfAnotherVersion(gate=gate.rules_version, found=quality.rules_version)
    found = {finding.rule for finding in quality.findings}
    broken = tuple(rule for rule in gate.must_hold if rule in found)
    reaches = round(quality.score, 1) >= round(gate.minimum, 1)
    return GateVerdict(reaches and not broken, quality.score, gate.minimum, broken, quality.share)
