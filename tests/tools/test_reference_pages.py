"""The pages of the library say what its docstrings say."""

from tools.reference_pages import FOLDER, markdown, pages


def test_pages_are_current():
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")} == pages()


def test_every_estimator_is_there():
    written = pages()["estimators.md"]
    for name in ("itt", "iv", "did", "twfe", "group_time", "rdd", "difference_in_means"):
        assert f"## `{name}`" in written


def test_sections_become_headings_and_examples_code():
    text = "What it does.\n\nParameters\n----------\nlevel : float\n    Coverage.\n\nExamples\n--------\n>>> 1 + 1\n2"
    assert markdown(text) == (
        "What it does.\n\n**Parameters**\n\n- `level : float`\n  Coverage.\n\n**Examples**\n\n```python\n>>> 1 + 1\n2\n```"
    )
