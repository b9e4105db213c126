"""Who reads applications, who must not, what they wrote, what was said together."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.funding.enums import AssignmentState, ConflictSource, ConflictState
from miqyas_web.funding.models.applications import Application
from miqyas_web.funding.models.calls import Call, Stage
from miqyas_web.funding.models.references import ReferenceFile


class Reviewer(models.Model):
    """A person who reads for one call. Competences are codes of the call's themes, regions, languages."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="reviewers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviewing")
    panel = models.CharField(max_length=60, blank=True)
    themes = models.JSONField(default=list, blank=True)
    regions = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    most_files = models.PositiveIntegerField(null=True, blank=True)
    # Sits on the committee: takes part in discussion and decision.
    is_committee = models.BooleanField(default=False)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    # Conflicts declared for every application of the call; nothing is shown before.
    declared_at = models.DateTimeField(null=True, blank=True)
    trained_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "person"], name="one_reviewer_by_call_and_person")
        ]

    def __str__(self) -> str:
        return str(self.person)


class ReviewerInvitation(models.Model):
    """A reading asked of an address. The token is mailed; only its hash is kept."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="reviewer_invitations")
    email = models.EmailField()
    panel = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10, default="fr")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_unanswered_invitation_to_read",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.call}"


class Conflict(models.Model):
    """Why a person must not see an application, nor its scores."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="conflicts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=ConflictSource)
    state = models.CharField(max_length=10, choices=ConflictState, default=ConflictState.STANDING)
    # Code of the rule that found it (`rules.conflicts`) and the records it rests on; or what was declared.
    rule = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True)
    # What the person answers to it.
    contested_because = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    # Who settled a contested one, and why.
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person", "source", "rule"], name="one_conflict_by_source_and_rule"
            ),
            models.CheckConstraint(
                condition=~Q(state=ConflictState.LIFTED)
                | (Q(settled_by__isnull=False) & ~Q(settled_because="")),
                name="lifted_conflict_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.application}"


class Assignment(models.Model):
    """One application given to one reviewer at one stage."""

    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    # An anchor that is no candidate, in the place of an application.
    reference_file = models.ForeignKey(
        ReferenceFile, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=10, choices=AssignmentState, default=AssignmentState.ASKED)
    # Read by a reviewer of another panel, or by everybody, so that panels can be compared.
    is_bridge = models.BooleanField(default=False)
    is_anchor = models.BooleanField(default=False)
    # Asked because the first reviews disagree.
    is_additional = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "stage", "reviewer"], name="one_assignment_by_reviewer_and_stage"
            ),
            models.UniqueConstraint(
                fields=["reference_file", "reviewer"], name="one_assignment_by_reviewer_and_reference_file"
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=True, reference_file__isnull=False, is_anchor=True)
                | Q(application__isnull=False, reference_file__isnull=True),
                name="assignment_of_one_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} · {self.application or self.reference_file}"

    @property
    def code(self) -> str:
        """How the file is called where references are."""
        return (
            self.application.reference if self.application else str(getattr(self.reference_file, "code", ""))
        )

    @property
    def title(self) -> str:
        """Of the file."""
        if self.application:
            return str(self.application.initiative.title)
        return str(getattr(self.reference_file, "title", ""))


class Review(models.Model):
    """What a reviewer wrote. The first opinion is sealed before any other is seen; a later one is kept beside it."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="review")
    revision = models.PositiveIntegerField(default=0)
    # {"<criterion>": {"level": 0-n, "comment": "..."}}
    scores = models.JSONField(default=dict, blank=True)
    opinion = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # The scores and opinion as first sent, with their sha256; never changed.
    first = models.JSONField(default=dict, blank=True)
    # After discussion, if changed: why.
    changed_because = models.TextField(blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.assignment)


class Minute(models.Model):
    """What a committee said of an application, or of the call: who was there, who had to leave. Never changed."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="minutes")
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes"
    )
    text = models.TextField()
    # Names and numbers of people, as they were then.
    present = models.JSONField(default=list)
    recused = models.JSONField(default=list)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.call} · {self.written_at:%Y-%m-%d}"
