"""A sound theory in three languages, and any theory at all."""

from dataclasses import replace

from hypothesis import strategies as st

from miqyas.theory.graph import CONFIDENCES, EFFECTS, LEVELS, TERMS, Link, Node, Theory
from miqyas.theory.impact import DEGREES, RISK_KINDS, ROLES, Dimensions, Risk, Stakeholder

SAID = Dimensions(
    threshold="le double du prix d’avant",
    characteristics="femmes de la vallée",
    scale="40",
    depth_without="rien",
)

TITLES = {
    "fr": {
        "train": "Former les tisserandes à la vente",
        "trained": "Tisserandes formées à la vente",
        "price": "Les tisserandes vendent plus cher",
        "control": "Les maris reprennent le contrôle des ventes",
        "better": "Des familles vivent mieux du tissage",
    },
    "ar": {
        "train": "تكوين النساجات في البيع",
        "trained": "نساجات مكوَّنات في البيع",
        "price": "تبيع النساجات بثمن أعلى",
        "control": "يستعيد الأزواج التحكم في المبيعات",
        "better": "أسر تعيش أفضل من النسيج",
    },
    "en": {
        "train": "Train the weavers in selling",
        "trained": "Weavers trained in selling",
        "price": "Weavers sell at a higher price",
        "control": "Husbands take back control of the sales",
        "better": "Families live better from weaving",
    },
}


def sound(language="fr"):
    """A theory in which no rule finds anything."""
    title = TITLES[language]
    said, weavers, husbands = {"dimensions": SAID}, ("weavers",), ("husbands",)
    return Theory(
        nodes=(
            Node("train", "activity", title["train"]),
            Node("trained", "output", title["trained"]),
            Node("price", "outcome", title["price"], groups=weavers, **said),
            Node("control", "outcome", title["control"], effect="negative", groups=husbands),
            Node("better", "impact", title["better"]),
        ),
        links=(
            Link("l1", "train", "trained", "elles viennent", "medium"),
            Link("l2", "trained", "price", "le marché existe", "high", "enquête", "les prix montent partout"),
            Link("l3", "price", "control", "l’argent se voit", "low"),
            Link("l4", "price", "better", "l’argent reste au foyer", "low"),
        ),
        measured=frozenset({"price", "control"}),
        stakeholders=(
            Stakeholder("weavers", "Tisserandes", "beneficiary", involvement="entendues en mars"),
            Stakeholder("husbands", "Maris", "affected", involvement="entendus en mars"),
        ),
        risks=(
            Risk("r1", "external", "La laine manque", "", "", "medium", "high", "Deux fournisseurs"),
        ),
    )  # fmt: skip


def with_nodes(theory, *nodes, links=(), measured=()):
    return replace(
        theory,
        nodes=(*theory.nodes, *nodes),
        links=(*theory.links, *links),
        measured=theory.measured | frozenset(measured),
    )


def with_links(theory, *links):
    return replace(theory, links=(*theory.links, *links))


def without(theory, *keys):
    return replace(
        theory,
        nodes=tuple(node for node in theory.nodes if node.key not in keys),
        links=tuple(link for link in theory.links if not {link.source, link.target, link.key} & set(keys)),
        measured=theory.measured - set(keys),
    )


def changed(theory, key, /, **fields):
    """The theory with other words on the part under this key."""
    kinds = ("nodes", "links", "stakeholders", "risks")
    return replace(
        theory,
        **{
            kind: tuple(
                replace(part, **fields) if part.key == key else part for part in getattr(theory, kind)
            )
            for kind in kinds
        },
    )


_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=60)
_TITLE = st.one_of(
    _TEXT,
    st.sampled_from([t for by_key in TITLES.values() for t in by_key.values()]),
    st.sampled_from(
        ["</text><script>alert(1)</script>", "\u202eabc أثر", "", "م" * 200, "a\u0301" * 90, "{title}"]
    ),
)


@st.composite
def theories(draw, *, most_nodes=14, distinct=False):
    n = draw(st.integers(0, most_nodes))
    groups = draw(_groups())
    nodes = tuple(draw(_node(i, groups, distinct=distinct)) for i in range(n))
    pairs = st.tuples(st.integers(0, max(n - 1, 0)), st.integers(0, max(n - 1, 0)))
    ends = draw(st.lists(pairs, max_size=3 * n, unique=True)) if n > 1 else []
    links = tuple(
        Link(
            f"l{i}",
            f"n{a}",
            f"n{b}",
            assumption=draw(st.sampled_from(["", "si…", "<b>&"])),
            confidence=draw(st.sampled_from(CONFIDENCES)),
            evidence=draw(st.sampled_from(["", "étude"])),
            rival=draw(st.sampled_from(["", "pluie"])),
        )
        for i, (a, b) in enumerate(ends)
        if a != b
    )
    measured = draw(st.sets(st.sampled_from([node.key for node in nodes]))) if nodes else set()
    risks = draw(_risks(nodes, links))
    return Theory(nodes, links, frozenset(measured), groups, risks)


@st.composite
def _groups(draw):
    return tuple(
        Stakeholder(
            f"g{i}",
            draw(_TITLE),
            draw(st.sampled_from(ROLES)),
            involvement=draw(st.sampled_from(["", "mars"])),
        )
        for i in range(draw(st.integers(0, 3)))
    )


@st.composite
def _node(draw, i, groups, *, distinct):
    level = draw(st.sampled_from(LEVELS))
    named = [group.key for group in groups]
    return Node(
        f"n{i}",
        level,
        f"{draw(_TITLE)}{i}" if distinct else draw(_TITLE),
        effect=draw(st.sampled_from(EFFECTS)),
        term=draw(st.sampled_from(TERMS)) if level == "outcome" else "",
        groups=tuple(draw(st.sets(st.sampled_from(named)))) if named else (),
        sdg=tuple(draw(st.sets(st.sampled_from(["4", "4.1", "1.a"])))),
        dimensions=draw(st.sampled_from([SAID, Dimensions(), Dimensions(scale="96", importance="low")])),
    )


@st.composite
def _risks(draw, nodes, links):
    parts = [("node", node.key) for node in nodes] + [("link", link.key) for link in links]
    bears_on = st.sampled_from([(), *parts])
    return tuple(
        Risk(
            f"r{i}",
            draw(st.sampled_from(RISK_KINDS)),
            draw(_TITLE),
            likelihood=draw(st.sampled_from(DEGREES)),
            consequence=draw(st.sampled_from(DEGREES)),
            mitigation=draw(st.sampled_from(["", "deux bus"])),
            **dict([on] if (on := draw(bears_on)) else []),
        )
        for i in range(draw(st.integers(0, 3)))
    )


def renamed(theory, prefix):
    """The same theory under other keys, in another order."""

    def key(old):
        return prefix + old[::-1] if old else ""

    return Theory(
        tuple(
            replace(n, key=key(n.key), groups=tuple(key(group) for group in n.groups))
            for n in reversed(theory.nodes)
        ),
        tuple(
            replace(k, key=key(k.key), source=key(k.source), target=key(k.target))
            for k in reversed(theory.links)
        ),
        frozenset(key(each) for each in theory.measured),
        tuple(replace(g, key=key(g.key)) for g in reversed(theory.stakeholders)),
        tuple(replace(r, key=key(r.key), node=key(r.node), link=key(r.link)) for r in reversed(theory.risks)),
    )
