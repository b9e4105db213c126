"""The palette: contrast computed by the formula of WCAG 2.2, in light and in dark."""

import re
from itertools import product

import pytest

from tests.conftest import ROOT

STYLES = ROOT / "frontend" / "src" / "styles"
TEXT = 4.5
SHAPE = 3.0


def palettes() -> dict[str, dict[str, str]]:
    text = (STYLES / "tokens.css").read_text(encoding="utf-8")
    blocks = re.findall(r"color-scheme: (light|dark);(.*?)\}", text, re.DOTALL)
    read = [(scheme, dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))) for scheme, block in blocks]
    dark = [colours for scheme, colours in read if scheme == "dark"]
    assert dark[0] == dark[1], "the dark palette is written twice, and the same"
    return dict(read)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAPERS = ("paper", "surface", "sunk")
READ_ON = [
    *product(("ink", "quiet", "action", "action-strong", "contradicted", "uncertain", "supported"), PAPERS),
    *((tone, f"{tone}-tint") for tone in ("action", "supported", "uncertain", "contradicted", "none")),
    *(("ink", f"{tone}-tint") for tone in ("action", "supported", "uncertain", "contradicted", "none")),
    # The links of a summary of errors, and the words under a label of a notice.
    *(("action", f"{tone}-tint") for tone in ("supported", "uncertain", "contradicted", "none")),
    ("on-action", "action"),
    ("on-action", "action-strong"),
    ("action-strong", "action-tint"),
    ("paper", "contradicted"),
]
SEEN_ON = [("edge", paper) for paper in PAPERS] + [
    ("mark", "surface"),
    ("needle", "mark"),
    ("action", "line"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), [
    *((front, back, TEXT) for front, back in READ_ON),
    *((front, back, SHAPE) for front, back in SEEN_ON),
])  # fmt: skip
def test_contrast_is_enough(scheme, front, back, least):
    colours = palettes()[scheme]
    found = contrast(colours[front], colours[back])
    assert found >= least, f"{front} on {back}: {found:.2f}, {least} needed"


def test_sheets_know_no_side_of_the_page():
    """Logical properties only: a side named would stay there when the page is turned over."""
    wrong = [
        f"{path.name}: {line.strip()}"
        for path in sorted(STYLES.rglob("*.css"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\b(left|right)\b", line)
    ]
    assert wrong == []


def test_sheets_shrink_no_letters_and_shout_none():
    """Letter spacing breaks the joining of Arabic; capitals and italics do not exist in it."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in STYLES.rglob("*.css"))
    assert re.findall(r"letter-spacing|text-transform|font-style: italic|text-overflow", text) == []
