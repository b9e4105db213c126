"""Answers brought from KoboToolbox and ODK Central: once, in order, resumed, and what those servers may do to us."""

import logging

import pytest
from lxml import etree

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation import jobs
from miqyas_web.foundation.addresses import NoAnswer
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent, Job
from miqyas_web.surveys.actions import importing, sources
from miqyas_web.surveys.actions.sources import Connection
from miqyas_web.surveys.elsewhere import WrongKey, kobo
from miqyas_web.surveys.models import Attachment, FormVersion, ImportRun, Question, Source, Submission, Survey
from miqyas_web.surveys.science.answers import tables_of
from tests import web_cast
from tests.web.foundation.outside import say, serving
from tests.web.surveys.imports.bringing import connected, kobo_xml, run
from tests.web.surveys.situations import answer_xml

pytestmark = pytest.mark.django_db


def test_answers_come_as_the_phone_sent_them_with_their_files(source, amina, there):
    made = run(source, amina)
    assert (made.n_seen, made.n_new, made.n_refused, made.trouble) == (3, 3, 0, "")
    ours = {etree.canonicalize(bytes(one.xml).decode()) for one in Submission.objects.all()}
    assert ours == {etree.canonicalize(one["xml"].decode()) for one in there.answers.values()}
    assert set(Submission.objects.values_list("origin", "sent_by")) == {("kobo", amina.pk)}
    photo = Attachment.objects.get()
    assert (photo.name, photo.submission.instance_id) == ("puits.png", f"uuid:{12:032d}")


def test_the_form_is_brought_with_its_questions_frozen_and_not_offered_to_phones(source, amina):
    run(source, amina)
    version = FormVersion.objects.get()
    assert (version.version, version.state, version.survey.form_id) == (
        "1 (2026-01-05 10:00:00)",
        "retired",
        "aXYZ123",
    )
    assert version.outline["version"] == version.version
    assert version.questions.get(name="age").path == "/data/foyer/age"
    personal = set(Question.objects.filter(is_personal=True).values_list("name", flat=True))
    assert {"chef", "lieu", "photo", "prenom", "deviceid"} <= personal
    assert "age" not in personal


def test_again_brings_what_is_new_and_nothing_twice(source, amina, there):
    run(source, amina)
    there.answers[16] = {"at": "2026-02-16T09:00:00", "xml": kobo_xml(16), "files": {}}
    before = len(there.seen)
    second = run(source, amina)
    assert (second.n_seen, second.n_new, second.n_known) == (2, 1, 1)
    assert all("2026-02-15T09" in path for path in there.seen[before:] if "data.json" in path)
    assert Submission.objects.count() == 4
    third = run(source, amina, is_whole=True)
    assert (third.n_seen, third.n_new) == (4, 0)


def test_pages_are_cut_by_number_and_all_come(source, amina, there, monkeypatch):
    monkeypatch.setattr(kobo, "PAGE", 2)
    for number in range(20, 27):
        there.answers[number] = {"at": "2026-02-20T09:00:00", "xml": kobo_xml(number), "files": {}}
    made = run(source, amina)
    assert made.n_new == 10
    assert sum("data.json" in path for path in there.seen) == 6


def test_an_edit_there_is_a_correction_here(source, amina, there):
    run(source, amina)
    there.answers[11]["xml"] = kobo_xml(31, deprecated_id=f"uuid:{11:032d}", age="50")
    run(source, amina, is_whole=True)
    new = Submission.objects.get(instance_id=f"uuid:{31:032d}")
    assert new.corrects.instance_id == f"uuid:{11:032d}"
    assert not new.corrects.is_current


def test_an_answer_edited_before_we_came_is_taken_as_it_stands(source, amina, there):
    there.answers[11]["xml"] = kobo_xml(31, deprecated_id="uuid:never-seen")
    made = run(source, amina)
    assert (made.n_new, made.n_refused) == (3, 0)
    assert Submission.objects.get(instance_id=f"uuid:{31:032d}").corrects is None


