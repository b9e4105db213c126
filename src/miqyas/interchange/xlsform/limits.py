"""How much of a questionnaire is read before it is refused."""

from miqyas.data.intake.limits import Limits

# 20,000 choices in three languages weigh 1 MB as a workbook, 6 MB as an XForm.
FILE_BYTES = 10_000_000
LIMITS = Limits(file_bytes=FILE_BYTES, workbook_bytes=60_000_000, workbook_free_bytes=5_000_000)
CELL_CHARACTERS = 32_767
# Memory and time grow with rows: 5,000 questions take 2 s and 120 MB, 20,000 choices 4 s and 200 MB.
MOST_ROWS = {"survey": 10_000, "choices": 50_000, "external_choices": 50_000}
OTHER_ROWS = 5_000
