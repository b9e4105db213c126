"""What is said of the parts of a theory."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.models import Comment, Theory


@dataclass(frozen=True, slots=True)
class Discussion:
    """A comment and the answers to it, in order."""

    comment: Comment
    answers: list[Comment]
    may_close: bool


def members_of(initiative: Initiative) -> QuerySet[Person]:
    """Those who read the initiative, and may be called by name."""
    return Person.objects.filter(memberships__organisation=initiative.organisation).order_by("name", "pk")


def discussions_on(theory: Theory, key: str, *, person: Person, may_describe: bool) -> list[Discussion]:
    """The discussions on one part, those still open first."""
    if theory.pk is None:
        return []
    found = theory.comments.filter(part_key=key).select_related("by", "resolved_by")
    comments = list(found.prefetch_related("mentioned").order_by("at", "pk"))
    roots = [comment for comment in comments if comment.answers_to_id is None]
    return [
        Discussion(
            comment=root,
            answers=[comment for comment in comments if comment.answers_to_id == root.pk],
            may_close=may_describe or root.by_id == person.pk,
        )
        for root in sorted(roots, key=lambda root: root.resolved_at is not None)
    ]


def open_counts(theory: Theory) -> dict[str, int]:
    """How many comments stand in open discussions, by key of node or link."""
    if theory.pk is None:
        return {}
    is_open = Q(resolved_at__isnull=True, answers_to__resolved_at__isnull=True)
    return dict(Counter(theory.comments.filter(is_open).values_list("part_key", flat=True)))


def stamp_of(theory: Theory) -> str:
    """What changes whenever the theory or what is said of it does."""
    if theory.pk is None:
        return "0.0.0"
    said = theory.comments.aggregate(written=Count("pk"), closed=Count("resolved_at"))
    return f"{theory.revision}.{said['written']}.{said['closed']}"


def calls_of(person: Person) -> list[Comment]:
    """Open discussions in which the person was called by name and has not answered since, latest first."""
    is_open = Q(resolved_at__isnull=True, answers_to__resolved_at__isnull=True)
    since = Comment.objects.filter(
        by=person, theory=OuterRef("theory"), part_key=OuterRef("part_key"), at__gt=OuterRef("at")
    )
    called = Comment.objects.filter(
        is_open, ~Exists(since), mentioned=person, theory__in=Theory.objects.visible_to(person)
    )
    return list(called.select_related("by", "theory__initiative").order_by("-at")[:3])
