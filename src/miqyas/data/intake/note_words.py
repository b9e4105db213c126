"""The sentences of `notes.Note`, by key and language."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "kind_mismatch": {
        "en": "The name ends in .{extension} but the content is {kind}: it was read as {kind}.",
        "fr": "Le nom finit par .{extension} mais le contenu est {kind} : il a été lu comme {kind}.",
        "ar": "ينتهي الاسم بـ .{extension} لكن المحتوى هو {kind}: قُرئ على أنه {kind}.",
    },
    "encoding_given": {
        "en": "The text was read as {encoding}.",
        "fr": "Le texte a été lu en {encoding}.",
        "ar": "قُرئ النص بترميز {encoding}.",
    },
    "delimiter": {
        "en": "Columns are separated by {delimiter}.",
        "fr": "Les colonnes sont séparées par {delimiter}.",
        "ar": "الأعمدة مفصولة بـ {delimiter}.",
    },
    "blank_lines": {
        "en": "{count} empty lines were skipped.",
        "fr": "Lignes vides ignorées : {count}.",
        "ar": "عدد الأسطر الفارغة التي تم تجاهلها: {count}.",
    },
    "numeric_header": {
        "en": "Every column name is a number: the first line may be data, with the names missing.",
        "fr": "Chaque nom de colonne est un nombre : la première ligne contient peut-être des données.",
        "ar": "كل أسماء الأعمدة أرقام: ربما يحتوي السطر الأول على بيانات بلا أسماء.",
    },
    "sheet_chosen": {
        "en": "The workbook has several sheets; “{sheet}” was read, these were not: {others}.",
        "fr": "Le classeur a plusieurs feuilles ; « {sheet} » a été lue, pas celles-ci : {others}.",
        "ar": "يحتوي المصنف على عدة أوراق؛ قُرئت «{sheet}» ولم تُقرأ هذه: {others}.",
    },
    "merged_cells": {
        "en": "{count} blocks of cells are merged below the names, first {cells}: only the first cell of "
        "each has the value, the others count as missing.",
        "fr": "Blocs de cellules fusionnées sous les noms : {count}, le premier en {cells}. Seule la "
        "première cellule de chacun a la valeur ; les autres comptent comme manquantes.",
        "ar": "عدد كتل الخلايا المدمجة تحت الأسماء: {count}، أولها {cells}. الخلية الأولى فقط تحمل القيمة، "
        "والباقي يُحسب ناقصاً.",
    },
    "macros_ignored": {
        "en": "The workbook holds macros. They were neither run nor kept.",
        "fr": "Le classeur contient des macros. Elles n'ont été ni exécutées ni gardées.",
        "ar": "يحتوي المصنف على برامج ماكرو. لم تُشغَّل ولم تُحفظ.",
    },
    "all_missing": {
        "en": "No row has a value.",
        "fr": "Aucune ligne n'a de valeur.",
        "ar": "لا توجد قيمة في أي سطر.",
    },
    "leading_zeros": {
        "en": "Codes that start with 0, such as {example}: kept as text, so that the zeros stay.",
        "fr": "Codes qui commencent par 0, comme {example} : gardés en texte, pour que les zéros restent.",
        "ar": "رموز تبدأ بالصفر مثل {example}: حُفظت كنص حتى تبقى الأصفار.",
    },
    "long_codes": {
        "en": "Numbers of more than 18 digits, such as {example}: kept as text, because rounding would "
        "alter them.",
        "fr": "Nombres de plus de 18 chiffres, comme {example} : gardés en texte, car l'arrondi les "
        "changerait.",
        "ar": "أعداد من أكثر من 18 رقماً مثل {example}: حُفظت كنص لأن التقريب يغيّرها.",
    },
    "plus_sign": {
        "en": "Numbers that start with +, such as {example}: kept as text, as phone numbers are.",
        "fr": "Numéros qui commencent par +, comme {example} : gardés en texte, comme des téléphones.",
        "ar": "أرقام تبدأ بعلامة + مثل {example}: حُفظت كنص مثل أرقام الهاتف.",
    },
    "decimal_comma": {
        "en": "Numbers written with a decimal comma, such as {example}, were read as numbers.",
        "fr": "Les nombres à virgule décimale, comme {example}, ont été lus comme des nombres.",
        "ar": "الأعداد المكتوبة بفاصلة عشرية مثل {example} قُرئت كأعداد.",
    },
    "arabic_digits": {
        "en": "Numbers written in Arabic digits, such as {example}, were read as numbers.",
        "fr": "Les nombres écrits en chiffres arabes orientaux, comme {example}, ont été lus comme des "
        "nombres.",
        "ar": "الأعداد المكتوبة بالأرقام المشرقية مثل {example} قُرئت كأعداد.",
    },
    "ambiguous_commas": {
        "en": "The comma in {example} may mark thousands or decimals: kept as text. Write 1234 or 1234.5.",
        "fr": "La virgule de {example} peut marquer les milliers ou les décimales : gardé en texte. "
        "Écrivez 1234 ou 1234,5.",
        "ar": "الفاصلة في {example} قد تعني الآلاف أو الكسور: حُفظ كنص. اكتبوا 1234 أو 1234.5.",
    },
    "nearly_numeric": {
        "en": "{count} of {total} values are not numbers, first at row {row}: {example}. Kept as text.",
        "fr": "{count} valeurs sur {total} ne sont pas des nombres, la première à la ligne {row} : "
        "{example}. "
        "Gardé en texte.",
        "ar": "{count} من {total} قيمة ليست أعداداً، أولها في السطر {row}: {example}. حُفظ كنص.",
    },
    "day_first_assumed": {
        "en": "Dates such as {example} were read day first, then month; nothing in the column says "
        "otherwise.",
        "fr": "Les dates comme {example} ont été lues jour puis mois ; rien dans la colonne ne dit le "
        "contraire.",
        "ar": "التواريخ مثل {example} قُرئت اليوم ثم الشهر؛ لا شيء في العمود يخالف ذلك.",
    },
    "month_first": {
        "en": "Dates such as {example} seem to put the month first: kept as text. Write 2024-12-31.",
        "fr": "Les dates comme {example} semblent mettre le mois d'abord : gardées en texte. Écrivez "
        "2024-12-31.",
        "ar": "التواريخ مثل {example} تبدو بترتيب الشهر أولاً: حُفظت كنص. اكتبوا 2024-12-31.",
    },
    "periods_as_numbers": {
        "en": "Stata periods of format {format} were kept as numbers.",
        "fr": "Les périodes Stata au format {format} ont été gardées comme des nombres.",
        "ar": "فترات Stata بالتنسيق {format} حُفظت كأعداد.",
    },
    "universal_time": {
        "en": "Times with an offset, such as {example}, were brought to universal time (UTC).",
        "fr": "Les heures avec décalage, comme {example}, ont été ramenées au temps universel (UTC).",
        "ar": "الأوقات التي تحمل فرقاً زمنياً مثل {example} حُوّلت إلى التوقيت العالمي (UTC).",
    },
}
