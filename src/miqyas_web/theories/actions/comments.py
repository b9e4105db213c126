"""Remark on an element or a link, answer, close a discussion and open it again."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.rules import writable
from miqyas_web.theories.models import Comment, Theory
from miqyas_web.theories.queries.comments import members_of
from miqyas_web.theories.rules import Gone, check_can_close, check_can_comment


@transaction.atomic
def write_comment(
    *,
    initiative: Initiative,
    on: tuple[str, str],
    text: str,
    by: Person,
    mentioned: Collection[int] = (),
    answers_to: int | None = None,
) -> Comment:
    """Write on a part (its kind and its key), or answer a comment there. ``mentioned`` are members, by pk."""
    theory = _theory(initiative, by)
    kind, key = on
    if not (theory.holds_node(key) if kind == "node" else theory.holds_link(key)):
        raise Gone
    text = writable(text).strip()
    if not text:
        raise Unfit(_("A comment needs words."))
    check_can_comment(theory.comments.count())
    comment = Comment.objects.create(
        theory=theory,
        part_kind=kind,
        part_key=key,
        text=text[:2000],
        by=by,
        answers_to=_opened(theory, key, answers_to),
    )
    comment.mentioned.set(members_of(initiative).filter(pk__in=mentioned))
    _record("theory_comment_written", comment, by=by, mentioned=sorted(mentioned))
    return comment


@transaction.atomic
def resolve_comment(*, initiative: Initiative, comment_id: int, reason: str, by: Person) -> Comment:
    """Close a discussion, with the reason; whoever began it may, and whoever may change the theory."""
    comment = _discussion(_theory(initiative, by), comment_id)
    check_can_close(
        is_author=comment.by_id == by.pk,
        may_describe=Permission.DESCRIBE in permissions_in(initiative.organisation, by),
    )
    reason = " ".join(writable(reason).split())
    if not reason:
        raise Unfit(_("Say how the discussion ends: what was decided, or why nothing changes."))
    if comment.resolved_at is not None:
        raise Refused(_("This discussion is closed already."))
    comment.resolved_at, comment.resolved_by, comment.resolution = clock.now(), by, reason[:500]
    comment.save(update_fields=["resolved_at", "resolved_by", "resolution"])
    _record("theory_comment_resolved", comment, by=by, reason=comment.resolution)
    return comment


@transaction.atomic
def reopen_comment(*, initiative: Initiative, comment_id: int, by: Person) -> Comment:
    """Open a closed discussion again."""
    comment = _discussion(_theory(initiative, by), comment_id)
    if comment.resolved_at is None:
        raise Refused(_("This discussion is open already."))
    comment.resolved_at, comment.resolved_by, comment.resolution = None, None, ""
    comment.save(update_fields=["resolved_at", "resolved_by", "resolution"])
    _record("theory_comment_reopened", comment, by=by)
    return comment


def _theory(initiative: Initiative, by: Person) -> Theory:
    """The theory, locked, for someone who may read it: who reads may remark."""
    check_has(Permission.READ, permissions_in(initiative.organisation, by))
    theory = Theory.objects.select_for_update(of=("self",)).filter(initiative=initiative)
    found = theory.select_related("initiative__organisation").first()
    if found is None:
        raise Gone
    return found


def _discussion(theory: Theory, comment_id: int) -> Comment:
    comment = theory.comments.filter(pk=comment_id, answers_to__isnull=True).select_related("theory").first()
    if comment is None:
        raise Gone
    return comment


def _opened(theory: Theory, key: str, comment_id: int | None) -> Comment | None:
    """The open discussion that is answered, on the same part."""
    if comment_id is None:
        return None
    comment = _discussion(theory, comment_id)
    if comment.part_key != key:
        raise Gone
    if comment.resolved_at is not None:
        raise Refused(_("This discussion is closed. Open it again to answer."))
    return comment


def _record(verb: str, comment: Comment, *, by: Person, **facts: object) -> None:
    theory = comment.theory
    organisation = theory.initiative.organisation
    part = f"{comment.part_kind}:{comment.part_key}"
    audit.record(
        verb, target=theory, by=by, organisation=organisation, part=part, comment=comment.pk, **facts
    )
