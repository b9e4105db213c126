"""Serve the platform: the web server and one worker, started and stopped together."""

import contextlib
import signal
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

WORKER = [sys.executable, "-m", "miqyas_web.config.manage", "work"]


class Command(BaseCommand):
    help = "Prepare the database and the pages, then serve them with one worker for long work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--demonstration", action="store_true", help="fill an empty platform with invented examples"
        )

    def handle(self, *_args: Any, host: str, port: int, demonstration: bool, **_options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if demonstration:
            call_command("demonstration")
        address = f"http://{host}:{port}"
        self.stdout.write(f"\nMiqyas is at {address}   (Ctrl+C to stop; data in {settings.DATA})\n")
        self.stdout.flush()
        self.is_stopping = False
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        self.keep_running({"server": server(host, port), "worker": WORKER})

    def stop(self, *_: Any) -> None:
        self.is_stopping = True

    def keep_running(self, commands: dict[str, list[str]]) -> None:
        """Start each command; start it again if it dies; stop all when asked to."""
        running = {name: subprocess.Popen(words) for name, words in commands.items()}  # noqa: S603 - our own words
        while not self.is_stopping:
            time.sleep(0.3)
            for name, process in running.items():
                if process.poll() is not None and not self.is_stopping:
                    self.stderr.write(f"The {name} stopped ({process.returncode}); starting it again.")
                    time.sleep(1)
                    running[name] = subprocess.Popen(commands[name])  # noqa: S603 - our own words
        for process in running.values():
            process.terminate()
        for process in running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)


def server(host: str, port: int) -> list[str]:
    """Gunicorn with threads: pages wait for the database, not for the processor."""
    options = [
        "--bind",
        f"{host}:{port}",
        "--workers",
        "2",
        "--threads",
        "12",
        "--timeout",
        "120",
        "--log-level",
        "warning",
        "--logger-class",
        "miqyas_web.config.server_log.ServerLog",
    ]
    return [sys.executable, "-m", "gunicorn", "miqyas_web.config.wsgi:application", *options]
