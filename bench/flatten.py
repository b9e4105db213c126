"""How many answers of 100 questions a second become typed tables, on one core, and what part of that is parsing XML.

    .venv/bin/python bench/flatten.py [ANSWERS]

Prints answers per second, and each as a ratio to lxml's parse alone (the physical limit: nothing can be laid out before
it is parsed) and to what a person writes in a notebook (the standard library's ElementTree into dictionaries, then
`pandas.DataFrame`: one table, no types, no repeats, nothing told).
"""

import random
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

import pandas as pd  # noqa: E402 -- after the path above
from lxml import etree  # noqa: E402

from miqyas.interchange.answers import flatten  # noqa: E402
from miqyas.interchange.form import Choice, Form, Question  # noqa: E402

N_QUESTIONS = 100
TARGET = 5_000
KINDS = ("text", "integer", "decimal", "select_one", "select_multiple", "date")
CHOICES = tuple(Choice(str(code)) for code in range(1, 6))
ROUNDS = 3


def form() -> Form:
    """A hundred questions of six kinds, with a repeat of five people beside them."""
    asked = [
        Question(f"q{place}", f"/data/q{place}", kind, choices=CHOICES if kind.startswith("select") else ())
        for place, kind in ((place, KINDS[place % len(KINDS)]) for place in range(N_QUESTIONS))
    ]
    person = Question("age", "/data/person/age", "integer", repeat="/data/person")
    return Form("bench", "1", "Bench", "data", ("",), "", (*asked, person), repeats=("/data/person",))


def value(kind: str, rng: random.Random) -> str:
    """An answer of one kind; one in ten is left empty."""
    if rng.random() < 0.1:
        return ""
    return {
        "text": f"réponse {rng.randrange(10**6)}",
        "integer": str(rng.randrange(10**6)),
        "decimal": str(rng.randrange(10**6) / 100),
        "select_one": str(rng.randrange(1, 6)),
        "select_multiple": " ".join(map(str, sorted(rng.sample(range(1, 6), 2)))),
        "date": f"2026-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
    }[kind]


def answers(n: int, *, people: int) -> list[tuple[str, bytes]]:
    """Invented answers, always the same."""
    rng = random.Random(5)
    made = []
    for number in range(n):
        body = "".join(
            f"<q{place}>{value(KINDS[place % len(KINDS)], rng)}</q{place}>" for place in range(N_QUESTIONS)
        )
        body += "".join(f"<person><age>{rng.randrange(90)}</age></person>" for _ in range(people))
        xml = f'<data id="bench" version="1">{body}<meta><instanceID>uuid:{number}</instanceID></meta></data>'
        made.append((f"{number}.xml", xml.encode()))
    return made


def parse(given: list[tuple[str, bytes]]) -> None:
    """The limit: XML to a tree, and no more."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for _, xml in given:
        etree.fromstring(xml, parser)


def notebook(given: list[tuple[str, bytes]]) -> None:
    """The peer."""
    pd.DataFrame([{child.tag: child.text for child in ET.fromstring(xml)} for _, xml in given])


def flat(given: list[tuple[str, bytes]]) -> None:
    """Typed tables, misfits sought."""
    with flatten(form(), given) as tables:
        assert not tables.misfits
        assert tables[""].n_rows == len(given)


def written(given: list[tuple[str, bytes]]) -> None:
    """Typed tables and the Parquet files of cells and of their states."""
    with tempfile.TemporaryDirectory() as place, flatten(form(), given) as tables:
        for name, table in tables.items():
            table.write(Path(place) / f"{name}.parquet")
            table.write_states(Path(place) / f"{name}.states.parquet")


def rate(work: Callable[[list[tuple[str, bytes]]], None], given: list[tuple[str, bytes]]) -> float:
    """Answers a second, the best of three: the machine is shared."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work(given)
        best = min(best, time.process_time() - start)
    return len(given) / best


def main() -> int:
    """Measure and print; 1 when the target is missed. Seconds are of the processor, one core."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    plain, crowded = answers(n, people=0), answers(n, people=5)
    limit, peer = rate(parse, plain), rate(notebook, plain)
    print(
        f"{n} answers of {N_QUESTIONS} questions, {sum(len(xml) for _, xml in plain) / n / 1000:.1f} KB each"
    )
    print(f"{'':40}{'per second':>12}{'of parsing':>12}{'of notebook':>13}")
    found = {
        "lxml parse alone": limit,
        "ElementTree and pandas, untyped": peer,
        "flatten": rate(flat, plain),
        "flatten, five repeats each": rate(flat, crowded),
        "flatten, Parquet of cells and states": rate(written, plain),
    }
    for name, speed in found.items():
        print(f"{name:40}{speed:12,.0f}{speed / limit:12.2f}{speed / peer:13.2f}")
    return 0 if found["flatten"] >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
