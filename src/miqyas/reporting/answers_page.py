"""What became of a folder of answers, as a text for a terminal: sizes, what differs between versions, what does not fit."""

from collections.abc import Iterator, Mapping, Sequence

from miqyas.errors import MiqyasError
from miqyas.reporting.numbers import format_number
from miqyas.reporting.refusals import refusal_sentence
from miqyas.types import Language

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
SIZES: Mapping[str, Mapping[Language, str]] = {
    "answers": {
        "fr": "Réponses lues : {read} ; dans les tables : {kept}",
        "ar": "الإجابات المقروءة: {read}؛ في الجداول: {kept}",
        "en": "Answers read: {read}; in the tables: {kept}",
    },
    "table": {
        "fr": "{table} : {rows} lignes, {columns} colonnes",
        "ar": "{table}: الأسطر {rows}، الأعمدة {columns}",
        "en": "{table}: {rows} rows, {columns} columns",
    },
    "misfits": {
        "fr": "Ce qui ne correspond pas au formulaire : {n}",
        "ar": "ما لا يوافق الاستبيان: {n}",
        "en": "What does not fit the form: {n}",
    },
    "nothing_written": {
        "fr": "Rien n'a été écrit. Corrigez ces réponses, ou ajoutez --partial pour garder tout le reste.",
        "ar": "لم يُكتب شيء. صحّحوا هذه الإجابات، أو أضيفوا ‎--partial للاحتفاظ بكل ما عداها.",
        "en": "Nothing was written. Correct these answers, or add --partial to keep all the rest.",
    },
}
NOTES: Mapping[str, Mapping[Language, str]] = {
    "added": {
        "fr": "« {column} » apparaît avec la version {version}.",
        "ar": "يظهر «{column}» مع الإصدار {version}.",
        "en": "“{column}” comes with version {version}.",
    },
    "gone": {
        "fr": "« {column} » n'est plus demandé à partir de la version {version} ; la colonne reste.",
        "ar": "لم يعد «{column}» يُسأل ابتداء من الإصدار {version}؛ ويبقى العمود.",
        "en": "“{column}” is no longer asked from version {version} on; the column stays.",
    },
    "kind_changed": {
        "fr": "« {column} » change de type avec la version {version} ({kinds}) ; la colonne prend un type qui les contient.",
        "ar": "يتغير نوع «{column}» مع الإصدار {version} ({kinds})؛ ويأخذ العمود نوعا يسعهما.",
        "en": "“{column}” changes type with version {version} ({kinds}); the column takes a type that holds both.",
    },
    "choices_changed": {
        "fr": "« {column} » : des choix diffèrent à partir de la version {version} : {choices}.",
        "ar": "«{column}»: تختلف خيارات ابتداء من الإصدار {version}: {choices}.",
        "en": "“{column}”: choices differ from version {version} on: {choices}.",
    },
    "choice_reworded": {
        "fr": "« {column} » : ces codes ont d'autres mots à partir de la version {version} : {choices}. "
        "Vérifiez qu'ils veulent dire la même chose.",
        "ar": "«{column}»: لهذه الرموز كلمات أخرى ابتداء من الإصدار {version}: {choices}. تحققوا من أن معناها واحد.",
        "en": "“{column}”: these codes have other words from version {version} on: {choices}. "
        "Check that they mean the same.",
    },
}


def union_sentence(code: str, column: str, facts: Mapping[str, str], language: Language) -> str:
    """Say what differs between two versions of a form.

    >>> union_sentence("added", "age", {"version": "2"}, "en")
    '“age” comes with version 2.'
    """
    told = {"column": column, **facts}
    if language == "ar":
        told = {name: f"{ISOLATE}{fact}{END_ISOLATE}" for name, fact in told.items()}
    return NOTES[code][language].format(**told)


def answers_lines(
    *, n_read: int, n_kept: int, tables: Mapping[str, tuple[int, int]], language: Language
) -> Iterator[str]:
    """Say how many answers were read, and the size of each table, by the name of its file."""
    yield SIZES["answers"][language].format(
        read=format_number(n_read, language), kept=format_number(n_kept, language)
    )
    for table, (n_rows, n_columns) in tables.items():
        yield SIZES["table"][language].format(
            table=table, rows=format_number(n_rows, language), columns=format_number(n_columns, language)
        )


def misfit_lines(misfits: Sequence[tuple[str, str, MiqyasError]], language: Language) -> Iterator[str]:
    """Say all that does not fit: the file, the identifier of the answer, the sentence."""
    yield SIZES["misfits"][language].format(n=format_number(len(misfits), language))
    for source, instance_id, error in misfits:
        named = f"{source} ({instance_id})" if instance_id else source
        yield f"  {ISOLATE}{named}{END_ISOLATE}: {refusal_sentence(error, language)}"


def nothing_written(language: Language) -> str:
    """Say that nothing was written, and what to do."""
    return SIZES["nothing_written"][language]
