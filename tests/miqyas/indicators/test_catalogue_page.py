"""The pages about the catalogue and the SMART check say what the files say."""

from tools.catalogue_page import PAGE, SMART_PAGE, page, smart_page


def test_pages_are_what_the_files_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "run tools/catalogue_page.py"
    assert SMART_PAGE.read_text(encoding="utf-8") == smart_page(), "run tools/catalogue_page.py"
