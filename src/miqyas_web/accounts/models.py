"""People, the organisations they belong to, and how they were invited."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from miqyas_web.accounts.enums import InvitationState, OrganisationKind, Permission, Role
from miqyas_web.accounts.rules import invitation_state, roles_with
from miqyas_web.foundation import clock


class People(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Someone who signs in with an email address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    # The language of pages and letters; a code of settings.LANGUAGES.
    language = models.CharField(max_length=10, default="fr")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = People()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_is_lower_case")
        ]

    def __str__(self) -> str:
        return self.name or self.email


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, person: Person) -> "OrganisationQuerySet":
        return self.filter(memberships__person=person).distinct()

    def where(self, person: Person, may: Permission) -> "OrganisationQuerySet":
        """Those in which the person holds a role that carries ``may``."""
        return self.filter(memberships__person=person, memberships__role__in=roles_with(may)).distinct()


class Organisation(models.Model):
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    # Invented people and figures, shown as such on every page.
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def role_name(self) -> str:
        """The reader's role in words, where `queries.organisations_of` has put it."""
        return str(Role(getattr(self, "role")).label)  # noqa: B009 - an annotation, unknown to the class


class Membership(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="one_membership_by_organisation")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn; some may have expired."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """A seat kept for an address. The token is mailed; only its hash is stored."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role)
    language = models.CharField(max_length=10, default="fr")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_unanswered_invitation_by_address",
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_is_lower_case"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_someone_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.organisation}"

    @property
    def state(self) -> InvitationState:
        return invitation_state(
            accepted_at=self.accepted_at,
            withdrawn_at=self.withdrawn_at,
            expires_at=self.expires_at,
            at=clock.now(),
        )


class Brake(models.Model):
    """Failures in a row at one door, by account and network address.

    Only a keyed hash of the two is kept: a list of who tried from where would be personal data.
    """

    key = models.CharField(max_length=64, unique=True)
    n_failures = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]} × {self.n_failures}"