def test_a_line_cut_in_the_middle_of_a_page_is_asked_again(source, amina, there, calm):
    there.trouble.waiting = [None, "cut", 502]
    made = run(source, amina)
    assert (made.n_new, made.trouble) == (3, "")
    assert calm == [2.0, 4.0]


def test_asked_to_slow_down_we_wait_as_long_as_told(source, amina, there, calm):
    there.trouble.waiting = [(429, 7)]
    assert run(source, amina).n_new == 3
    assert calm == [7.0]


def test_asked_to_wait_too_long_the_person_is_told_and_what_came_stays(source, amina, there, monkeypatch):
    monkeypatch.setattr(kobo, "PAGE", 1)
    there.trouble.waiting = [None, None, None, (429, 900)]
    made = run(source, amina)
    assert "15 min" in made.trouble
    assert made.n_new == Submission.objects.count() >= 1
    assert source.since == ""
    assert Job.objects.filter(task="surveys.bring_answers").latest("pk").state == "refused"
    again = run(source, amina)
    assert (again.trouble, Submission.objects.count()) == ("", 3)


def test_a_worker_that_dies_is_followed_by_one_that_goes_on(source, amina, there, monkeypatch):
    monkeypatch.setattr(kobo, "PAGE", 1)
    job = sources.ask_run(source=source, by=amina)
    made = ImportRun.objects.get()
    real, calls = importing.receive, []

    def receive(**options):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**options)

    monkeypatch.setattr(importing, "receive", receive)
    claimed = jobs.claim()
    with pytest.raises(KeyboardInterrupt):
        jobs.run(claimed)
    assert (Submission.objects.count(), made.ended_at) == (1, None)
    Job.objects.filter(pk=job.pk).update(state="waiting")
    jobs.run(jobs.claim())
    made.refresh_from_db()
    assert (made.n_new, made.n_seen, made.trouble) == (3, 3, "")
    # The first answer was not asked for again.
    assert len(calls) == 4


def test_an_answer_that_cannot_be_taken_is_told_and_the_others_come(source, amina, there):
    there.answers[12]["xml"] = there.answers[12]["xml"].replace(b"aXYZ123", b"other_form")
    made = run(source, amina)
    assert (made.n_new, made.n_refused) == (2, 1)
    assert made.refused[0]["instance_id"] == f"uuid:{12:032d}"
    assert "other_form" in made.refused[0]["reason"]


def test_a_file_that_is_gone_there_is_counted(source, amina, there):
    there.answers[12]["files"] = {"puits.png": None}
    made = run(source, amina)
    assert (made.n_new, made.n_files_absent) == (3, 1)


def test_a_form_changed_there_is_another_version_here(source, amina, there):
    run(source, amina)
    xml = answer_xml(form_id="aXYZ123", version="2 (2026-03-01)", instance_id=f"uuid:{40:032d}")
    there.answers[40] = {"at": "2026-03-01T09:00:00", "xml": xml, "files": {}}
    assert run(source, amina).n_new == 1
    assert [one.number for one in FormVersion.objects.order_by("number")] == [1, 2]


OLD_ROWS = {
    "schema": "1",
    "translated": ["label"],
    "translations": ["Français (fr)", "العربية (ar)"],
    "settings": {"default_language": "Français (fr)", "version": "x"},
    "survey": [
        {"type": "begin_group", "$autoname": "foyer", "$kuid": "a1", "label": ["Le foyer", None]},
        {"type": "text", "name": "chef", "$kuid": "a2", "label": ["Nom", "الاسم"], "required": True},
        {
            "type": "select_one",
            "$autoname": "lampe",
            "$kuid": "a3",
            "select_from_list_name": "lampes",
            "label": ["Quelle lampe ?", "أي مصباح؟"],
            "required": False,
        },
        {"type": "end_group", "$kuid": "a4"},
        {"type": "hidden", "name": "__version__"},
    ],
    "choices": [{"list_name": "lampes", "$autovalue": "petrole", "label": ["Pétrole", "نفط"]}],
}


