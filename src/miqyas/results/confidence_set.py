"""An interval that may be unbounded, in two pieces, or empty, and says why."""

from dataclasses import dataclass
from typing import Literal

from miqyas.types import Language

Shape = Literal["interval", "half line", "two half lines", "whole line", "several pieces", "empty"]
REASONS: dict[str, dict[Language, str]] = {
    "interval": {
        "fr": "L'intervalle est borné.",
        "ar": "المجال محدود من الطرفين.",
        "en": "The interval is bounded.",
    },
    "half line": {
        "fr": "L'instrument est trop faible pour borner l'effet d'un côté.",
        "ar": "المتغير الأداة أضعف من أن يحد الأثر من إحدى الجهتين.",
        "en": "The instrument is too weak to bound the effect on one side.",
    },
    "two half lines": {
        "fr": "L'instrument est trop faible : seules des valeurs au milieu sont exclues.",
        "ar": "المتغير الأداة ضعيف جدا: لا تُستبعد إلا قيم في الوسط.",
        "en": "The instrument is too weak: only values in the middle are excluded.",
    },
    "whole line": {
        "fr": "L'instrument est trop faible : aucune valeur de l'effet n'est exclue.",
        "ar": "المتغير الأداة ضعيف جدا: لا تُستبعد أي قيمة للأثر.",
        "en": "The instrument is too weak: no value of the effect is excluded.",
    },
    "several pieces": {
        "fr": "Les instruments s'accordent sur plusieurs plages de valeurs séparées.",
        "ar": "تتفق المتغيرات الأدوات على عدة مجالات منفصلة من القيم.",
        "en": "The instruments agree on several separate ranges of values.",
    },
    "empty": {
        "fr": "Aucune valeur de l'effet ne convient à tous les instruments : l'un d'eux n'est sans doute pas valide.",
        "ar": "لا توجد قيمة للأثر تناسب كل المتغيرات الأدوات: الأرجح أن أحدها غير صالح.",
        "en": "No value of the effect fits all instruments: one of them is probably not valid.",
    },
}


@dataclass(frozen=True, slots=True)
class ConfidenceSet:
    """The values of an effect that a test does not reject.

    Attributes
    ----------
    pieces : tuple of (float or None, float or None)
        Disjoint ranges in order; None where a range has no bound. No range: nothing fits.
    level : float
        Coverage aimed at, between 0 and 1.
    method : str
        The test inverted.
    """

    pieces: tuple[tuple[float | None, float | None], ...]
    level: float
    method: str

    @property
    def shape(self) -> Shape:
        """What kind of set it is."""
        if not self.pieces:
            return "empty"
        if len(self.pieces) > 1:
            whole = self.pieces[0][0] is None and self.pieces[-1][1] is None and len(self.pieces) == 2
            return "two half lines" if whole else "several pieces"
        n_open = self.pieces[0].count(None)
        return ("interval", "half line", "whole line")[n_open]

    @property
    def is_bounded(self) -> bool:
        """Whether it holds something and ends on both sides."""
        return bool(self.pieces) and self.pieces[0][0] is not None and self.pieces[-1][1] is not None

    @property
    def reason(self) -> dict[Language, str]:
        """Why it has this shape, in one sentence by language."""
        return REASONS[self.shape]

    def holds(self, effect: float) -> bool:
        """Tell whether a value is in the set.

        Examples
        --------
        >>> unbounded = ConfidenceSet(((None, -2.0), (3.0, None)), 0.95, "Anderson-Rubin")
        >>> unbounded.holds(0.0), unbounded.holds(5.0), unbounded.shape
        (False, True, 'two half lines')
        """
        return any(
            (low is None or low <= effect) and (high is None or effect <= high) for low, high in self.pieces
        )

    def __str__(self) -> str:
        if not self.pieces:
            return "∅"
        ends = [
            f"{'(−∞' if low is None else f'[{low:.4g}'}, {'+∞)' if high is None else f'{high:.4g}]'}"
            for low, high in self.pieces
        ]
        return " ∪ ".join(ends)
