"""What a file of a statistics package does not hold as the table does, as a sentence."""

from collections.abc import Mapping

from miqyas.types import Language

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
LOSSES: Mapping[str, Mapping[Language, str]] = {
    "label_shortened": {
        "fr": "Le libellé de « {variable} » dépasse {most} signes : il est coupé. Le dictionnaire le garde entier.",
        "ar": "تسمية «{variable}» أطول من {most} علامة: قُطعت. يحفظها القاموس كاملة.",
        "en": "The label of “{variable}” is longer than {most}: it is cut. The codebook keeps it whole.",
    },
    "value_label_shortened": {
        "fr": "Un mot des réponses à « {variable} » dépasse {most} signes : il est coupé. Le dictionnaire le garde entier.",
        "ar": "كلمة من إجابات «{variable}» أطول من {most} علامة: قُطعت. يحفظها القاموس كاملة.",
        "en": "A word of the answers to “{variable}” is longer than {most}: it is cut. The codebook keeps it whole.",
    },
    "coded": {
        "fr": "Les codes de « {variable} » deviennent des nombres qui gardent leurs mots : {codes}.",
        "ar": "تصير رموز «{variable}» أعدادا تحتفظ بكلماتها: {codes}.",
        "en": "The codes of “{variable}” become numbers that keep their words: {codes}.",
    },
    "text_cut": {
        "fr": "Des textes de « {variable} » dépassent {most} signes : ils sont coupés. Parquet et CSV les gardent entiers.",
        "ar": "نصوص في «{variable}» أطول من {most} علامة: قُطعت. تحفظها Parquet وCSV كاملة.",
        "en": "Texts of “{variable}” are longer than {most}: they are cut. Parquet and CSV keep them whole.",
    },
    "number_as_text": {
        "fr": "« {variable} » contient des nombres trop longs pour ce format : ils sont écrits comme du texte.",
        "ar": "في «{variable}» أعداد أطول مما تسعه هذه الصيغة: كُتبت كنص.",
        "en": "“{variable}” holds numbers too long for this format: they are written as text.",
    },
    "date_as_text": {
        "fr": "« {variable} » contient des dates trop anciennes pour ce format : elles sont écrites comme du texte.",
        "ar": "في «{variable}» تواريخ أقدم مما تسعه هذه الصيغة: كُتبت كنص.",
        "en": "“{variable}” holds dates too old for this format: they are written as text.",
    },
    "labels_apart": {
        "fr": "Le CSV ne porte ni libellés ni types : prenez aussi le dictionnaire.",
        "ar": "لا تحمل صيغة CSV تسميات ولا أنواعا: خذوا القاموس أيضا.",
        "en": "CSV carries neither labels nor types: take the codebook too.",
    },
}


def loss_sentence(code: str, variable: str, facts: Mapping[str, str], language: Language) -> str:
    """Say one loss.

    >>> loss_sentence("number_as_text", "id", {}, "en")
    '“id” holds numbers too long for this format: they are written as text.'
    """
    told = {"variable": variable, **facts}
    if language == "ar":
        told = {name: f"{ISOLATE}{fact}{END_ISOLATE}" for name, fact in told.items()}
    return LOSSES[code][language].format(**told)
