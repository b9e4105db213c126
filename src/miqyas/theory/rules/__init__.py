"""The published rules by which a theory of change is read."""

from miqyas.theory.rules.rule import Concern, Rule, Subject, Texts
from miqyas.theory.rules.ruleset import RULES, RULES_VERSION

__all__ = ["RULES", "RULES_VERSION", "Concern", "Rule", "Subject", "Texts"]
