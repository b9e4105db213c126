"""Packages that the other engines need, loaded when one of them is asked for."""

from types import ModuleType
from typing import Any

from miqyas.errors import EnginePackageMissing


def dialects() -> Any:
    """Load the rules of the dialects, which need sqlglot.

    Raises
    ------
    EnginePackageMissing
        It is not installed.
    """
    try:
        from miqyas.data.engines import dialect  # noqa: PLC0415 -- optional dependency, slow to import
    except ModuleNotFoundError as error:
        raise EnginePackageMissing(package="sqlglot", extra="sql") from error
    return dialect


def spark() -> ModuleType:
    """Load Spark's own interface.

    Raises
    ------
    EnginePackageMissing
        It is not installed.
    """
    try:
        import pyspark.sql  # noqa: PLC0415 -- optional dependency, slow to import
    except ModuleNotFoundError as error:
        raise EnginePackageMissing(package="pyspark", extra="spark") from error
    return pyspark.sql
