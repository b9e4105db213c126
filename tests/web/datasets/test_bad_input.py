"""Files that are not the table they claim to be: each gets its sentence, and nothing of it stays."""

import io
import zipfile

import openpyxl
import pytest
from django.urls import reverse

from miqyas_web.datasets.models import Dataset, Upload
from miqyas_web.foundation.models import AuditEvent
from tests.web.datasets.conftest import file_of

pytestmark = pytest.mark.django_db


def workbook(rows, *, formula=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if formula:
        book.active["B2"] = formula
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bomb():
    """A real workbook whose sheet swells to a hundred megabytes of spaces."""
    source = zipfile.ZipFile(io.BytesIO(workbook([["a", "b"], [1, 2]])))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<sheetData>", b"<sheetData>" + b" " * 100_000_000, 1)
            target.writestr(name, content)
    return stream.getvalue()


def damaged():
    return workbook([["a", "b"], [1, 2]])[:-400]


BAD = {
    "no table": ("rapport.csv", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "NotATable"),
    "a picture": ("photo.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "NotATable"),
    "empty": ("vide.csv", lambda: b"a,b\n", "NoRows"),
    "200,000 columns": (
        "large.csv",
        lambda: (
            ",".join(f"c{n}" for n in range(200_000)).encode() + b"\n" + b",".join([b"1"] * 200_000) + b"\n"
        ),
        "TooManyColumns",
    ),
    "wrong encoding": (
        "villes.csv",
        lambda: "ville;âge\nFès;3\nMeknès;4\n".encode("windows-1252"),
        "WrongEncoding",
    ),
    "duplicated headers": ("double.csv", lambda: b"age,Age\n1,2\n3,4\n", "DuplicatedHeader"),
    "zip bomb": ("bombe.xlsx", bomb, "ZipBomb"),
    "formula cell": ("calcul.xlsx", lambda: workbook([["a", "b"], [1, 2]], formula="=A2*2"), "FormulaCell"),
    "formula text": ("texte.csv", lambda: b'a,b\n1,"=HYPERLINK(""http://x"")"\n', "FormulaText"),
    "damaged workbook": ("coupe.xlsx", damaged, "CorruptFile"),
    "ragged line": ("lignes.csv", lambda: b"a,b\n1,2\n3,4,5\n", "RaggedLine"),
}


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gets_a_sentence_and_leaves_nothing(client, initiative, amina, on_disk, case, language):
    name, content, reason = BAD[case]
    client.force_login(amina)
    client.cookies["language"] = language
    answer = client.post(
        reverse("datasets:upload_create", args=[initiative.pk]), {"file": file_of(content(), name)}
    )
    assert answer.status_code == 422
    (sentence,) = answer.context["form"].errors["file"]
    is_arabic = any("\u0600" <= sign <= "\u06ff" for sign in sentence)
    assert is_arabic == (language == "ar"), sentence
    assert not any(word in sentence for word in ("Expected", "limit is")), sentence
    assert sentence.split(" ")[0] in answer.content.decode()
    assert (Upload.objects.count(), Dataset.objects.count()) == (0, 0)
    assert on_disk() == {"uploads": [], "frozen": []}
    (event,) = AuditEvent.objects.all()
    assert (event.verb, event.facts["reason"], event.facts["name"]) == ("upload_refused", reason, name)


def test_a_wrong_encoding_offers_the_choice_of_one_and_then_works(client, initiative, amina):
    client.force_login(amina)
    content = "ville;âge\nFès;3\nMeknès;4\n".encode("windows-1252")
    where = reverse("datasets:upload_create", args=[initiative.pk])
    refused = client.post(where, {"file": file_of(content, "villes.csv")})
    assert refused.context["is_about_encoding"] is True
    assert "<details open>" in refused.content.decode()
    read = client.post(where, {"file": file_of(content, "villes.csv"), "encoding": "windows-1252"})
    assert read.status_code == 302
    assert [column["name"] for column in Upload.objects.get().profile["columns"]] == ["ville", "âge"]


def test_a_sheet_that_is_not_there_opens_the_choice(client, initiative, amina):
    client.force_login(amina)
    where = reverse("datasets:upload_create", args=[initiative.pk])
    answer = client.post(where, {"file": file_of(workbook([["a"], [1]]), "a.xlsx"), "sheet": "Feuille 9"})
    assert (answer.status_code, answer.context["is_about_sheet"]) == (422, True)


def test_a_file_that_is_too_heavy_is_refused_before_it_is_kept(
    client, initiative, amina, on_disk, monkeypatch
):
    from miqyas_web.datasets import rules

    monkeypatch.setattr(rules.files, "MOST_BYTES", 20)
    client.force_login(amina)
    where = reverse("datasets:upload_create", args=[initiative.pk])
    answer = client.post(where, {"file": file_of(b"a,b\n" + b"1,2\n" * 20)})
    assert answer.status_code == 422
    assert on_disk()["uploads"] == []
    assert AuditEvent.objects.get().facts["reason"] == "TooBig"


def test_no_file_at_all_is_said_beside_the_field(client, initiative, amina):
    client.force_login(amina)
    answer = client.post(reverse("datasets:upload_create", args=[initiative.pk]), {})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]


def test_the_name_of_a_file_never_becomes_a_path(client, initiative, amina, on_disk):
    client.force_login(amina)
    where = reverse("datasets:upload_create", args=[initiative.pk])
    client.post(where, {"file": file_of(b"a,b\n1,2\n", "../../etc/'; DROP TABLE x;--.csv")})
    (path,) = on_disk()["uploads"]
    assert len(path.name) == 32
    assert set(path.name) <= set("0123456789abcdef")