def old_answer(number, *, version="vOLD123"):
    """An answer to the version above, before that question was taken away."""
    xml = answer_xml(form_id="aXYZ123", version="1 (2025)", instance_id=f"uuid:{number:032d}").decode()
    said = f"<lampe>petrole</lampe></foyer><__version__>{version}</__version__>"
    return {"at": "2026-03-01T09:00:00", "xml": xml.replace("</foyer>", said).encode(), "files": {}}


def test_an_answer_to_an_old_version_is_read_with_the_form_of_that_version(source, amina, there):
    there.versions["vOLD123"] = OLD_ROWS
    there.answers = {40: old_answer(40)}
    assert run(source, amina).n_new == 1
    version = FormVersion.objects.get(version="1 (2025)")
    lamp = version.questions.get(name="lampe")
    assert (lamp.path, lamp.kind, lamp.labels["العربية (ar)"]) == (
        "/data/foyer/lampe",
        "select_one",
        "أي مصباح؟",
    )
    assert [one["name"] for one in version.outline["questions"]] == ["chef", "lampe", "__version__"]
    assert f"/api/v2/assets/{there.uid}.xml" not in there.seen


@pytest.mark.parametrize(
    "rows",
    [None, {}, {"survey": [{"type": "begin_kobomatrix", "name": "m"}]}, {"survey": [{"type": "select_one"}]}],
)
def test_rows_that_are_gone_or_that_kobo_alone_turns_into_a_form_leave_the_form_of_today(
    source, amina, there, rows
):
    if rows is not None:
        there.versions["vOLD123"] = rows
    there.answers = {40: old_answer(40)}
    assert run(source, amina).n_new == 1
    version = FormVersion.objects.get(version="1 (2025)")
    assert version.xform == there.xform
    assert version.questions.filter(name="age").exists()


GROUPS = {
    "translations": ["Français (fr)", "العربية (ar)"],
    "survey": [
        {"type": "begin_kobomatrix", "name": "biens", "label": ["Biens", "الممتلكات"], "kobo--matrix_list": "objets"},
        {"type": "select_one", "select_from_list_name": "oui", "$autoname": "a", "label": ["En avez-vous ?", "هل عندكم؟"], "required": True},
        {"type": "integer", "name": "n", "label": ["Combien ?", "كم؟"], "relevant": "${a} = 'oui'"},
        {"type": "end_kobomatrix"},
        {"type": "begin_rank", "$autoname": "besoins", "label": ["Besoins", "الحاجات"], "kobo--rank-items": "objets", "kobo--rank-constraint-message": "Chacun une fois"},
        {"type": "rank__level", "name": "n1", "label": ["Premier", "الأول"]},
        {"type": "rank__level", "name": "n2", "label": ["Deuxième", "الثاني"]},
        {"type": "end_rank"},
        {"type": "begin_score", "name": "avis", "label": ["Avis", "الرأي"], "kobo--score-choices": "oui", "required": "true"},
        {"type": "score__row", "name": "eau", "label": ["L'eau", "الماء"]},
        {"type": "end_score"},
        {"type": "hidden", "name": "__version__"},
    ],
    "choices": [
        {"list_name": "objets", "name": "velo", "label": ["Vélo", "دراجة"]},
        {"list_name": "objets", "$autovalue": "puits", "label": ["Puits", "بئر"]},
        {"list_name": "oui", "name": "oui", "label": ["Oui", "نعم"]},
        {"list_name": "oui", "name": "non", "label": ["Non", "لا"]},
    ],
}  # fmt: skip
TO_GROUPS = """<data id="aXYZ123" version="1 (2025)"><biens_header><biens_header_note/></biens_header>
<biens_velo><biens_velo_note/><biens_velo_a>oui</biens_velo_a><biens_velo_n>2</biens_velo_n></biens_velo>
<biens_puits><biens_puits_note/><biens_puits_a>non</biens_puits_a></biens_puits>
<besoins><besoins_label/><n1>puits</n1><n2>velo</n2></besoins>
<avis><avis_header/><eau>oui</eau></avis><__version__>vOLD123</__version__>
<meta><instanceID>uuid:77777777-0000-4000-8000-000000000001</instanceID></meta></data>"""


