"""What a format cannot carry, told with the variable it happens to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

LossCode: TypeAlias = Literal[
    "label_shortened",
    "value_label_shortened",
    "coded",
    "text_cut",
    "number_as_text",
    "date_as_text",
    "labels_apart",
]


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing of one variable that the file does not hold as the table does.

    ``coded`` is no loss of content: a text code became a number with the same word, ``facts["codes"]`` tells which.
    """

    code: LossCode
    variable: str
    facts: Mapping[str, str] = field(default_factory=dict)
