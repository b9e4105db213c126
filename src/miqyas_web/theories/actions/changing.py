"""What every change of a theory has in common: the lock, the right, the trace, the revision."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.enums import ChangeVerb
from miqyas_web.theories.models import Link, Node, Risk, Stakeholder, Theory, TheoryChange
from miqyas_web.theories.rules import PARTS, Gone, Row, Rows

NODE_FIELDS = (
    "level", "title", "description", "effect", "term", "groups", "sdg", "dimensions", "x", "y",
)  # fmt: skip
LINK_FIELDS = ("assumption", "rival_explanation", "confidence", "evidence")
STAKEHOLDER_FIELDS = ("name", "role", "size", "description", "involvement")
RISK_FIELDS = ("kind", "text", "likelihood", "consequence", "mitigation", "owner", "judged_on")


def begin(initiative: Initiative, *, by: Person) -> Theory:
    """Lock the theory of an initiative for this transaction, starting it when there is none."""
    check_has(Permission.DESCRIBE, permissions_in(initiative.organisation, by))
    theory, was_started = Theory.objects.get_or_create(initiative=initiative)
    if was_started:
        audit.record("theory_started", target=theory, by=by, organisation=initiative.organisation)
    return Theory.objects.select_for_update().select_related("initiative__organisation").get(pk=theory.pk)


def finish(
    theory: Theory,
    verb: ChangeVerb,
    *,
    before: Rows,
    after: Rows,
    by: Person,
    undoes: TheoryChange | None = None,
) -> TheoryChange:
    """Close a change: the next revision, what was and what is, the audit row."""
    theory.revision += 1
    theory.save(update_fields=["revision", "changed_at"])
    change = TheoryChange.objects.create(
        theory=theory, revision=theory.revision, verb=verb, before=before, after=after, undoes=undoes, by=by
    )
    audit.record(
        f"theory_{verb}",
        target=theory,
        by=by,
        organisation=theory.initiative.organisation,
        revision=theory.revision,
        keys=sorted(change.keys),
    )
    return change


def node_in(theory: Theory, key: str) -> Node:
    node = theory.nodes.filter(key=key).first()
    if node is None:
        raise Gone
    return node


def link_in(theory: Theory, key: str) -> Link:
    link = theory.links.select_related("source", "target").filter(key=key).first()
    if link is None:
        raise Gone
    return link


def stakeholder_in(theory: Theory, key: str) -> Stakeholder:
    stakeholder = theory.stakeholders.filter(key=key).first()
    if stakeholder is None:
        raise Gone
    return stakeholder


def risk_in(theory: Theory, key: str) -> Risk:
    risk = theory.risks.select_related("node", "link").filter(key=key).first()
    if risk is None:
        raise Gone
    return risk


def check_not_in_use(parts: Iterable[Node | Link | Stakeholder | Risk]) -> None:
    """Raise ``Refused`` when a room above leans on one of these parts."""
    for part in parts:
        for relation in part._meta.related_objects:
            if relation.related_model._meta.app_label == part._meta.app_label:
                continue
            used = relation.related_model._base_manager.filter(  # noqa: SLF001 - documented by Django
                **{relation.field.name: part}
            ).first()
            if used is not None:
                raise Refused(
                    _("«%(part)s» cannot be deleted: «%(used)s» refers to it. Change or delete that first.")
                    % {"part": part, "used": used}
                )


def node_row(node: Node) -> Row:
    return {"key": node.key} | {name: getattr(node, name) for name in NODE_FIELDS}


def link_row(link: Link) -> Row:
    ends = {"key": link.key, "source": link.source.key, "target": link.target.key}
    return ends | {name: getattr(link, name) for name in LINK_FIELDS}


def stakeholder_row(stakeholder: Stakeholder) -> Row:
    return {"key": stakeholder.key} | {name: getattr(stakeholder, name) for name in STAKEHOLDER_FIELDS}


def risk_row(risk: Risk) -> Row:
    row = {"key": risk.key} | {name: getattr(risk, name) for name in RISK_FIELDS}
    on = {
        "node": risk.node.key if risk.node else "",
        "link": risk.link.key if risk.link else "",
        "judged_on": risk.judged_on.isoformat() if risk.judged_on else "",
    }
    return row | on


def rows(
    nodes: Iterable[Node] = (),
    links: Iterable[Link] = (),
    stakeholders: Iterable[Stakeholder] = (),
    risks: Iterable[Risk] = (),
) -> Rows:
    return {
        "nodes": [node_row(node) for node in nodes],
        "links": [link_row(link) for link in links],
        "stakeholders": [stakeholder_row(stakeholder) for stakeholder in stakeholders],
        "risks": [risk_row(risk) for risk in risks],
    }


def rows_at(theory: Theory, keys: set[str]) -> Rows:
    """The rows that stand under these keys."""
    return rows(
        theory.nodes.filter(key__in=keys).order_by("pk"),
        theory.links.filter(key__in=keys).select_related("source", "target").order_by("pk"),
        theory.stakeholders.filter(key__in=keys).order_by("pk"),
        theory.risks.filter(key__in=keys).select_related("node", "link").order_by("pk"),
    )


def all_rows(theory: Theory) -> Rows:
    """All that a theory holds."""
    return rows(
        theory.nodes.order_by("key"),
        theory.links.select_related("source", "target").order_by("key"),
        theory.stakeholders.order_by("key"),
        theory.risks.select_related("node", "link").order_by("key"),
    )


def risks_on(theory: Theory, nodes: Iterable[Node] = (), links: Iterable[Link] = ()) -> list[Risk]:
    """The risks that go when these elements and links go."""
    on = Q(node__in=list(nodes)) | Q(link__in=list(links))
    return list(theory.risks.filter(on).select_related("node", "link").order_by("pk"))


def put(theory: Theory, given: Rows) -> None:
    """Write rows of every kind, in the order in which they can be written."""
    write = {
        "stakeholders": put_stakeholders,
        "nodes": put_nodes,
        "links": put_links,
        "risks": put_risks,
    }
    for kind in PARTS:
        write[kind](theory, given.get(kind, []))


def put_nodes(theory: Theory, given: Iterable[Row]) -> None:
    """Write rows of nodes, whole or in part: those that stand are set, others made under their own key."""
    for row in given:
        values = {name: row[name] for name in NODE_FIELDS if name in row}
        Node.objects.update_or_create(theory=theory, key=row["key"], defaults=values)


def put_stakeholders(theory: Theory, given: Iterable[Row]) -> None:
    """Write rows of stakeholders, as `put_nodes` does."""
    for row in given:
        values = {name: row[name] for name in STAKEHOLDER_FIELDS if name in row}
        Stakeholder.objects.update_or_create(theory=theory, key=row["key"], defaults=values)


def put_links(theory: Theory, given: Iterable[Row]) -> None:
    """Write rows of links, whole or in part; raises ``Refused`` when an end is missing or a pair is taken."""
    nodes: dict[str, int] = dict(theory.nodes.values_list("key", "pk"))
    for row in given:
        values: dict[str, Any] = {name: row[name] for name in LINK_FIELDS if name in row}
        if "source" in row:
            if row["source"] not in nodes or row["target"] not in nodes:
                raise Refused(_("One end of the link is no longer in the theory: it cannot be put back."))
            ends = {"source_id": nodes[row["source"]], "target_id": nodes[row["target"]]}
            if Link.objects.filter(**ends).exclude(key=row["key"]).exists():
                raise Refused(
                    _("Another link stands between the same two elements: this one cannot be put back.")
                )
            values |= ends
        Link.objects.update_or_create(theory=theory, key=row["key"], defaults=values)


def put_risks(theory: Theory, given: Iterable[Row]) -> None:
    """Write rows of risks, whole or in part; raises ``Refused`` when what a risk bears on is missing."""
    pks: dict[str, dict[str, int]] = {
        "node": dict(theory.nodes.values_list("key", "pk")),
        "link": dict(theory.links.values_list("key", "pk")),
    }
    for row in given:
        values: dict[str, Any] = {name: row[name] for name in RISK_FIELDS if name in row}
        if "judged_on" in values:
            values["judged_on"] = values["judged_on"] or None
        for kind, known in pks.items():
            if row.get(kind) and row[kind] not in known:
                raise Refused(_("What the risk bears on is no longer in the theory: it cannot be put back."))
            if kind in row:
                values[f"{kind}_id"] = known[row[kind]] if row[kind] else None
        Risk.objects.update_or_create(theory=theory, key=row["key"], defaults=values)
