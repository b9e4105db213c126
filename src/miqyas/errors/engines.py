"""Engines other than the one that comes with the library."""

from miqyas.errors.base import MiqyasError


class EngineUnavailable(MiqyasError):
    """An engine cannot be asked."""

    template = "This engine cannot be used."


class EnginePackageMissing(EngineUnavailable):
    """The package that speaks to an engine is not installed."""

    template = "This engine needs the package “{package}”: install it with “pip install 'miqyas[{extra}]'”."


class SparkNotStarted(EngineUnavailable):
    """Spark does not start on this machine."""

    template = "Spark does not start here. It needs Java 17 or newer, and memory. It says: {reason}"


class UnknownEngine(EngineUnavailable):
    """No engine of that name."""

    template = "There is no engine “{engine}”. Choose among: {known}."


class EngineNeedsFile(EngineUnavailable):
    """A table that stands with another engine already."""

    template = (
        "The engine “{engine}” opens Parquet and CSV files; this table ({found}) stands elsewhere. "
        "Give a file, or leave the engine out."
    )


class SqlTableNotFound(EngineUnavailable):
    """The connection to PostgreSQL sees no such table."""

    template = (
        "PostgreSQL finds no table “{table}” through this connection. "
        "Check its name, its schema, and the right to read it."
    )
