"""Answers as received become typed tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from types import TracebackType
from typing import NamedTuple, Self

from miqyas.data.intake.store import Store
from miqyas.errors import AnswerIdentifierTwice, FormsDiffer, MiqyasError, VersionTwice
from miqyas.interchange.answers.building import built_table, own_columns, table_misfits
from miqyas.interchange.answers.misfits import Misfit
from miqyas.interchange.answers.plan import plan_of
from miqyas.interchange.answers.spooling import Lines
from miqyas.interchange.answers.tables import AnswerTable
from miqyas.interchange.answers.union import UnionNote, United, unite
from miqyas.interchange.answers.walking import Walked, Walker
from miqyas.interchange.form import Form


class Answer(NamedTuple):
    """One answer as received: the name it is known by, its bytes, and when it came.

    A plain pair of name and bytes will do as well.
    """

    source: str
    xml: bytes
    received_at: datetime | None = None


class Flat(Mapping[str, AnswerTable]):
    """The tables of a form: the main one under "", each repeat under its path.

    Use it in a ``with``, or call ``close``: its tables stand in temporary folders, on the disk and not in memory.

    Attributes
    ----------
    misfits : tuple of Misfit
        All that does not fit the form: first what was met while reading, then the values, by table and question.
    notes : tuple of UnionNote
        What differs between the versions.
    n_read : int
        Answers given; the main table holds those that were not left out.
    """

    def __init__(
        self,
        tables: Mapping[str, AnswerTable],
        *,
        misfits: Sequence[Misfit],
        notes: Sequence[UnionNote],
        n_read: int,
    ) -> None:
        self._tables = dict(tables)
        self.misfits, self.notes, self.n_read = tuple(misfits), tuple(notes), n_read

    def __getitem__(self, name: str) -> AnswerTable:
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    @property
    def n_left_out(self) -> int:
        """Answers that are in no table; each is told among the misfits."""
        return self.n_read - self._tables[""].n_rows

    def close(self) -> None:
        """Let the tables go and remove their folders."""
        for table in self._tables.values():
            table.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def flatten(forms: Form | Sequence[Form], answers: Iterable[Answer | tuple[str, bytes]]) -> Flat:
    """Lay answers out as typed tables.

    Answers are read one by one and stand on the disk: memory does not grow with their number, except for the
    identifiers seen.

    Parameters
    ----------
    forms : Form or sequence of Form
        The form, or its versions from the oldest to the newest. Their columns are united.
    answers : iterable of Answer, or of pairs of name and bytes
        The XML as received.

    Returns
    -------
    Flat
        Tables by name, misfits and notes. Instants are in universal time, with the offset of the phone beside them in
        minutes.

    Raises
    ------
    FormsDiffer, VersionTwice
        The forms given are not versions of one form.

    Examples
    --------
    >>> from miqyas.interchange.form import Form, Question
    >>> form = Form("visit", "1", "Visit", "data", ("",), "", (Question("age", "/data/age", "integer"),))
    >>> xml = b'<data id="visit" version="1"><age>31</age><meta><instanceID>uuid:1</instanceID></meta></data>'
    >>> with flatten(form, [("a.xml", xml)]) as flat:
    ...     flat[""].values("age"), flat[""].values("_key")
    ([31], ['uuid:1'])
    """
    versions = (forms,) if isinstance(forms, Form) else tuple(forms)
    _check_versions(versions)
    united = unite(versions)
    walker = Walker(versions[0].form_id, {form.version: plan_of(form, united) for form in versions})
    with ExitStack() as stack:
        sheets = {name: _Sheet(name, united, stack) for name in united.tables}
        misfits, n_read = _read(walker, sheets, answers)
        tables = {}
        for name, sheet in sheets.items():
            sheet.lines.close()
            tables[name] = built_table(name, sheet.store, united.tables[name], sheet.lines.n_rows)
        for name, table in tables.items():
            misfits += table_misfits(tables[""], table, united.tables[name])
        stack.pop_all()
    return Flat(tables, misfits=misfits, notes=united.notes, n_read=n_read)


class _Sheet:
    """A table that is being filled."""

    def __init__(self, name: str, united: United, stack: ExitStack) -> None:
        self.store = Store()
        stack.callback(self.store.close)
        n_own, asked = len(own_columns(name)), united.tables[name]
        texts = [n_own + each.place for each in asked if each.shape in {"text", "calculation"}]
        self.lines = Lines(self.store, n_columns=n_own + len(asked), texts=texts)
        stack.callback(self.lines.give_up)


def _read(
    walker: Walker, sheets: Mapping[str, _Sheet], answers: Iterable[Answer | tuple[str, bytes]]
) -> tuple[list[Misfit], int]:
    misfits: list[Misfit] = []
    seen: dict[str, str] = {}
    n_read = 0
    for given in answers:
        answer = Answer(*given)
        n_read += 1
        try:
            walked = walker.walk(answer.xml)
        except MiqyasError as error:
            misfits.append(Misfit(answer.source, "", error, is_left_out=True))
            continue
        if walked.key in seen:
            twice = AnswerIdentifierTwice(first=seen[walked.key])
            misfits.append(Misfit(answer.source, walked.key, twice, is_left_out=True))
            continue
        seen[walked.key] = answer.source
        misfits += [Misfit(answer.source, walked.key, fault, is_left_out=False) for fault in walked.faults]
        _add(sheets, answer, walked)
    return misfits, n_read


def _add(sheets: Mapping[str, _Sheet], answer: Answer, walked: Walked) -> None:
    for table, key, parent, position, texts in walked.rows:
        own = (
            [key, parent, str(position), walked.key]
            if table
            else [
                key,
                walked.version,
                _moment(answer.received_at),
                _printable(answer.source),
                walked.corrects,
                walked.instance_name,
            ]
        )
        sheets[table].lines.add(own + texts)


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    return (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def _printable(source: str) -> str:
    """A file may be called anything; a control character in its name would cut the line in two."""
    if source.isprintable():
        return source
    return "".join(character if character.isprintable() else "�" for character in source)


def _check_versions(forms: Sequence[Form]) -> None:
    seen: set[str] = set()
    for form in forms:
        if form.form_id != forms[0].form_id:
            raise FormsDiffer(first=forms[0].form_id, second=form.form_id)
        if form.version in seen:
            raise VersionTwice(version=form.version)
        seen.add(form.version)
