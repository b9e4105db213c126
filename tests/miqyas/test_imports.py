"""The library is light to import: what is heavy is loaded where it is used."""

import json
import subprocess
import sys

import pytest

HEAVY = {"scipy.stats", "scipy.optimize", "scipy.spatial", "pandas", "pyarrow", "polars", "pyspark", "sqlglot", "statsmodels", "matplotlib"}  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        "import miqyas",
        "from miqyas.estimators.itt import itt",
        "from miqyas.data.relation import open_relation",
    ],
)
def test_import_loads_nothing_heavy(statement):
    script = f"import json, sys\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    loaded = set(json.loads(said))
    assert HEAVY & loaded == set()
    assert {name for name in loaded if name.startswith("scipy.")} == set()


def test_an_answer_loads_nothing_heavy_either(tmp_path):
    (tmp_path / "trial.csv").write_text("y,d\n" + "".join(f"{i % 7},{i % 2}\n" for i in range(40)))
    script = f"""
import json, sys
from miqyas.estimators.itt import itt
itt({str(tmp_path / "trial.csv")!r}, outcome="y", treatment="d")
print(json.dumps(sorted(sys.modules)))"""
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert HEAVY & set(json.loads(said)) == set()
