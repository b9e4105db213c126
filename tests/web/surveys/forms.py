"""Forms for tests: a small one of our own in three languages, and those of ../shared/data/collect when present."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from pyxform.xls2xform import convert

from miqyas.interchange.form import Choice, Form, Question
from tests.conftest import ROOT

LANGUAGES = ("Français (fr)", "العربية (ar)", "English (en)")
PLAIN = {"begin group", "end group", "begin repeat", "end repeat"}


@dataclass(frozen=True)
class Sample:
    """A form as a test publishes it."""

    form: Form
    xform: bytes
    definition: Mapping[str, list[dict]] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)


def three(french: str, arabic: str, english: str, column: str = "label") -> dict[str, str]:
    words = zip(LANGUAGES, (french, arabic, english), strict=True)
    return {f"{column}::{language}": text for language, text in words}


def row(kind: str, name: str = "", *words: str, **columns: str) -> dict[str, str]:
    return {"type": kind} | ({"name": name} if name else {}) | (three(*words) if words else {}) | columns


SMALL_SURVEY = [
    row("start", "start"),
    row("end", "end"),
    row("today", "today"),
    row("deviceid", "deviceid"),
    row("begin group", "foyer", "Le foyer", "الأسرة", "The household"),
    row("text", "chef", "Nom de la personne de référence", "اسم الشخص المرجعي", "Name", required="yes"),
    row("integer", "age", "Âge", "العمر", "Age", required="yes", constraint=". >= 15 and . <= 110"),
    row("select_one eau", "eau", "D'où vient l'eau ?", "من أين يأتي الماء؟", "Where does water come from?"),
    row("decimal", "prix", "Prix du mois", "ثمن الشهر", "Price a month", relevant="${eau} = 'reseau'"),
    row("select_one_from_file villages.csv", "village", "Village", "القرية", "Village"),
    row("geopoint", "lieu", "Position", "الموقع", "Position"),
    row("image", "photo", "Photo du puits", "صورة البئر", "Picture of the well"),
    row("end group"),
    row("begin repeat", "membre", "Membre du foyer", "فرد من الأسرة", "Member"),
    row("text", "prenom", "Prénom", "الاسم الشخصي", "First name"),
    row("integer", "m_age", "Âge", "العمر", "Age"),
    row("select_multiple langue", "langues", "Langues parlées", "اللغات", "Languages"),
    row("end repeat"),
    row("calculate", "n_membres", calculation="count(${membre})"),
    row("note", "merci", "Merci beaucoup.", "شكرا جزيلا.", "Thank you."),
]
SMALL_CHOICES = [
    {"list_name": "eau", "name": "reseau"} | three("Réseau", "الشبكة", "Network"),
    {"list_name": "eau", "name": "puits"} | three("Puits", "بئر", "Well"),
    {"list_name": "langue", "name": "dar"} | three("Darija", "الدارجة", "Darija"),
    {"list_name": "langue", "name": "ama"} | three("Amazighe", "الأمازيغية", "Amazigh"),
]
VILLAGES = "name,label\nv1,Douar inventé\nv2,دوار آخر\n".encode()


def small(version: str = "1") -> Sample:
    """The small form of our own: groups, repeat, skip, constraint, list from a file, position and picture."""
    settings = {"form_title": "Eau (essai)", "form_id": "eau_essai", "default_language": LANGUAGES[0]}
    rows = {
        "survey": SMALL_SURVEY,
        "choices": SMALL_CHOICES,
        "settings": [settings | {"version": version}],
    }
    return sample(rows, media={"villages.csv": VILLAGES})


@cache
def menage() -> Sample:
    """The household form of the shared data, as pyxform wrote it once for all."""
    workbook = openpyxl.load_workbook(collect("menage.xlsx"), read_only=True)
    rows = {sheet.title: list(rows_of(sheet)) for sheet in workbook}
    workbook.close()
    media = {"communes.csv": collect("communes.csv").read_bytes()}
    return Sample(outline(rows, tuple(media)), collect("menage.xml").read_bytes(), rows, media)


@cache
def of_250_questions() -> Sample:
    """The form of the endurance test of ODK Central: 250 texts, no version."""
    rows = {
        "survey": [{"type": "text", "name": f"q{i}", "label": f"Question {i}"} for i in range(1, 251)],
        "choices": [],
        "settings": [{"form_id": "250_questions", "form_title": "250 questions", "version": ""}],
    }
    return Sample(outline(rows, ()), collect("form-250q.xml").read_bytes(), rows)


def collect(name: str) -> Path:
    path = Path(os.environ.get("MIQYAS_SHARED", ROOT.parent / "shared")) / "data" / "collect" / name
    if not path.exists():
        pytest.skip(f"No {path}: put the shared folder beside the project, or set MIQYAS_SHARED.")
    return path


def sample(rows: Mapping[str, list[dict]], *, media: Mapping[str, bytes] | None = None) -> Sample:
    """What pyxform makes of these rows."""
    media = media or {}
    xform = convert(xlsform={name: [dict(each) for each in part] for name, part in rows.items()}).xform
    return Sample(outline(rows, tuple(media)), xform.encode(), rows, media)


def rows_of(sheet) -> Iterator[dict[str, str]]:
    lines = sheet.iter_rows(values_only=True)
    heads = next(lines)
    for line in lines:
        yield {head: str(cell) for head, cell in zip(heads, line, strict=True) if cell is not None}


def outline(rows: Mapping[str, list[dict]], media: tuple[str, ...]) -> Form:
    settings = rows["settings"][0]
    around: list[str] = ["/data"]
    repeats: list[str] = []
    questions: list[Question] = []
    for each in rows["survey"]:
        kind, _, list_name = each["type"].partition(" ")
        if kind == "begin":
            around.append(f"{around[-1]}/{each['name']}")
            if list_name == "repeat":
                repeats.append(around[-1])
        elif kind == "end" and list_name:
            around.pop()
        else:
            questions.append(question(each, kind, list_name, around, repeats, rows["choices"]))
    languages = LANGUAGES if any(LANGUAGES[0] in key for key in rows["survey"][-1]) else ("",)
    return Form(
        form_id=settings["form_id"],
        version=settings.get("version", ""),
        title=settings["form_title"],
        root="data",
        languages=languages,
        default_language=languages[0],
        questions=tuple(questions),
        repeats=tuple(repeats),
        media=media,
    )


def question(each, kind, list_name, around, repeats, choices) -> Question:
    from_file = list_name if kind == "select_one_from_file" else ""
    mine = (choice for choice in choices if choice["list_name"] == list_name)
    return Question(
        name=each["name"],
        path=f"{around[-1]}/{each['name']}",
        kind=kind,
        labels=texts(each, "label"),
        hints=texts(each, "hint"),
        repeat=next((path for path in reversed(around) if path in repeats), ""),
        choices=tuple(Choice(choice["name"], texts(choice, "label")) for choice in mine),
        choices_file=from_file,
        is_required=each.get("required") == "yes",
        relevant=each.get("relevant", ""),
        constraint=each.get("constraint", ""),
        calculation=each.get("calculation", ""),
        appearance=each.get("appearance", ""),
    )


def texts(each: Mapping[str, str], column: str) -> dict[str, str]:
    """Words by language; a form of one language has them under an empty name."""
    named = {
        key.partition("::")[2]: value
        for key, value in each.items()
        if key == column or key.startswith(f"{column}::")
    }
    return {key: value for key, value in named.items() if value}
