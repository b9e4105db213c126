"""The rows of the invented household questionnaire: words in French, Arabic and English."""

from typing import Any

from miqyas_web.surveys.rules.definition import Definition, Row

FRENCH, ARABIC, ENGLISH = "Français (fr)", "العربية (ar)", "English (en)"
LANGUAGES = [FRENCH, ARABIC, ENGLISH]

Words = tuple[str, str, str]

TITLE = "Enquête ménages : scolarité et eau (exemple inventé)"
PURPOSE = (
    "Suivre l’assiduité des élèves et le temps passé à chercher l’eau, dans les onze douars, deux fois par an. "
    "Exemple inventé : aucune personne réelle n’a été interrogée."
)
CONSENT = {
    "fr": (
        "Bonjour. Nous travaillons pour l’association Dar Taliba (exemple inventé). Nous demandons un quart d’heure "
        "pour parler de l’école et de l’eau. Vos réponses servent à améliorer le transport et l’internat. Votre nom "
        "est gardé à part et n’est pas publié. Vous pouvez refuser, ou arrêter à tout moment, sans aucune "
        "conséquence. Acceptez-vous de répondre ?"
    ),
    "ar": (
        "السلام عليكم. نعمل لصالح جمعية دار الطالبة (مثال مختلق). نطلب ربع ساعة للحديث عن المدرسة والماء. تفيد "
        "أجوبتكم في تحسين النقل والإيواء. يُحفظ اسمكم على حدة ولا يُنشر. يمكنكم الرفض أو التوقف متى شئتم دون أي "
        "عواقب. هل توافقون على الإجابة؟"
    ),
    "en": (
        "Hello. We work for the association Dar Taliba (an invented example). We ask for a quarter of an hour to "
        "talk about school and water. Your answers help to improve transport and boarding. Your name is kept apart "
        "and is not published. You may refuse, or stop at any time, without any consequence. Do you agree to answer?"
    ),
}
AUTHORISATION = "Numéro inventé : A-XX-000/2026"


def _row(type_: str, name: str, words: Words | None = None, **more: Any) -> Row:
    row: Row = {"type": type_, "name": name}
    if words:
        row |= {f"label::{language}": text for language, text in zip(LANGUAGES, words, strict=True)}
    hint = more.pop("hint", None)
    if hint:
        row |= {f"hint::{language}": text for language, text in zip(LANGUAGES, hint, strict=True)}
    message = more.pop("message", None)
    if message:
        row |= {
            f"constraint_message::{language}": text for language, text in zip(LANGUAGES, message, strict=True)
        }
    return row | more


def _choice(list_name: str, name: str, words: Words, **more: str) -> Row:
    labels = {f"label::{language}": text for language, text in zip(LANGUAGES, words, strict=True)}
    return {"list_name": list_name, "name": name, **labels, **more}


