"""A theory as tables: logframe, results chain, and their files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from miqyas.errors import MiqyasError
from miqyas.reporting.documents.logframe import logframe_document
from miqyas.reporting.refusals import refusal_sentence
from miqyas.theory.logframe import Measure, logframe, results_chain
from miqyas.theory.names import BAND_HEADINGS
from miqyas_web.foundation.errors import Refused
from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.science.stored import Graph


def logframe_keys(theory: Graph) -> list[tuple[NodeLevel, list[tuple[str, list[str]]]]]:
    """By level, impact first: the key of each row, with those of the links that leave it."""
    return [
        (
            NodeLevel(shelf.level),
            [(row.node.key, [each.link for each in row.conditions]) for row in shelf.rows],
        )
        for shelf in logframe(theory)
    ]


def chain_keys(theory: Graph) -> list[tuple[str, str, list[str]]]:
    """By stage, activities first: its level, its heading and the keys of its nodes."""
    language = _language()
    return [
        (
            stage.band.partition("-")[0],
            BAND_HEADINGS[stage.band][language],
            [node.key for node in stage.nodes],
        )
        for stage in results_chain(theory)
    ]


def logframe_bytes(
    theory: Graph,
    measures: Mapping[str, Sequence[tuple[str, str]]],
    form: str,
    *,
    title: str,
    organisation: str,
) -> bytes:
    """The logframe as a file; ``measures`` are names and sources by node key."""
    fonts = Path(settings.FONTS)
    try:
        return logframe_document(
            theory,
            form,
            measures={key: [Measure(*each) for each in said] for key, said in measures.items()},
            title=title,
            organisation=organisation,
            language=_language(),
            fonts=fonts if fonts.is_dir() else None,
        )
    except MiqyasError as error:
        raise Refused(refusal_sentence(error, _language())) from error


def _language() -> Any:
    return (get_language() or "fr")[:2]
