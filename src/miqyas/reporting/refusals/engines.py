"""Engines other than the one that comes with the library. What is said in French and Arabic, by class of error."""

FRENCH: dict[str, str] = {
    "EngineUnavailable": "Ce moteur de calcul ne peut pas être utilisé.",
    "EnginePackageMissing": "Ce moteur de calcul a besoin du module « {package} » : installez-le avec « pip install 'miqyas[{extra}]' ».",
    "SparkNotStarted": "Spark ne démarre pas ici. Il a besoin de Java 17 ou plus récent, et de mémoire. Il dit : {reason}.",
    "UnknownEngine": "Il n’y a pas de moteur « {engine} ». Choisissez parmi : {known}.",
    "EngineNeedsFile": "Le moteur « {engine} » ouvre des fichiers Parquet et CSV ; ce tableau ({found}) se trouve ailleurs. Donnez un fichier, ou n’indiquez pas de moteur.",
    "SqlTableNotFound": "PostgreSQL ne trouve pas de table « {table} » avec cette connexion. Vérifiez son nom, son schéma et le droit de la lire.",
}
ARABIC: dict[str, str] = {
    "EngineUnavailable": "لا يمكن استعمال محرّك الحساب هذا.",
    "EnginePackageMissing": "يحتاج محرّك الحساب هذا إلى الحزمة «{package}»: ثبّتوها بالأمر «pip install 'miqyas[{extra}]'».",
    "SparkNotStarted": "لا يعمل Spark هنا. يحتاج إلى Java 17 أو أحدث وإلى ذاكرة. ويقول: {reason}.",
    "UnknownEngine": "لا يوجد محرّك باسم «{engine}». اختاروا من بين: {known}.",
    "EngineNeedsFile": "المحرّك «{engine}» يفتح ملفات Parquet وCSV، وهذا الجدول ({found}) موجود في مكان آخر. أعطوا ملفًا، أو لا تذكروا المحرّك.",
    "SqlTableNotFound": "لا يجد PostgreSQL جدولًا باسم «{table}» عبر هذا الاتصال. تحقّقوا من الاسم والمخطط وحقّ القراءة.",
}
