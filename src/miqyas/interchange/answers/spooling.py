"""Rows of texts on their way into a store: one line each, in a dialect no answer can break.

The cells of an answer cannot hold the control characters used here (XML forbids them), so nothing is quoted; line
ends inside an answer travel under another name. This is three times as fast as CSV with quotation marks.
"""

from collections.abc import Collection, Sequence

from miqyas.data.intake.engine import listed, quote_text
from miqyas.data.intake.store import Store
from miqyas.interchange.answers.states import BLANKS, CARRIAGE_RETURN, NEW_LINE, SEPARATOR

SMALLEST_LINE = 1 << 21
LINES_AT_ONCE = 500
# A cell that begins or ends with a blank shows itself so in its line.
BESIDE_SEPARATOR = tuple(f"{blank}{SEPARATOR}" for blank in BLANKS) + tuple(
    f"{SEPARATOR}{blank}" for blank in BLANKS
)


class Lines:
    """Receives rows and, once closed, stands as the table ``raw`` of its store, columns ``r0``, ``r1``…"""

    def __init__(self, store: Store, *, n_columns: int, texts: Collection[int]) -> None:
        """``texts`` are the places whose blanks belong to the answer."""
        self.n_rows = 0
        self._store, self._n_columns, self._texts = store, n_columns, frozenset(texts)
        self._path = store.folder / "lines.txt"
        self._file = self._path.open("w", encoding="utf-8", newline="")
        self._waiting: list[str] = []
        self._longest = 0

    def add(self, row: Sequence[str]) -> None:
        """Receive one row."""
        line = f"{SEPARATOR.join(row)}{SEPARATOR}"
        if any(blank in line for blank in BESIDE_SEPARATOR):
            line = f"{SEPARATOR.join(self._trimmed(row))}{SEPARATOR}"
        line = line[:-1]
        if "\n" in line or "\r" in line:
            line = line.replace("\n", NEW_LINE).replace("\r", CARRIAGE_RETURN)
        self._longest = max(self._longest, len(line))
        self.n_rows += 1
        self._waiting.append(line)
        if len(self._waiting) == LINES_AT_ONCE:
            self._send()

    def _trimmed(self, row: Sequence[str]) -> list[str]:
        """Blanks alone are no answer; around a number, a date or a code they are no part of it."""
        return [
            cell if place in self._texts and cell.strip(BLANKS) else cell.strip(BLANKS)
            for place, cell in enumerate(row)
        ]

    def close(self) -> None:
        """Hand the rows over to the store."""
        self._send()
        self._file.close()
        types = listed(f"'{raw_name(position)}': 'VARCHAR'" for position in range(self._n_columns))
        longest = max(SMALLEST_LINE, 4 * self._longest + 2)  # a character takes four bytes at most
        self._store.run(
            f"CREATE TABLE raw AS FROM read_csv({quote_text(self._path)}, columns = {{{types}}}, "
            f"auto_detect = false, header = false, delim = '{SEPARATOR}', quote = '', escape = '', "
            "new_line = '\\n', nullstr = '\x06', strict_mode = true, parallel = false, "
            f"max_line_size = {longest})"
        )
        self._path.unlink()

    def give_up(self) -> None:
        """Close the file of a store that is thrown away."""
        self._file.close()

    def _send(self) -> None:
        if self._waiting:
            self._file.write("\n".join(self._waiting) + "\n")
            self._waiting = []


def raw_name(position: int) -> str:
    """Return the name inside ``raw`` of the text at ``position``."""
    return f"r{position}"
