"""How a language sets its marks.

References
----------
Imprimerie nationale (2002). Lexique des règles typographiques en usage à l'Imprimerie nationale, p. 148-149.
"""

import re

# Spaces that no line breaks at: wide inside quotes and before a colon, narrow before the other high marks.
WIDE, NARROW = "\u00a0", "\u202f"
_OPENING = re.compile(r"« ")
_CLOSING = re.compile(r" (?=»|:(?:\s|$|<))")
_HIGH = re.compile(r" (?=[;!?](?:[\s)<»\u00a0]|$))")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_PER_CENT = re.compile(r"(?<=\S) (?=%%?(?:\s|$|[).,;<\u202f]))")


def french_spaces(text: str) -> str:
    r"""A text whose marks hold to the word before them; plain spaces elsewhere stay.

    >>> french_spaces("Qui ? « Amina » : 95 % des foyers ; tous !")
    'Qui\u202f? «\xa0Amina\xa0»\xa0: 95\u202f% des foyers\u202f; tous\u202f!'
    >>> french_spaces("5 000 dossiers, le 3 mai 2026")
    '5\u202f000 dossiers, le 3 mai 2026'
    >>> french_spaces("https://example.ma/?a=1 :)")
    'https://example.ma/?a=1 :)'
    """
    held = _CLOSING.sub(WIDE, _OPENING.sub(f"«{WIDE}", text))
    return _PER_CENT.sub(NARROW, _THOUSANDS.sub(NARROW, _HIGH.sub(NARROW, held)))
