"""The model of a file of measures, one line by indicator, ready to be filled."""

import csv
import io

from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.rules.importing import HEADINGS
from miqyas_web.initiatives.models import Initiative

# A spreadsheet runs a cell that begins with one of these (OWASP, "CSV Injection").
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def model_csv(initiative: Initiative, language: str) -> str:
    """The headings in the person's language, then the names of the indicators."""
    place = {"fr": 0, "ar": 1, "en": 2}.get(language, 0)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([called[min(place, len(called) - 1)] for called in HEADINGS.values()])
    names = Indicator.objects.filter(node__theory__initiative=initiative).order_by("pk")
    for name in names.values_list("name", flat=True):
        safe = f"'{name}" if name.startswith(RUN_BY_SPREADSHEETS) else name
        writer.writerow([safe, *[""] * (len(HEADINGS) - 1)])
    # The mark tells spreadsheets that these are UTF-8 letters.
    return "\ufeff" + file.getvalue()
