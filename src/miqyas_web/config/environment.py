"""Typed readers of the environment that fail loudly."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit


class BadEnvironment(RuntimeError):
    """A variable holds something the platform cannot use."""


def text(name: str, default: str) -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    given = os.environ.get(name)
    if given is None:
        return default
    if given.lower() in {"1", "true", "yes", "on"}:
        return True
    if given.lower() in {"0", "false", "no", "off", ""}:
        return False
    raise BadEnvironment(f"{name} must be yes or no; found {given!r}.")


def words(name: str, default: str) -> list[str]:
    return [word for word in text(name, default).replace(",", " ").split() if word]


def address(name: str) -> str:
    """The address of a site, without its last slash; empty when nothing is said."""
    given = text(name, "").strip().rstrip("/")
    parts = urlsplit(given)
    if given and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise BadEnvironment(f"{name} must be an address that begins with https://; found {given!r}.")
    return given


def folder(name: str, default: Path) -> Path:
    path = Path(text(name, str(default))).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret(name: str, kept_in: Path) -> str:
    """The secret given, or one drawn once and kept in a file only its owner reads."""
    given = os.environ.get(name)
    if given:
        return given
    if not kept_in.exists():
        kept_in.touch(mode=0o600)
        kept_in.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return kept_in.read_text(encoding="utf-8").strip()


def database(name: str, default: Path) -> dict[str, object]:
    """SQLite in a file unless the variable says ``postgresql://user:password@host:port/name``."""
    url = os.environ.get(name, "")
    if not url:
        return sqlite(default)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(parts.path))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadEnvironment(f"{name} must start with sqlite:// or postgresql://; found {parts.scheme!r}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # The last connection to close empties the write-ahead log: opened and closed by each request, it would
        # cost more than the request.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # A writer announces itself at once: no upgrade from reader to writer, no surprise "locked".
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # WAL: readers never wait for the writer. FULL: what was acknowledged survives a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