def test_a_matrix_a_ranking_and_a_scoring_are_read_with_the_form_of_their_version(source, amina, there):
    there.versions["vOLD123"] = GROUPS
    there.answers = {40: {"at": "2026-03-01T09:00:00", "xml": TO_GROUPS.encode(), "files": {}}}
    assert run(source, amina).n_new == 1
    assert f"/api/v2/assets/{there.uid}.xml" not in there.seen
    version = FormVersion.objects.get(version="1 (2025)")
    asked = {one["name"]: one for one in version.outline["questions"]}
    assert asked["biens_velo_n"]["labels"] == {
        "Français (fr)": "Vélo – Combien ?",
        "العربية (ar)": "دراجة – كم؟",
    }
    assert "biens_velo_a" in asked["biens_velo_n"]["relevant"]
    assert [one["name"] for one in asked["biens_puits_a"]["choices"]] == ["oui", "non"]
    assert (asked["n1"]["is_required"], asked["n2"]["kind"]) == (True, "select_one")
    assert "besoins/n1" in asked["n2"]["constraint"]
    assert (asked["eau"]["path"], asked["eau"]["is_required"]) == ("/data/avis/eau", True)
    with tables_of(Survey.objects.get(form_id="aXYZ123")) as flat:
        assert flat.misfits == ()
        told = {name: flat[""].values(name) for name in ("biens_velo_n", "biens_puits_n", "n1", "eau")}
    assert told == {"biens_velo_n": [2], "biens_puits_n": [None], "n1": ["puits"], "eau": ["oui"]}


@pytest.mark.parametrize(
    "row",
    [
        {"type": "begin_kobomatrix", "name": "m", "kobo--matrix_list": "none"},
        {"type": "begin_rank", "name": "r"},
        {"type": "begin_score", "kobo--score-choices": "oui"},
    ],
)
def test_a_group_without_its_end_its_name_or_its_list_leaves_the_form_of_today(source, amina, there, row):
    level = {"begin_rank": "rank__level", "begin_score": "score__row"}.get(row["type"], "text")
    end = row["type"].replace("begin", "end")
    there.versions["vOLD123"] = GROUPS | {"survey": [row, {"type": level, "name": "x"}, {"type": end}]}
    there.answers = {40: old_answer(40)}
    assert run(source, amina).n_new == 1
    assert FormVersion.objects.get(version="1 (2025)").xform == there.xform


def test_a_version_is_no_way_into_other_addresses(source, amina, there):
    there.answers = {40: old_answer(40, version="../../data")}
    assert run(source, amina).n_new == 1
    assert not any("versions" in address for address in there.seen)


@pytest.mark.parametrize(("status", "words"), [(403, "partager"), (404, "supprimé")])
def test_a_form_no_longer_shared_or_deleted_is_told(source, amina, there, status, words):
    there.trouble.waiting = [status]
    made = run(source, amina)
    assert words in made.trouble
    assert Submission.objects.count() == 0


def test_a_key_withdrawn_is_told_and_another_may_be_given(source, amina, there):
    there.token = "another"
    assert "clé" in run(source, amina).trouble
    with pytest.raises(WrongKey):
        sources.renew_key(source=source, key="wrong", account="", by=amina)
    sources.renew_key(source=source, key="another", account="", by=amina)
    assert run(source, amina).n_new == 3


