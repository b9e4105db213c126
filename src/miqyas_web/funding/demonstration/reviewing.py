"""The reading of the past call: invented readers, anchors, a file they disagree on, a discussion, a ranking."""

from typing import Any

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.funding.actions import assigning, discussions, ranking, references, reviews, sharing
from miqyas_web.funding.actions.conflicts import declare_conflicts
from miqyas_web.funding.enums import ReferenceUse
from miqyas_web.funding.models import Application, Assignment, Call, ReferenceFile, Reviewer, Stage
from miqyas_web.funding.rules.scales import ShownCriterion, criteria_of

# Key of a person of the demonstration, or an invented name; how many levels more than the others they give in all.
READERS = (
    ("meryem", 0),
    ("houda", -1),
    ("Rachid Ouazzani (lecteur inventé)", 1),
    ("Ghita Lamrani (lectrice inventée)", 0),
    ("Hamid Aït Lahcen (lecteur inventé)", -2),
)
# What each file is worth, in levels above the lowest over four criteria; the first candidate divides its readers.
FOUR = 4
WORTH = {"REF-1": 8, "REF-2": 4, "REF-3": 6, "REF-4": 10}
CANDIDATES = (9, 10, 7)
TORN = (11, 2, 10)
ANCHORS = (
    ("Puits et plomberie du douar (inventé)", "Le puits existe ; personne ne l’entretient (inventé)."),
    ("Atelier de couture du souk (inventé)", "Douze femmes cousent sans commande sûre (inventé)."),
    ("Cantine du collège (inventé)", "Un élève sur deux ne déjeune pas (inventé)."),
    ("Semences de montagne (inventé)", "Les semences gèlent deux hivers sur trois (inventé)."),
)
LEARNT = ("Pépinière de figuiers (inventé)", "Les plants viennent de loin et meurent en route (inventé).")
OPINION = "Le changement visé est dit ; ses cibles n’ont pas toutes une source (avis inventé)."
CHANGED = "Un lecteur a montré la mesure prévue, en annexe (raison inventée)."
NOTE = "La mesure est en annexe : la lire avant de trancher (note inventée)."
MINUTES = "Les trois lecteurs s’accordent : le besoin est prouvé, le budget tient (procès-verbal inventé)."
REASON = "Le dossier le dit sans le prouver (raison inventée)."
TOP = 2
SEED = 2026


def fill(context: dict[str, Any]) -> None:
    """Read the past call and rank it. Without such a call, nothing."""
    call = context.get("calls", {}).get("past")
    if call is None:
        return
    people = context.get("people", {})
    lead = people.get("karim", context["lead"])
    stage = call.stages.select_related("grid", "call__organisation").get()
    criteria = criteria_of(stage.grid.content if stage.grid else {}, "fr")
    for told in ANCHORS:
        _file(stage, ReferenceUse.ANCHOR, told, lead)
    lesson = _file(stage, ReferenceUse.TRAINING, LEARNT, lead)
    readers = [a_reader(call, people.get(name) or _person(name), lead) for name, _lean in READERS]
    _learn(readers[0], lesson, criteria)
    files = list(call.applications.filter(sent_at__isnull=False).order_by("reference"))
    assigning.assign_file(stage=stage, application=files[0], reviewer=readers[0], due_at=None, by=lead)
    sharing.share_out(stage=stage, each=3, due_at=None, by=lead)
    _read(stage, files, readers, criteria)
    _discuss(stage, files, criteria, lead)
    ranking.make_ranking(stage=stage, top=TOP, seed=SEED, by=lead)


