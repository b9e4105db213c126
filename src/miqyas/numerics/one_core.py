"""Small dense systems on one core: a busy machine waits long for cores that a 300 × 300 factor does not need.

OpenBLAS, as numpy and scipy carry it, gives every core to such systems and spins while it waits for them. Measured on two
cores with other work on them, 10,000 files × 300 reviewers: 55 s so, 4 s on one core.
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np
import scipy

# numpy carries integers of 64 bits in it, scipy of 32.
NAMES = ("scipy_openblas_{}_num_threads64_", "scipy_openblas_{}_num_threads", "openblas_{}_num_threads")
Threads = tuple[Callable[[], int], Callable[[int], None]]


@contextmanager
def one_core() -> Iterator[None]:
    """Keep OpenBLAS to one core, and give back what it had; without OpenBLAS, nothing changes."""
    held = [(put, get()) for get, put in _libraries()]
    for put, _n in held:
        put(1)
    try:
        yield
    finally:
        for put, n in held:
            put(n)


@cache
def _libraries() -> tuple[Threads, ...]:
    folders = [Path(str(package.__file__)).parents[1] / f"{package.__name__}.libs" for package in (np, scipy)]
    found = [_threads(path) for folder in folders for path in sorted(folder.glob("*openblas*"))]
    return tuple(each for each in found if each is not None)


def _threads(path: Path) -> Threads | None:
    try:
        library = ctypes.CDLL(str(path))
    except OSError:
        return None
    for name in NAMES:
        get, put = (getattr(library, name.format(verb), None) for verb in ("get", "set"))
        if get is not None and put is not None:
            return get, put
    return None
