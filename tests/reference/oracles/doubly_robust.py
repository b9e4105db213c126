"""What DoubleML answers on invented people who chose, on folds written down with the answer."""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from doubleml import DoubleMLData, DoubleMLIRM
from sklearn.linear_model import LinearRegression, LogisticRegression
from tests.miqyas.observed import choosers

NAMES = ["age", "land", "literate"]
people = choosers(1)
people["age"] = (people["age"] - 40) / 10  # its solver wants columns of one size
fold = np.random.default_rng(11).permutation(len(people)) % 5
splits = [(np.flatnonzero(fold != held), np.flatnonzero(fold == held)) for held in range(5)]
effects = {}
for name, score in (("ATE", "ATE"), ("ATT", "ATTE")):
    data = DoubleMLData(people, y_col="y", d_cols="d", x_cols=NAMES)
    logit = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000, solver="newton-cholesky")
    model = DoubleMLIRM(data, LinearRegression(), logit, n_folds=5, score=score, draw_sample_splitting=False)
    model.set_sample_splitting(splits)
    model.fit()
    effects[name] = {"value": float(model.coef[0]), "std_error": float(model.se[0])}
answer = {"software": f"doubleml {version('doubleml')}", "fold": fold.tolist(), "effects": effects}
Path(__file__).with_suffix(".json").write_text(json.dumps(answer, indent=1) + "\n", encoding="utf-8")
