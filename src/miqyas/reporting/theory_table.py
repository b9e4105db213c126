"""A theory of change read as a table, and as a page of prose."""

from collections.abc import Mapping
from dataclasses import dataclass

from miqyas.results.table import Cell, Table
from miqyas.theory.graph import Link, Node, Theory
from miqyas.theory.layering import layering
from miqyas.theory.names import CONFIDENCE_NAMES, STRENGTH_NAMES, Strength
from miqyas.theory.words import isolated
from miqyas.types import Language

COLUMNS = ("link", "from", "to", "assumption", "confidence", "evidence", "rival", "strength")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What the theory says of one outcome or impact.

    Attributes
    ----------
    node : str
        Its key.
    text : str
        "If … then … because …", then what could explain it otherwise.
    """

    node: str
    text: str


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The pieces of a paragraph in one language; names in braces."""

    quote: str
    comma: str
    semicolon: str
    conjunction: str
    if_then: str
    may_harm: str
    because: str
    unsaid: str
    rival: str
    uncaused: str


_PHRASES: dict[Language, _Phrases] = {
    "fr": _Phrases(
        quote="«\u00a0{title}\u00a0»",
        comma=", ",
        semicolon="\u00a0; ",
        conjunction=" et ",
        if_then="Si {causes}, alors {effect}",
        may_harm="Si {causes}, il se peut aussi, sans qu’on le veuille, que {effect}",
        because="parce que l’on suppose\u00a0: {reasons}",
        unsaid="mais rien ne dit encore à quelle condition",
        rival="Autre explication possible\u00a0: {rivals}",
        uncaused="Rien ne dit encore ce qui mène à {effect}.",
    ),
    "ar": _Phrases(
        quote="«{title}»",
        comma="، ",
        semicolon="؛ ",
        conjunction=" و",
        if_then="إذا تحقق {causes}، فسيتحقق {effect}",
        may_harm="إذا تحقق {causes}، فقد يحدث أيضا، من غير قصد، {effect}",
        because="لأن المفترض هو: {reasons}",
        unsaid="لكن لم يُذكر بعد بأي شرط",
        rival="تفسير منافس ممكن: {rivals}",
        uncaused="لم يُذكر بعد ما الذي يؤدي إلى {effect}.",
    ),
    "en": _Phrases(
        quote="“{title}”",
        comma=", ",
        semicolon="; ",
        conjunction=" and ",
        if_then="If {causes}, then {effect}",
        may_harm="If {causes}, it may also happen, unintended, that {effect}",
        because="because it is assumed that: {reasons}",
        unsaid="but nothing says yet on what condition",
        rival="Possible rival explanation: {rivals}",
        uncaused="Nothing says yet what leads to {effect}.",
    ),
}


def theory_table(
    theory: Theory, *, language: Language, strengths: Mapping[str, Strength] | None = None
) -> Table:
    """Read a theory as a table, one row by link, in reading order.

    Parameters
    ----------
    theory : Theory
        Any theory.
    language : {"fr", "ar", "en"}
        Language of the words for confidence and strength; the rest is the authors'.
    strengths : mapping of link key to strength, optional
        Evidence on each link; None in the row where there is no entry.

    Returns
    -------
    Table
        Columns ``link`` (key), ``from``, ``to`` (titles), ``assumption``, ``confidence``, ``evidence``,
        ``rival``, ``strength``.

    Examples
    --------
    >>> theory = Theory(
    ...     (Node("a", "activity", "Tutoring"), Node("b", "output", "Pupils tutored")),
    ...     (Link("ab", "a", "b", confidence="low"),),
    ... )
    >>> theory_table(theory, language="en").records()[0]["confidence"]
    'low'
    """
    strengths = strengths or {}
    rows: list[tuple[Cell, ...]] = []
    for link in _links_in_reading_order(theory):
        strength = strengths.get(link.key)
        rows.append(
            (
                link.key,
                theory.node(link.source).label,
                theory.node(link.target).label,
                link.assumption,
                CONFIDENCE_NAMES[link.confidence][language],
                link.evidence,
                link.rival,
                STRENGTH_NAMES[strength][language] if strength else None,
            )
        )
    return Table(COLUMNS, tuple(rows))


def theory_prose(theory: Theory, *, language: Language) -> tuple[Paragraph, ...]:
    """Tell a theory as prose: one paragraph by outcome and by impact, causes before effects.

    Parameters
    ----------
    theory : Theory
        Any theory.
    language : {"fr", "ar", "en"}
        Language of the sentences; titles and assumptions are quoted as they were written.

    Returns
    -------
    tuple of Paragraph
        Empty when the theory has neither outcome nor impact.

    Examples
    --------
    >>> theory = Theory(
    ...     (Node("a", "output", "Pupils tutored"), Node("b", "outcome", "Pupils read better")),
    ...     (Link("ab", "a", "b", assumption="They come."),),
    ... )
    >>> plain = theory_prose(theory, language="en")[0].text.translate({0x2068: None, 0x2069: None})
    >>> print(plain)
    If “Pupils tutored”, then “Pupils read better”, because it is assumed that: They come.
    """
    return tuple(
        Paragraph(node.key, _paragraph(theory, node, _PHRASES[language]))
        for node in _in_reading_order(theory)
        if node.level in {"outcome", "impact"}
    )


def _paragraph(theory: Theory, node: Node, phrases: _Phrases) -> str:
    place = {each.key: i for i, each in enumerate(_in_reading_order(theory))}
    links = sorted((k for k in theory.links if k.target == node.key), key=lambda link: place[link.source])
    effect = _quoted(node, phrases)
    if not links:
        return phrases.uncaused.format(effect=effect)
    causes = _joined([_quoted(theory.node(link.source), phrases) for link in links], phrases)
    reasons = [isolated(_bare(link.assumption)) for link in links if link.assumption.strip()]
    rivals = [isolated(_bare(link.rival)) for link in links if link.rival.strip()]
    claim = phrases.if_then if node.effect == "intended" else phrases.may_harm
    text = claim.format(causes=causes, effect=effect) + phrases.comma
    text += phrases.because.format(reasons=phrases.semicolon.join(reasons)) if reasons else phrases.unsaid
    if rivals:
        text += ". " + phrases.rival.format(rivals=phrases.semicolon.join(rivals))
    return text + "."


def _joined(parts: list[str], phrases: _Phrases) -> str:
    if len(parts) == 1:
        return parts[0]
    return phrases.comma.join(parts[:-1]) + phrases.conjunction + parts[-1]


def _quoted(node: Node, phrases: _Phrases) -> str:
    return phrases.quote.format(title=isolated(node.label))


def _bare(sentence: str) -> str:
    """Take the final stop away: the sentence goes on."""
    return sentence.strip().rstrip(".。")


def _in_reading_order(theory: Theory) -> list[Node]:
    layers = layering(theory)
    return [layers.nodes[i] for column in layers.columns for i in column if i < len(layers.nodes)]


def _links_in_reading_order(theory: Theory) -> list[Link]:
    place = {node.key: i for i, node in enumerate(_in_reading_order(theory))}
    return sorted(theory.links, key=lambda link: (place[link.source], place[link.target]))
