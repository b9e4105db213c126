"""Each fact a ladder may lack: its name and what to attach, in three languages."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Input:
    """One fact.

    Attributes
    ----------
    names : mapping of str
        Name by language (fr, ar, en).
    attach : mapping of str
        What a person can do to give it, by language.
    """

    names: MappingProxyType[str, str]
    attach: MappingProxyType[str, str]


def _input(names: tuple[str, str, str], attach: tuple[str, str, str]) -> Input:
    languages = ("fr", "ar", "en")
    return Input(
        MappingProxyType(dict(zip(languages, names, strict=True))),
        MappingProxyType(dict(zip(languages, attach, strict=True))),
    )


INPUTS: MappingProxyType[str, Input] = MappingProxyType({
    "theory_complete": _input(
        ("Théorie du changement complète", "نظرية التغيير مكتملة", "Complete theory of change"),
        ("Dessinez la théorie du changement.", "ارسموا نظرية التغيير.", "Draw the theory of change.")),
    "outcome_data": _input(
        ("Moments de mesure du résultat", "أوقات قياس النتيجة", "When the outcome was measured"),
        ("Dites quand le résultat a été mesuré : jamais, après, avant et après, plusieurs fois.",
         "حدّدوا متى قيست النتيجة: أبدًا، بعدُ، قبل وبعد، أو مرات عدة.",
         "Say when the outcome was measured: never, after, before and after, several times.")),
    "positive_change": _input(
        ("Changement observé", "التغيّر الملاحظ", "Change observed"),
        ("Joignez les données qui montrent le changement chez les personnes touchées.",
         "أرفقوا البيانات التي تبيّن التغيّر لدى المستفيدين.",
         "Attach data that show the change among those reached.")),
    "comparison": _input(
        ("Point de comparaison", "أساس المقارنة", "Comparison"),
        ("Dites à quoi les personnes touchées sont comparées.",
         "حدّدوا بمن يُقارَن المستفيدون.",
         "Say what those reached are compared with.")),
    "comparison_justified": _input(
        ("Choix du groupe de comparaison justifié", "تبرير اختيار مجموعة المقارنة", "Comparison justified"),
        ("Expliquez par écrit pourquoi ce point de comparaison est valable.",
         "اشرحوا كتابةً لماذا تصلح هذه المقارنة.",
         "Explain in writing why this comparison is valid.")),
    "controls_adequate": _input(
        ("Variables de contrôle suffisantes", "كفاية متغيرات الضبط", "Adequate controls"),
        ("Joignez la liste des variables de contrôle et dites pourquoi elles suffisent.",
         "أرفقوا قائمة متغيرات الضبط وبيّنوا لماذا تكفي.",
         "Attach the list of controls and say why they suffice.")),
    "balance_passed": _input(
        ("Groupes comparables", "تشابه المجموعتين", "Comparable groups"),
        ("Joignez un tableau d'équilibre sur des variables mesurées avant l'intervention.",
         "أرفقوا جدول توازن لمتغيرات قيست قبل التدخل.",
         "Attach a balance table on variables measured before the intervention.")),
    "attrition_overall": _input(
        ("Part d'unités perdues", "نسبة الوحدات المفقودة", "Overall attrition"),
        ("Donnez le nombre d'unités choisies au départ et le nombre retrouvé à la fin.",
         "قدّموا عدد الوحدات في البداية وعدد التي عُثر عليها في النهاية.",
         "Give the number of units at the start and the number found at the end.")),
    "attrition_differential": _input(
        ("Écart de pertes entre groupes", "فرق الفقدان بين المجموعتين", "Differential attrition"),
        ("Donnez les pertes de chaque groupe.", "قدّموا الفقدان في كل مجموعة.", "Give the losses of each group.")),
    "contamination_rate": _input(
        ("Contamination du groupe de comparaison", "تلوّث مجموعة المقارنة", "Contamination"),
        ("Dites quelle part du groupe de comparaison a reçu l'intervention.",
         "حدّدوا نسبة من تلقّى التدخل داخل مجموعة المقارنة.",
         "Say what share of the comparison group received the intervention.")),
    "analysed_as_assigned": _input(
        ("Analyse selon l'affectation", "التحليل حسب التخصيص", "Analysed as assigned"),
        ("Dites si chacun est analysé dans le groupe reçu au tirage.",
         "بيّنوا هل حُلِّل كل فرد في المجموعة التي خُصِّص لها.",
         "Say whether each unit is analysed in the arm it was given.")),
    "plan_sealed": _input(
        ("Plan d'analyse scellé", "خطة تحليل مختومة", "Sealed plan"),
        ("Scellez un plan d'analyse, ou dites qu'il n'y en a pas.",
         "اختموا خطة تحليل، أو صرّحوا بعدم وجودها.",
         "Seal a pre-analysis plan, or say that there is none.")),
    "sealed_before_data": _input(
        ("Plan scellé avant les données", "الخطة مختومة قبل البيانات", "Plan sealed before the data"),
        ("Dites si les résultats pouvaient être connus quand le plan a été scellé.",
         "بيّنوا هل كان يمكن معرفة النتائج عند ختم الخطة.",
         "Say whether outcomes could be known when the plan was sealed.")),
    "changed_after_sealing": _input(
        ("Changements après le scellé", "التغييرات بعد الختم", "Changes after sealing"),
        ("Comparez l'analyse au plan scellé et joignez les écarts, même s'il n'y en a aucun.",
         "قارنوا التحليل بالخطة المختومة وأرفقوا الفروق، ولو لم توجد.",
         "Compare the analysis with the sealed plan and attach the differences, even if none.")),
    "n": _input(
        ("Nombre d'unités", "عدد الوحدات", "Number of units"),
        ("Donnez le nombre d'unités analysées.", "قدّموا عدد الوحدات المحلَّلة.", "Give the number of units used.")),
    "n_clusters": _input(
        ("Nombre de grappes", "عدد العناقيد", "Number of clusters"),
        ("Donnez le nombre de grappes, ou d'unités si chacune est tirée seule.",
         "قدّموا عدد العناقيد، أو عدد الوحدات إن سُحبت فرادى.",
         "Give the number of clusters, or of units if each was drawn alone.")),
    "value": _input(
        ("Effet estimé", "الأثر المقدَّر", "Estimate"),
        ("Estimez l'effet.", "قدّروا الأثر.", "Estimate the effect.")),
    "low": _input(
        ("Borne basse de l'intervalle", "الحد الأدنى للمجال", "Lower bound"),
        ("Estimez l'effet avec son intervalle.", "قدّروا الأثر مع مجاله.", "Estimate the effect with its interval.")),
    "high": _input(
        ("Borne haute de l'intervalle", "الحد الأعلى للمجال", "Upper bound"),
        ("Estimez l'effet avec son intervalle.", "قدّروا الأثر مع مجاله.", "Estimate the effect with its interval.")),
    "wanted": _input(
        ("Sens souhaité", "الاتجاه المرغوب", "Direction wanted"),
        ("Dites si une hausse ou une baisse de l'indicateur est une amélioration.",
         "بيّنوا هل ارتفاع المؤشر أم انخفاضه هو التحسّن.",
         "Say whether a rise or a fall of the indicator is an improvement.")),
    "indirectness": _input(
        ("Distance avec le public visé", "البعد عن الفئة المعنية", "Distance from the claim"),
        ("Dites si l'étude porte sur les mêmes personnes et le même lieu que l'affirmation.",
         "بيّنوا هل تخصّ الدراسة الأشخاص والمكان أنفسهم.",
         "Say whether the study is about the same people and place as the claim.")),
    "n_studies": _input(
        ("Nombre d'études", "عدد الدراسات", "Number of studies"),
        ("Dites combien d'études portent sur cette affirmation.",
         "حدّدوا عدد الدراسات حول هذا القول.",
         "Say how many studies bear on this claim.")),
    "heterogeneity": _input(
        ("Désaccord entre études", "الاختلاف بين الدراسات", "Disagreement between studies"),
        ("Joignez la synthèse des études.", "أرفقوا توليف الدراسات.", "Attach the synthesis of the studies.")),
    "small_study_asymmetry": _input(
        ("Biais de publication", "تحيّز النشر", "Publication bias"),
        ("Joignez l'examen du biais de publication.", "أرفقوا فحص تحيّز النشر.",
         "Attach the examination of publication bias.")),
    "independent_evaluation": _input(
        ("Évaluation indépendante", "تقييم مستقل", "Independent evaluation"),
        ("Joignez une évaluation faite par un tiers.", "أرفقوا تقييمًا أنجزه طرف ثالث.",
         "Attach an evaluation made by a third party.")),
    "cost_data": _input(
        ("Coût par résultat", "الكلفة لكل نتيجة", "Cost per outcome"),
        ("Joignez le coût par résultat obtenu.", "أرفقوا الكلفة لكل نتيجة محققة.",
         "Attach the cost per outcome achieved.")),
    "cost_reasonable": _input(
        ("Coût raisonnable", "كلفة معقولة", "Reasonable cost"),
        ("Comparez ce coût à celui d'autres solutions.", "قارنوا هذه الكلفة بحلول أخرى.",
         "Compare this cost with that of other solutions.")),
    "manual": _input(
        ("Manuel", "دليل التنفيذ", "Manual"),
        ("Joignez le manuel avec lequel d'autres peuvent faire de même.",
         "أرفقوا الدليل الذي يمكّن غيركم من التنفيذ.",
         "Attach the manual with which others can do the same.")),
    "n_other_sites": _input(
        ("Autres lieux", "مواقع أخرى", "Other places"),
        ("Joignez les résultats obtenus ailleurs par d'autres.", "أرفقوا نتائج حققها آخرون في أماكن أخرى.",
         "Attach results obtained elsewhere by others.")),
})  # fmt: skip
