"""Invented phones of the household questionnaire: two field workers, one phone for trials."""

from typing import Any

from miqyas_web.surveys.actions.collectors import create_collector
from miqyas_web.surveys.enums import CollectorKind
from miqyas_web.surveys.models import Collector

PHONES = (
    ("Téléphone de Brahim (inventé)", "fr", False),
    ("هاتف سلمى (مثال مخترع)", "ar", False),
    ("Téléphone d'essai (inventé)", "fr", True),
)


def fill(context: dict[str, Any]) -> None:
    """Open their addresses, once; nobody holds them."""
    survey = context["surveys"]["household"]
    initiative = survey.initiative
    if Collector.objects.filter(initiative=initiative, name=PHONES[0][0]).exists():
        return
    for name, language, is_test in PHONES:
        create_collector(
            initiative=initiative,
            kind=CollectorKind.PHONE,
            name=name,
            language=language,
            is_test=is_test,
            surveys=[survey],
            by=initiative.created_by,
        )
