"""What a reader must know beside an estimate, said in words; a module for each subject."""

from miqyas.reporting.notes import (
    adjustment,
    aggregates,
    inference,
    matching,
    panel,
    sample,
    sensitivity,
    series,
    staggered,
    synthesis,
    threshold,
)
from miqyas.results.estimate import Estimate, Note
from miqyas.types import Language

SUBJECTS = (
    adjustment,
    aggregates,
    inference,
    matching,
    panel,
    sample,
    sensitivity,
    series,
    staggered,
    synthesis,
    threshold,
)
SENTENCES: dict[str, dict[Language, str]] = {
    name: said for subject in SUBJECTS for name, said in subject.SENTENCES.items()
}
LEFT_OUT: dict[Language, str] = {
    "fr": "Covariables écartées, car les autres colonnes disent déjà la même chose : {names}.",
    "ar": "متغيرات مصاحبة أُبعدت لأن الأعمدة الأخرى تقول الشيء نفسه: {names}.",
    "en": "Covariates left out because other columns already say the same: {names}.",
}


def note_sentence(note: Note, language: Language) -> str:
    """Say one note in a sentence."""
    return SENTENCES[note.name][language].format(count=note.count)


def estimate_notes(estimate: Estimate, language: Language) -> tuple[str, ...]:
    """Say all a reader must know beside the figure, most consequential last."""
    sentences = [note_sentence(note, language) for note in estimate.notes]
    if estimate.dropped_covariates:
        sentences.insert(0, LEFT_OUT[language].format(names=", ".join(estimate.dropped_covariates)))
    return tuple(sentences)
