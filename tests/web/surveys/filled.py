"""A form that asks one question of each kind, in French, Arabic and English; and a long one, of screens."""

import functools

from tests.web.surveys.forms import LANGUAGES, Sample, row, sample, three


def message(french: str, arabic: str, english: str) -> dict[str, str]:
    return three(french, arabic, english, column="constraint_message")


SURVEY = [
    row("start", "start"),
    row("begin group", "foyer", "Le foyer", "الأسرة", "The household"),
    row("select_one region", "region", "Région", "الجهة", "Region", required="yes", appearance="minimal"),
    row(
        "select_one_from_file places.csv",
        "commune",
        "Commune",
        "الجماعة",
        "Municipality",
        relevant="${region} != ''",
        choice_filter="region = ${region}",
        appearance="minimal autocomplete",
    ),
    row("text", "chef", "Nom de la personne", "اسم الشخص", "Name of the person", required="yes"),
    row("integer", "age", "Âge de ${chef}", "عمر ${chef}", "Age of ${chef}", required="yes")
    | {"constraint": ". >= 15 and . <= 110"}
    | message("L'âge va de 15 à 110 ans", "العمر بين 15 و110 سنة", "Age goes from 15 to 110"),
    row("select_one ouinon", "travail", "Travaille-t-elle ?", "هل تعمل؟", "Does she work?", required="yes"),
    row("decimal", "revenu", "Revenu du mois", "دخل الشهر", "Income a month", relevant="${travail} = 'oui'"),
    row("geopoint", "gps", "Position", "الموقع", "Position"),
    row("image", "photo", "Photo de la maison", "صورة المنزل", "Picture of the house"),
    row("end group"),
    row("begin repeat", "membre", "Membre", "فرد", "Member"),
    row("text", "prenom", "Prénom", "الاسم الشخصي", "First name"),
    row("integer", "m_age", "Âge du membre", "عمر الفرد", "Age of the member"),
    row("select_multiple langue", "langues", "Langues parlées", "اللغات", "Languages spoken"),
    row("end repeat"),
    row("calculate", "n_membres", calculation="count(${membre})"),
    row(
        "note",
        "recap",
        "Le foyer compte ${n_membres} membre(s).",
        "عدد الأفراد ${n_membres}.",
        "${n_membres} in all.",
    ),
]
CHOICES = [
    {"list_name": "region", "name": "01"} | three("Nord", "الشمال", "North"),
    {"list_name": "region", "name": "02"} | three("Sud", "الجنوب", "South"),
    {"list_name": "ouinon", "name": "oui"} | three("Oui", "نعم", "Yes"),
    {"list_name": "ouinon", "name": "non"} | three("Non", "لا", "No"),
    {"list_name": "langue", "name": "dar"} | three("Darija", "الدارجة", "Darija"),
    {"list_name": "langue", "name": "ama"} | three("Amazighe", "الأمازيغية", "Amazigh"),
    {"list_name": "avis", "name": "1"} | three("Pas du tout", "لا أبدا", "Not at all"),
    {"list_name": "avis", "name": "2"} | three("Un peu", "قليلا", "A little"),
    {"list_name": "avis", "name": "3"} | three("Beaucoup", "كثيرا", "A lot"),
]
PLACES = "name,label,region\nn1,Douar du Nord,01\nn2,Aïn Nord,01\ns1,Oasis du Sud,02\ns2,Éloued,02\n".encode()


@functools.cache
def household(version: str = "1") -> Sample:
    """Skips, a constraint with its message, a repeat, a list that depends on an answer, a position and a photo."""
    settings = {"form_title": "Ménage (essai)", "form_id": "menage_essai", "default_language": LANGUAGES[0]}
    settings |= {"version": version, "instance_name": "concat(${chef}, ' - ', ${n_membres})"}
    rows = {"survey": SURVEY, "choices": CHOICES, "settings": [settings]}
    return sample(rows, media={"places.csv": PLACES})


