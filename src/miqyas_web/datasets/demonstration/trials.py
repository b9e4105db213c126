"""Real published trials, so that a newcomer can compute a published figure again in five minutes.

The initiatives and their theories are written for the exercise; the data are those of the papers, from the package
`causaldata` (MIT), and go through the same reading and freezing as any file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from miqyas_web.datasets.enums import ColumnRole
from miqyas_web.indicators.actions import Sheet
from miqyas_web.indicators.enums import Aggregation, Direction
from miqyas_web.initiatives.actions import Description
from miqyas_web.initiatives.enums import InitiativeState
from miqyas_web.theories.enums import NodeLevel


@dataclass(frozen=True, slots=True)
class PublishedTrial:
    """One trial: its file in the package, what the paper says of it, an initiative to study it in."""

    slug: str
    file: str
    dataset_title: str
    origin: str
    description: str
    # By column: its label and its role.
    columns: Mapping[str, tuple[str, ColumnRole]]
    initiative: Description
    theory: tuple[tuple[NodeLevel, str], ...]
    # For whom, and what could go wrong outside the programme: our reading.
    people: str
    risk: str
    # Of the link from each element to the next.
    assumptions: tuple[str, ...]
    # Of the outcome.
    indicator: Sheet
    # How its value is computed from the frozen data (`miqyas.indicators.measuring`), and the day it holds.
    formula: Mapping[str, Any]
    measured_date: date

    @property
    def title(self) -> str:
        return self.initiative["title"]


THORNTON = PublishedTrial(
    slug="thornton-2008",
    file="thornton_hiv/thornton_hiv.dta",
    dataset_title="Apprendre le résultat de son test du VIH, Malawi, 2004 (Thornton 2008)",
    origin=(
        "Thornton, Rebecca L. (2008). « The Demand for, and Impact of, Learning HIV Status ». American Economic Review "
        "98 (5), 1829-1863. https://doi.org/10.1257/aer.98.5.1829\n"
        "Données de l’article, prises dans le paquet Python « causaldata » (licence MIT). Données publiées, réelles : "
        "Malawi rural, 2004."
    ),
    description=(
        "Une ligne par adulte de l’enquête. Après le test du VIH, chacun a tiré au sort un bon, d’un montant de zéro à "
        "environ trois dollars, payé s’il venait au centre apprendre son résultat. Les valeurs manquent pour qui n’est "
        "pas entré dans l’expérience."
    ),
    # Labels after the codebook of the package.
    columns={
        "villnum": ("Village", ColumnRole.CLUSTER),
        "got": ("Est venu apprendre son résultat", ColumnRole.OUTCOME),
        "distvct": ("Distance du centre de dépistage, en km", ColumnRole.COVARIATE),
        "tinc": ("Montant du bon, en dollars", ColumnRole.NONE),
        "any": ("A tiré un bon d’un montant non nul", ColumnRole.TREATMENT),
        "age": ("Âge, en années", ColumnRole.COVARIATE),
        "hiv2004": ("Résultat du test en 2004 (1 = positif)", ColumnRole.COVARIATE),
    },
    initiative={
        "title": "Refaire une étude publiée : connaître son statut VIH (Thornton 2008)",
        "problem": (
            "Beaucoup de personnes font le test du VIH sans venir apprendre leur résultat. Une petite somme "
            "suffit-elle à les faire venir ? Cette fiche sert à refaire l’étude : elle n’est pas celle d’une "
            "association marocaine."
        ),
        "people_concerned": "Adultes de villages du Malawi qui ont fait le test en 2004.",
        "sdg_goals": [3],
        "state": InitiativeState.COMPLETE,
    },
    theory=(
        (NodeLevel.ACTIVITY, "Faire tirer au sort un bon à chaque personne testée"),
        (NodeLevel.OUTPUT, "Un bon payable au centre de dépistage"),
        (NodeLevel.OUTCOME, "La personne vient apprendre son résultat"),
        (NodeLevel.IMPACT, "Moins de transmissions du VIH"),
    ),
    people="Personnes qui ont accepté un test",
    risk="Le centre de dépistage ferme ou se déplace pendant l’étude",
    assumptions=(
        "Le tirage est fait devant la personne, et le bon remis aussitôt.",
        "Le coût du trajet et la crainte du résultat se compensent par une petite somme.",
        "Qui connaît son statut change de comportement.",
    ),
    indicator={
        "name": "Part des personnes testées venues apprendre leur résultat",
        "definition": (
            "Personnes venues au centre de dépistage apprendre le résultat de leur test, divisées par toutes celles "
            "qui ont fait le test."
        ),
        "unit": "%",
        "direction": Direction.INCREASE,
        "aggregation": Aggregation.RATIO_OF_SUMS,
        "source": "Registre du centre",
        "frequency": "Une fois",
        "disaggregation": ["age"],
        "age_bands": [15, 25, 40, 60],
    },
    formula={
        "statistic": "share",
        "column": "got",
        "values": [1],
        "cluster": "villnum",
        "percent": True,
        "groups": {"age": {"column": "age", "bands": [15, 25, 40, 60]}},
    },
    measured_date=date(2004, 12, 31),
)

# Left for the newcomer: theory and data stand ready, the study is theirs to register.
LALONDE = PublishedTrial(
    slug="lalonde-1986",
    file="nsw_mixtape/nsw_mixtape.dta",
    dataset_title="Emploi accompagné, États-Unis, 1975-1978 (LaLonde 1986)",
    origin=(
        "LaLonde, Robert J. (1986). « Evaluating the Econometric Evaluations of Training Programs with Experimental "
        "Data ». American Economic Review 76 (4), 604-620. Échantillon de Dehejia et Wahba (1999), Journal of the "
        "American Statistical Association 94 (448), 1053-1062.\n"
        "Données prises dans le paquet Python « causaldata » (licence MIT). Données publiées, réelles."
    ),
    description=(
        "Une ligne par homme tiré au sort. Le programme National Supported Work offrait un emploi accompagné pendant "
        "quelques mois. Effet publié par Dehejia et Wahba sur les revenus de 1978 : 1 794 dollars (erreur type 633, "
        "calculée en supposant la même dispersion dans les deux groupes)."
    ),
    columns={
        "data_id": ("Échantillon", ColumnRole.NONE),
        "treat": ("Tiré au sort pour l’emploi accompagné", ColumnRole.TREATMENT),
        "age": ("Âge, en années", ColumnRole.COVARIATE),
        "educ": ("Années d’études", ColumnRole.COVARIATE),
        "black": ("Noir", ColumnRole.COVARIATE),
        "hisp": ("Hispanique", ColumnRole.COVARIATE),
        "marr": ("Marié", ColumnRole.COVARIATE),
        "nodegree": ("Sans diplôme", ColumnRole.COVARIATE),
        "re74": ("Revenus de 1974, en dollars de 1982", ColumnRole.COVARIATE),
        "re75": ("Revenus de 1975, en dollars de 1982", ColumnRole.COVARIATE),
        "re78": ("Revenus de 1978, en dollars de 1982", ColumnRole.OUTCOME),
    },
    initiative={
        "title": "À vous de refaire une étude publiée : l’emploi accompagné (LaLonde 1986)",
        "problem": (
            "Des hommes éloignés de l’emploi ne retrouvent pas de travail. Un emploi accompagné de quelques mois "
            "augmente-t-il leurs revenus trois ans plus tard ? Cette fiche sert à refaire l’étude en cinq minutes : "
            "elle n’est pas celle d’une association marocaine."
        ),
        "people_concerned": "Hommes éloignés de l’emploi, États-Unis, 1975-1978.",
        "sdg_goals": [8],
        "state": InitiativeState.COMPLETE,
    },
    theory=(
        (NodeLevel.ACTIVITY, "Offrir un emploi accompagné"),
        (NodeLevel.OUTPUT, "Des mois de travail encadré"),
        (NodeLevel.OUTCOME, "Les participants gagnent davantage"),
        (NodeLevel.IMPACT, "Des familles sortent de la pauvreté"),
    ),
    people="Demandeurs d’emploi admis au programme",
    risk="L’emploi se raréfie dans toute la région",
    assumptions=(
        "Ceux à qui la place est offerte la prennent.",
        "Les habitudes de travail acquises valent chez d’autres employeurs.",
        "Le gain dure et profite au ménage.",
    ),
    indicator={
        "name": "Revenus annuels du travail",
        "definition": "Revenus du travail déclarés par la personne pour l’année 1978, en dollars de 1982.",
        "unit": "USD",
        "direction": Direction.INCREASE,
        "aggregation": Aggregation.MEAN,
        "source": "Enquête auprès des participants",
        "frequency": "Une fois par an",
    },
    formula={"statistic": "mean", "column": "re78"},
    measured_date=date(1978, 12, 31),
)

TRIALS = (THORNTON, LALONDE)
