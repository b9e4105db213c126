"""An invented form of another server, and its invented answers."""

from collections.abc import Iterator

from miqyas_web.surveys.elsewhere.server import AnswerThere, FormThere, Page
from miqyas_web.surveys.envelopes import Envelope

TITLE = "Transport scolaire, relevé de la semaine (exemple inventé)"
REF = "aDemoTransport2026"
VERSION = "1 (2026-03-02 09:00:00)"
XFORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Transport scolaire</h:title><model><itext>
<translation lang="Français (fr)" default="true()"><text id="c"><value>Douar</value></text><text id="m"><value>Élèves transportés</value></text><text id="l"><value>Minutes du trajet le plus long</value></text><text id="p"><value>Carburant de la semaine, en dirhams</value></text><text id="o"><value>Oui</value></text><text id="n"><value>Non</value></text><text id="k"><value>Une panne cette semaine ?</value></text></translation>
<translation lang="العربية (ar)"><text id="c"><value>الدوار</value></text><text id="m"><value>التلاميذ المنقولون</value></text><text id="l"><value>دقائق أطول رحلة</value></text><text id="p"><value>وقود الأسبوع بالدرهم</value></text><text id="o"><value>نعم</value></text><text id="n"><value>لا</value></text><text id="k"><value>هل وقع عطل هذا الأسبوع؟</value></text></translation></itext>
<instance><data id="aDemoTransport2026" version="1 (2026-03-02 09:00:00)"><douar/><eleves/><minutes/><carburant/><panne/><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/douar" type="string"/><bind nodeset="/data/eleves" type="int"/><bind nodeset="/data/minutes" type="decimal"/><bind nodeset="/data/carburant" type="decimal"/><bind nodeset="/data/panne" type="string"/></model></h:head>
<h:body><input ref="/data/douar"><label ref="jr:itext('c')"/></input><input ref="/data/eleves"><label ref="jr:itext('m')"/></input><input ref="/data/minutes"><label ref="jr:itext('l')"/></input><input ref="/data/carburant"><label ref="jr:itext('p')"/></input>
<select1 ref="/data/panne"><label ref="jr:itext('k')"/><item><label ref="jr:itext('o')"/><value>oui</value></item><item><label ref="jr:itext('n')"/><value>non</value></item></select1></h:body></h:html>
"""  # noqa: E501 -- an XForm on few lines
N_ANSWERS = 36


class ServerOfTheExample:
    """What a server would say: the way of an import is the real one, without network."""

    def forms(self) -> list[FormThere]:
        """One form."""
        return [FormThere(REF, TITLE, N_ANSWERS, VERSION)]

    def form_id(self, ref: str) -> str:
        """Its own name."""
        return ref

    def xform(self, ref: str, envelope: Envelope) -> bytes:
        """The form above, whichever is asked."""
        del ref, envelope
        return XFORM.encode()

    def pages(self, ref: str, since: str) -> Iterator[Page]:
        """One page of invented answers."""
        del ref, since
        yield Page([_answer(number) for number in range(N_ANSWERS)], N_ANSWERS)


def _answer(number: int) -> AnswerThere:
    name = f"uuid:00000000-0000-4000-8000-{number:012d}"
    pupils, minutes = 18 + number * 7 % 23, 40 + number * 13 % 60
    # The last one answers another form, as happens: the page of the import tells it.
    form = REF if number < N_ANSWERS - 1 else "ancien_formulaire"
    xml = (
        f'<data id="{form}" version="{VERSION}"><douar>Douar inventé {number % 12 + 1}</douar>'
        f"<eleves>{pupils}</eleves><minutes>{minutes}.5</minutes><carburant>{310 + number * 5 % 90}</carburant>"
        f"<panne>{'oui' if number % 3 else 'non'}</panne><meta><instanceID>{name}</instanceID></meta></data>"
    )
    return AnswerThere(name, f"2026-03-{number % 28 + 1:02d}T09:00:00", lambda: [xml.encode()], list)
