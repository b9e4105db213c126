"""From a folder of answers to a folder of tables: the whole of it, or nothing."""

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from miqyas.errors import FileExists, FolderNotWritable, NoAnswerFiles
from miqyas.interchange.answers.flattening import Answer, Flat
from miqyas.interchange.answers.tables import FileFormat
from miqyas.interchange.answers.walking import HEAVIEST

COLUMNS = ("table", "column", "type", "question", "part", "kind", "path", "label", "choices", "versions")
MISFITS = ("file", "instance_id", "sentence")


def answers_in(folder: Path) -> list[Path]:
    """Every XML file of a folder and of those inside it, in the order of their names.

    Raises
    ------
    NoAnswerFiles
        There is none.
    """
    found = sorted(path for path in folder.rglob("*.xml") if path.is_file())
    if not found:
        raise NoAnswerFiles(folder=folder)
    return found


def read_answers(folder: Path, paths: list[Path]) -> Iterator[Answer]:
    """Yield the answers one by one, under their place in the folder; one too heavy comes cut, to be refused."""
    for path in paths:
        with path.open("rb") as file:
            yield Answer(path.relative_to(folder).as_posix(), file.read(HEAVIEST + 1))


def file_stem(table: str) -> str:
    """The name of the file of a table.

    >>> file_stem(""), file_stem("village/household")
    ('answers', 'answers.village.household')
    """
    return ".".join(["answers", *table.split("/")]) if table else "answers"


def write_folder(
    flat: Flat, out: Path, *, form: FileFormat, language: str, misfits: Sequence[Sequence[str]] = ()
) -> list[Path]:
    """Write every table, the state of its cells and the dictionary of columns into a folder that is not there yet.

    ``misfits`` are the rows of a file that tells what does not fit: answer, identifier, sentence.

    Raises
    ------
    FileExists
        Something stands there already.
    FolderNotWritable
        The disk refuses.
    """
    if out.exists():
        raise FileExists(file=out.name)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".miqyas-", dir=out.parent) as made:
            draft = Path(made) / "tables"
            draft.mkdir()
            _write(flat, draft, form, language)
            if misfits:
                _write_rows(draft / "misfits.csv", [MISFITS, *misfits])
            draft.rename(out)
    except OSError as reason:
        raise FolderNotWritable(folder=out, reason=reason.strerror or reason) from reason
    return sorted(out.iterdir())


def _write(flat: Flat, folder: Path, form: FileFormat, language: str) -> None:
    for name, table in flat.items():
        stem = file_stem(name)
        table.write(folder / f"{stem}.{form}", form)
        table.write_states(folder / f"{stem}.states.{form}", form)
    _write_rows(folder / "columns.csv", [COLUMNS, *_column_rows(flat, language)])


def _write_rows(path: Path, rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _column_rows(flat: Flat, language: str) -> Iterator[list[str]]:
    for name, table in flat.items():
        for column in table.columns:
            choices = {choice.name: choice.labels.get(language, "") for choice in column.choices}
            yield [
                file_stem(name),
                column.name,
                column.type,
                column.question,
                column.part,
                column.kind,
                column.path,
                column.label(language),
                json.dumps(choices, ensure_ascii=False) if choices else "",
                " ".join(column.versions),
            ]
