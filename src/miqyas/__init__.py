"""The science of Miqyas: from a theory of change to a graded claim, in plain Python.

The rooms stand in the order of the chain; each imports only those before it (`pyproject.toml`, contracts). Estimators
and checks are reached by their name, each loaded when it is first asked for:

>>> import miqyas
>>> miqyas.itt.__module__, miqyas.balance.__module__
('miqyas.estimators.itt', 'miqyas.checks.balance')
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any

SHELVES = ("estimators", "checks")


def __getattr__(name: str) -> Any:
    """Find the version, `open_relation`, an estimator or a check, when someone asks."""
    if name == "__version__":
        return _version()
    if name == "open_relation":
        return import_module("miqyas.data.relation").open_relation
    for shelf in () if name.startswith("_") else SHELVES:
        if find_spec(f"miqyas.{shelf}.{name}"):
            found = getattr(import_module(f"miqyas.{shelf}.{name}"), name, None)
            if found is not None:
                return found
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List what can be asked for, so that a notebook completes it."""
    there = (
        found.name
        for shelf in SHELVES
        for found in iter_modules(import_module(f"miqyas.{shelf}").__path__)
        if hasattr(import_module(f"miqyas.{shelf}.{found.name}"), found.name)
    )
    return sorted((*globals(), "__version__", "open_relation", *there))


def _version() -> str:
    """Read the version where the installation says it."""
    try:
        return version("miqyas")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0+unknown"
