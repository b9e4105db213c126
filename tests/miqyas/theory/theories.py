"""A sound theory in three languages, and any theory at all."""

from dataclasses import replace

from hypothesis import strategies as st

from miqyas.theory.graph import CONFIDENCES, EFFECTS, LEVELS, Link, Node, Theory

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
    return Theory(
        nodes=(
            Node("train", "activity", title["train"]),
            Node("trained", "output", title["trained"]),
            Node("price", "outcome", title["price"]),
            Node("control", "outcome", title["control"], effect="negative"),
            Node("better", "impact", title["better"]),
        ),
        links=(
            Link("l1", "train", "trained", "elles viennent"),
            Link("l2", "trained", "price", "le marché existe", rival="les prix montent partout"),
            Link("l3", "price", "control", "l’argent se voit"),
            Link("l4", "price", "better", "l’argent reste au foyer"),
        ),
        measured=frozenset({"price", "control"}),
    )


def with_nodes(theory, *nodes, links=(), measured=()):
    return Theory((*theory.nodes, *nodes), (*theory.links, *links), theory.measured | frozenset(measured))


def with_links(theory, *links):
    return replace(theory, links=(*theory.links, *links))


def without(theory, *keys):
    return Theory(
        tuple(node for node in theory.nodes if node.key not in keys),
        tuple(link for link in theory.links if not {link.source, link.target, link.key} & set(keys)),
        theory.measured - set(keys),
    )


def changed(theory, key, **fields):
    return Theory(
        tuple(replace(node, **fields) if node.key == key else node for node in theory.nodes),
        tuple(replace(link, **fields) if link.key == key else link for link in theory.links),
        theory.measured,
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
    nodes = tuple(
        Node(
            f"n{i}",
            draw(st.sampled_from(LEVELS)),
            f"{draw(_TITLE)}{i}" if distinct else draw(_TITLE),
            effect=draw(st.sampled_from(EFFECTS)),
        )
        for i in range(n)
    )
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
    return Theory(nodes, links, frozenset(measured))


def renamed(theory, prefix):
    """The same theory under other keys, in another order."""
    return Theory(
        tuple(replace(n, key=prefix + n.key[::-1]) for n in reversed(theory.nodes)),
        tuple(
            replace(
                k, key=prefix + k.key[::-1], source=prefix + k.source[::-1], target=prefix + k.target[::-1]
            )
            for k in reversed(theory.links)
        ),
        frozenset(prefix + key[::-1] for key in theory.measured),
    )
