"""Invented grids: one sound, and whatever a test changes in it."""

from miqyas.judgement.grid_file import grid_of
from miqyas.types import LANGUAGES

WORDS = {"fr": "Le dossier montre", "ar": "يُظهر الملف الدرجة", "en": "The file shows step"}


def texts(text):
    return {language: f"{WORDS[language]} {text}" for language in LANGUAGES}


def criterion(key, *, n=5, **options):
    levels = [{"score": score, "anchors": texts(f"{key} {score}")} for score in range(1, n + 1)]
    return {"key": key, "labels": texts(key), "levels": levels} | options


def plain(*criteria, **options):
    held = criteria or (
        criterion("theory", weight=3, gate=3, judges="theory", has_facts=True),
        criterion("plan", weight=2, judges="indicators", has_facts=True),
        criterion("design", weight=1, judges="design", has_facts=True),
        criterion("evidence", weight=1, judges="evidence", has_facts=True),
        criterion("team", weight=3),
    )
    whole = {"key": "sound", "version": "1", "labels": texts("grid"), "criteria": list(held)}
    return whole | {"tie_breaks": [held[0]["key"]]} | options


def grid(*criteria, **options):
    return grid_of(plain(*criteria, **options))