KINDS = [
    row("text", "mot", "Un mot", "كلمة", "A word"),
    row("text", "recit", "Un récit", "حكاية", "A story", appearance="multiline"),
    row("integer", "entier", "Un entier", "عدد صحيح", "A whole number"),
    row("decimal", "decimal", "Un décimal", "عدد عشري", "A decimal"),
    row("date", "jour", "Un jour", "يوم", "A day"),
    row("date", "annee", "Une année", "سنة", "A year", appearance="year"),
    row("time", "heure", "Une heure", "ساعة", "A time"),
    row("datetime", "instant", "Un instant", "لحظة", "A moment"),
    row("select_one avis", "avis", "Un avis", "رأي", "An opinion", appearance="likert"),
    row("select_one avis", "cote", "Côte à côte", "جنبا إلى جنب", "Side by side", appearance="horizontal"),
    row(
        "select_multiple langue",
        "plusieurs",
        "Plusieurs",
        "عدة",
        "Several",
        appearance="minimal autocomplete",
    ),
    row("range", "curseur", "Un curseur", "مؤشر", "A slider", parameters="start=0 end=10 step=1"),
    row(
        "range",
        "etoiles",
        "Des étoiles",
        "نجوم",
        "Stars",
        parameters="start=1 end=5 step=1",
        appearance="rating",
    ),
    row("rank langue", "ordre", "Un ordre", "ترتيب", "An order"),
    row("note", "a_lire", "**À lire** avant de continuer", "للقراءة", "To read"),
    row("acknowledge", "lu", "Avez-vous lu ?", "هل قرأت؟", "Have you read?"),
    row("geopoint", "lieu", "Un lieu", "مكان", "A place"),
    row("geotrace", "chemin", "Un chemin", "طريق", "A path"),
    row("image", "signature", "Une signature", "توقيع", "A signature", appearance="signature"),
    row("audio", "son", "Un son", "صوت", "A sound"),
    row("file", "fichier", "Un fichier", "ملف", "A file"),
    row("barcode", "code", "Un code", "رمز", "A code"),
    row("hidden", "cache", default="7"),
    row("calculate", "double", calculation="${entier} * 2"),
]


@functools.cache
def kinds() -> Sample:
    """One question of each kind: long enough to come in screens."""
    settings = {"form_title": "Tous les types", "form_id": "types_essai", "version": "1"}
    rows = {"survey": KINDS, "choices": CHOICES, "settings": [settings | {"default_language": LANGUAGES[0]}]}
    return sample(rows)


HOUSE = b"""<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" onload="alert(1)"><script>alert(2)</script>
<rect id="toit" x="0" y="0" width="200" height="50" style="fill:#c8b48c;stroke:#333"/>
<g id="mur"><rect x="0" y="50" width="100" height="50" fill="#eee"/></g>
<rect id="decor" x="100" y="50" width="100" height="50" fill="url(http://example.org/x)"/></svg>"""
PARTS = [
    {"list_name": "parties", "name": "toit"} | three("Le toit", "السقف", "The roof"),
    {"list_name": "parties", "name": "mur"} | three("Le mur", "الجدار", "The wall"),
]


def on_pictures() -> Sample:
    """A choice on a drawing, several on the same, strokes over a photo, and what the last answer said."""
    shown = {f"media::image::{name}": "maison.svg" for name in LANGUAGES}
    rows = [
        row("text", "village", "Village", "القرية", "Village", default="${last-saved#village}"),
        row("select_one parties", "un", "Où est la fuite ?", "أين التسرب؟", "Where does it leak?", appearance="image-map") | shown,
        row("select_multiple parties", "des", "Quoi réparer ?", "ما الذي يجب إصلاحه؟", "What to mend?", appearance="image-map") | shown,
        row("image", "photo", "Photo annotée", "صورة مع رسم", "Annotated picture", appearance="annotate"),
    ]  # fmt: skip
    settings = {"form_title": "Images (essai)", "form_id": "images_essai", "version": "1"}
    sheets = {"survey": rows, "choices": PARTS, "settings": [settings | {"default_language": LANGUAGES[0]}]}
    return sample(sheets, media={"maison.svg": HOUSE})


def long_form(n_questions: int) -> Sample:
    """Groups of ten questions, of five kinds, with a skip in each."""
    kinds = ("text", "integer", "decimal", "date", "select_one ouinon")
    survey: list[dict[str, str]] = []
    for at in range(n_questions):
        if at % 10 == 0:
            survey.append(
                row("begin group", f"g{at}", f"Partie {at // 10}", f"جزء {at // 10}", f"Part {at // 10}")
            )
        relevant = {"relevant": f"${{q{at - 1}}} != 'rien'"} if at % 10 == 1 else {}
        words = (f"Question {at}", f"سؤال {at}", f"Question {at}")
        survey.append(row(kinds[at % len(kinds)], f"q{at}", *words, **relevant))
        if at % 10 == 9 or at == n_questions - 1:
            survey.append(row("end group"))
    settings = {"form_title": f"{n_questions} questions", "form_id": f"long_{n_questions}", "version": "1"}
    rows = {"survey": survey, "choices": CHOICES, "settings": [settings | {"default_language": LANGUAGES[0]}]}
    return sample(rows)
