"""What is wrong in a cell, where, and what to do about it, in three languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import TypeAlias

from miqyas.theory.spreadsheet.columns import TITLES, Column, Part
from miqyas.theory.words import isolated
from miqyas.types import LANGUAGES, Language

Texts: TypeAlias = dict[Language, str]

# By kind of problem: what was found, what to do. ``{found}`` is the person's, ``{expected}`` by language.
_SAID: dict[str, tuple[Texts, Texts]] = {
    "missing": (
        {"fr": "La case est vide.", "ar": "الخانة فارغة.", "en": "The cell is empty."},
        {
            "fr": "Remplissez-la, ou effacez toute la ligne.",
            "ar": "املؤوها، أو امحوا السطر كله.",
            "en": "Fill it, or clear the whole row.",
        },
    ),
    "word": (
        {
            "fr": "«\u00a0{found}\u00a0» n’est pas dans la liste.",
            "ar": "«{found}» ليس في اللائحة.",
            "en": "“{found}” is not in the list.",
        },
        {
            "fr": "Écrivez l’un de ces mots\u00a0: {expected}.",
            "ar": "اكتبوا إحدى هذه الكلمات: {expected}.",
            "en": "Write one of these words: {expected}.",
        },
    ),
    "key": (
        {
            "fr": "La clé «\u00a0{found}\u00a0» ne convient pas.",
            "ar": "المفتاح «{found}» غير صالح.",
            "en": "The key “{found}” cannot be used.",
        },
        {
            "fr": "De 1 à 64 lettres, chiffres, points, tirets\u00a0; ou laissez la case vide.",
            "ar": "من 1 إلى 64 من الحروف أو الأرقام أو النقط أو الشرطات؛ أو اتركوا الخانة فارغة.",
            "en": "Use 1 to 64 letters, digits, dots, hyphens; or leave the cell empty.",
        },
    ),
    "twice": (
        {
            "fr": "«\u00a0{found}\u00a0» est déjà plus haut dans cette feuille.",
            "ar": "«{found}» موجود من قبل في هذه الورقة.",
            "en": "“{found}” stands higher up in this sheet already.",
        },
        {
            "fr": "Donnez une autre clé, ou gardez une seule des deux lignes.",
            "ar": "امنحوا مفتاحا آخر، أو احتفظوا بأحد السطرين.",
            "en": "Give another key, or keep one of the two rows.",
        },
    ),
    "reference": (
        {
            "fr": "«\u00a0{found}\u00a0» n’est nulle part dans la feuille «\u00a0{sheet}\u00a0».",
            "ar": "«{found}» غير موجود في ورقة «{sheet}».",
            "en": "“{found}” is nowhere in the sheet “{sheet}”.",
        },
        {
            "fr": "Recopiez la clé ou l’intitulé exact, ou ajoutez la ligne qui manque.",
            "ar": "انسخوا المفتاح أو العنوان كما هو، أو أضيفوا السطر الناقص.",
            "en": "Copy the key or the exact title, or add the missing row.",
        },
    ),
    "several": (
        {
            "fr": "Plusieurs lignes s’appellent «\u00a0{found}\u00a0».",
            "ar": "أكثر من سطر اسمه «{found}».",
            "en": "Several rows are called “{found}”.",
        },
        {
            "fr": "Écrivez la clé de la ligne voulue.",
            "ar": "اكتبوا مفتاح السطر المقصود.",
            "en": "Write the key of the row you mean.",
        },
    ),
    "loop": (
        {
            "fr": "Le lien va d’un élément à lui-même.",
            "ar": "يذهب الرابط من عنصر إلى نفسه.",
            "en": "The link goes from an element to itself.",
        },
        {
            "fr": "Choisissez un autre élément à l’un des bouts.",
            "ar": "اختاروا عنصرا آخر في أحد الطرفين.",
            "en": "Choose another element at one end.",
        },
    ),
    "pair": (
        {
            "fr": "Ces deux éléments sont déjà reliés à la ligne {found}.",
            "ar": "هذان العنصران مرتبطان من قبل في السطر {found}.",
            "en": "These two elements are linked already, in row {found}.",
        },
        {
            "fr": "Gardez une ligne et réunissez-y les deux hypothèses.",
            "ar": "احتفظوا بسطر واحد واجمعوا فيه الافتراضين.",
            "en": "Keep one row and put both assumptions in it.",
        },
    ),
    "sdg": (
        {
            "fr": "«\u00a0{found}\u00a0» n’est ni un objectif de développement durable ni une cible.",
            "ar": "«{found}» ليس هدفا للتنمية المستدامة ولا غاية.",
            "en": "“{found}” is no Sustainable Development Goal or target.",
        },
        {
            "fr": "Écrivez «\u00a0SDG 4\u00a0» ou «\u00a0SDG 4.1\u00a0», séparés par des points-virgules.",
            "ar": "اكتبوا «SDG 4» أو «SDG 4.1»، تفصل بينها «;».",
            "en": "Write “SDG 4” or “SDG 4.1”, separated by semicolons.",
        },
    ),
    "day": (
        {
            "fr": "«\u00a0{found}\u00a0» n’est pas une date.",
            "ar": "«{found}» ليس تاريخا.",
            "en": "“{found}” is no date.",
        },
        {
            "fr": "Écrivez l’année, le mois, le jour\u00a0: 2026-11-23.",
            "ar": "اكتبوا السنة ثم الشهر ثم اليوم: 2026-11-23.",
            "en": "Write year, month, day: 2026-11-23.",
        },
    ),
    "term": (
        {
            "fr": "Seul un résultat a une échéance.",
            "ar": "النتيجة وحدها لها أجل.",
            "en": "Only an outcome has a term.",
        },
        {
            "fr": "Videz la case, ou changez le niveau.",
            "ar": "أفرغوا الخانة، أو غيّروا المستوى.",
            "en": "Clear the cell, or change the level.",
        },
    ),
    "both": (
        {
            "fr": "Le risque porte à la fois sur un élément et sur un lien.",
            "ar": "يتعلق الخطر بعنصر ورابط معا.",
            "en": "The risk bears on an element and on a link at once.",
        },
        {
            "fr": "Gardez l’un des deux, ou écrivez deux lignes.",
            "ar": "احتفظوا بأحدهما، أو اكتبوا سطرين.",
            "en": "Keep one of the two, or write two rows.",
        },
    ),
    "formula": (
        {
            "fr": "La case contient une formule\u00a0: {found}.",
            "ar": "تحتوي الخانة على صيغة حسابية: {found}.",
            "en": "The cell holds a formula: {found}.",
        },
        {
            "fr": "Copiez la feuille et collez «\u00a0les valeurs\u00a0».",
            "ar": "انسخوا الورقة وألصقوا «القيم».",
            "en": "Copy the sheet and paste “values”.",
        },
    ),
    "long": (
        {
            "fr": "Le texte est trop long ({found} caractères).",
            "ar": "النص طويل جدا (عدد الحروف: {found}).",
            "en": "The text is too long ({found} characters).",
        },
        {
            "fr": "Gardez-en {expected} au plus.",
            "ar": "احتفظوا بـ{expected} حرفا على الأكثر.",
            "en": "Keep at most {expected}.",
        },
    ),
    "character": (
        {
            "fr": "Le texte contient un caractère qui ne peut pas être affiché.",
            "ar": "يحتوي النص على رمز لا يمكن عرضه.",
            "en": "The text holds a character that cannot be displayed.",
        },
        {"fr": "Saisissez-le de nouveau.", "ar": "أعيدوا كتابة النص.", "en": "Type it again."},
    ),
    "column": (
        {
            "fr": "La colonne «\u00a0{found}\u00a0» n’est pas connue.",
            "ar": "العمود «{found}» غير معروف.",
            "en": "The column “{found}” is not known.",
        },
        {
            "fr": "Supprimez-la, ou renommez-la\u00a0: {expected}.",
            "ar": "احذفوه أو غيّروا اسمه: {expected}.",
            "en": "Remove it, or rename it: {expected}.",
        },
    ),
    "column_twice": (
        {
            "fr": "La colonne «\u00a0{found}\u00a0» est là deux fois.",
            "ar": "العمود «{found}» موجود مرتين.",
            "en": "The column “{found}” is there twice.",
        },
        {"fr": "Gardez-en une.", "ar": "احتفظوا بواحد.", "en": "Keep one of them."},
    ),
    "no_column": (
        {
            "fr": "La colonne «\u00a0{found}\u00a0» manque.",
            "ar": "ينقص العمود «{found}».",
            "en": "The column “{found}” is missing.",
        },
        {
            "fr": "Ajoutez-la sur la première ligne.",
            "ar": "أضيفوه في السطر الأول.",
            "en": "Add it to the first row.",
        },
    ),
    "sheet": (
        {
            "fr": "«\u00a0{found}\u00a0» n’est pas une feuille de théorie.",
            "ar": "«{found}» ليست ورقة من أوراق النظرية.",
            "en": "“{found}” is no sheet of a theory.",
        },
        {
            "fr": "Les feuilles sont\u00a0: {expected}.",
            "ar": "الأوراق هي: {expected}.",
            "en": "The sheets are: {expected}.",
        },
    ),
}
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a file.

    Attributes
    ----------
    kind : str
        Its name.
    part : str or None
        The sheet it stands in: elements, links, stakeholders, risks; None for the file as a whole.
    row : int
        Number of the row in that sheet (in the file, for CSV); 1 is the row of headings.
    field : str
        Field of the column; "" for the row as a whole.
    sheet, column, text, remedy : dict of str
        By language: name of the sheet, heading of the column, what was found, what to do.
    """

    kind: str
    part: Part | None
    row: int
    field: str
    sheet: Texts
    column: Texts
    text: Texts
    remedy: Texts


def problem(
    kind: str,
    part: Part | None,
    row: int,
    column: Column | None = None,
    *,
    found: object = "",
    expected: Mapping[Language, str] | None = None,
    sheet: Part | None = None,
) -> Problem:
    """Tell a fault; ``sheet`` is the one in which something was looked for."""
    quoted = isolated(shorten(str(found), width=_LONGEST_QUOTE, placeholder="…") or str(found)[:1])
    text, remedy = _SAID[kind]

    def told(texts: Texts) -> Texts:
        return {
            language: texts[language].format(
                found=quoted,
                expected=(expected or {}).get(language, ""),
                sheet=TITLES[sheet][language] if sheet else "",
            )
            for language in LANGUAGES
        }

    nameless: Texts = dict.fromkeys(LANGUAGES, "")
    return Problem(
        kind=kind,
        part=part,
        row=row,
        field=column.field if column else "",
        sheet=dict(TITLES[part]) if part else nameless,
        column=dict(column.headings) if column else nameless,
        text=told(text),
        remedy=told(remedy),
    )
