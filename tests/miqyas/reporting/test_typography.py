"""French marks hold to their word; everything else stays as written."""

import pytest

from miqyas.reporting.typography import french_spaces


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Qui ?", "Qui\u202f?"),
        ("« %(name)s » :", "«\u00a0%(name)s\u00a0»\u00a0:"),
        ("%(n)s %% des foyers", "%(n)s\u202f%% des foyers"),
        ("95 %, ou plus ; tous !", "95\u202f%, ou plus\u202f; tous\u202f!"),
        ("<strong>Dar</strong> : 3", "<strong>Dar</strong>\u00a0: 3"),
        ("Déjà\u00a0: ici", "Déjà\u00a0: ici"),
        # No mark of French: an address, a pattern, a figure of a format, a time.
        ("https://exemple.ma/?a=1 ?b", "https://exemple.ma/?a=1 ?b"),
        ("10:30", "10:30"),
        (" %(n)s reste", " %(n)s reste"),
        ("a :b", "a :b"),
    ],
)
def test_marks_hold_to_their_word(written, shown):
    assert french_spaces(written) == shown
    assert french_spaces(shown) == shown
