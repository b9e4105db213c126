"""Codes of the Haut-Commissariat au Plan, read and checked. No queries, no files."""

import re

# RR.PPP.CC.NN, or RR.PPP.CC.N for the six cities divided in arrondissements.
COMMUNE = re.compile(r"\d{2}\.\d{3}\.\d{2}\.\d{1,2}")
ARRONDISSEMENT = re.compile(r"\d{2}\.\d{3}\.\d{2}\.\d{2}")
LOOKS_LIKE_A_CODE = re.compile(r"\d+(\.\d+){0,3}")
WIDTHS = (2, 3, 2)
URBAN_CERCLE = "01"

COUNTRY_CODE = "MA"
SHIPPED_EDITION = "hcp-2024"


def has_lost_its_zeros(code: str) -> bool:
    """Whether a spreadsheet seems to have read the code as a number (``01.051`` → ``1.051``)."""
    if not LOOKS_LIKE_A_CODE.fullmatch(code):
        return False
    return any(len(part) < width for part, width in zip(code.split("."), WIDTHS, strict=False))


def province_of(code: str) -> str:
    """Code of the province a commune or arrondissement belongs to."""
    return ".".join(code.split(".")[:2])


def city_of(code: str) -> str:
    """Code of the city an arrondissement divides: ``06.141.01.03`` → ``06.141.01.0``."""
    return code.rsplit(".", 1)[0] + ".0"


def is_urban(code: str) -> bool:
    """A commune outside any cercle carries ``01`` in the third place: it is urban."""
    return code.split(".")[2] == URBAN_CERCLE
