"""The platform's commands: ``miqyas-web migrate``, ``miqyas web serve``…"""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miqyas_web.config.settings")
    execute_from_command_line(sys.argv)


def run_from_miqyas(arguments: list[str]) -> int:
    """Entry point of ``miqyas web …``; answers with an exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miqyas_web.config.settings")
    execute_from_command_line(["miqyas web", *arguments])
    return 0


if __name__ == "__main__":
    main()
