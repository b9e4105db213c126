"""An invented list of indicators, as a donor might hand one to an association."""

from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.indicators.actions.own_sheets import bring_list, keep_list
from miqyas_web.indicators.models import OwnList

NAME = "Liste inventée d’un bailleur"
ROWS = (
    "Code;Indicateur;Définition;Unité;Source;Fréquence;ODD\n"
    "INV-01;Élèves transportés chaque jour;Élèves ayant un siège au départ du matin, comptés un jour de classe par "
    "mois;élèves;Feuille du chauffeur;Chaque mois;4.1\n"
    "INV-02;Filles internes réinscrites;Filles de l’internat réinscrites l’année suivante, sur toutes celles de "
    "l’année;%;Registre de l’internat;Chaque année;4.5\n"
    "INV-03;Réunions de parents tenues;Réunions où la moitié au moins des familles était présente;réunions;"
    "Procès-verbaux;Chaque trimestre;4.7\n"
)


def fill(organisation: Organisation, by: Person) -> None:
    """Bring it once."""
    if OwnList.objects.filter(organisation=organisation, name=NAME).exists():
        return
    draft = bring_list(organisation=organisation, file_name=f"{NAME}.csv", content=ROWS.encode(), by=by)
    keep_list(draft=draft, name=NAME, leaves_out=False, by=by)
