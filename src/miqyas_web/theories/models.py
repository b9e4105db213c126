"""How an initiative is meant to work: a graph whose nodes and links keep their identifiers for ever."""

import secrets
from typing import Any

from django.db import models
from django.db.models import F, Q

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.enums import (
    ChangeVerb,
    Confidence,
    Degree,
    Effect,
    NodeLevel,
    PartKind,
    RiskKind,
    StakeholderRole,
    Term,
)
from miqyas_web.theories.rules import PARTS


def new_key() -> str:
    """A short identifier, unique in practice, that indicators, studies and reports refer to."""
    return secrets.token_hex(5)


class TheoryQuerySet(models.QuerySet["Theory"]):
    def visible_to(self, person: Person) -> "TheoryQuerySet":
        return self.filter(initiative__in=Initiative.objects.visible_to(person))


class Theory(models.Model):
    """The theory of change of one initiative, as it stands now."""

    initiative = models.OneToOneField(Initiative, on_delete=models.CASCADE, related_name="theory")
    # Grows with every change; a form sent for an older one is a conflict, shown to the person.
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    objects = TheoryQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.initiative)

    def holds_node(self, key: str) -> bool:
        return self.pk is not None and self.nodes.filter(key=key).exists()

    def holds_link(self, key: str) -> bool:
        return self.pk is not None and self.links.filter(key=key).exists()


class Node(models.Model):
    theory = models.ForeignKey(Theory, on_delete=models.CASCADE, related_name="nodes")
    key = models.CharField(max_length=64, default=new_key)
    level = models.CharField(max_length=10, choices=NodeLevel)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    # When an outcome is expected; other levels have none.
    term = models.CharField(max_length=10, choices=Term, blank=True)
    # Keys of stakeholders of the same theory, for whom or with whom it happens.
    groups = models.JSONField(default=list, blank=True)
    # Codes of goals and targets: "4", "4.1".
    sdg = models.JSONField(default=list, blank=True)
    # What is said on the five dimensions of impact (`miqyas.theory.impact.Dimensions`), field by field.
    dimensions = models.JSONField(default=dict, blank=True)
    # A negative or unintended effect is thought of beforehand.
    effect = models.CharField(max_length=10, choices=Effect, default=Effect.INTENDED)
    is_unwanted = models.GeneratedField(
        expression=Q(effect__in=[Effect.UNINTENDED, Effect.NEGATIVE]),  # type: ignore[arg-type]  # a condition is one
        output_field=models.BooleanField(),
        db_persist=True,
    )
    # Where the person put it, in the drawing's units; null: the layout decides.
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theory", "key"], name="node_key_once_in_a_theory"),
            models.CheckConstraint(
                condition=Q(x__isnull=True, y__isnull=True) | Q(x__isnull=False, y__isnull=False),
                name="node_has_both_coordinates_or_none",
            ),
            models.CheckConstraint(
                condition=Q(term="") | Q(level=NodeLevel.OUTCOME), name="only_an_outcome_has_a_term"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Link(models.Model):
    theory = models.ForeignKey(Theory, on_delete=models.CASCADE, related_name="links")
    key = models.CharField(max_length=64, default=new_key)
    source = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="links_in")
    assumption = models.TextField(blank=True)
    rival_explanation = models.TextField(blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence, default=Confidence.UNKNOWN)
    evidence = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theory", "key"], name="link_key_once_in_a_theory"),
            models.UniqueConstraint(fields=["source", "target"], name="one_link_between_two_nodes"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="link_is_no_loop"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class Stakeholder(models.Model):
    """A group of people or bodies that the theory names."""

    theory = models.ForeignKey(Theory, on_delete=models.CASCADE, related_name="stakeholders")
    key = models.CharField(max_length=64, default=new_key)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=12, choices=StakeholderRole, blank=True)
    # About how many, with the source; words, for a theory is written before people are counted.
    size = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    involvement = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theory", "key"], name="stakeholder_key_once_in_a_theory")
        ]

    def __str__(self) -> str:
        return self.name


