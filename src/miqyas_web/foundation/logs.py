"""What is written in the server's log: never the secret of an address."""

import logging
import re

# An address answers are sent to is its own password.
KEYS = re.compile(r"/key/[^/\s?\"']+")


class Discreet(logging.Formatter):
    """Write a line, its traceback included, without the tokens of addresses."""

    def format(self, record: logging.LogRecord) -> str:
        return KEYS.sub("/key/…", super().format(record))
