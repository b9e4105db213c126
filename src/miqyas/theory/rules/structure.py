"""Rules on the shape of the graph."""

from collections.abc import Callable, Iterable, Iterator
from textwrap import shorten

from miqyas.theory.cycles import knots, shortest_cycle
from miqyas.theory.graph import LEVELS, TERMS, Level, Link, Node, Theory, level_rank
from miqyas.theory.names import LEVEL_NAMES, TERM_NAMES
from miqyas.theory.rules.rule import Concern, Texts
from miqyas.theory.words import isolated

_LONGEST_QUOTE = 90
_ARROWS: Texts = {"fr": " → ", "ar": " ← ", "en": " → "}


def about_node(node: Node, **facts: str | Texts) -> Concern:
    """Return a concern on a node, its title and level among the facts."""
    return Concern(node=node.key, facts={"title": _short(node), "level": LEVEL_NAMES[node.level], **facts})


def about_link(theory: Theory, link: Link, **facts: str | Texts) -> Concern:
    """Return a concern on a link, the titles of its ends among the facts."""
    source, target = _short(theory.node(link.source)), _short(theory.node(link.target))
    return Concern(link=link.key, facts={"source": source, "target": target, **facts})


def _short(node: Node) -> str:
    return quoted(node.label)


def quoted(text: str) -> str:
    """Return a person's words as a sentence may quote them."""
    return shorten(text, width=_LONGEST_QUOTE, placeholder="…")


def _empty(theory: Theory) -> Iterable[Concern]:
    return () if theory.nodes else (Concern(),)


def _lacks(level: Level) -> Callable[[Theory], Iterable[Concern]]:
    def look(theory: Theory) -> Iterable[Concern]:
        return () if theory.at(level) else (Concern(),)

    return look


def _no_link(theory: Theory) -> Iterable[Concern]:
    return () if theory.links else (Concern(),)


def _orphan(theory: Theory) -> Iterator[Concern]:
    """Nodes without any link, unless there is no link at all: that is told once."""
    linked = _linked(theory)
    for node in theory.nodes if theory.links else ():
        if node.key not in linked:
            yield about_node(node)


def _unreached_outcome(theory: Theory) -> Iterator[Concern]:
    """Outcomes that lead somewhere though nothing leads to them; orphans are told apart."""
    targets, sources = {link.target for link in theory.links}, {link.source for link in theory.links}
    for node in theory.at("outcome"):
        if node.key in sources and node.key not in targets:
            yield about_node(node)


def _activity_without_output(theory: Theory) -> Iterator[Concern]:
    """Activities that lead somewhere, but to no output; orphans, and the lack of any output, are told apart."""
    for node in theory.at("activity") if theory.at("output") else ():
        following = theory.successors(node.key)
        if following and not any(each.level == "output" for each in following):
            yield about_node(node)


def _output_without_outcome(theory: Theory) -> Iterator[Concern]:
    """Outputs that lead to no outcome nor impact, be it through other outputs; orphans are told apart."""
    reaching, linked = _leading_to(theory, "outcome", "impact"), _linked(theory)
    for node in theory.at("output"):
        if node.key in linked and node.key not in reaching:
            yield about_node(node)


def _outcome_without_impact(theory: Theory) -> Iterator[Concern]:
    """Outcomes sought that lead to no impact, when there is one; orphans are told apart."""
    reaching, linked = _leading_to(theory, "impact"), _linked(theory)
    for node in theory.at("outcome") if theory.at("impact") else ():
        if node.effect == "intended" and node.key in linked and node.key not in reaching:
            yield about_node(node)


def _linked(theory: Theory) -> set[str]:
    return {end for link in theory.links for end in (link.source, link.target)}


def _leading_to(theory: Theory, *levels: Level) -> set[str]:
    """Return the keys from which some way leads to a node of these levels, those nodes included."""
    before: dict[str, list[str]] = {}
    for link in theory.links:
        before.setdefault(link.target, []).append(link.source)
    found: set[str] = set()
    ahead = [node.key for node in theory.at(*levels)]
    while ahead:
        key = ahead.pop()
        if key not in found:
            found.add(key)
            ahead += before.get(key, [])
    return found


def _early_effect(theory: Theory) -> Iterator[Concern]:
    """Links from an outcome to another that is expected in an earlier term."""
    for link in theory.links:
        if is_early(theory, link):
            source, target = theory.node(link.source), theory.node(link.target)
            names = {"source_term": TERM_NAMES[source.term], "target_term": TERM_NAMES[target.term]}
            yield about_link(theory, link, **names)


def is_early(theory: Theory, link: Link) -> bool:
    """Tell whether a link leads to an outcome expected before its cause."""
    source, target = theory.node(link.source).term, theory.node(link.target).term
    return bool(source and target) and TERMS.index(target) < TERMS.index(source)


def _leap(theory: Theory) -> Iterator[Concern]:
    """Links that pass over a level the theory has; a level it lacks is told apart."""
    present = {node.level for node in theory.nodes}
    for link in theory.links:
        skipped = [level for level in passed_over(theory, link) if level in present]
        if skipped:
            yield about_link(theory, link, skipped=listed([LEVEL_NAMES[level] for level in skipped]))


def passed_over(theory: Theory, link: Link) -> tuple[Level, ...]:
    """Return the levels between the two ends of a link."""
    first, last = level_rank(theory.node(link.source).level), level_rank(theory.node(link.target).level)
    return LEVELS[first + 1 : last]


def listed(names: list[Texts]) -> Texts:
    """Return names as a list to read, in each language."""
    commas: Texts = {"fr": ", ", "ar": "، ", "en": ", "}
    return {language: comma.join(name[language] for name in names) for language, comma in commas.items()}


def _backwards(theory: Theory) -> Iterator[Concern]:
    for link in theory.links:
        source, target = theory.node(link.source), theory.node(link.target)
        if level_rank(target.level) < level_rank(source.level):
            names = {"source_level": LEVEL_NAMES[source.level], "target_level": LEVEL_NAMES[target.level]}
            yield about_link(theory, link, **names)


def _cycle(theory: Theory) -> Iterator[Concern]:
    """One concern by group of nodes that lead to each other, with a shortest way round."""
    for knot in knots(theory):
        path = shortest_cycle(theory, knot)
        yield Concern(node=path[0], path=path, facts={"path": _written(theory, path)})


def _written(theory: Theory, path: tuple[str, ...]) -> Texts:
    titles = [isolated(_short(theory.node(key))) for key in path]
    return {language: arrow.join(titles) for language, arrow in _ARROWS.items()}


STRUCTURE: dict[str, Callable[[Theory], Iterable[Concern]]] = {
    "empty": _empty,
    "no_activity": _lacks("activity"),
    "no_output": _lacks("output"),
    "no_outcome": _lacks("outcome"),
    "no_impact": _lacks("impact"),
    "no_link": _no_link,
    "orphan": _orphan,
    "unreached_outcome": _unreached_outcome,
    "activity_without_output": _activity_without_output,
    "output_without_outcome": _output_without_outcome,
    "outcome_without_impact": _outcome_without_impact,
    "leap": _leap,
    "backwards": _backwards,
    "early_effect": _early_effect,
    "cycle": _cycle,
}
