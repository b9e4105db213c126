"""A small form with every kind of answer, its second version, and answers to both."""

from miqyas.interchange.form import Choice, Form, Question

FRENCH = "Français (fr)"
ROOT = "/data"


def question(name, kind, *, group="", repeat="", choices=(), file="", label=""):
    inside = repeat or f"{ROOT}{f'/{group}' if group else ''}"
    return Question(
        name,
        f"{inside}/{name}",
        kind,
        labels={FRENCH: label or name},
        repeat=repeat,
        choices=tuple(Choice(code, {FRENCH: word}) for code, word in choices),
        choices_file=file,
    )


WATER = (("puits", "Un puits"), ("reseau", "Le réseau"))
HOUSEHOLD, CHILD = "/data/household", "/data/household/child"
FIRST = (
    question("start", "start"),
    question("today", "today"),
    question("hello", "note"),
    question("age", "integer", group="who", label="Âge"),
    question("income", "decimal", group="who"),
    question("water", "select_one", group="who", choices=WATER),
    question("langs", "select_multiple", choices=(("dar", "Darija"), ("fra", "Français"))),
    question("place", "geopoint"),
    question("met_at", "dateTime"),
    question("village", "select_one", file="villages.csv"),
    question("remark", "text"),
    question("name", "text", repeat=HOUSEHOLD),
    question("first", "text", repeat=CHILD),
    question("years", "integer", repeat=CHILD),
    question("n_children", "calculate"),
    question("code", "calculate"),
)
CHANGED = {
    "age": question("age", "decimal", group="who", label="Âge exact"),
    "water": question(
        "water", "select_one", group="who", choices=(("puits", "Puits privé"), ("oued", "L’oued"))
    ),
}
SECOND = (
    *(CHANGED.get(each.name, each) for each in FIRST if each.name != "income"),
    question("phone", "text"),
)


def form(version="1", questions=FIRST):
    return Form(
        form_id="visit",
        version=version,
        title="Visite",
        root="data",
        languages=(FRENCH,),
        default_language=FRENCH,
        questions=questions,
        repeats=(HOUSEHOLD, CHILD),
        media=("villages.csv",),
    )


def second():
    return form("2", SECOND)


def answer(body, *, key="uuid:1", version="1", form_id="visit"):
    return (
        f'<?xml version="1.0"?><data id="{form_id}" version="{version}">{body}'
        f"<meta><instanceID>{key}</instanceID></meta></data>"
    ).encode()


FULL = (
    "<start>2026-02-17T20:45:07.880+01:00</start><today>2026-02-17</today><hello/>"
    "<who><age>31</age><income>3500.5</income><water>puits</water></who><langs>fra dar</langs>"
    "<place>34.02 -6.83 75.5 8</place><met_at>2026-02-19T10:00:00.000Z</met_at><village>070101</village>"
    '<remark>deux\nlignes &amp; «guillemets" »</remark>'
    "<household><name>Idir</name><child><first>Touda</first><years>4</years></child>"
    "<child><first>Ali</first><years>9</years></child></household>"
    "<household><name>Rahma</name></household>"
    "<n_children>2</n_children><code>007</code>"
)
