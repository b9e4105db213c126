"""Invented calls: files of known quality, reviewers of known leniency."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class Call:
    """Scores as a table, and the true quality of each file, in the order of its number."""

    scores: pd.DataFrame
    quality: np.ndarray


def call(
    seed=0, *, n_files=60, n_reviewers=10, each=3, file_sd=1.0, leniency_sd=0.7, residual_sd=1.0, n_panels=1,
    bridged=0.2,
) -> Call:  # fmt: skip
    rng = np.random.default_rng(seed)
    panel, home = np.arange(n_files) % n_panels, np.arange(n_reviewers) % n_panels
    worth = rng.normal(0, file_sd, n_files) + rng.normal(0, 0.7 * (n_panels > 1), n_panels)[panel]
    leniency = rng.normal(0, leniency_sd, n_reviewers) + rng.normal(0, 0.7 * (n_panels > 1), n_panels)[home]
    rows = []
    for i in range(n_files):
        inside = np.flatnonzero(home == panel[i])
        readers = rng.choice(inside, min(each, inside.size), replace=False)
        if n_panels > 1 and rng.random() < bridged:
            readers[0] = rng.choice(np.flatnonzero(home != panel[i]))
        rows += [
            (f"f{i:04}", f"r{j:03}", f"p{panel[i]}", 5 + worth[i] + leniency[j] + rng.normal(0, residual_sd))
            for j in readers
        ]
    return Call(pd.DataFrame(rows, columns=["file", "reviewer", "panel", "score"]), worth)


COLUMNS = {"file": "file", "reviewer": "reviewer", "score": "score"}
