"""Lots and samples: foreseen, drawn once, kept, read by those who may; a second draw shows."""

import csv
import io
import json

import docx
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from miqyas.cli.main import main
from miqyas_web.accounts.enums import Role
from miqyas_web.datasets.queries import frozen_path
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.studies import actions, queries, science
from miqyas_web.studies.models import Draw
from miqyas_web.territories.models import Territory
from tests import web_cast

pytestmark = pytest.mark.django_db


def villages_csv(n=40):
    lines = ["code,region,people,age"]
    lines += [f"{place:03d},{place % 4:02d},{50 + place * 3},{20 + place % 7}" for place in range(n)]
    return "\n".join(lines).encode()


@pytest.fixture
def initiative(tifawin, amina):
    return web_cast.initiative(tifawin, amina)


@pytest.fixture
def frame(initiative, amina):
    return web_cast.frozen_trial(initiative, amina, villages_csv(), title="Villages inventés")


@pytest.fixture
def province():
    country = Territory.objects.filter(level="country").first()
    region, _ = Territory.objects.get_or_create(
        code="90",
        defaults={"level": "region", "name_fr": "Région inventée", "name_ar": "جهة", "parent": country},
    )
    found = Territory.objects.create(
        code="90.901",
        level="province",
        name_fr="Province inventée",
        name_ar="إقليم",
        parent=region,
        edition="essai",
    )
    for place in range(12):
        Territory.objects.create(
            code=f"90.901.03.{place:02d}",
            level="commune",
            name_fr=f"Commune {place}",
            name_ar="جماعة",
            setting="rural" if place % 3 else "urban",
            parent=found,
            edition="essai",
        )
    return found  # fmt: skip


LOTS = {
    "title": "Qui commence",
    "arms": "treated=1, control=1",
    "strata": ["region"],
    "id": "code",
    "seed": "12",
}


def test_lots_are_looked_at_before_they_are_drawn(client, initiative, amina, frame):
    client.force_login(amina)
    address = reverse("studies:draw_create", args=[initiative.pk]) + f"?dataset={frame.pk}"
    looked = client.post(address, LOTS)
    assert (looked.status_code, Draw.objects.count()) == (200, 0)
    assert (looked.context["foreseen"].n_units, looked.context["foreseen"].n_strata) == (40, 4)
    answer = client.post(address, {**LOTS, "confirm": "yes", "seed_source": "Loterie du 12"})
    drawn = Draw.objects.get()
    assert answer.url == reverse("studies:draw_show", args=[initiative.pk, drawn.pk])
    assert drawn.record["counts"] == {"treated": 20, "control": 20}
    assert drawn.record["frame"]["sha256"] == looked.context["foreseen"].frame_sha256
    page = client.get(answer.url).content.decode()
    assert "Loterie du 12" in page
    assert drawn.sha256 in page
    assert AuditEvent.objects.latest("position").verb == "lots_drawn"


