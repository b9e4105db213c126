import json

from miqyas.interchange.form import Choice, Form, Question

FORM = Form(
    form_id="menage",
    version="1",
    title="Ménage",
    root="data",
    languages=("Français (fr)", "العربية (ar)"),
    default_language="Français (fr)",
    questions=(
        Question("age", "/data/age", "integer", labels={"Français (fr)": "Âge", "العربية (ar)": "السن"}),
        Question("sex", "/data/member/sex", "select_one", repeat="/data/member", choices=(Choice("f"),)),
    ),
    repeats=("/data/member",),
    media=("communes.csv",),
)


def test_a_form_written_down_and_read_again_is_the_same():
    assert Form.from_data(json.loads(json.dumps(FORM.to_data()))) == FORM
