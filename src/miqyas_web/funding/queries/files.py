"""A file as its reviewer reads it: the sealed content, blind where the stage is, and what was computed of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from miqyas_web.funding.models import Application, ReferenceFile, Sealed, Stage
from miqyas_web.funding.rules.scales import ShownCriterion, said
from miqyas_web.funding.science.figures import plain


@dataclass(frozen=True, slots=True)
class Fact:
    """What the platform computed of the sealed content, for one thing: a score if it has one, and its reasons."""

    key: str
    score: str
    maximum: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a reviewer may read of an application."""

    reference: str
    title: str
    # Empty at a blind stage.
    organisation: str
    partners: tuple[str, ...]
    asked_mad: str
    cofunding_mad: str
    answers: tuple[tuple[str, str], ...]
    budget: tuple[Mapping[str, Any], ...]
    outcomes: tuple[str, ...]
    links: tuple[str, ...]
    indicators: tuple[str, ...]
    evidence: tuple[str, ...]
    computed: Mapping[str, Fact]
    sha256: str
    # Answers given at the stages before, by the name of the stage.
    earlier: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    # What was said at the interview, where the stage is one.
    interview: Mapping[str, Any] | None = None


def sealed_of(application: Application, stage: Stage) -> Sealed | None:
    """What was sealed last at this stage."""
    return application.seals.filter(stage=stage).order_by("-number").first()


def file_read(application: Application, stage: Stage, language: str) -> ReadFile | None:
    """The sealed content as one page; None when nothing was sealed at this stage."""
    sealed = sealed_of(application, stage)
    if sealed is None:
        return None
    return content_read(
        sealed.content,
        stage,
        language,
        reference=application.reference,
        is_blind=stage.is_blind,
        sha256=sealed.sha256,
    )


def earlier_read(application: Application, stage: Stage, before: Stage, language: str) -> ReadFile | None:
    """What was sealed at a stage before the one being read: blind if either is, or it would name who applies."""
    sealed = sealed_of(application, before)
    if sealed is None:
        return None
    return content_read(
        sealed.content,
        before,
        language,
        reference=application.reference,
        is_blind=before.is_blind or stage.is_blind,
        sha256=sealed.sha256,
    )


def reference_read(file: ReferenceFile, language: str) -> ReadFile:
    """An anchor or a file to learn on, as one page; nobody applies with it."""
    return content_read(file.content, file.stage, language, reference=file.code, is_blind=True)


def content_read(
    held: Mapping[str, Any], stage: Stage, language: str, *, reference: str, is_blind: bool, sha256: str = ""
) -> ReadFile:
    """What is sealed, in words; names left out where it is read blind."""
    theory = held.get("theory") or {}
    titles = {node.get("key", node.get("id")): _title(node, language) for node in theory.get("nodes", [])}
    return ReadFile(
        reference=reference,
        title=str(held.get("title", "")),
        organisation="" if is_blind else str(held.get("organisation", {}).get("name", "")),
        partners=() if is_blind else tuple(_title(each, language) for each in held.get("partners", [])),
        asked_mad=str(held.get("asked_mad") or ""),
        cofunding_mad=str(held.get("cofunding_mad") or ""),
        answers=_answers(stage, held, language),
        budget=tuple(held.get("budget", [])),
        outcomes=tuple(titles.values()),
        links=tuple(_link(link, titles, language) for link in theory.get("links", [])),
        indicators=tuple(_title(each, language) for each in held.get("indicators", [])),
        evidence=tuple(_title(each, language) for each in held.get("evidence", [])),
        computed={key: _fact(key, each, language) for key, each in held.get("computed", {}).items() if each},
        sha256=sha256,
        earlier=_earlier(stage, held, language),
        interview=held.get("interview"),
    )


def facts_beside(criterion: ShownCriterion, file: ReadFile) -> list[Fact]:
    """What was computed of what this criterion judges."""
    return [file.computed[key] for key in criterion.computed if key in file.computed]


def _title(part: Any, language: str) -> str:
    if not isinstance(part, Mapping):
        return str(part)
    for name in ("title", "name", "sentence", "label"):
        if part.get(name):
            return said(part[name], language)
    return ""


def _link(link: Mapping[str, Any], titles: Mapping[Any, str], language: str) -> str:
    ends = (titles.get(link.get(end), str(link.get(end, ""))) for end in ("source", "target"))
    assumption = said(link.get("assumption") or link.get("assumptions") or "", language)
    return " → ".join(ends) + (f" ({assumption})" if assumption else "")


def _answers(stage: Stage, held: Mapping[str, Any], language: str) -> tuple[tuple[str, str], ...]:
    given = held.get("answers", {})
    # A file of an earlier call answers the questions of that call, which it holds.
    questions = held.get("questions")
    is_later = stage.position > 1 and not questions
    given = given.get(str(stage.position), {} if is_later else given)
    questions = questions or stage.questions
    return tuple(
        (said(asked.get("label"), language), str(given.get(asked["key"]) or "")) for asked in questions
    )


def _earlier(
    stage: Stage, held: Mapping[str, Any], language: str
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    if stage.position == 1:
        return ()
    before = Stage.objects.filter(call=stage.call_id, position__lt=stage.position).order_by("position")
    return tuple(
        (said(each.title, language), _answers(each, held, language)) for each in before if each.questions
    )


def _fact(key: str, computed: Mapping[str, Any], language: str) -> Fact:
    def figure(name: str) -> str:
        held = computed.get(name)
        if isinstance(held, int | float):
            return plain(held, 0 if held == int(held) else 2)
        return "" if held is None else said(held, language)

    return Fact(
        key,
        figure("score"),
        figure("maximum"),
        tuple(_reason(each, language) for each in computed.get("reasons", [])),
    )


def _reason(reason: Any, language: str) -> str:
    if isinstance(reason, Mapping):
        return said(reason.get("text") or reason.get("reason") or reason, language)
    if isinstance(reason, list | tuple):
        return said(reason[-1], language) if reason else ""
    return str(reason)