def _file(stage: Stage, use: str, told: tuple[str, str], by: Person) -> ReferenceFile:
    title, need = told
    criteria = criteria_of(stage.grid.content if stage.grid else {}, "fr")
    levels = {
        each.key: {"level": each.levels[len(each.levels) // 2].value, "reason": REASON} for each in criteria
    }
    content = {
        "asked_mad": "150000.00",
        "answers": {"need": need},
        "theory": {
            "nodes": [{"key": "o1", "title": "Le revenu des ménages augmente (inventé)"}],
            "links": [],
        },
        "indicators": [{"title": "Ménages dont le revenu a augmenté (inventé)"}],
    }
    return references.write_reference(
        stage=stage, use=use, title=title, content=content, levels=levels, criteria=criteria, by=by
    )


def _person(name: str) -> Person:
    """Someone who cannot sign in: only the name is shown."""
    first = name.partition(" ")[0].lower()
    person = Person(email=f"{first}.lecture@demo.miqyas.ma", name=name, language="fr")
    person.set_unusable_password()
    person.save()
    return person


def a_reader(call: Call, person: Person, by: Person) -> Reviewer:
    reader = Reviewer.objects.create(
        call=call, person=person, invited_by=by, themes=["work"], is_committee=True, trained_at=clock.now()
    )
    declare_conflicts(reviewer=reader, ties={}, by=person)
    return reader


def _learn(reader: Reviewer, lesson: ReferenceFile, criteria: list[ShownCriterion]) -> None:
    """One level above the reference on the first criterion, the same elsewhere."""
    levels = {key: held["level"] for key, held in lesson.levels.items()}
    first = criteria[0]
    levels[first.key] = first.levels[first.step(levels[first.key]) + 1].value
    references.answer_training(
        reviewer=reader, file=lesson, levels=levels, criteria=criteria, by=reader.person
    )


def _read(
    stage: Stage, files: list[Application], readers: list[Reviewer], criteria: list[ShownCriterion]
) -> None:
    lean = {reader.pk: given for reader, (_name, given) in zip(readers, READERS, strict=True)}
    worth = WORTH | {file.reference: value for file, value in zip(files, CANDIDATES, strict=False)}
    torn = iter(TORN)
    rows = stage.assignments.select_related(
        "application", "reference_file", "reviewer__person", "reviewer__call", "stage__call__organisation"
    )
    for place, row in enumerate(rows.order_by("pk")):
        # A level more or less by chance, always the same.
        value = worth.get(row.code, CANDIDATES[-1]) + place % 3 - 1
        if row.application == files[0]:
            value = next(torn, CANDIDATES[0])
        reviews.send_review(
            assignment=row,
            criteria=criteria,
            scores=_scores(criteria, value + lean[row.reviewer_id]),
            opinion=OPINION,
            seen=0,
            by=row.reviewer.person,
        )


def _scores(criteria: list[ShownCriterion], worth: int) -> dict[str, dict[str, Any]]:
    """So many levels above the lowest for four criteria, shared out over those of the grid from the first."""
    found = {}
    worth = round(worth * len(criteria) / FOUR)
    for place, each in enumerate(criteria):
        step = (worth + len(criteria) - 1 - place) // len(criteria)
        level = each.levels[max(0, min(len(each.levels) - 1, step))]
        found[each.key] = {"level": level.value, "comment": OPINION}
    return found


def _discuss(stage: Stage, files: list[Application], criteria: list[ShownCriterion], by: Person) -> None:
    """The first file is being discussed, one reader changed; the second is closed with its minutes."""
    torn = list(_sent(stage, files[0]))
    discussions.add_note(application=files[0], stage=stage, text=NOTE, by=torn[0].reviewer.person)
    harsh = torn[1]
    reviews.change_review(
        review=harsh.review, criteria=criteria, scores=_scores(criteria, TORN[1] + 2), opinion=OPINION,
        because=CHANGED, by=harsh.reviewer.person,
    )  # fmt: skip
    if len(files) > 1:
        present = [row.reviewer.person for row in _sent(stage, files[1])]
        discussions.close_discussion(
            application=files[1], stage=stage, text=MINUTES, present=[by, *present], by=by
        )


def _sent(stage: Stage, file: Application) -> Any:
    return (
        Assignment.objects.filter(stage=stage, application=file)
        .select_related("review", "reviewer__person", "reviewer__call", "application", "stage__call")
        .order_by("pk")
    )
