"""A pre-analysis plan as one document: Word or PDF, in one language, with its seal and all that changed since."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from miqyas.design.changes import FIELD_NAMES, compare
from miqyas.design.designs import ROLES
from miqyas.design.plan import Plan
from miqyas.errors import PlanNotEstimated
from miqyas.reporting.carried_out import checks_asked
from miqyas.reporting.documents.blocks import Block, Bullets, Cover, Grid, Heading, Pairs, Paragraph
from miqyas.reporting.documents.pdf import set_pdf
from miqyas.reporting.documents.word import set_docx
from miqyas.reporting.documents.words import WORDS, day
from miqyas.reporting.numbers import format_number, format_percent
from miqyas.reporting.refusals.facts import ROLES as ROLE_NAMES
from miqyas.types import Language

FORMS = ("docx", "pdf")
_AT: Mapping[Language, int] = {"fr": 0, "ar": 1, "en": 2}
_WORDS: Mapping[str, tuple[str, str, str]] = {
    "kind": ("Plan d’analyse", "خطة التحليل", "Pre-analysis plan"),
    "draft": ("Brouillon : ce plan n’est pas scellé.", "مسودة: هذه الخطة غير مختومة.", "Draft: this plan is not sealed."),
    "sealed": ("Scellé le {day} par {by}.", "خُتمت يوم {day} من طرف {by}.", "Sealed on {day} by {by}."),
    "asked": ("La question", "السؤال", "The question"),
    "outcomes": ("Ce qui est mesuré", "ما يُقاس", "What is measured"),
    "primary": ("Résultat principal", "النتيجة الرئيسية", "Primary outcome"),
    "analysis": ("L’analyse", "التحليل", "The analysis"),
    "estimand": ("Ce qui est estimé", "ما يُقدَّر", "What is estimated"),
    "estimator": ("Comment", "كيف", "How"),
    "checks": ("Vérifications", "التحققات", "Checks"),
    "columns": ("Les colonnes", "الأعمدة", "The columns"),
    "role": ("Rôle", "الدور", "Role"),
    "column": ("Colonne", "العمود", "Column"),
    "meaning": ("Sens", "المعنى", "Meaning"),
    "rules": ("Les règles", "القواعد", "The rules"),
    "seal": ("Le sceau", "الختم", "The seal"),
    "hash": ("Empreinte (SHA-256)", "البصمة (SHA-256)", "Hash (SHA-256)"),
    "changed": ("Ce qui a changé depuis", "ما تغير منذ ذلك الحين", "What changed since"),
    "reason": ("Raison donnée", "السبب المذكور", "Reason given"),
    "nothing": ("Rien n’a changé depuis le sceau.", "لم يتغير شيء منذ الختم.", "Nothing has changed since the seal."),
    "not_said": ("non dit", "لم يُذكر", "not said"),
    "yes": ("oui", "نعم", "yes"),
    "no": ("non", "لا", "no"),
    "none": ("chaque résultat pour lui-même", "كل نتيجة على حدة", "each outcome for itself"),
    "holm": ("Holm", "هولم", "Holm"),
    "romano_wolf": ("Romano et Wolf", "رومانو ووولف", "Romano and Wolf"),
    "sharpened_q": ("valeurs q affinées", "قيم q المحسَّنة", "sharpened q values"),
    "increase": ("une hausse est un progrès", "الارتفاع تحسن", "a rise is an improvement"),
    "decrease": ("une baisse est un progrès", "الانخفاض تحسن", "a fall is an improvement"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SealedVersion:
    """A plan as it was sealed once: the first, then each amendment with its reason."""

    plan: Plan
    sha256: str
    sealed_at: str
    sealed_by: str
    reason: str = ""


def plan_document(
    plan: Plan,
    form: str,
    *,
    title: str,
    organisation: str,
    language: Language,
    sealed: Sequence[SealedVersion] = (),
    labels: Mapping[str, str] | None = None,
    fonts: Path | None = None,
) -> bytes:
    """Set a plan as one file.

    Parameters
    ----------
    plan : Plan
        As it stands: the last one sealed, or a draft.
    form : {'docx', 'pdf'}
        Word or PDF.
    title, organisation : str
        Of the study; who it belongs to.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    sealed : sequence of SealedVersion
        From the first; empty for a draft. Each change since the first is told.
    labels : mapping of str
        What each column means, in the person's words.
    fonts : Path or None
        Folder of TTF files for the PDF; None uses the machine's.

    Raises
    ------
    DocumentsUnavailable
        The optional package that writes this form is not installed.
    """
    first = sealed[0] if sealed else None
    said = _word("draft", language)
    if first is not None:
        said = _word("sealed", language).format(day=day(first.sealed_at, language), by=first.sealed_by)
    cover = Cover(
        title=title,
        organisation=organisation,
        kind=_word("kind", language),
        head=tuple(line for line in (_word("kind", language), organisation, said) if line),
        published_at=first.sealed_at if first else "",
    )
    setting = {"docx": set_docx, "pdf": set_pdf}[form]
    blocks = tuple(plan_blocks(plan, sealed, labels or {}, language))
    return setting(cover, blocks, language=language, fonts=fonts)


def plan_blocks(
    plan: Plan, sealed: Sequence[SealedVersion], labels: Mapping[str, str], language: Language
) -> Iterator[Block]:
    """Write a plan as plain blocks, in the order a reader asks."""
    yield Heading(_word("asked", language), 1)
    yield Paragraph(plan.question, "lead")
    yield _pairs([
        (_field("hypothesis", language), plan.hypothesis),
        (_field("wanted", language), _word(plan.wanted, language) if plan.wanted else ""),
    ])  # fmt: skip
    yield Heading(_field("design", language), 1)
    yield Paragraph(f"{plan.method.names[language]}. {plan.method.summaries[language]}")
    yield from _outcomes(plan, labels, language)
    yield from _analysis(plan, language)
    yield Grid(
        _word("columns", language),
        tuple(_word(name, language) for name in ("role", "column", "meaning")),
        tuple(_columns(plan, labels, language)),
    )
    yield from _rules(plan, language)
    yield from _seal(plan, sealed, language)


def _outcomes(plan: Plan, labels: Mapping[str, str], language: Language) -> Iterator[Block]:
    yield Heading(_word("outcomes", language), 1)
    yield _pairs([
        (_word("primary", language), labels.get(plan.outcome) or plan.outcome),
        (_field("secondary_outcomes", language), _several(plan.secondary_outcomes, labels, language)),
        (_field("subgroups", language), _several(plan.subgroups, labels, language)),
        (_field("multiple_testing", language), _word(plan.multiple_testing or "not_said", language)),
    ])  # fmt: skip


def _analysis(plan: Plan, language: Language) -> Iterator[Block]:
    yield Heading(_word("analysis", language), 1)
    words = WORDS[language]
    estimator = plan.method.estimator
    kinds = {"group_time": "group_time_overall", "event_study": "event_study_overall"}
    try:
        checks = [words.get(check.kind, check.kind) for check in checks_asked(plan)]
    except PlanNotEstimated:
        checks = []
    yield _pairs([
        (_word("estimand", language), plan.method.estimand),
        (_word("estimator", language), words.get(kinds.get(estimator, estimator), estimator)),
        (_field("level", language), format_percent(plan.level, language)),
        (_word("checks", language), _listed(checks, language)),
    ])  # fmt: skip


def _columns(plan: Plan, labels: Mapping[str, str], language: Language) -> Iterator[tuple[str, str, str]]:
    for role in ROLES:
        held = getattr(plan, role)
        for column in held if isinstance(held, tuple) else (held,) if held else ():
            yield ROLE_NAMES[role][language], column, labels.get(column) or "–"


def _rules(plan: Plan, language: Language) -> Iterator[Block]:
    yield Heading(_word("rules", language), 1)
    cutoff = "" if plan.cutoff is None else format_number(plan.cutoff, language)
    numbers = ("smallest_worthwhile", "minimum_n", "minimum_clusters")
    yield _pairs([
        (_field("cutoff", language), cutoff),
        *((_field(name, language), getattr(plan, name) or _word("not_said", language))
          for name in ("exclusions", "missing_data", "sample_size")),
        *((_field(name, language), format_number(getattr(plan, name), language))
          for name in numbers if getattr(plan, name) is not None),
        (_field("notes", language), plan.notes),
    ])  # fmt: skip


def _seal(plan: Plan, sealed: Sequence[SealedVersion], language: Language) -> Iterator[Block]:
    yield Heading(_word("seal", language), 1)
    seen = _word("yes" if plan.data_seen else "no", language)
    rows = [
        (_word("hash", language), sealed[0].sha256 if sealed else plan.sha256(), True),
        (_field("dataset_sha256", language), plan.dataset_sha256 or "", True),
        (_field("data_seen", language), seen, False),
        *((_field("draws", language), seal, True) for seal in plan.draws),
    ]
    yield Pairs(tuple(row for row in rows if row[1]))
    if not sealed:
        return
    yield Heading(_word("changed", language), 1)
    if len(sealed) == 1:
        yield Paragraph(_word("nothing", language))
    for before, after in pairwise(sealed):
        yield Heading(f"{day(after.sealed_at, language)} · {after.sealed_by}", 2)
        yield Paragraph(f"{_word('reason', language)}: {after.reason}")
        yield Bullets(tuple(("", change.text[language]) for change in compare(before.plan, after.plan)))


def _pairs(rows: Sequence[tuple[str, str]]) -> Pairs:
    return Pairs(tuple((label, text, False) for label, text in rows if text))


def _several(columns: Sequence[str], labels: Mapping[str, str], language: Language) -> str:
    return _listed([labels.get(column) or column for column in columns], language)


def _listed(texts: Sequence[str], language: Language) -> str:
    return ("، " if language == "ar" else ", ").join(texts)


def _word(name: str, language: Language) -> str:
    return _WORDS[name][_AT[language]]


def _field(name: str, language: Language) -> str:
    return FIELD_NAMES[name][language]
