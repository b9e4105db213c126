"""A theory of change to take away: a picture for slides, a PDF and a Word file with the drawing and the list."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from miqyas.reporting.documents.blocks import Block, Bullets, Cover, Drawing, Grid, Heading, Paragraph
from miqyas.reporting.documents.pdf import set_pdf
from miqyas.reporting.documents.printing import for_print
from miqyas.reporting.documents.word import set_docx
from miqyas.reporting.drawing import theory_svg
from miqyas.reporting.drawing.words import TITLE, description
from miqyas.reporting.pictures import svg_to_png
from miqyas.reporting.theory_words import WORDS
from miqyas.theory.graph import LEVELS, Link, Node, Theory
from miqyas.theory.layout import layout
from miqyas.theory.names import (
    CONFIDENCE_NAMES,
    EFFECT_NAMES,
    LEVEL_HEADINGS,
    RISK_NAMES,
    ROLE_NAMES,
    STRENGTH_NAMES,
    TERM_NAMES,
    Strength,
)
from miqyas.theory.parts import parts_of
from miqyas.types import Language

# What stands above the blocks, and the blocks.
Sheet: TypeAlias = tuple[Cover, tuple[Block, ...]]

NARROWEST_PX = 1920
_USUAL_SCALE = 2.0
_MOST_PIXELS = 30e6
_PAPER = '<rect width="100%" height="100%" fill="#ffffff"/>'


def theory_png(
    theory: Theory,
    *,
    language: Language,
    strengths: Mapping[str, Strength] | None = None,
    fonts: Path | None = None,
    all_levels: bool = True,
) -> bytes:
    """Draw a theory as PNG for slides: at least 1,920 pixels wide, on white.

    Parameters
    ----------
    theory, language, strengths, all_levels
        As in `theory_svg`.
    fonts : Path or None
        Folder of TTF files; None uses the machine's.

    Returns
    -------
    bytes
        Twice the natural size, more where the drawing is narrow, less where it would exceed 30 million pixels.

    Raises
    ------
    PicturesUnavailable
        The optional package that draws is not installed.
    """
    svg = theory_svg(theory, language=language, strengths=strengths or {}, all_levels=all_levels)
    plan = layout(theory, all_levels=all_levels)
    scale = max(_USUAL_SCALE, NARROWEST_PX / plan.width)
    # The height of the legend is not in the plan: a little is left for it.
    most = (_MOST_PIXELS / (plan.width * (plan.height + 80))) ** 0.5
    scale = max(min(scale, most), NARROWEST_PX / plan.width)
    return svg_to_png(
        for_print(svg.replace("</desc>", f"</desc>{_PAPER}", 1)), fonts=fonts, scale=scale + 0.001
    )


def theory_pdf(sheet: Sheet, *, language: Language, fonts: Path | None = None) -> bytes:
    """Set what `theory_sheet` laid out as PDF/UA-1."""
    return set_pdf(*sheet, language=language, fonts=fonts)


def theory_docx(sheet: Sheet, *, language: Language, fonts: Path | None = None) -> bytes:
    """Set what `theory_sheet` laid out as a Word file."""
    return set_docx(*sheet, language=language, fonts=fonts)


def theory_sheet(
    theory: Theory,
    *,
    title: str,
    organisation: str,
    head: tuple[str, ...] = (),
    language: Language,
    strengths: Mapping[str, Strength] | None = None,
) -> Sheet:
    """Lay out a theory: its drawing, in parts when it is long, then every node and link in words.

    Parameters
    ----------
    theory : Theory
        Any theory.
    title, organisation : str
        Of the initiative; who wrote it.
    head : tuple of str
        Lines under the title.
    language, strengths
        As in `theory_svg`.
    """
    strengths = strengths or {}
    blocks: list[Block] = [Paragraph(description(theory, strengths, language), "quiet")]
    blocks += _drawings(theory, strengths, language)
    for level in LEVELS:
        if theory.at(level):
            blocks.append(Heading(LEVEL_HEADINGS[level][language], 1))
        for node in theory.at(level):
            blocks += _node(theory, node, strengths, language)
    blocks += _groups(theory, language)
    blocks += _risks(theory, language)
    cover = Cover(
        title=title,
        organisation=organisation,
        kind=TITLE[language],
        head=(organisation, *head),
        keywords=theory.sha256(),
        wide=True,
    )
    return cover, tuple(blocks)


def _drawings(theory: Theory, strengths: Mapping[str, Strength], language: Language) -> Iterator[Block]:
    words, parts = WORDS[language], parts_of(theory)
    yield Heading(words["drawing"], 1)
    if len(parts) > 1:
        yield Paragraph(words["in_parts"].format(n=len(parts)))
    for number, part in enumerate(parts, start=1):
        if len(parts) > 1:
            yield Heading(words["part"].format(n=number, of=len(parts)), 2)
        own = {link.key: strengths[link.key] for link in part.links if link.key in strengths}
        svg = theory_svg(part, language=language, strengths=own, all_levels=len(parts) == 1)
        yield Drawing(svg, TITLE[language], description(part, own, language))


def _node(
    theory: Theory, node: Node, strengths: Mapping[str, Strength], language: Language
) -> Iterator[Block]:
    words = WORDS[language]
    yield Heading(node.label, 2)
    marks = [TERM_NAMES[node.term][language]] if node.term else []
    marks += [EFFECT_NAMES[node.effect][language]] if node.effect != "intended" else []
    marks += [words["measured"]] if node.key in theory.measured else []
    if marks:
        yield Paragraph(" · ".join(marks), "quiet")
    if node.description.strip():
        yield Paragraph(node.description.strip())
    out = [link for link in theory.links if link.source == node.key]
    if out:
        yield Bullets(tuple((words["leads_to"], _link(theory, link, strengths, language)) for link in out))


def _link(theory: Theory, link: Link, strengths: Mapping[str, Strength], language: Language) -> str:
    words = WORDS[language]
    assumption, rival = _sentence(link.assumption), _sentence(link.rival)
    said = [theory.node(link.target).label]
    said.append(words["assumes"].format(text=assumption) if assumption else words["unsaid"])
    if rival:
        said.append(words["rival"].format(text=rival))
    if link.confidence != "unknown":
        said.append(words["confidence"].format(text=CONFIDENCE_NAMES[link.confidence][language]))
    if link.key in strengths:
        said.append(STRENGTH_NAMES[strengths[link.key]][language])
    return words["between"].join(said)


def _sentence(text: str) -> str:
    """A sentence as part of another one."""
    return " ".join(text.split()).removesuffix(".")


def _groups(theory: Theory, language: Language) -> Iterator[Block]:
    words = WORDS[language]
    if theory.stakeholders:
        yield Heading(words["groups"], 1)
        rows = tuple((each.name, ROLE_NAMES[each.role][language], each.size) for each in theory.stakeholders)
        yield Grid(words["groups"], (words["name"], words["role"], words["size"]), rows)


def _risks(theory: Theory, language: Language) -> Iterator[Block]:
    words = WORDS[language]
    if theory.risks:
        yield Heading(words["risks"], 1)
        rows = tuple((RISK_NAMES[each.kind][language], each.text, each.mitigation) for each in theory.risks)
        yield Grid(words["risks"], (words["kind"], words["what"], words["done"]), rows)
