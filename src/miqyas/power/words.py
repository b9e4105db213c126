"""What a figure of a design may be, as it is written in a refusal of any language."""

UNIT_OPEN, UNIT, POSITIVE, COUNT, PART = "0 < … < 1", "0 ≤ … < 1", "> 0", "1, 2, 3…", "0 < … ≤ 1"
