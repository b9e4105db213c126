"""Names written in several ways: folded, sounded, and told apart by their letters."""

import re
import unicodedata

# Consonants as they sound; vowels, and the letters that only carry them, are silent. Ours, for names written in Arabic or
# in the French way of Morocco.
ARABIC = {
    **dict.fromkeys("اآأإىوؤيئءةع", ""),
    "ب": "b",
    "ت": "t",
    "ث": "t",
    "ج": "j",
    "ح": "h",
    "خ": "k",
    "د": "d",
    "ذ": "d",
    "ر": "r",
    "ز": "z",
    "س": "s",
    "ش": "s",
    "ص": "s",
    "ض": "d",
    "ط": "t",
    "ظ": "d",
    "غ": "g",
    "ف": "f",
    "ق": "k",
    "ك": "k",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ه": "h",
    "گ": "g",
    "ڭ": "g",
}
DIGRAPHS = (
    ("kh", "k"),
    ("gh", "g"),
    ("ch", "s"),
    ("sh", "s"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("dj", "j"),
)
LATIN = {**dict.fromkeys("aeiouyw", ""), "q": "k", "c": "k", "x": "ks", "p": "b", "v": "f"}
ARTICLES = re.compile(r"(?<!\w)(?:(?:el|al) |ال)")


def folded(text: str) -> str:
    """Lower case, without accents, Arabic marks, punctuation or repeated spaces.

    Examples
    --------
    >>> folded("  Fatima-Zahrâ "), folded("مُحمّد")
    ('fatima zahra', 'محمد')
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    return " ".join(re.sub(r"[^\w]+|_|ـ", " ", plain.replace("ـ", "")).split())


def skeleton(text: str) -> str:
    """Consonants of a name, the same in Arabic and in Latin letters for most names of Morocco.

    Examples
    --------
    >>> skeleton("Mohammed El Idrissi"), skeleton("محمد الإدريسي")
    ('mhmdrs', 'mhmdrs')
    """
    plain = ARTICLES.sub("", folded(text)).replace(" ", "")
    for digraph, sound in DIGRAPHS:
        plain = plain.replace(digraph, sound)
    sounds = "".join(ARABIC.get(letter, LATIN.get(letter, letter)) for letter in plain)
    return re.sub(r"(.)\1+", r"\1", sounds)


def edits(one: str, other: str, most: int) -> int:
    """Levenshtein distance; ``most + 1`` as soon as it is known to be larger than ``most``.

    Examples
    --------
    >>> edits("kitten", "sitting", 5), edits("kitten", "sitting", 1)
    (3, 2)
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, letter_of_other in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (letter != letter_of_other))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def deletions(text: str, most: int, prefix: int) -> set[str]:
    """The beginning of a text, and what is left of it when up to ``most`` letters are taken out.

    Two texts at a distance of at most ``most`` have one of these in common.
    """
    start = text[:prefix]
    found, last = {start}, {start}
    for _ in range(most):
        last = {one[:place] + one[place + 1 :] for one in last for place in range(len(one))}
        found |= last
    return found