def test_the_list_and_record_are_those_of_the_command_line(
    client, initiative, amina, frame, tmp_path, capsys
):
    declared = science.procedure_from({"id": "code", "strata": ("region",)})
    drawn = actions.draw(
        initiative=initiative, by=amina, kind="assignment", title="Essai", frame=frame, declared=declared, seed=7,
        seed_source="",
    )  # fmt: skip
    client.force_login(amina)
    record = tmp_path / "record.json"
    record.write_bytes(client.get(reverse("studies:draw_record", args=[initiative.pk, drawn.pk])).content)
    assert main(["draw", str(frozen_path(frame)), "--verify", str(record), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["same"] is True
    answer = client.post(reverse("studies:draw_download", args=[initiative.pk, drawn.pk]))
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert len(rows) == 40
    assert sorted({row["arm"] for row in rows}) == ["control", "treated"]
    assert AuditEvent.objects.latest("position").verb == "draw_list_read"


def test_a_second_draw_from_the_same_list_shows_beside_both(client, initiative, amina, frame):
    declared = science.procedure_from({"id": "code"})
    common = {
        "initiative": initiative,
        "by": amina,
        "kind": "assignment",
        "frame": frame,
        "declared": declared,
    }
    first = actions.draw(**common, title="Premier", seed=1, seed_source="")
    second = actions.draw(**common, title="Second", seed=2, seed_source="")
    assert [list(queries.draws_from_same_frame(one)) for one in (first, second)] == [[second], [first]]
    client.force_login(amina)
    assert (
        "Second" in client.get(reverse("studies:draw_show", args=[initiative.pk, first.pk])).content.decode()
    )


def test_a_sample_of_communes_keeps_the_communes_it_was_drawn_from(client, initiative, amina, province):
    client.force_login(amina)
    address = reverse("studies:sample_create", args=[initiative.pk]) + f"?territory={province.pk}"
    said = {
        "title": "Communes à enquêter", "n": "4", "id": "code", "strata": ["setting"], "allocation": "proportional",
        "unequal": "systematic", "seed": "3", "confirm": "yes",
    }  # fmt: skip
    assert client.post(address, said).status_code == 302
    drawn = Draw.objects.get()
    assert drawn.record["counts"] == {"rural": 3, "urban": 1}
    Territory.objects.filter(parent=province).delete()
    answer = client.post(reverse("studies:draw_download", args=[initiative.pk, drawn.pk]))
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert sum(float(row["weight"]) for row in rows) == pytest.approx(12)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"arms": "seul"}, "__all__"),
        ({"seed": "-1"}, "seed"),
        ({"seed": ""}, "seed"),
        ({"strata": ["pays"]}, "strata"),
        ({"waves": "1"}, "waves"),
        ({"pairs": ["age"], "waves": "3"}, "__all__"),
        ({"id": "region"}, "__all__"),
    ],
)
def test_a_draw_that_cannot_be_made_is_told_and_nothing_is_kept(
    client, initiative, amina, frame, changes, field
):
    client.force_login(amina)
    address = reverse("studies:draw_create", args=[initiative.pk]) + f"?dataset={frame.pk}"
    answer = client.post(address, {**LOTS, **changes, "confirm": "yes"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Draw.objects.count() == 0


def test_a_list_must_be_chosen_and_be_of_this_initiative(client, initiative, amina, frame, tifawin):
    client.force_login(amina)
    other = web_cast.initiative(tifawin, amina, title="Autre")
    for address in (f"{reverse('studies:draw_create', args=[initiative.pk])}?dataset=",
                    f"{reverse('studies:draw_create', args=[other.pk])}?dataset={frame.pk}"):  # fmt: skip
        assert client.get(address).status_code == 422


def test_who_may_not_read_rows_takes_no_list_and_a_stranger_sees_no_draw(
    client, initiative, amina, frame, tifawin
):
    drawn = actions.draw(
        initiative=initiative, by=amina, kind="assignment", title="Essai", frame=frame,
        declared=science.procedure_from({"id": "code"}), seed=1, seed_source="",
    )  # fmt: skip
    reader = web_cast.member("Lectrice", tifawin, role=Role.READER)
    with pytest.raises(Refused):
        actions.read_list(drawn=drawn, by=reader)
    with pytest.raises(Refused):
        actions.draw(initiative=initiative, by=reader, kind="assignment", title="Non", frame=frame,
                     declared=drawn.record["procedure"], seed=2, seed_source="")  # fmt: skip
    client.force_login(reader)
    page = reverse("studies:draw_show", args=[initiative.pk, drawn.pk])
    assert client.get(page).status_code == 200
    assert client.post(reverse("studies:draw_download", args=[initiative.pk, drawn.pk])).status_code == 409
    client.force_login(web_cast.person("Inconnue"))
    assert client.get(page).status_code == 404
    assert Draw.objects.count() == 1


def test_a_record_that_was_changed_no_longer_holds(initiative, amina, frame):
    drawn = actions.draw(
        initiative=initiative, by=amina, kind="assignment", title="Essai", frame=frame,
        declared=science.procedure_from({"id": "code"}), seed=1, seed_source="",
    )  # fmt: skip
    assert science.record_holds(drawn.record)
    assert not science.record_holds({**drawn.record, "seed": 2})


def test_a_draw_has_one_frame(initiative, amina, frame):
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.create(
            initiative=initiative, kind="assignment", title="Rien", record={}, sha256="0" * 64, drawn_by=amina,
            drawn_at=frame.frozen_at,
        )  # fmt: skip


def test_the_list_of_draws_costs_the_same_for_one_and_three(client, initiative, amina, frame):
    client.force_login(amina)
    declared = science.procedure_from({"id": "code"})
    common = {
        "initiative": initiative,
        "by": amina,
        "kind": "assignment",
        "frame": frame,
        "declared": declared,
    }
    actions.draw(**common, title="1", seed=1, seed_source="")
    address = reverse("studies:draw_list", args=[initiative.pk])
    once = web_cast.queries_of(client, address)
    for seed in (2, 3):
        actions.draw(**common, title=str(seed), seed=seed, seed_source="")
    assert web_cast.queries_of(client, address) == once


def test_a_plan_cites_the_seals_of_its_draws_and_is_exported_in_three_languages(client, initiative, amina):
    trial = web_cast.frozen_trial(initiative, amina)
    drawn = actions.draw(
        initiative=initiative, by=amina, kind="assignment", title="Qui commence", frame=trial,
        declared=science.procedure_from({"cluster": "village"}), seed=1, seed_source="",
    )  # fmt: skip
    study = web_cast.draft_study(initiative, amina, draws=[drawn.sha256], exclusions="Ménages partis")
    plan = actions.seal_study(study=study, by=amina)
    assert plan.content["draws"] == [drawn.sha256]
    actions.change_study(study=study, by=amina, reason="Faute de frappe", exclusions="Ménages absents")
    client.force_login(amina)
    for form, kind, head in (("pdf", "application/pdf", b"%PDF"), ("docx", "application/vnd.openxml", b"PK")):
        for language in ("fr", "ar", "en"):
            address = reverse("studies:plan_export", args=[initiative.pk, study.pk, form])
            answer = client.get(address, {"language": language})
            assert answer.headers["Content-Type"].startswith(kind)
            assert answer.content.startswith(head)
    client.force_login(web_cast.person("Inconnue"))
    assert (
        client.get(reverse("studies:plan_export", args=[initiative.pk, study.pk, "pdf"])).status_code == 404
    )


def test_a_draft_is_exported_too_and_says_so(client, initiative, amina):
    study = web_cast.draft_study(initiative, amina)
    client.force_login(amina)
    answer = client.get(
        reverse("studies:plan_export", args=[initiative.pk, study.pk, "docx"]), {"language": "en"}
    )
    words = "\n".join(line.text for line in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert "Draft: this plan is not sealed." in words
