# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""What spill-over checks say."""

from collections.abc import Mapping, Sequence

from miqyas.checks.phrases import figure, p_value, percent
from miqyas.results.table import Cell
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def _effect(language: Language, row: Mapping[str, Cell | float], unit: str) -> dict[str, str]:
    ends = [float(row[name] or 0) for name in ("value", "low", "high")]
    beside = max(map(abs, ends))
    value, low, high = (figure(end, language, beside=beside) for end in ends)
    after = f"\u00a0{unit}" if unit else ""
    return {
        "value": value + after,
        "low": low,
        "high": high + after,
        "p": p_value(float(row["p_value"] or 0), language),
    }


def spillover_sentence(language: Language, facts: Facts, unit: str) -> str:
    """Say how the untreated fare by what stands around them, and what not finding anything means."""
    words = _effect(language, facts, unit) | {"n": str(facts["n"])}
    found = float(facts["p_value"]) < 0.05
    said = [AROUND[str(facts["exposure"])][language].format(**words), VERDICT[found][language]]
    if facts["n_alone"]:
        said.append(ALONE[language].format(n=facts["n_alone"]))
    return " ".join(said)


def saturation_sentence(
    language: Language, rows: Sequence[Mapping[str, Cell]], p: float | None, unit: str
) -> str:
    """Say the indirect effect at each share treated, and whether all are told from zero."""
    said = [
        INDIRECT[language].format(
            share=percent(float(row["saturation"] or 0), language), **_effect(language, row, unit)
        )
        for row in rows
    ]
    if not said:
        return NOBODY[language]
    return " ".join(
        [*said, *([JOINT[p < 0.05][language].format(p=p_value(p, language))] if p is not None else [])]
    )


AROUND: dict[str, dict[Language, str]] = {
    "share": {
        "fr": "Chez les non traités ({n}), passer d'aucun voisin traité à tous change le résultat de {value} (de {low} à {high} ; {p}).",
        "ar": "لدى غير المعالَجين ({n})، الانتقال من انعدام الجيران المعالَجين إلى كونهم جميعا معالَجين يغير النتيجة بمقدار {value} (من {low} إلى {high}؛ {p}).",
        "en": "Among the untreated ({n}), going from no neighbour treated to all of them changes the outcome by {value} ({low} to {high}; {p}).",
    },
    "distance": {
        "fr": "Chez les non traités ({n}), chaque unité de distance au traité le plus proche change le résultat de {value} (de {low} à {high} ; {p}).",
        "ar": "لدى غير المعالَجين ({n})، كل وحدة مسافة عن أقرب معالَج تغير النتيجة بمقدار {value} (من {low} إلى {high}؛ {p}).",
        "en": "Among the untreated ({n}), each unit of distance to the nearest treated changes the outcome by {value} ({low} to {high}; {p}).",
    },
}
VERDICT: dict[bool, dict[Language, str]] = {
    True: {
        "fr": "Le groupe de comparaison n'est pas à l'abri du traitement : l'écart entre groupes n'est pas l'effet.",
        "ar": "مجموعة المقارنة ليست بمنأى عن المعالجة: الفرق بين المجموعتين ليس هو الأثر.",
        "en": "The comparison arm is not sheltered from treatment: the difference between arms is not the effect.",
    },
    False: {
        "fr": "Aucune retombée n'a pu être établie ; l'intervalle dit celles qui restent possibles.",
        "ar": "لم يثبت أي انتشار للأثر؛ والمجال يبين ما يبقى ممكنا منه.",
        "en": "No spill-over could be established; the interval says which remain possible.",
    },
}
ALONE: dict[Language, str] = {
    "fr": "Non traités sans voisin, écartés : {n}.",
    "ar": "غير معالَجين بلا جيران، أُبعدوا: {n}.",
    "en": "Untreated without neighbour, left out: {n}.",
}
INDIRECT: dict[Language, str] = {
    "fr": "Là où {share} sont traités, le résultat des non traités change de {value} (de {low} à {high} ; {p}).",
    "ar": "حيث تُعالَج {share}، تتغير نتيجة غير المعالَجين بمقدار {value} (من {low} إلى {high}؛ {p}).",
    "en": "Where {share} are treated, the outcome of the untreated changes by {value} ({low} to {high}; {p}).",
}
JOINT: dict[bool, dict[Language, str]] = {
    True: {
        "fr": "Ensemble, ces retombées se distinguent de zéro ({p}).",
        "ar": "معا، يتميز هذا الانتشار عن الصفر ({p}).",
        "en": "Together, these spill-overs are told from zero ({p}).",
    },
    False: {
        "fr": "Ensemble, ces retombées ne se distinguent pas de zéro ({p}) ; les intervalles disent celles qui restent possibles.",
        "ar": "معا، لا يتميز هذا الانتشار عن الصفر ({p})؛ والمجالات تبين ما يبقى ممكنا منه.",
        "en": "Together, these spill-overs are not told from zero ({p}); the intervals say which remain possible.",
    },
}
NOBODY: dict[Language, str] = {
    "fr": "Dans les groupes traités, tout le monde l'est : aucun non traité ne peut montrer de retombée.",
    "ar": "في المجموعات المعالَجة، الجميع معالَج: لا يوجد غير معالَج يبين انتشار الأثر.",
    "en": "In treated groups everyone is treated: nobody untreated can show a spill-over.",
}
