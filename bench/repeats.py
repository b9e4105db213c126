"""A workbook of answers with the rows of their repeats: seen, read, tied, written and judged, without the platform.

    PYTHONPATH=src python bench/repeats.py [answers]        100,000 when nothing is said, three rows of a repeat for each

In seconds of the processor, and the most memory held since the beginning.
"""

import os
import resource
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from openpyxl import Workbook

from miqyas.data.intake import Limits, peek_sheets, read_table
from miqyas.interchange.form import Choice, Form, Question
from miqyas.interchange.rows import RowRules, RowWriter
from miqyas.interchange.rows.matching import columns_as_text
from miqyas.interchange.rows.proposing import Sheet, propose_sheets
from miqyas.interchange.rows.tying import TiedBook

ROWS_BY_ANSWER = 3
MEMBER = "/data/member"
QUESTIONS = (
    Question("name", "/data/name", "text", is_required=True),
    Question("n_members", "/data/n_members", "integer"),
    Question("water", "/data/water", "select_one", choices=(Choice("well"), Choice("network"))),
    Question("first_name", f"{MEMBER}/first_name", "text", repeat=MEMBER, is_required=True),
    Question("age", f"{MEMBER}/age", "integer", repeat=MEMBER, constraint=". < 120"),
)
FORM = Form(
    "households", "1", "", "data", ("",), "", QUESTIONS, (MEMBER,),
    group_conditions={}, repeat_counts={MEMBER: "/data/n_members"},
)  # fmt: skip
LIMITS = Limits(workbook_seconds=3600)


def write(path: Path, n_answers: int) -> None:
    book = Workbook(write_only=True)
    answers, members = book.create_sheet("households"), book.create_sheet("member")
    answers.append(["name", "n_members", "water", "_index", "_uuid"])
    members.append(["first_name", "age", "_index", "_parent_table_name", "_parent_index"])
    for at in range(1, n_answers + 1):
        water = "well" if at % 2 else "network"
        answers.append(
            [f"Household {at}", ROWS_BY_ANSWER, water, at, f"{at:08d}-aaaa-4bbb-8ccc-123456789abc"]
        )
        for turn in range(ROWS_BY_ANSWER):
            members.append([f"P{turn}", 20 + turn, ROWS_BY_ANSWER * (at - 1) + turn + 1, "households", at])
    book.save(path)


def main() -> None:
    n_answers = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores; {n_answers:,} answers\n")
    print("| what | seconds of the processor | MB |\n|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        path = Path(folder) / "households.xlsx"
        write(path, n_answers)
        start = time.process_time()

        def tell(what: str) -> None:
            nonlocal start
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"| {what} | {time.process_time() - start:.2g} | {most} |", flush=True)
            start = time.process_time()

        tell(f"(the workbook, {path.stat().st_size / 1e6:.1f} MB)")
        peeks = peek_sheets(path)
        sheets = propose_sheets(FORM, [Sheet(one.title, one.names) for one in peeks])
        tell("seen, and its sheets found")
        tables = {
            one.title: stack.enter_context(
                read_table(
                    path,
                    sheet=one.title,
                    limits=LIMITS,
                    as_text=columns_as_text(FORM, one.columns, one.repeat),
                )
            )
            for one in sheets.values()
        }
        tell("read")
        book = TiedBook(FORM, [*sheets.values()], tables)
        tell("tied")
        columns = {one.repeat: one.columns for one in sheets.values()}
        writer = RowWriter(FORM, columns[""], {MEMBER: columns[MEMBER]})
        rules = RowRules(FORM, columns[""], {MEMBER: columns[MEMBER]})
        n_faults = len(book.faults)
        for row in book.rows():
            xml, found = writer.write(row.cells, row=row.row, instance_id="uuid:", under=row.under)
            n_faults += len(found or rules.faults(xml, row=row.row, under=row.under))
        tell(f"written and judged, faults: {n_faults}")


if __name__ == "__main__":
    main()