SURVEY: tuple[Row, ...] = (
    _row("start", "started"),
    _row("end", "ended"),
    _row("deviceid", "device"),
    _row("begin_group", "place", ("Le lieu", "المكان", "The place")),
    _row("select_one province", "province", ("Province", "الإقليم", "Province"), required="yes"),
    _row(
        "select_one commune",
        "commune",
        ("Commune", "الجماعة", "Commune"),
        required="yes",
        choice_filter="province = ${province}",
    ),
    _row(
        "geopoint",
        "position",
        ("Position de la maison", "موقع المنزل", "Position of the house"),
        hint=(
            "Devant la porte, sans entrer.",
            "أمام الباب، دون الدخول.",
            "In front of the door, without going in.",
        ),
    ),
    _row("end_group", "place_end"),
    _row("begin_group", "household", ("Le ménage", "الأسرة", "The household")),
    _row(
        "text",
        "respondent_name",
        ("Nom de la personne qui répond", "اسم الشخص المجيب", "Name of the person who answers"),
    ),
    _row(
        "integer",
        "n_people",
        ("Combien de personnes vivent ici ?", "كم شخصا يعيش هنا؟", "How many people live here?"),
        required="yes",
        constraint=". >= 1 and . <= 30",
        message=(
            "Entre 1 et 30 personnes.",
            "بين شخص واحد و30 شخصا.",
            "Between 1 and 30 people.",
        ),
    ),
    _row(
        "select_one water",
        "water_source",
        (
            "D’où vient l’eau que vous buvez ?",
            "من أين يأتي ماء الشرب؟",
            "Where does your drinking water come from?",
        ),
        required="yes",
    ),
    _row(
        "integer",
        "water_minutes",
        (
            "Combien de minutes pour aller chercher l’eau et revenir ?",
            "كم دقيقة لجلب الماء والعودة؟",
            "How many minutes to fetch the water and come back?",
        ),
        relevant="${water_source} = 'well' or ${water_source} = 'spring'",
        constraint=". >= 0 and . <= 600",
    ),
    _row("end_group", "household_end"),
    _row(
        "begin_repeat",
        "pupil",
        ("Chaque élève du collège", "كل تلميذ في الإعدادي", "Each lower secondary pupil"),
    ),
    _row("text", "pupil_first_name", ("Prénom", "الاسم الشخصي", "First name")),
    _row("select_one sex", "pupil_sex", ("Sexe", "الجنس", "Sex"), required="yes"),
    _row(
        "integer",
        "pupil_age",
        ("Âge", "السن", "Age"),
        required="yes",
        constraint=". >= 10 and . <= 20",
        message=("Entre 10 et 20 ans.", "بين 10 و20 سنة.", "Between 10 and 20 years."),
    ),
    _row(
        "integer",
        "days_missed",
        (
            "Jours d’école manqués le mois dernier",
            "أيام الغياب عن المدرسة في الشهر الماضي",
            "School days missed last month",
        ),
        required="yes",
        constraint=". >= 0 and . <= 26",
    ),
    _row(
        "select_multiple reason",
        "why_missed",
        ("Pourquoi ?", "لماذا؟", "Why?"),
        relevant="${days_missed} > 0",
    ),
    _row("end_repeat", "pupil_end"),
    _row("calculate", "total_missed", calculation="sum(${days_missed})"),
    _row(
        "note",
        "thanks",
        ("Merci de votre temps.", "شكرا على وقتكم.", "Thank you for your time."),
    ),
)
CHOICES: tuple[Row, ...] = (
    _choice("province", "zagora", ("Zagora", "زاكورة", "Zagora")),
    _choice("province", "tinghir", ("Tinghir", "تنغير", "Tinghir")),
    _choice(
        "commune",
        "z1",
        ("Commune A (inventée)", "الجماعة أ (مختلقة)", "Commune A (invented)"),
        province="zagora",
    ),
    _choice(
        "commune",
        "z2",
        ("Commune B (inventée)", "الجماعة ب (مختلقة)", "Commune B (invented)"),
        province="zagora",
    ),
    _choice(
        "commune",
        "t1",
        ("Commune C (inventée)", "الجماعة ج (مختلقة)", "Commune C (invented)"),
        province="tinghir",
    ),
    _choice("water", "tap", ("Un robinet dans la maison", "صنبور في المنزل", "A tap in the house")),
    _choice("water", "fountain", ("Une borne-fontaine", "سقاية عمومية", "A public fountain")),
    _choice("water", "well", ("Un puits", "بئر", "A well")),
    _choice("water", "spring", ("Une source", "عين", "A spring")),
    _choice("sex", "f", ("Fille", "أنثى", "Girl")),
    _choice("sex", "m", ("Garçon", "ذكر", "Boy")),
    _choice("reason", "ill", ("Malade", "مرض", "Ill")),
    _choice("reason", "transport", ("Pas de transport", "غياب النقل", "No transport")),
    _choice(
        "reason",
        "work",
        ("Travail à la maison ou aux champs", "عمل في البيت أو الحقول", "Work at home or in the fields"),
    ),
    _choice("reason", "water", ("Chercher l’eau", "جلب الماء", "Fetching water")),
    _choice("reason", "other", ("Autre", "سبب آخر", "Other")),
)


def definition(form_id: str) -> Definition:
    """The whole questionnaire."""
    settings = {"form_title": TITLE, "form_id": form_id, "default_language": FRENCH}
    return {
        "survey": [dict(row) for row in SURVEY],
        "choices": [dict(row) for row in CHOICES],
        "settings": [settings],
        "languages": list(LANGUAGES),
    }
