"""One answer as XML becomes rows of texts, by the plan of its version."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from miqyas.errors import (
    AnswerDoctype,
    AnswerElementTwice,
    AnswerElementUnknown,
    AnswerFormUnknown,
    AnswerNotXml,
    AnswerStrayText,
    AnswerTooLarge,
    AnswerVersionUnknown,
    AnswerWithoutIdentifier,
    MiqyasError,
)
from miqyas.interchange.answers.plan import SKIPPED, Plan, VersionPlan
from miqyas.interchange.answers.states import ABSENT

TEMPLATE = "{http://openrosa.org/javarosa}template"
STRAY = etree.XPath("//*[*]/text()[normalize-space()]")
LONGEST_SHOWN = 80
# Past this weight it is no answer: photos travel beside it.
HEAVIEST = 10_000_000


@dataclass(slots=True)
class Walked:
    """The rows of one answer, by table, and what its ``meta`` says."""

    key: str
    version: str
    corrects: str
    instance_name: str
    # By table: key of the row, key of the row it belongs to, place among its sisters, texts.
    rows: list[tuple[str, str, str, int, list[str]]]
    # What does not fit in it, while the rest stands.
    faults: list[MiqyasError]


class Walker:
    """Reads answers to the versions of one form."""

    def __init__(self, form_id: str, plans: Mapping[str, VersionPlan]) -> None:
        self._form_id, self._plans = form_id, plans
        # Entities, network and unlimited trees stay shut; a document type is refused besides, since with these
        # options it would be accepted in silence.
        self._parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        self._rows: list[tuple[str, str, str, int, list[str]]] = []
        self._faults: list[MiqyasError] = []

    def walk(self, xml: bytes) -> Walked:
        """Read one answer.

        Raises
        ------
        MiqyasError
            It is no answer to this form.
        """
        root = self._parse(xml)
        plan = self._plan(root)
        meta = _meta(root)
        key = meta.get("instanceID", "") or str(root.get("instanceID", ""))
        if not key:
            raise AnswerWithoutIdentifier
        texts = list(plan.fresh[""])
        self._fresh, self._rows, self._faults = plan.fresh, [("", key, "", 0, texts)], []
        self._fill(plan.plan, root, texts, (key, f"/{plan.root}"))
        stray: Any = STRAY(root)
        if stray:
            self._faults.append(AnswerStrayText(found=shown(str(stray[0]).strip())))
        return Walked(
            key=key,
            version=root.get("version", ""),
            corrects=meta.get("deprecatedID", ""),
            instance_name=meta.get("instanceName", ""),
            rows=self._rows,
            faults=self._faults,
        )

    def _parse(self, xml: bytes) -> etree._Element:
        if len(xml) > HEAVIEST:
            raise AnswerTooLarge(maximum=HEAVIEST)
        try:
            root = etree.fromstring(xml, self._parser)
        except (etree.XMLSyntaxError, ValueError) as reason:
            raise AnswerNotXml(reason=shown(str(reason))) from reason
        if root.getroottree().docinfo.internalDTD is not None:
            raise AnswerDoctype
        return root

    def _plan(self, root: etree._Element) -> VersionPlan:
        form_id, version = root.get("id") or _namespace(root), root.get("version", "")
        if form_id != self._form_id:
            raise AnswerFormUnknown(found=shown(form_id or bare(root.tag)), expected=self._form_id)
        plan = self._plans.get(version)
        if plan is None:
            known = ", ".join(self._plans)
            raise AnswerVersionUnknown(found=shown(version), known=known)
        return plan

    def _fill(self, plan: Plan, element: etree._Element, row: list[str], at: tuple[str, str]) -> None:
        """Read a group or a repeat into its row; ``at`` is the key of the row and the path of the element."""
        place_of = plan.leaves.get
        counts: dict[str, int] = {}
        for child in element:
            tag: Any = child.tag
            place = place_of(tag)
            if place is None:
                self._enter(plan, child, row, at, counts)
            elif place >= 0 and row[place] is ABSENT and not len(child):
                row[place] = child.text or ""
            elif place != SKIPPED:
                self._odd_leaf(place, child, row, at[1])

    def _enter(
        self, plan: Plan, child: etree._Element, row: list[str], at: tuple[str, str], counts: dict[str, int]
    ) -> None:
        """Enter a group or a repeat; a tag in a namespace is looked up once more without it."""
        key, path = at
        name = bare(child.tag)
        place = f"{path}/{name}"
        inner = plan.inner.get(name)
        counts[name] = counts.get(name, 0) + 1
        if inner is None:
            self._foreign(plan, child, row, path)
        elif inner.repeat:
            if TEMPLATE in child.attrib:
                counts[name] -= 1
                return
            mine = f"{key}/{name}[{counts[name]}]"
            texts = list(self._fresh[inner.repeat])
            self._rows.append((inner.repeat, mine, key, counts[name], texts))
            self._fill(inner, child, texts, (mine, place))
        elif counts[name] > 1:
            self._faults.append(AnswerElementTwice(path=place))
        else:
            self._fill(inner, child, row, (key, place))

    def _foreign(self, plan: Plan, child: etree._Element, row: list[str], path: str) -> None:
        """Read a leaf in a namespace, and know its full tag from now on; or tell that nothing is known of it."""
        name = bare(child.tag)
        place = plan.leaves.get(name) if name != child.tag else None
        if place is None:
            self._faults.append(AnswerElementUnknown(path=shown(f"{path}/{name}")))
            return
        plan.leaves[str(child.tag)] = place
        if place >= 0 and row[place] is ABSENT and not len(child):
            row[place] = child.text or ""
        elif place != SKIPPED:
            self._odd_leaf(place, child, row, path)

    def _odd_leaf(self, place: int, child: etree._Element, row: list[str], path: str) -> None:
        """Tell of a leaf that holds elements or stands twice."""
        name = bare(child.tag)
        if len(child):
            self._faults.append(AnswerElementUnknown(path=shown(f"{path}/{name}/{bare(child[0].tag)}")))
        elif place >= 0 and row[place] is not ABSENT:
            self._faults.append(AnswerElementTwice(path=shown(f"{path}/{name}")))


def _namespace(root: etree._Element) -> str:
    """Forms of old tools are named by the namespace of their root."""
    tag = str(root.tag)
    return tag[1:].split("}", 1)[0] if tag.startswith("{") else ""


def bare(tag: object) -> str:
    """A tag without its namespace."""
    return str(tag).rsplit("}", 1)[-1]


def shown(text: str) -> str:
    """A text short enough for a sentence."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _meta(root: etree._Element) -> dict[str, str]:
    """What stands in ``meta``, by local name: its namespace differs between engines."""
    for child in reversed(root):
        if bare(child.tag) == "meta":
            return dict(_texts(child))
    return {}


def _texts(element: etree._Element) -> Iterator[tuple[str, str]]:
    for child in element:
        yield bare(child.tag), " ".join((child.text or "").split())
