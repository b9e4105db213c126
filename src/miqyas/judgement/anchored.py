"""Reading the files of a diagnostic, with a sentence for each thing that is wrong in them."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from miqyas.errors import (
    QuestionnaireDimensionSize,
    QuestionnaireFieldInvalid,
    QuestionnaireFieldMissing,
    QuestionnaireFieldUnknown,
    QuestionnaireGoesRound,
    QuestionnaireItemTwice,
    QuestionnaireKeyUnknown,
    QuestionnaireUnreadable,
)
from miqyas.types import LANGUAGES, Language

N_ANCHORS = 5
KINDS: Mapping[type, str] = {
    str: "a text that is not empty",
    dict: "a table",
    list: "a list of keys",
    bool: "true or false",
}
ITEM_FIELDS: Mapping[str, type] = {
    "key": str,
    "dimension": str,
    "sheet": str,
    **dict.fromkeys(LANGUAGES, dict),
}
OPTIONAL: Mapping[str, type] = {
    "needs": list,
    "screen": str,
    "fact": str,
    "may_not_apply": bool,
    "protects": bool,
}
ITEM_TEXTS = ("name", "question", "anchors")


@dataclass(frozen=True, slots=True)
class Written:
    """A file as TOML reads it."""

    path: Path
    table: Mapping[str, object]

    def list_of(self, name: str) -> list[Mapping[str, object]]:
        """Return the tables of that name; there is at least one."""
        held = self.table.get(name)
        if not isinstance(held, list) or not held or not all(isinstance(part, dict) for part in held):
            raise QuestionnaireFieldMissing(path=self.path.name, where="the file", field=f"[[{name}]]")
        return held

    def texts(self, name: str, language: Language, n: int) -> tuple[str, ...]:
        """Return the ``n`` texts of one language in the table of that name."""
        by_language = self.table.get(name)
        held = by_language.get(language) if isinstance(by_language, dict) else None
        if held is None:
            raise QuestionnaireFieldMissing(path=self.path.name, where=f"[{name}]", field=language)
        if not _are_texts(held, n):
            raise QuestionnaireFieldInvalid(
                path=self.path.name,
                where=f"[{name}]",
                field=language,
                expected=f"{n} texts that are not empty",
            )
        return tuple(held)


def written(path: Path) -> Written:
    """Read one file."""
    try:
        return Written(path, tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise QuestionnaireUnreadable(path=path.name, reason=str(wrong).rstrip(".")) from wrong


def table_of(
    file: Written,
    part: Mapping[str, object],
    where: str,
    fields: Mapping[str, type],
    *,
    texts: Sequence[str],
    optional: Mapping[str, type] | None = None,
) -> Mapping[str, object]:
    """Return a table once each of its fields is there, known, and of its kind."""
    known = {**fields, **(optional or {})}
    for name in part:
        if name not in known:
            raise QuestionnaireFieldUnknown(
                path=file.path.name, where=where, field=name, expected=", ".join(known)
            )
    for name in fields:
        if name not in part:
            raise QuestionnaireFieldMissing(path=file.path.name, where=where, field=name)
    for name, held in part.items():
        if not isinstance(held, known[name]) or held == "":
            raise QuestionnaireFieldInvalid(
                path=file.path.name, where=where, field=name, expected=KINDS[known[name]]
            )
    for language in LANGUAGES:
        _check_texts(file, f"{where}, {language}", part[language], texts)
    return part


def _check_texts(file: Written, where: str, held: object, names: Sequence[str]) -> None:
    texts = held if isinstance(held, dict) else {}
    for name in texts:
        if name not in names:
            raise QuestionnaireFieldUnknown(
                path=file.path.name, where=where, field=name, expected=", ".join(names)
            )
    for name in names:
        if name not in texts:
            raise QuestionnaireFieldMissing(path=file.path.name, where=where, field=name)
        if name == "anchors":
            is_right, expected = _are_texts(texts[name], N_ANCHORS), f"{N_ANCHORS} different texts"
        else:
            is_right, expected = _are_texts([texts[name]], 1), KINDS[str]
        if not is_right:
            raise QuestionnaireFieldInvalid(path=file.path.name, where=where, field=name, expected=expected)


def _are_texts(held: object, n: int) -> bool:
    return (
        isinstance(held, list)
        and all(isinstance(text, str) and text.strip() for text in held)
        and len({str(text).strip() for text in held}) == len(held) == n
    )


def checked_items(file: Written, dimensions: Sequence[str], most: int) -> list[Mapping[str, object]]:
    """Return the items of a file once they hold together.

    Raises
    ------
    InvalidQuestionnaire
        See `miqyas.judgement.questionnaire.read_questionnaire`.
    """
    parts = [
        table_of(file, part, _named(part, at), ITEM_FIELDS, texts=ITEM_TEXTS, optional=OPTIONAL)
        for at, part in enumerate(file.list_of("item"), start=1)
    ]
    _check_keys(file, parts, dimensions)
    for dimension in dimensions:
        found = sum(part["dimension"] == dimension for part in parts)
        if not 1 <= found <= most:
            raise QuestionnaireDimensionSize(path=file.path.name, dimension=dimension, found=found, most=most)
    _check_no_circle(file, {str(part["key"]): list(_needs(part)) for part in parts})
    # In the order of the dimensions, each dimension in the order of the file.
    return sorted(parts, key=lambda part: dimensions.index(str(part["dimension"])))


def _named(part: Mapping[str, object], at: int) -> str:
    key = part.get("key")
    return f"item {at} ({key})" if isinstance(key, str) and key else f"item {at}"


def _needs(part: Mapping[str, object]) -> Iterator[str]:
    held = part.get("needs", [])
    yield from (str(key) for key in held) if isinstance(held, list) else ()


def _check_keys(file: Written, parts: Sequence[Mapping[str, object]], dimensions: Sequence[str]) -> None:
    keys = [str(part["key"]) for part in parts]
    for key in (*keys, *dimensions):
        if [*keys].count(key) > 1 or [*dimensions].count(key) > 1:
            raise QuestionnaireItemTwice(path=file.path.name, key=key)
    for part in parts:
        named = ((str(part["dimension"]), dimensions), *((need, keys) for need in _needs(part)))
        for key, there in named:
            if key not in there:
                raise QuestionnaireKeyUnknown(path=file.path.name, where=f"item “{part['key']}”", key=key)


def _check_no_circle(file: Written, needs: Mapping[str, list[str]]) -> None:
    """Take away, again and again, what rests on nothing that is left; a circle is what stays."""
    left = {key: set(rests_on) for key, rests_on in needs.items()}
    while free := [key for key, rests_on in left.items() if not rests_on & left.keys()]:
        for key in free:
            del left[key]
    if left:
        raise QuestionnaireGoesRound(path=file.path.name, items=", ".join(left))
