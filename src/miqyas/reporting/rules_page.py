"""The page that publishes the rules by which theories are read: `docs/theory/quality-rules.md`."""

from miqyas.theory.rules import RULES, RULES_VERSION, Rule
from miqyas.types import Language

_LANGUAGES: dict[Language, str] = {"en": "English", "fr": "Français", "ar": "العربية"}
_HEAD = """# How a theory of change is read

Version {version} of the rules. Generated from `src/miqyas/theory/rules/rules.toml` by `tools/rules_page.py`.

A theory starts from {maximum} points. Each rule below has points, kept when nothing is found.

- **each**: every faulty part loses its share. With 12 points and 4 links, one link without assumption loses
3. - **whole**: the first fault loses them all. - A rule that finds nothing to examine (links, in a theory
without any) is not earned: its points are lost with
  the finding that says what is missing. An empty theory has no point.
- The score is {maximum} less the points of the findings listed. Scores of two versions of the rules are not
  comparable.

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
