"""The figures of a design as a person reads them; English keeps the names of the science."""

from collections.abc import Mapping

FIGURES: Mapping[str, Mapping[str, str]] = {
    "effect": {"fr": "effet", "ar": "الأثر"},
    "std_dev": {"fr": "écart-type", "ar": "الانحراف المعياري"},
    "control_share": {"fr": "part sans le programme", "ar": "النسبة بدون البرنامج"},
    "share_treated": {"fr": "part traitée", "ar": "نسبة المعالَجين"},
    "n": {"fr": "nombre", "ar": "العدد"},
    "cluster_size": {"fr": "taille de grappe", "ar": "حجم العنقود"},
    "icc": {"fr": "corrélation intra-grappe", "ar": "الارتباط داخل العنقود"},
    "size_cv": {"fr": "coefficient de variation des tailles", "ar": "معامل تغير الأحجام"},
    "r2": {"fr": "part expliquée", "ar": "النسبة المفسَّرة"},
    "r2_clusters": {"fr": "part expliquée entre grappes", "ar": "النسبة المفسَّرة بين العناقيد"},
    "n_strata": {"fr": "nombre de strates", "ar": "عدد الطبقات"},
    "attrition": {"fr": "attrition", "ar": "الفقدان"},
    "takeup": {"fr": "participation", "ar": "المشاركة"},
    "autocorrelation": {"fr": "corrélation entre deux passages", "ar": "الارتباط بين جولتين"},
    "cluster_autocorrelation": {
        "fr": "corrélation d'une grappe entre deux passages",
        "ar": "ارتباط العنقود بين جولتين",
    },
    "n_before": {"fr": "passages avant", "ar": "الجولات قبل"},
    "n_after": {"fr": "passages après", "ar": "الجولات بعد"},
    "steps": {"fr": "dates de début", "ar": "تواريخ البداية"},
    "rounds_by_step": {"fr": "passages par étape", "ar": "الجولات في كل مرحلة"},
    "within": {"fr": "part proche du seuil", "ar": "النسبة القريبة من العتبة"},
    "group_share": {"fr": "part du premier groupe", "ar": "نسبة المجموعة الأولى"},
    "power": {"fr": "puissance", "ar": "القوة"},
    "level": {"fr": "seuil du test", "ar": "مستوى الاختبار"},
    "margin": {"fr": "marge", "ar": "الهامش"},
    "n_outcomes": {"fr": "nombre de résultats", "ar": "عدد النتائج"},
    "outcome_correlation": {"fr": "corrélation entre résultats", "ar": "الارتباط بين النتائج"},
    "cost_by_unit": {"fr": "coût d'une unité", "ar": "تكلفة وحدة"},
    "cost_by_cluster": {"fr": "coût d'une grappe", "ar": "تكلفة عنقود"},
    "cost_fixed": {"fr": "coûts fixes", "ar": "تكاليف ثابتة"},
    "clusters": {"fr": "nombre de grappes", "ar": "عدد العناقيد"},
}
