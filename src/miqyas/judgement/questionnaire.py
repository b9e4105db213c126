"""A diagnostic as data: dimensions, items, anchors in each language, what each item rests on.

A version is a folder: ``edition.toml`` (levels and dimensions) and one file by audience. A version named in
``published.toml`` with its hash can no longer change.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from miqyas.errors import QuestionnaireAbsent, QuestionnaireChanged
from miqyas.judgement.anchored import Written, checked_items, table_of, written
from miqyas.types import LANGUAGES, Language

LEVELS = (1, 2, 3, 4, 5)
# What one screen holds, on a phone, without losing its reader.
MOST_ITEMS = 3
# Silent reading of plain text by an adult who reads with ease; slow readers need about half as much again.
WORDS_A_MINUTE = 200
SECONDS_TO_CHOOSE = 5

Texts = Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One practice, or one of the conditions under which it is honest.

    Attributes
    ----------
    key : str
        Stable from version to version.
    names, says : dict of str
        By language: its name; what it is about, in one sentence.
    """

    key: str
    names: Texts
    says: Texts


@dataclass(frozen=True, slots=True)
class Item:
    """One question, answered by the anchor that describes what can be seen.

    Attributes
    ----------
    key, dimension : str
        Stable from version to version.
    needs : tuple of str
        Items it rests on: without them, progress on this one does not hold.
    sheet : str
        Sheet of the toolbox that teaches it.
    screen : str
        Screen of the platform where it is done; empty when it is done elsewhere.
    fact : str
        What the platform holds and may answer it from; empty when nothing does.
    may_not_apply : bool
        Whether an organisation may say, with a reason, that it is not concerned.
    protects : bool
        Whether people may be harmed while it is weak.
    names, questions : dict of str
        By language.
    anchors : dict of tuple of str
        By language: five descriptions, from level 1 to level 5.
    """

    key: str
    dimension: str
    needs: tuple[str, ...]
    sheet: str
    screen: str
    fact: str
    may_not_apply: bool
    protects: bool
    names: Texts
    questions: Texts
    anchors: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One version of the diagnostic for one audience."""

    version: str
    audience: str
    levels: Mapping[Language, tuple[str, ...]]
    dimensions: tuple[Dimension, ...]
    items: tuple[Item, ...]
    sha256: str

    def item(self, key: str) -> Item | None:
        """Return the item of that key."""
        return next((item for item in self.items if item.key == key), None)

    def items_of(self, dimension: str) -> tuple[Item, ...]:
        """Return the items of one dimension, in order."""
        return tuple(item for item in self.items if item.dimension == dimension)


def read_questionnaire(folder: Path, version: str, audience: str) -> Questionnaire:
    """Read one version of the diagnostic for one audience, and check it whole.

    Parameters
    ----------
    folder : Path
        Holds one folder by version, and ``published.toml``.
    version, audience : str
        Names of the folder and of the file in it.

    Returns
    -------
    Questionnaire
        Frozen.

    Raises
    ------
    InvalidQuestionnaire
        No such version or audience, a field missing, unknown or of another kind, a key twice, a need that goes
        round or leads nowhere, a dimension larger than a screen, or a published version that has changed.
    """
    path = folder / version / f"{audience}.toml"
    if audience not in audiences(folder, version):
        found = [f"{name} {held}" for name in versions(folder) for held in audiences(folder, name)]
        raise QuestionnaireAbsent(audience=audience, version=version, found=", ".join(found) or "–")
    sha256 = version_hash(folder, version)
    published = _published(folder).get(version)
    if published is not None and published != sha256:
        raise QuestionnaireChanged(version=version)
    edition = written(folder / version / "edition.toml")
    dimensions = tuple(
        Dimension(str(part["key"]), _texts(part, "name"), _texts(part, "says"))
        for part in _dimensions(edition)
    )
    sheet = written(path)
    items = tuple(_item(part) for part in checked_items(sheet, [each.key for each in dimensions], MOST_ITEMS))
    levels = {language: edition.texts("levels", language, len(LEVELS)) for language in LANGUAGES}
    return Questionnaire(version, audience, MappingProxyType(levels), dimensions, items, sha256)


def versions(folder: Path) -> tuple[str, ...]:
    """Return the versions held, the oldest first: by year, then by number."""
    held = [path.parent.name for path in folder.glob("*/edition.toml")]
    return tuple(
        sorted(held, key=lambda name: [int(part) if part.isdigit() else 0 for part in name.split("-")])
    )


def audiences(folder: Path, version: str) -> tuple[str, ...]:
    """Return the audiences of a version, by name."""
    names = (path.stem for path in (folder / version).glob("*.toml"))
    return tuple(sorted(name for name in names if name != "edition")) if version in versions(folder) else ()


def version_hash(folder: Path, version: str) -> str:
    """Return the SHA-256 of a whole version: its files by name, with their contents."""
    whole = hashlib.sha256()
    for path in sorted((folder / version).glob("*.toml")):
        whole.update(f"{path.name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return whole.hexdigest()


def reading_minutes(questionnaire: Questionnaire, language: Language) -> float:
    """Return how long a person needs to read every question and anchor, and to choose.

    At 200 words a minute, and five seconds by item.
    """
    texts = [item.questions[language] for item in questionnaire.items]
    texts += [anchor for item in questionnaire.items for anchor in item.anchors[language]]
    texts += [dimension.says[language] for dimension in questionnaire.dimensions]
    n_words = sum(len(text.split()) for text in texts)
    return n_words / WORDS_A_MINUTE + len(questionnaire.items) * SECONDS_TO_CHOOSE / 60


def _published(folder: Path) -> Mapping[str, object]:
    path = folder / "published.toml"
    return written(path).table if path.exists() else {}


def _dimensions(edition: Written) -> list[Mapping[str, object]]:
    fields: dict[str, type] = {"key": str, **dict.fromkeys(LANGUAGES, dict)}
    return [
        table_of(edition, part, f"dimension {at}", fields, texts=("name", "says"))
        for at, part in enumerate(edition.list_of("dimension"), start=1)
    ]


def _texts(part: Mapping[str, object], name: str) -> Texts:
    said: dict[Language, str] = {}
    for language in LANGUAGES:
        texts = part[language]
        said[language] = str(texts[name]) if isinstance(texts, dict) else ""
    return MappingProxyType(said)


def _item(part: Mapping[str, object]) -> Item:
    anchors: dict[Language, tuple[str, ...]] = {}
    for language in LANGUAGES:
        texts = part[language]
        anchors[language] = tuple(texts["anchors"]) if isinstance(texts, dict) else ()
    needs = part.get("needs", [])
    return Item(
        key=str(part["key"]),
        dimension=str(part["dimension"]),
        needs=tuple(needs) if isinstance(needs, list) else (),
        sheet=str(part["sheet"]),
        screen=str(part.get("screen", "")),
        fact=str(part.get("fact", "")),
        may_not_apply=bool(part.get("may_not_apply", False)),
        protects=bool(part.get("protects", False)),
        names=_texts(part, "name"),
        questions=_texts(part, "question"),
        anchors=MappingProxyType(anchors),
    )