def test_a_wrong_key_keeps_nothing(initiative, amina, there):
    with pytest.raises(WrongKey):
        connected(initiative, amina, there, key="wrong")
    assert Source.objects.count() == 0


def test_a_page_for_people_is_no_answer(initiative, amina):
    page = serving(lambda handler: say(handler, b"<html>Sign in</html>", Content_Type="text/html"))
    with page as base, pytest.raises(NoAnswer, match="programmation"):
        sources.connect_source(initiative=initiative, said=Connection("kobo", base, "key"), by=amina)


def test_an_address_inside_is_refused(initiative, amina, settings):
    settings.OUTSIDE_IS_NEAR = False
    with pytest.raises(Unfit, match="réseau privé"):
        sources.connect_source(
            initiative=initiative, said=Connection("kobo", "https://127.0.0.1", "key"), by=amina
        )


def test_the_key_is_sealed_and_in_no_log(source, amina, there, caplog):
    with caplog.at_level(logging.DEBUG):
        run(source, amina)
    everything = caplog.text + str(list(AuditEvent.objects.values())) + str(list(Job.objects.values()))
    assert there.token not in everything
    assert there.token not in source.sealed_key
    sources.forget_key(source=source, by=amina)
    assert "clé" in run(source, amina).trouble


def test_one_import_at_a_time_and_a_dead_one_frees_its_place(source, amina):
    job = sources.ask_run(source=source, by=amina)
    with pytest.raises(Refused, match="déjà"):
        sources.ask_run(source=source, by=amina)
    Job.objects.filter(pk=job.pk).update(state="failed", ended_at="2026-11-23T00:00:00Z")
    sources.ask_run(source=source, by=amina)
    assert ImportRun.objects.filter(ended_at__isnull=True).count() == 1


def test_readers_and_strangers_bring_nothing(initiative, source, youssef, salma, tifawin):
    for person in (youssef, salma, web_cast.member("Rachid", tifawin, role=Role.READER)):
        with pytest.raises(Refused):
            sources.ask_run(source=source, by=person)
    assert ImportRun.objects.count() == 0


def test_central_gives_every_state_its_files_and_leaves_out_what_it_rejected(central, amina):
    made = run(central.source, amina)
    assert (made.n_seen, made.n_new, made.n_rejected, made.n_refused) == (3, 2, 1, 0)
    assert Submission.objects.get(instance_id="uuid:c2b").corrects.instance_id == "uuid:c2"
    assert Attachment.objects.get().name == "puits.png"
    assert (
        bytes(Submission.objects.get(instance_id="uuid:c1").xml) == central.answers["uuid:c1"]["states"][0][1]
    )
    assert FormVersion.objects.get().xform == central.xforms["1"]
    assert central.source.since == "2026-02-05T10:00:00.000Z"


def test_central_again_asks_for_what_came_or_changed(central, amina):
    run(central.source, amina)
    again = run(central.source, amina)
    assert (again.n_seen, again.n_new) == (1, 0)
    central.answers["uuid:c1"]["states"].append(
        ("uuid:c1b", answer_xml(instance_id="uuid:c1b", deprecated_id="uuid:c1", age="51"))
    )
    central.answers["uuid:c1"]["changed"] = "2026-03-01T00:00:00.000Z"
    run(central.source, amina)
    assert Submission.objects.get(instance_id="uuid:c1b").corrects.instance_id == "uuid:c1"
    assert Survey.objects.count() == 1


def test_central_refuses_a_password_without_repeating_what_it_said(central, initiative, amina, caplog):
    said = Connection("central", central.source.address, "wrong", account=central.account)
    with caplog.at_level(logging.DEBUG), pytest.raises(WrongKey) as refused:
        sources.connect_source(initiative=initiative, said=said, by=amina)
    assert "secret of the server" not in str(refused.value) + caplog.text
    assert central.password not in caplog.text
