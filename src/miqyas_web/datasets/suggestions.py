"""How the value of an indicator would be made of the column of its question: said only when it is plain."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from miqyas_web.datasets.enums import ColumnRole
from miqyas_web.datasets.models import Column
from miqyas_web.datasets.rules import NUMERIC
from miqyas_web.foundation.folding import fold
from miqyas_web.indicators.enums import Aggregation, Dimension
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.rules.computing import SUGGESTED

YES = frozenset(map(fold, ("1", "oui", "yes", "y", "o", "true", "vrai", "نعم", "أجل")))
SEX_COLUMNS = frozenset(map(fold, ("sexe", "sex", "genre", "gender", "الجنس")))
AGE_COLUMNS = frozenset(map(fold, ("age", "âge", "السن", "العمر")))
WORDS_OF_SEX = {
    "female": frozenset(map(fold, ("f", "femme", "féminin", "fille", "female", "woman", "girl", "أنثى", "امرأة", "بنت"))),
    "male": frozenset(map(fold, ("m", "h", "homme", "masculin", "garçon", "male", "man", "boy", "ذكر", "رجل", "ولد"))),
}  # fmt: skip
USUAL_CODES_OF_SEX = {
    **dict.fromkeys(("F", "f", "femme", "Femme"), "female"),
    **dict.fromkeys(("M", "m", "H", "h", "homme", "Homme"), "male"),
}
# The role of a column says which part of the survey's design it holds.
DESIGN_ROLES = {"weight": ColumnRole.WEIGHT, "cluster": ColumnRole.CLUSTER, "strata": ColumnRole.STRATUM}
NOT_OF_A_SAMPLE = frozenset({"median", "maximum", "distinct"})


def suggested_parameters(
    indicator: Indicator,
    column: Column,
    columns: Sequence[Column],
    *,
    choices: Mapping[str, Sequence[str]],
    kind: str,
) -> dict[str, Any] | None:
    """Parameters of `miqyas.indicators.measuring.Formula`; None when a person must say which answers count."""
    statistic = SUGGESTED[Aggregation(indicator.aggregation)]
    parameters: dict[str, Any] = {"statistic": statistic, "column": column.name}
    if statistic == "share":
        counted = [code for code, words in choices.items() if _is_yes(code, words)]
        if kind not in {"select_one", "trigger", "acknowledge"} or len(counted) != 1:
            return None
        parameters |= {"values": counted, "percent": indicator.scale == 100}
    elif statistic != "distinct" and column.type not in NUMERIC:
        return None
    if statistic not in NOT_OF_A_SAMPLE:
        parameters |= _design(columns)
    if groups := dict(_groups(indicator, columns)):
        parameters["groups"] = groups
    return parameters


def _is_yes(code: str, words: Sequence[str]) -> bool:
    return fold(code) in YES - {"1"} or any(fold(word) in YES for word in words)


def _design(columns: Sequence[Column]) -> dict[str, str]:
    """Weight, cluster and stratum, each when one column alone bears the role."""
    found = {part: [one.name for one in columns if one.role == role] for part, role in DESIGN_ROLES.items()}
    return {part: names[0] for part, names in found.items() if len(names) == 1}


def _groups(indicator: Indicator, columns: Sequence[Column]) -> Iterator[tuple[str, dict[str, Any]]]:
    for column in columns:
        name = fold(column.name)
        if Dimension.SEX in indicator.disaggregation and name in SEX_COLUMNS:
            if keys := dict(_sexes(column)):
                yield "sex", {"column": column.name, "keys": keys}
        elif Dimension.AGE in indicator.disaggregation and name in AGE_COLUMNS and column.type in NUMERIC:
            yield "age", {"column": column.name, "bands": list(indicator.age_bands)}


def _sexes(column: Column) -> Iterator[tuple[str, str]]:
    """Which value is which sex: by the words of its codes, else by what is commonly written."""
    labels: Mapping[str, str] = column.profile.get("value_labels") or {}
    for key, words in WORDS_OF_SEX.items():
        for code, label in labels.items():
            if fold(label) in words or fold(code) in words:
                yield code, key
    if not labels and column.type not in NUMERIC:
        yield from USUAL_CODES_OF_SEX.items()
