"""The page of the command line says what the command line does."""

from tools.command_page import PAGE, page


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_command_of_the_walk_is_there():
    for name in (
        "estimate itt",
        "data inspect",
        "data freeze",
        "theory check",
        "theory draw",
        "grade",
        "verify",
    ):
        assert f"## `miqyas {name}`" in page()
