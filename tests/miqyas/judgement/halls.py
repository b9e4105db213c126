"""Invented calls before any review: files, reviewers, conflicts."""

import numpy as np

from miqyas.judgement.readers import FileToRead, Reader

THEMES = [f"theme {k}" for k in range(8)]


def invited(n_files=60, n_reviewers=15, *, n_panels=1, seed=0, conflicts=0.05):
    rng = np.random.default_rng(seed)

    def panel(k):
        return f"p{k % n_panels}" if n_panels > 1 else ""

    def of(k, n):
        return {
            "panel": panel(k), "region": f"R{rng.integers(12)}",
            "themes": frozenset(rng.choice(THEMES, n, replace=False)), "languages": frozenset(["fr"]),
        }  # fmt: skip

    files = [FileToRead(f"f{k:04}", **of(k, 2)) for k in range(n_files)]
    readers = [Reader(f"r{k:03}", **of(k, 3)) for k in range(n_reviewers)]
    barred = [(f.id, r.id) for f in files for r in readers if rng.random() < conflicts]
    return files, readers, barred
