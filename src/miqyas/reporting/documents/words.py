"""The words of a report that nobody wrote for it: headings, labels, sentences on how to check it."""

from collections.abc import Mapping
from types import MappingProxyType

from miqyas.types import LANGUAGES, Language

# Name → French, Arabic, English.
_WORDS: dict[str, tuple[str, str, str]] = {
    "report": ("Rapport de mesure d’impact", "تقرير قياس الأثر", "Impact measurement report"),
    "published_on": ("Publié le", "نُشر في", "Published on"),
    "draft": ("Brouillon, non publié", "مسودة غير منشورة", "Draft, not published"),
    "by": ("Publié par", "الناشر", "Published by"),
    "address": ("Adresse publique", "العنوان العمومي", "Public address"),
    "summary": ("En bref", "باختصار", "In brief"),
    "initiative": ("L’initiative", "المبادرة", "The initiative"),
    "problem": ("Le problème", "المشكلة", "The problem"),
    "people": ("Les personnes concernées", "الأشخاص المعنيون", "The people concerned"),
    "places": ("Territoires", "المجالات الترابية", "Places"),
    "goals": ("Objectifs de développement durable", "أهداف التنمية المستدامة", "Sustainable Development Goals"),
    "budget": ("Budget", "الميزانية", "Budget"),
    "dates": ("Dates", "التواريخ", "Dates"),
    "theory": ("La théorie du changement", "نظرية التغيير", "The theory of change"),
    "findings": ("Les études", "الدراسات", "The studies"),
    "asked": ("Ce que l’on a demandé", "ما الذي سألنا عنه", "What was asked"),
    "question": ("Question", "السؤال", "Question"),
    "hypothesis": ("Ce que l’on attendait", "ما كان منتظرا", "What was expected"),
    "link": ("Lien de la théorie mis à l’épreuve", "رابط النظرية الذي اختُبر", "Link of the theory put to the test"),
    "design": ("Comment les groupes ont été formés", "كيف كُوّنت المجموعتان", "How the groups were made"),
    "sealed": ("Plan d’analyse scellé le", "خُتمت خطة التحليل في", "Analysis plan sealed on"),
    "plan_hash": ("Empreinte du plan", "بصمة الخطة", "Hash of the plan"),
    "plan_run": ("Plan exécuté, modifié le", "الخطة المنفَّذة، عُدّلت في", "Plan that was run, amended on"),
    "data_seen": (
        "Résultats déjà vus avant le plan",
        "هل اطُّلع على النتائج قبل الخطة",
        "Outcomes seen before the plan",
    ),
    "yes": ("Oui", "نعم", "Yes"),
    "no": ("Non", "لا", "No"),
    "found": ("Ce que l’on a trouvé", "ما الذي وجدناه", "What was found"),
    "interval": (
        "entre {low} et {high} (intervalle à {level} %)",
        "بين {low} و{high} (مجال الثقة {level}%)",
        "between {low} and {high} ({level}% interval)",
    ),
    "same_figures": ("Les mêmes chiffres en tableau", "الأرقام نفسها في جدول", "The same figures as a table"),
    "believed": ("Peut-on le croire ?", "هل يمكن الوثوق به؟", "Can it be believed?"),
    "holds": ("vérifié", "متحقق", "holds"),
    "fails": ("non vérifié", "غير متحقق", "does not hold"),
    "untold": ("on ne peut pas le dire", "لا يمكن الجزم", "cannot be told"),
    "strong": ("Quelle est la force de la preuve ?", "ما قوة الدليل؟", "How strong is the evidence?"),
    "level": ("{level} sur {maximum}", "{level} من {maximum}", "{level} out of {maximum}"),
    "up": ("en faveur", "يقوّي", "for"),
    "down": ("contre", "يُضعف", "against"),
    "is_noted": ("noté", "ملاحظة", "noted"),
    "changed": ("Ce qui a changé après le scellement", "ما تغيّر بعد الختم", "What changed after sealing"),
    "unchanged": (
        "Rien n’a changé depuis que le plan a été scellé.",
        "لم يتغير شيء منذ ختم الخطة.",
        "Nothing has changed since the plan was sealed.",
    ),
    "reason": ("Raison donnée :", "السبب المذكور:", "Reason given:"),
    "lessons": (
        "Ce que nous avons changé grâce à ce que nous avons appris",
        "ما غيّرناه بفضل ما تعلمناه",
        "What we changed because of what we learnt",
    ),
    "provenance": ("D’où vient chaque chiffre", "من أين جاء كل رقم", "Where each figure comes from"),
    "figure": ("Chiffre", "الرقم", "Figure"),
    "data": ("Données", "البيانات", "Data"),
    "data_hash": ("Empreinte des données (SHA-256)", "بصمة البيانات (SHA-256)", "Hash of the data (SHA-256)"),
    "origin": ("Origine des données", "مصدر البيانات", "Origin of the data"),
    "frozen": ("Données figées le", "جُمّدت البيانات في", "Data frozen on"),
    "rows": ("Lignes", "عدد الصفوف", "Rows"),
    "method": ("Méthode", "الطريقة", "Method"),
    "parameters": ("Paramètres", "المعاملات", "Parameters"),
    "seed": ("Graine du hasard", "بذرة العشوائية", "Seed"),
    "no_seed": ("aucun hasard dans ce calcul", "لا عشوائية في هذا الحساب", "no chance in this computation"),
    "version": ("Version de Miqyas", "نسخة مقياس", "Version of Miqyas"),
    "computed": ("Calculé le", "حُسب في", "Computed on"),
    "verify": ("Vérifier ce rapport vous-même", "تحققوا من هذا التقرير بأنفسكم", "Check this report yourself"),
    "verify_how": (
        ("Chaque chiffre peut être recalculé à partir des données figées. Installez Miqyas (pip install miqyas), "
        "prenez le fichier du rapport à l’adresse ci-dessous, puis lancez la commande : elle répond, chiffre par "
        "chiffre, « identique » ou « différent »."),
        ("يمكن إعادة حساب كل رقم انطلاقا من البيانات المجمّدة. ثبّتوا مقياس (pip install miqyas)، ونزّلوا ملف "
        "التقرير من العنوان أدناه، ثم نفّذوا الأمر: يجيب عن كل رقم بـ«مطابق» أو «مختلف»."),
        ("Every figure can be computed again from the frozen data. Install Miqyas (pip install miqyas), take the "
        "file of the report at the address below, then run the command: it answers, figure by figure, “same” or "
        "“different”."),
    ),
    "data_apart": (
        (
            "Les données d’analyse ne sont pas publiques. Qui les détient vérifie avec le manifeste et la commande "
            "ci-dessous ; les autres les demandent à l’organisation."
        ),
        "بيانات التحليل غير عمومية. من يملكها يتحقق بواسطة البيان والأمر أدناه؛ ويمكن لغيره أن يطلبها من المنظمة.",
        (
            "The analysis data are not public. Who holds them checks with the manifest and the command below; "
            "others may ask the organisation for them."
        ),
    ),
    "command": ("Commande", "الأمر", "Command"),
    "manifest": (
        "Empreinte du manifeste (SHA-256)", "بصمة البيان (SHA-256)", "Hash of the manifest (SHA-256)"),
    "no_manifest": (
        "Elle sera calculée à la publication.", "تُحسب عند النشر.", "It is computed at publication."),
    "written": (
        "Les textes de l’auteur sont en français ; les phrases de résultat sont écrites par Miqyas dans votre langue.",
        "كتب صاحب التقرير نصوصه بالفرنسية؛ أما جمل النتائج فيكتبها مقياس بلغتكم.",
        "The author’s texts are in French; Miqyas writes the sentences of results in your language.",
    ),
    "written_ar": (
        "Les textes de l’auteur sont en arabe ; les phrases de résultat sont écrites par Miqyas dans votre langue.",
        "كتب صاحب التقرير نصوصه بالعربية؛ أما جمل النتائج فيكتبها مقياس بلغتكم.",
        "The author’s texts are in Arabic; Miqyas writes the sentences of results in your language.",
    ),
    "written_en": (
        "Les textes de l’auteur sont en anglais ; les phrases de résultat sont écrites par Miqyas dans votre langue.",
        "كتب صاحب التقرير نصوصه بالإنجليزية؛ أما جمل النتائج فيكتبها مقياس بلغتكم.",
        "The author’s texts are in English; Miqyas writes the sentences of results in your language.",
    ),
    "altered": (
        "Le texte du rapport n’est plus celui qui a été publié : son empreinte a changé.",
        "لم يعد نص التقرير هو النص المنشور: تغيّرت بصمته.",
        "The text of the report is no longer the one that was published: its hash has changed.",
    ),
    "page": ("page", "صفحة", "page"),
    "from_to": ("{start} – {end}", "{start} – {end}", "{start} – {end}"),
    "not_said": ("non dit", "لم يُذكر", "not said"),
    "itt": (
        "Effet de l’intention de traiter (moindres carrés)",
        "أثر نية المعالجة (المربعات الصغرى)",
        "Intention-to-treat effect (least squares)",
    ),
    "difference_in_means": ("Différence de moyennes", "فرق المتوسطات", "Difference in means"),
    "ancova": ("Effet, mesure d’avant tenue constante", "الأثر مع تثبيت القياس القبلي", "Effect, measure before held fixed"),
    "naive_comparison": ("Comparaison simple", "مقارنة بسيطة", "Plain comparison"),
    "iv": ("Effet de la participation (variable instrumentale)", "أثر المشاركة (متغير أداتي)",
           "Effect of taking part (instrumental variable)"),
    "did": ("Double différence", "الفرق في الفروق", "Difference-in-differences"),
    "twfe": ("Effet en panel à effets fixes", "الأثر في لوحة بآثار ثابتة", "Effect in a panel with fixed effects"),
    "before_after": ("Changement avant-après", "التغير قبل وبعد", "Change before and after"),
    "rdd": ("Saut au seuil", "القفزة عند العتبة", "Jump at the threshold"),
    "ipw": ("Effet par pondération", "الأثر بالترجيح", "Effect by weighting"),
    "aipw": ("Effet doublement robuste", "الأثر المزدوج المتانة", "Doubly robust effect"),
    "group_time_overall": ("Effet moyen des vagues", "متوسط أثر الموجات", "Mean effect of the waves"),
    "event_study_overall": ("Effet moyen après le début", "متوسط الأثر بعد البداية", "Mean effect after the start"),
    "weak_instruments": ("Force de l’instrument", "قوة المتغير الأداتي", "Strength of the instrument"),
    "density": ("Densité au seuil", "الكثافة عند العتبة", "Density at the threshold"),
    "negative_weights": ("Poids négatifs", "الأوزان السالبة", "Negative weights"),
    "pretrends": ("Évolutions avant le début", "التطور قبل البداية", "Paths before the start"),
    "group_time_pretrends": ("Évolutions avant le début", "التطور قبل البداية", "Paths before the start"),
    "event_study_pretrends": ("Évolutions avant le début", "التطور قبل البداية", "Paths before the start"),
    "overlap": ("Ressemblance des groupes comparés", "تشابه المجموعتين المقارنتين", "Likeness of those compared"),
    "arm_means": ("Moyennes par groupe", "متوسطات كل مجموعة", "Mean of each group"),
    "balance": ("Ressemblance des groupes avant", "تشابه المجموعتين قبل التدخل", "Likeness of the groups before"),
    "attrition": ("Personnes perdues de vue", "المفقودون عند المتابعة", "People lost at follow-up"),
    "difference": ("Différence", "الفرق", "Difference"),
    "normalised_difference": ("Différence normalisée", "الفرق المعياري", "Normalised difference"),
    "p_value": ("p", "p", "p"),
    "n_missing": ("Manquants", "الناقصة", "Missing"),
}  # fmt: skip

WORDS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        language: MappingProxyType({name: said[at] for name, said in _WORDS.items()})
        for at, language in enumerate(LANGUAGES)
    }
)

MONTHS: Mapping[Language, tuple[str, ...]] = MappingProxyType({
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
    # As Morocco says them.
    "ar": ("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر",
           "دجنبر"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
})  # fmt: skip


def day(instant: str, language: Language) -> str:
    """Write the day of an ISO instant.

    Examples
    --------
    >>> day("2026-03-01T10:00:00+01:00", "fr"), day("2026-08-02", "en")
    ('1er mars 2026', '2 August 2026')
    """
    year, month, number = (int(part) for part in instant[:10].split("-"))
    shown = "1er" if language == "fr" and number == 1 else str(number)
    return f"{shown} {MONTHS[language][month - 1]} {year}"


def written_note(written_in: str, language: Language) -> str:
    """Say in which language the author wrote, to a reader of another one; empty to a reader of the same."""
    if written_in == language:
        return ""
    return WORDS[language][{"ar": "written_ar", "en": "written_en"}.get(written_in, "written")]
