"""A real published trial, so that a newcomer can compute a published figure again in five minutes.

Thornton (2008): in rural Malawi, adults who took an HIV test drew a cash incentive to come and learn its result.
The initiative and its theory are written for the exercise; the data are those of the paper, from the package
`causaldata` (MIT), and go through the same reading and freezing as any file.
"""

from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from miqyas_web.datasets.actions import Naming, Said, bring_file, describe_columns, freeze_upload
from miqyas_web.datasets.enums import ColumnRole
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.indicators.actions import Sheet, create_indicator
from miqyas_web.indicators.enums import Aggregation, Direction
from miqyas_web.initiatives.actions import Description, create_initiative
from miqyas_web.initiatives.enums import InitiativeState
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.actions.links import create_link
from miqyas_web.theories.actions.nodes import create_node
from miqyas_web.theories.enums import NodeLevel

SLUG = "thornton-2008"
TITLE = "Refaire une étude publiée : connaître son statut VIH (Thornton 2008)"
ORIGIN = (
    "Thornton, Rebecca L. (2008). « The Demand for, and Impact of, Learning HIV Status ». American Economic Review "
    "98 (5), 1829-1863. https://doi.org/10.1257/aer.98.5.1829\n"
    "Données de l’article, prises dans le paquet Python « causaldata » (licence MIT). Données publiées, réelles : "
    "Malawi rural, 2004."
)
DESCRIPTION = (
    "Une ligne par adulte de l’enquête. Après le test du VIH, chacun a tiré au sort un bon, d’un montant de zéro à "
    "environ trois dollars, payé s’il venait au centre apprendre son résultat. Les valeurs manquent pour qui n’est "
    "pas entré dans l’expérience."
)
# Labels after the codebook of the package (`causaldata.thornton_hiv`).
COLUMNS: dict[str, tuple[str, ColumnRole]] = {
    "villnum": ("Village", ColumnRole.CLUSTER),
    "got": ("Est venu apprendre son résultat", ColumnRole.OUTCOME),
    "distvct": ("Distance du centre de dépistage, en km", ColumnRole.COVARIATE),
    "tinc": ("Montant du bon, en dollars", ColumnRole.NONE),
    "any": ("A tiré un bon d’un montant non nul", ColumnRole.TREATMENT),
    "age": ("Âge, en années", ColumnRole.COVARIATE),
    "hiv2004": ("Résultat du test en 2004 (1 = positif)", ColumnRole.COVARIATE),
}
INITIATIVE: Description = {
    "title": TITLE,
    "problem": (
        "Beaucoup de personnes font le test du VIH sans venir apprendre leur résultat. Une petite somme suffit-elle "
        "à les faire venir ? Cette fiche sert à refaire l’étude : elle n’est pas celle d’une association marocaine."
    ),
    "people_concerned": "Adultes de villages du Malawi qui ont fait le test en 2004.",
    "sdg_goals": [3],
    "state": InitiativeState.COMPLETE,
}
THEORY = (
    (NodeLevel.ACTIVITY, "Faire tirer au sort un bon à chaque personne testée"),
    (NodeLevel.OUTPUT, "Un bon payable au centre de dépistage"),
    (NodeLevel.OUTCOME, "La personne vient apprendre son résultat"),
    (NodeLevel.IMPACT, "Moins de transmissions du VIH"),
)
# Of the link from each element to the next.
ASSUMPTIONS = (
    "Le tirage est fait devant la personne, et le bon remis aussitôt.",
    "Le coût du trajet et la crainte du résultat se compensent par une petite somme.",
    "Qui connaît son statut change de comportement.",
)
INDICATOR: Sheet = {
    "name": "Part des personnes testées venues apprendre leur résultat",
    "definition": (
        "Personnes venues au centre de dépistage apprendre le résultat de leur test, divisées par toutes celles qui "
        "ont fait le test."
    ),
    "unit": "%",
    "direction": Direction.INCREASE,
    "aggregation": Aggregation.RATIO_OF_SUMS,
    "source": "Registre du centre",
    "frequency": "Une fois",
}
ABSENT = (
    "The package causaldata is not installed: the published trial was left out. To have it: pip install "
    '"miqyas[demonstration]".'
)


def fill(context: dict[str, Any]) -> None:
    """Bring and freeze the trial, once; ``context["datasets"]`` holds its version under ``SLUG``."""
    context.setdefault("datasets", {})
    path = _published_file()
    if path is None:
        context.get("say", print)(ABSENT)
        return
    standing = DatasetVersion.objects.filter(dataset__initiative__title=TITLE).first()
    if standing is None:
        initiative = _initiative(context)
        standing = _frozen(initiative, path)
    context["initiatives"][SLUG] = standing.dataset.initiative
    context["theories"][SLUG] = standing.dataset.initiative.theory
    context["datasets"][SLUG] = standing


def _published_file() -> Path | None:
    """The file inside the package, without importing it: it would bring pandas and statsmodels along."""
    package = find_spec("causaldata")
    if package is None or package.origin is None:
        return None
    path = Path(package.origin).parent / "thornton_hiv" / "thornton_hiv.dta"
    return path if path.is_file() else None


def _initiative(context: dict[str, Any]) -> Initiative:
    organisation, by = context.get("owners", {}).get(SLUG, (context["organisation"], context["lead"]))
    initiative = create_initiative(organisation=organisation, description=INITIATIVE, by=by)
    nodes = [
        create_node(initiative=initiative, said={"level": level, "title": title}, by=by)
        for level, title in THEORY
    ]
    for (source, target), assumption in zip(pairwise(nodes), ASSUMPTIONS, strict=True):
        create_link(
            initiative=initiative,
            source=source.key,
            target=target.key,
            said={"assumption": assumption},
            by=by,
        )
    outcome = next(node for node in nodes if node.level == NodeLevel.OUTCOME)
    create_indicator(initiative=initiative, sheet={"node": outcome, **INDICATOR}, by=by)
    return initiative


def _frozen(initiative: Initiative, path: Path) -> DatasetVersion:
    by = initiative.created_by
    with path.open("rb") as stream:
        upload = bring_file(
            initiative=initiative, file=UploadedFile(stream, name=path.name, size=path.stat().st_size), by=by
        )
    said = {
        position: Said(*COLUMNS[column["name"]], is_personal=False)
        for position, column in enumerate(upload.profile["columns"])
    }
    upload = describe_columns(upload=upload, said=said, by=by)
    naming = Naming(
        title="Apprendre le résultat de son test du VIH, Malawi, 2004 (Thornton 2008)",
        description=DESCRIPTION,
        origin=ORIGIN,
    )
    return freeze_upload(upload=upload, naming=naming, by=by)
