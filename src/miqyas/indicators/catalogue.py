"""Miqyas's own set of indicators: one reference sheet each, in French, Arabic and English, checked on reading.

The files stand in ``content/catalogue/<theme>/<key>.toml``: they are the truth, and travel with the package.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from miqyas.errors import CatalogueAbsent, InvalidCatalogue, SheetNotFound, SheetTwice
from miqyas.indicators.catalogue_sheet import IndicatorSheet, read_sheet

__all__ = ["Catalogue", "IndicatorSheet", "catalogue_faults", "own_catalogue", "own_folder", "read_catalogue"]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Sheets in the order of their themes and keys.

    Attributes
    ----------
    sheets : tuple of IndicatorSheet
        Each with a key of its own.
    by_key : mapping of str to IndicatorSheet
        The same, found by key.
    """

    sheets: tuple[IndicatorSheet, ...]
    by_key: Mapping[str, IndicatorSheet]

    def sheet(self, key: str) -> IndicatorSheet:
        """Return the sheet of this key.

        Raises
        ------
        SheetNotFound
            There is none; the sentence names the nearest keys.
        """
        if key in self.by_key:
            return self.by_key[key]
        near = get_close_matches(key, self.by_key, n=3, cutoff=0.4) or list(self.by_key)[:3]
        raise SheetNotFound(key=key, nearest=", ".join(near))


def read_catalogue(folder: str | Path) -> Catalogue:
    """Read and check every sheet of a folder.

    Parameters
    ----------
    folder : path
        Holds one folder by theme, each with one TOML file by sheet.

    Returns
    -------
    Catalogue
        All of them, or a refusal: a sheet in doubt is not offered to people.

    Raises
    ------
    CatalogueAbsent
        No sheet in that folder.
    InvalidCatalogue
        The first sheet that lacks a field or a language, or contradicts itself; one subclass by reason.
    SheetTwice
        Two sheets under one key.
    """
    sheets: dict[str, IndicatorSheet] = {}
    paths: dict[str, Path] = {}
    for path in _files(Path(folder)):
        sheet = read_sheet(path)
        if sheet.key in sheets:
            raise SheetTwice(key=sheet.key, first=_short(paths[sheet.key]), second=_short(path))
        sheets[sheet.key], paths[sheet.key] = sheet, path
    return Catalogue(tuple(sheets.values()), sheets)


def catalogue_faults(folder: str | Path) -> tuple[InvalidCatalogue, ...]:
    """Return what is wrong, the first fault of each file: for those who write sheets.

    Raises
    ------
    CatalogueAbsent
        No sheet in that folder.
    """
    found = []
    for path in _files(Path(folder)):
        try:
            read_sheet(path)
        except InvalidCatalogue as fault:
            found.append(fault)
    return tuple(found)


def own_folder() -> Path:
    """Return the folder of Miqyas's own sheets: in the project, or the copy installed with the package."""
    here = Path(__file__).resolve().parent
    in_the_project = here.parents[2] / "content" / "catalogue"
    return in_the_project if in_the_project.is_dir() else here / "sheets"


@lru_cache(maxsize=1)
def own_catalogue() -> Catalogue:
    """Return Miqyas's own set, read once: the files do not change while a program runs."""
    return read_catalogue(own_folder())


def _files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*/*.toml"))
    if not found:
        raise CatalogueAbsent(folder=str(folder))
    return found


def _short(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
