"""The science of Miqyas: from a theory of change to a graded claim, in plain Python.

The rooms stand in the order of the chain; each imports only those before it (`pyproject.toml`, contracts).
"""

from importlib.metadata import PackageNotFoundError, version


def __getattr__(name: str) -> str:
    """Read the version where the installation says it, when someone asks."""
    if name != "__version__":
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    try:
        return version("miqyas")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0+unknown"
