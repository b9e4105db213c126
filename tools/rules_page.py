"""Write `docs/theory/quality-rules.md` from the rules themselves."""

from pathlib import Path

from miqyas.reporting.rules_page import rules_page

PAGE = Path(__file__).parents[1] / "docs" / "theory" / "quality-rules.md"

if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(rules_page(), encoding="utf-8")
    print(f"{PAGE} written")
