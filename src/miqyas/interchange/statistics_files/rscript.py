"""Values as CSV and a script in base R that gives them back their types, labels and factors, in one archive."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from miqyas.interchange.statistics_files.frame import Coded, coded
from miqyas.interchange.statistics_files.labelled import Labelled
from miqyas.interchange.statistics_files.losses import Loss

CLASSES = {"integer": "numeric", "number": "numeric", "boolean": "numeric"}
# The same archive for the same table, whatever the day.
EPOCH = (1980, 1, 1, 0, 0, 0)
HEAD = """\
# {title}
# R >= 4.0: source("read.R")
data <- read.csv("data.csv", encoding = "UTF-8", check.names = FALSE, na.strings = "", colClasses = c(
{classes}
))
"""


def write_r(table: Labelled, path: Path, *, yes_no: tuple[str, str]) -> tuple[Coded, list[Loss]]:
    """Write a zip of ``data.csv`` and ``read.R``."""
    made = coded(table, yes_no=yes_no)
    kinds = {made.names[each.name]: each.type for each in table.variables}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("data.csv", _data(made)), ("read.R", "".join(_script(table.title, made, kinds)))):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), text, zipfile.ZIP_DEFLATED)
    return made, list(made.losses)


def _data(made: Coded) -> str:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
    writer.writerow(made.frame.columns)
    columns = [[_shown(value) for value in made.frame[name].tolist()] for name in made.frame.columns]
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue()


def _shown(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124  not a number, or no moment: neither equals itself
        return ""
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _script(title: str, made: Coded, kinds: Mapping[str, str]) -> Iterator[str]:
    names = list(made.frame.columns)
    classes = ",\n".join(f"  {_quoted(name)} = {_quoted(_class(made, name, kinds))}" for name in names)
    yield HEAD.format(title=" ".join(title.split()), classes=classes)
    for name in names:
        cell = f"data[[{_quoted(name)}]]"
        if str(made.frame[name].dtype).startswith("datetime"):
            if kinds[name] == "date":
                yield f"{cell} <- as.Date(substr({cell}, 1, 10))\n"
            else:
                yield f'{cell} <- as.POSIXct({cell}, format = "%Y-%m-%dT%H:%M:%OS", tz = "UTC")\n'
        words = made.value_labels.get(name)
        if words:
            levels = ", ".join(map(str, words))
            labels = ", ".join(map(_quoted, _distinct(list(words.values()))))
            yield f"{cell} <- factor({cell}, levels = c({levels}), labels = c({labels}))\n"
        yield f'attr({cell}, "label") <- {_quoted(made.labels[name])}\n'


def _class(made: Coded, name: str, kinds: Mapping[str, str]) -> str:
    is_text = str(made.frame[name].dtype) in {"object", "str", "string"}
    return (
        "character"
        if is_text
        else CLASSES.get(kinds[name], "numeric" if name in made.value_labels else "character")
    )


def _distinct(words: list[str]) -> list[str]:
    """R makes one level of two with the same words: the second says its rank."""
    seen: dict[str, int] = {}
    found = []
    for word in words:
        seen[word] = seen.get(word, 0) + 1
        found.append(word if seen[word] == 1 else f"{word} ({seen[word]})")
    return found


def _quoted(text: str) -> str:
    """A string of R: its escapes are those of JSON for what can stand in a label."""
    return json.dumps(text, ensure_ascii=False)
