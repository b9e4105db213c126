"""A parser that declares its arguments when its command is called: a command does not pay for the others."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any

Declare = Callable[[argparse.ArgumentParser], None]


class LazyParser(argparse.ArgumentParser):
    """An `ArgumentParser` whose arguments are declared before the first use of any of them."""

    declare: Declare | None = None

    def declared(self) -> "LazyParser":
        """Declare the arguments, once."""
        declare, self.declare = self.declare, None
        if declare is not None:
            declare(self)
        return self

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]  # typeshed overloads what argparse calls with two arguments
        """Declare, then read."""
        return super(LazyParser, self.declared()).parse_known_args(args, namespace)

    def format_help(self) -> str:
        """Declare, then explain."""
        return super(LazyParser, self.declared()).format_help()
