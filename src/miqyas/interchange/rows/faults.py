"""Why a cell cannot be the answer to its question."""

from dataclasses import dataclass

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "integer": {
        "en": "expected: a whole number; found: “{found}”.",
        "fr": "attendu : un nombre entier ; trouvé : « {found} ».",
        "ar": "المنتظر: عدد صحيح؛ الموجود: «{found}».",
    },
    "decimal": {
        "en": "expected: a number; found: “{found}”.",
        "fr": "attendu : un nombre ; trouvé : « {found} ».",
        "ar": "المنتظر: عدد؛ الموجود: «{found}».",
    },
    "date": {
        "en": "expected: a date, as 2026-11-23; found: “{found}”.",
        "fr": "attendu : une date, comme 2026-11-23 ; trouvé : « {found} ».",
        "ar": "المنتظر: تاريخ مثل 2026-11-23؛ الموجود: «{found}».",
    },
    "time": {
        "en": "expected: an hour, as 14:30; found: “{found}”.",
        "fr": "attendu : une heure, comme 14:30 ; trouvé : « {found} ».",
        "ar": "المنتظر: ساعة مثل 14:30؛ الموجود: «{found}».",
    },
    "dateTime": {
        "en": "expected: a date and an hour, as 2026-11-23T14:30; found: “{found}”.",
        "fr": "attendu : une date et une heure, comme 2026-11-23T14:30 ; trouvé : « {found} ».",
        "ar": "المنتظر: تاريخ وساعة مثل 2026-11-23T14:30؛ الموجود: «{found}».",
    },
    "choice": {
        "en": "“{found}” is no choice of this question; its choices: {expected}.",
        "fr": "« {found} » n’est pas un choix de cette question ; ses choix : {expected}.",
        "ar": "«{found}» ليس من اختيارات هذا السؤال؛ اختياراته: {expected}.",
    },
    "several": {
        "en": "“{found}” may be two choices: {expected}. Write the code.",
        "fr": "« {found} » peut être deux choix : {expected}. Écrivez le code.",
        "ar": "«{found}» قد يكون اختيارين: {expected}. اكتب الرمز.",
    },
    "geopoint": {
        "en": "expected: latitude and longitude in degrees, as 31.63 -8.00; found: “{found}”.",
        "fr": "attendu : latitude et longitude en degrés, comme 31.63 -8.00 ; trouvé : « {found} ».",
        "ar": "المنتظر: خط العرض وخط الطول بالدرجات مثل 31.63 -8.00؛ الموجود: «{found}».",
    },
    "characters": {
        "en": "this text holds characters that cannot be kept.",
        "fr": "ce texte contient des caractères qui ne peuvent être gardés.",
        "ar": "يحتوي هذا النص على حروف لا يمكن حفظها.",
    },
    "required": {
        "en": "this question is required and this row does not answer it.",
        "fr": "cette question est obligatoire et cette ligne n’y répond pas.",
        "ar": "هذا السؤال إجباري وهذا السطر لا يجيب عنه.",
    },
    "irrelevant": {
        "en": "this question is not asked, given the other answers of the row; found: “{found}”.",
        "fr": "cette question n’est pas posée, vu les autres réponses de la ligne ; trouvé : « {found} ».",
        "ar": "هذا السؤال لا يُطرح نظرا لباقي إجابات السطر؛ الموجود: «{found}».",
    },
    "constraint": {
        "en": "“{found}” breaks the rule of this question: {expected}.",
        "fr": "« {found} » ne respecte pas la règle de cette question : {expected}.",
        "ar": "«{found}» يخالف قاعدة هذا السؤال: {expected}.",
    },
    "orphan": {
        "en": (
            "no row of the sheet “{expected}” has the key “{found}”: correct the key, or add the row it "
            "belongs to."
        ),
        "fr": (
            "aucune ligne de la feuille « {expected} » n’a la clé « {found} » : corrigez la clé, ou ajoutez "
            "la ligne à laquelle elle appartient."
        ),
        "ar": "لا سطر في الورقة «{expected}» يحمل المفتاح «{found}»: صحّح المفتاح أو أضف السطر الذي ينتمي إليه.",
    },
    "unattached": {
        "en": "this row does not say which row of the sheet “{expected}” it belongs to: write the key of that row.",
        "fr": (
            "cette ligne ne dit pas à quelle ligne de la feuille « {expected} » elle appartient : écrivez "
            "la clé de cette ligne."
        ),
        "ar": "لا يقول هذا السطر إلى أي سطر من الورقة «{expected}» ينتمي: اكتب مفتاح ذلك السطر.",
    },
    "key_twice": {
        "en": "the key “{found}” already stands on row {expected}: give each row a key of its own.",
        "fr": "la clé « {found} » est déjà celle de la ligne {expected} : donnez à chaque ligne sa propre clé.",
        "ar": "المفتاح «{found}» موجود من قبل في السطر {expected}: أعط كل سطر مفتاحا خاصا به.",
    },
    "identifier": {
        "en": (
            "expected: the identifier of an answer, as uuid:0f1c…; found: “{found}”. Write it, or say that "
            "this column answers nothing."
        ),
        "fr": (
            "attendu : l’identifiant d’une réponse, comme uuid:0f1c… ; trouvé : « {found} ». Écrivez-le, ou "
            "dites que cette colonne ne répond à rien."
        ),
        "ar": "المنتظر: معرّف إجابة مثل uuid:0f1c…؛ الموجود: «{found}». اكتبه، أو قل إن هذا العمود لا يجيب عن شيء.",
    },
    "too_many": {
        "en": (
            "rows the questionnaire allows here: {expected}; this is number {found}. Remove it, or correct "
            "the number announced."
        ),
        "fr": (
            "lignes que le questionnaire permet ici : {expected} ; celle-ci est la numéro {found}. "
            "Retirez-la, ou corrigez le nombre annoncé."
        ),
        "ar": (
            "عدد الأسطر التي يسمح بها الاستبيان هنا: {expected}؛ وهذا هو السطر رقم {found}. احذفه أو صحّح "
            "العدد المعلن."
        ),
    },
    "column": {
        "en": "no question has this name or this label.",
        "fr": "aucune question n’a ce nom ni ce libellé.",
        "ar": "لا سؤال يحمل هذا الاسم أو هذا النص.",
    },
    "empty": {
        "en": "this row has no answer at all.",
        "fr": "cette ligne n’a aucune réponse.",
        "ar": "هذا السطر بلا أي إجابة.",
    },
}  # fmt: skip
LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class RowFault:
    """A cell that is no answer to its question: row from 1, column as the sender names it, sheet of a workbook."""

    row: int
    column: str
    code: str
    found: str = ""
    expected: str = ""
    sheet: str = ""

    def sentence(self, language: Language) -> str:
        """Say what was expected and what was found."""
        found = self.found if len(self.found) <= LONGEST_SHOWN else f"{self.found[:LONGEST_SHOWN]}…"
        return SENTENCES[self.code][language].format(found=found, expected=self.expected)
