"""The notice inside an archive, and what a verification says, in three languages."""

README = """MIQYAS  مقياس

FR  Ce fichier contient un rapport et les données dont ses chiffres sont tirés.
    Pour les recalculer vous-même :  pip install miqyas  puis  miqyas verify CE_FICHIER.miqyas
    Empreinte du manifeste, à comparer avec celle qui est imprimée sur le rapport :

AR  يحتوي هذا الملف على تقرير وعلى البيانات التي حُسبت منها أرقامه.
    لإعادة حسابها بأنفسكم:  pip install miqyas  ثم  miqyas verify FILE.miqyas
    بصمة البيان، تُقارَن بالبصمة المطبوعة على التقرير:

EN  This file holds a report and the data its figures come from.
    To compute them again yourself:  pip install miqyas  then  miqyas verify THIS_FILE.miqyas
    Hash of the manifest, to compare with the one printed on the report:

    {seal}
"""

STATES: dict[str, dict[str, str]] = {
    "same": {"fr": "Identique", "ar": "مطابق", "en": "Same"},
    "different": {"fr": "Différent", "ar": "مختلف", "en": "Different"},
    "not_computed": {"fr": "Non recalculé", "ar": "لم يُعَد حسابه", "en": "Not computed"},
}

DIFFERENT = {
    "fr": "{n} valeur(s) sur {total} diffèrent ; la plus grande est « {name} » : {stored} publié, {recomputed} recalculé.",
    "ar": "تختلف {n} من أصل {total} من القيم؛ أكبرها «{name}»: نُشر {stored} وأُعيد حسابه {recomputed}.",
    "en": "{n} of {total} values differ; the largest is “{name}”: {stored} published, {recomputed} computed again.",
}

SUMMARY: dict[bool, dict[str, str]] = {
    True: {
        "fr": "Tous les chiffres recalculés sont identiques ({n}).",
        "ar": "كل الأرقام المعاد حسابها مطابقة ({n}).",
        "en": "Every figure computed again is the same ({n}).",
    },
    False: {
        "fr": "Chiffres identiques : {n} sur {total}.",
        "ar": "الأرقام المطابقة: {n} من أصل {total}.",
        "en": "Figures that are the same: {n} of {total}.",
    },
}

OTHER_VERSION = {
    "fr": "Publié avec Miqyas {stored}, recalculé avec Miqyas {here}.",
    "ar": "نُشر بنسخة مقياس {stored}، وأُعيد حسابه بنسخة {here}.",
    "en": "Published with Miqyas {stored}, computed again with Miqyas {here}.",
}
