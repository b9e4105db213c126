"""Event studies written down by hand, told by their figures."""

import json
from pathlib import Path

import numpy as np

from miqyas.results.event_study import EventEffect, EventStudy

PUBLISHED = Path(__file__).parents[1] / "reference" / "benzarti_carloni.json"


def event_study_of(events, values, variance, *, reference=-1.0, df=None, level=0.95) -> EventStudy:
    """An event study with these effects and this variance matrix."""
    errors = np.sqrt(np.diag(variance))
    effects = tuple(
        EventEffect(float(e), float(v), float(s), 1.0, v - 2 * s, v + 2 * s, v - 3 * s, v + 3 * s)
        for e, v, s in zip(events, values, errors, strict=True)
    )
    rows = tuple(tuple(map(float, row)) for row in np.asarray(variance))
    return EventStudy(
        effects, rows, reference, df, level, None, 400, 100, len(events) + 1, 100, 0, None, 1.0, "", "by hand"
    )


def published_study() -> tuple[EventStudy, dict]:
    """The event study of Benzarti and Carloni (2019), and what R's HonestDiD answers on it."""
    document = json.loads(PUBLISHED.read_text())
    events = [-5, -4, -3, -2, 0, 1, 2, 3]
    return event_study_of(events, document["values"], document["variance"]), document
