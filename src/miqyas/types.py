"""Names for the array shapes, the languages and the engines used across the library."""

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatVector: TypeAlias = NDArray[np.float64]  # shape (n,)
FloatMatrix: TypeAlias = NDArray[np.float64]  # shape (n, k)
BoolVector: TypeAlias = NDArray[np.bool_]  # shape (n,)
IntVector: TypeAlias = NDArray[np.int64]  # shape (n,)
BoolMatrix: TypeAlias = NDArray[np.bool_]  # shape (n, k)
IntMatrix: TypeAlias = NDArray[np.int64]  # shape (n, k)

Language: TypeAlias = Literal["fr", "ar", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "ar", "en")

EngineName: TypeAlias = Literal["duckdb", "spark"]
ENGINES: tuple[EngineName, ...] = ("duckdb", "spark")  # those that open files