class Risk(models.Model):
    """Something that could make the impact other than expected: on an element, on a link, or on the whole."""

    theory = models.ForeignKey(Theory, on_delete=models.CASCADE, related_name="risks")
    key = models.CharField(max_length=64, default=new_key)
    kind = models.CharField(max_length=14, choices=RiskKind)
    text = models.TextField()
    node = models.ForeignKey(Node, null=True, blank=True, on_delete=models.CASCADE, related_name="risks")
    link = models.ForeignKey(Link, null=True, blank=True, on_delete=models.CASCADE, related_name="risks")
    likelihood = models.CharField(max_length=6, choices=Degree, blank=True)
    consequence = models.CharField(max_length=6, choices=Degree, blank=True)
    mitigation = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)
    judged_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theory", "key"], name="risk_key_once_in_a_theory"),
            models.CheckConstraint(
                condition=Q(node__isnull=True) | Q(link__isnull=True), name="risk_bears_on_one_part"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class TheoryVersion(models.Model):
    """A theory as it stood, with its author, date and reason."""

    theory = models.ForeignKey(Theory, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theory", "number"], name="theory_version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.theory} v{self.number}"


class TheoryChange(models.Model):
    """One change to a theory: the rows it touched, before and after. Undo and conflicts are read from it."""

    theory = models.ForeignKey(Theory, on_delete=models.CASCADE, related_name="changes")
    # The theory's revision once the change was made.
    revision = models.PositiveIntegerField()
    verb = models.CharField(max_length=20, choices=ChangeVerb)
    # {"nodes": [...], "links": [...], "stakeholders": [...], "risks": [...]}, each row with its key; a row
    # absent from one side was made or deleted. Changes from before stakeholders and risks lack their lists.
    before = models.JSONField()
    after = models.JSONField()
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="undone_by"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theory", "revision"], name="one_change_by_revision"),
            models.CheckConstraint(
                condition=Q(verb__in=[ChangeVerb.UNDONE, ChangeVerb.REDONE]) ^ Q(undoes__isnull=True),
                name="undone_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theory} r{self.revision} {self.verb}"

    @property
    def touched(self) -> set[tuple[str, str]]:
        """(key, field) pairs the change wrote; every field of a row it made or deleted."""
        pairs = set()
        for kind in PARTS:
            before = {row["key"]: row for row in self.before.get(kind, ())}
            after = {row["key"]: row for row in self.after.get(kind, ())}
            for key in before.keys() | after.keys():
                old, new = before.get(key), after.get(key)
                pairs |= {
                    (key, name)
                    for name in (old or new or {})
                    if old is None or new is None or old.get(name) != new.get(name)
                }
        return pairs

    def row_before(self, key: str) -> dict[str, Any]:
        """What stood under a key before the change; nothing when the change made it."""
        rows = (row for kind in self.before.values() for row in kind if row["key"] == key)
        return next(rows, {})

    @property
    def told(self) -> str:
        """What the change did, in words; of a step back or forth, the change that it is about."""
        change = self
        while change.undoes is not None:
            change = change.undoes
        return str(change.get_verb_display())

    @property
    def keys(self) -> set[str]:
        """Keys of the nodes, links, stakeholders and risks the change touched."""
        return {key for key, _ in self.touched}


class Comment(models.Model):
    """A remark on an element or a link, or an answer to one. It outlives a deletion that may be undone."""

    theory = models.ForeignKey(Theory, on_delete=models.CASCADE, related_name="comments")
    part_kind = models.CharField(max_length=4, choices=PartKind)
    # By key, not by row: an element deleted and put back finds its comments again.
    part_key = models.CharField(max_length=64)
    answers_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers"
    )
    text = models.TextField()
    mentioned = models.ManyToManyField(Person, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    resolution = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["theory", "part_key"], name="comment_by_part")]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True, resolution="")
                | (Q(resolved_at__isnull=False, resolved_by__isnull=False) & ~Q(resolution="")),
                name="a_closed_discussion_says_who_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(answers_to__isnull=True) | Q(resolved_at__isnull=True),
                name="an_answer_is_not_closed_alone",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
