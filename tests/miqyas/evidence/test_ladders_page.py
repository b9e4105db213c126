"""The page that explains the ladders says what the code does."""

from tools.ladders_page import PAGE, page


def test_page_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == page()
