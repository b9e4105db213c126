"""A document in one language, as the plain sequence of blocks that PDF and Word both set."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from miqyas.reporting.documents.content import Chart, Check, Document, Figure, Finding, Ladder
from miqyas.reporting.documents.words import WORDS, day, written_note
from miqyas.types import Language


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is a part; the title of the document stands above it."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text. ``role``: plain, lead (what is read first), quiet, or code."""

    text: str
    role: str = "plain"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure as the eye meets it first."""

    label: str
    value: str
    unit: str
    interval: str
    n: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with its words for who does not see it."""

    svg: str
    title: str
    told: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with one row of heads."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels and their values; hashes, commands and addresses are set as code."""

    rows: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list: a word that sets the tone, then the text."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands above the blocks and in the properties of the file.

    ``kind`` says what sort of document it is; ``published_at`` is ISO 8601, empty when it has no date of its own.
    ``wide`` lays the pages on their long side, for drawings.
    """

    title: str
    organisation: str
    kind: str
    head: tuple[str, ...] = ()
    published_at: str = ""
    keywords: str = ""
    wide: bool = False


Block: TypeAlias = Heading | Paragraph | KeyFigure | Drawing | Grid | Pairs | Bullets


def blocks_of(document: Document, language: Language) -> tuple[Block, ...]:
    """Lay a document out in reading order."""
    return tuple(_document(document, language))


def head_of(document: Document, language: Language) -> tuple[str, ...]:
    """Lines under the title: who, when."""
    words = WORDS[language]
    when = (
        f"{words['published_on']} {day(document.published_at, language)}"
        if document.published_at
        else words["draft"]
    )
    return document.organisation, when


def cover_of(document: Document, language: Language) -> Cover:
    """The cover of a report."""
    return Cover(
        title=document.title,
        organisation=document.organisation,
        kind=WORDS[language]["report"],
        head=head_of(document, language),
        published_at=document.published_at,
        keywords=document.manifest_sha256,
    )


def _document(document: Document, language: Language) -> Iterator[Block]:
    words = WORDS[language]
    note = written_note(document.written_in, language)
    if note:
        yield Paragraph(note, "quiet")
    if document.summary:
        yield Heading(words["summary"], 1)
        yield from _written(document.summary, "lead")
    yield from _initiative(document, language)
    yield Heading(words["findings"], 1)
    for finding in document.findings:
        yield from _finding(finding, language)
    if document.lessons:
        yield Heading(words["lessons"], 1)
        yield from _written(document.lessons)
    yield Heading(words["provenance"], 1)
    titles = {finding.key: finding.title for finding in document.findings}
    for figure in document.figures:
        yield from _figure(figure, titles, language)
    yield from _verify(document, language)


def _written(text: str, role: str = "plain") -> Iterator[Block]:
    for paragraph in text.splitlines():
        if paragraph.strip():
            yield Paragraph(paragraph.strip(), role)


def _initiative(document: Document, language: Language) -> Iterator[Block]:
    words, said = WORDS[language], document.initiative
    yield Heading(words["initiative"], 1)
    yield Paragraph(said.title, "lead")
    dates = " – ".join(day(date, language) for date in (said.start_date, said.end_date) if date)
    rows = (
        (words["problem"], said.problem),
        (words["people"], said.people),
        (words["places"], said.places[language]),
        (words["goals"], said.goals[language]),
        (words["budget"], said.budget[language]),
        (words["dates"], dates),
    )
    yield Pairs(tuple((label, value, False) for label, value in rows if value))
    if document.theory is not None:
        yield Heading(words["theory"], 2)
        theory = document.theory
        yield Drawing(theory.svg[language], theory.title[language], theory.told[language])


def _finding(finding: Finding, language: Language) -> Iterator[Block]:
    words = WORDS[language]
    yield Heading(finding.title, 2)
    yield Heading(words["found"], 3)
    yield Paragraph(finding.sentence[language], "lead")
    figure = finding.headline
    interval = words["interval"].format(
        low=figure.low[language], high=figure.high[language], level=figure.level_pct[language]
    )
    n = f"n = {figure.n[language]}"
    yield KeyFigure(figure.label, figure.value[language], figure.unit[language], interval, n)
    yield from _chart(finding.effect, language)
    yield Heading(words["asked"], 3)
    plan = finding.plan
    rows = (
        (words["question"], finding.question, False),
        (words["hypothesis"], finding.hypothesis, False),
        (words["link"], arrow(finding.source, finding.target, language), False),
        (words["design"], finding.design[language], False),
        (words["sealed"], day(plan.sealed_at, language), False),
        (words["data_seen"], words["yes" if plan.data_seen else "no"], False),
        (words["plan_hash"], plan.sha256, True),
    )
    yield Pairs(tuple(row for row in rows if row[1]))
    yield Heading(words["believed"], 3)
    for check in finding.checks:
        yield from _check(check, language)
    yield Heading(words["strong"], 3)
    for ladder in finding.ladders:
        yield from _ladder(ladder, language)
    yield from _amendments(finding, language)


def _chart(chart: Chart, language: Language) -> Iterator[Block]:
    picture = chart.picture
    yield Drawing(picture.svg[language], picture.title[language], picture.told[language])
    yield Grid(WORDS[language]["same_figures"], chart.grid.head[language], chart.grid.rows[language])


def _check(check: Check, language: Language) -> Iterator[Block]:
    words = WORDS[language]
    verdict = {True: words["holds"], False: words["fails"], None: words["untold"]}[check.passed]
    yield Heading(
        f"{check.name[language]} : {verdict}" if language == "fr" else f"{check.name[language]}: {verdict}", 4
    )
    yield Paragraph(check.sentence[language])
    if check.chart is not None:
        yield from _chart(check.chart, language)


def _ladder(ladder: Ladder, language: Language) -> Iterator[Block]:
    words = WORDS[language]
    level = ladder.label[language]
    if ladder.level is not None:
        level = f"{words['level'].format(level=ladder.level, maximum=ladder.maximum)} — {level}"
    yield Heading(ladder.name[language], 4)
    yield Paragraph(level, "lead")
    marks = {"up": words["up"], "down": words["down"]}
    yield Bullets(
        tuple((marks.get(why.direction, words["is_noted"]), why.text[language]) for why in ladder.reasons)
    )


def _amendments(finding: Finding, language: Language) -> Iterator[Block]:
    words = WORDS[language]
    yield Heading(words["changed"], 3)
    if not finding.amendments:
        yield Paragraph(words["unchanged"])
    for amendment in finding.amendments:
        yield Paragraph(f"{words['reason']} {isolated(amendment.reason)}")
        shown = day(amendment.sealed_at, language)
        yield Bullets(tuple((shown, change[language]) for change in amendment.changes))


def _figure(figure: Figure, titles: dict[str, str], language: Language) -> Iterator[Block]:
    words = WORDS[language]
    kind = words.get(figure.kind, figure.kind)
    yield Heading(f"{kind} · {isolated(titles.get(figure.finding, ''))}", 2)
    seed = words["no_seed"] if figure.seed is None else str(figure.seed)
    rows = (
        (words["address"], figure.address, True),
        (words["data"], figure.dataset_name, False),
        (words["data_hash"], figure.dataset_sha256, True),
        (words["parameters"], figure.parameters, True),
        (words["seed"], seed, figure.seed is not None),
        (words["version"], figure.version, True),
        (words["plan_hash"], figure.plan_sha256 or "", True),
        (words["computed"], day(figure.created_at, language) if figure.created_at else "", False),
    )
    yield Pairs(tuple(row for row in rows if row[1]))


def _verify(document: Document, language: Language) -> Iterator[Block]:
    words = WORDS[language]
    yield Heading(words["verify"], 1)
    yield Paragraph(words["verify_how"])
    if not document.shares_data:
        yield Paragraph(words["data_apart"])
    yield Pairs((
        (words["address"], document.address, True),
        (words["command"], verify_command(document), True),
        (words["manifest"], document.manifest_sha256 or words["no_manifest"], bool(document.manifest_sha256)),
    ))  # fmt: skip


def verify_command(document: Document) -> str:
    """The exact command that computes the report again from the files it offers."""
    name = document.address.rstrip("/").rsplit("/", 1)[-1] or "report"
    seal = f" --sha256 {document.manifest_sha256}" if document.manifest_sha256 else ""
    if document.shares_data:
        return f"miqyas verify {name}.miqyas{seal}"
    return f"miqyas verify {name}.json --data DIR{seal}"


def arrow(source: str, target: str, language: Language) -> str:
    """A link of the theory in the direction of reading, each end keeping its own."""
    return f"{isolated(source)} {'←' if language == 'ar' else '→'} {isolated(target)}"


def isolated(text: str) -> str:
    """Text that people wrote, kept from reordering the sentence around it (Unicode isolates)."""
    return f"\u2068{text}\u2069" if text else ""
