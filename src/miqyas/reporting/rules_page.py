"""The page that publishes the rules by which theories are read: `docs/theory/quality-rules.md`."""

from miqyas.theory.rules import RULES, RULES_VERSION, Rule
from miqyas.types import Language

_LANGUAGES: dict[Language, str] = {"en": "English", "fr": "Français", "ar": "العربية"}
_HEAD = """# How a theory of change is read

Version {version} of the rules. Generated from `src/miqyas/theory/rules/rules.toml` by `tools/rules_page.py`.

A theory starts from {maximum} points. Each rule below has points, kept when nothing is found.

- **each**: every faulty part loses its share. With 8 points and 4 links, one link without assumption loses
  2.
- **whole**: the first fault loses them all.
- A rule that finds nothing to examine (links, in a theory without any) is not earned: its points are lost with
  the finding that says what is missing. An empty theory has no point.
- The score is {maximum} less the points of the findings listed. Scores of two versions of the rules are not
  comparable.

Examined are the theory as a whole, its nodes by level (a *result* is an outcome or an impact), its links, its
risks, and the groups *concerned*: people for whom it should change, people touched without being meant, and groups
whose role is not said.

Each link is also judged by itself (`miqyas.theory.links`): the rules `leap`, `backwards`, `early_effect`, `cycle`,
`link_without_assumption`, `hollow_assumption`, `confidence_not_said`, `confidence_without_evidence`, and, of the link
itself, `no_evidence` and `no_rival`, with the points below. Adding a node that the link does not touch never raises it.

A call for applications may ask for a number of points, and for rules that must hold (`miqyas.theory.gate`): a gate names
the version of the rules for which it was set, and refuses a theory read by another.

Version 2.0 (23 November 2026) added stakeholders, dimensions, risks, terms, outputs and outcomes that lead nowhere,
hollow assumptions, total promises and titles written twice; the points of the rules of version 1.0 were lowered to make
room.

The score judges how a theory is written, never whether it is true. Rules on wording read French, Arabic and
English by short lists of words (`src/miqyas/theory/rules/lexicon.py`): they miss some faults rather than
blame a sound title. Words are compared without accents, vowel marks, tatweel or forms of alef.

| rule | points | examines | share | sheet |
|---|---|---|---|---|
"""


def rules_page() -> str:
    """Return the published rules as Markdown.

    Examples
    --------
    >>> rules_page().splitlines()[0]
    '# How a theory of change is read'
    """
    maximum = sum(rule.points for rule in RULES)
    rows = "".join(
        f"| [{rule.title['en']}](#{rule.key}) `{rule.key}` | {rule.points} | {rule.subject} | {rule.share} "
        f"| {rule.sheet} |\n"
        for rule in RULES
    )
    return _HEAD.format(version=RULES_VERSION, maximum=maximum) + rows + "".join(map(_section, RULES))


def _section(rule: Rule) -> str:
    names = f"{rule.title['fr']} · {rule.title['ar']}"
    lines = [f"\n## {rule.key}\n", f"**{rule.title['en']}** · {names} · {rule.points} points\n"]
    for language, name in _LANGUAGES.items():
        found, why, remedy = (texts[language] for texts in (rule.text, rule.why, rule.remedy))
        lines.append(f"- {name}: {found} {why} {remedy}")
    return "\n".join(lines) + "\n"
