"""The theory as the canvas draws it."""

from dataclasses import asdict
from typing import Any

from miqyas_web.accounts.models import Person
from miqyas_web.theories import science
from miqyas_web.theories.enums import Effect
from miqyas_web.theories.models import Theory, TheoryChange
from miqyas_web.theories.queries import TheoryMap, last_to_redo, last_to_undo
from miqyas_web.theories.queries.comments import open_counts, stamp_of


def canvas_of(theory_map: TheoryMap, *, rtl: bool) -> dict[str, Any]:
    """The theory with a place for every node; ``placed`` says which places a person chose."""
    said = open_counts(theory_map.theory)
    places = science.places_of(theory_map.graph, theory_map.places, rtl=rtl)
    nodes = [
        {
            "key": node.key,
            "title": node.title,
            "level": node.level,
            "term": node.term,
            "unwanted": node.effect != Effect.INTENDED,
            "measured": node.key in theory_map.measured,
            "placed": node.key in theory_map.places,
            "comments": said.get(node.key, 0),
            "place": asdict(places[node.key]),
        }
        for node in theory_map.nodes
    ]
    links = [
        {
            "key": link.key,
            "source": link.source.key,
            "target": link.target.key,
            "confidence": link.confidence,
            "assumed": bool(link.assumption.strip()),
            "comments": said.get(link.key, 0),
        }
        for link in theory_map.links
    ]
    theory = theory_map.theory
    return {"revision": theory.revision, "stamp": stamp_of(theory), "nodes": nodes, "links": links}


def steps_for(theory: Theory, person: Person) -> dict[str, Any]:
    """What the person may take back, and make again."""
    return {"undo": _step(last_to_undo(theory, person)), "redo": _step(last_to_redo(theory, person))}


def _step(change: TheoryChange | None) -> dict[str, Any] | None:
    return {"revision": change.revision, "label": change.told} if change else None
