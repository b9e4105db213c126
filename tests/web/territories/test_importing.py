import pytest
from django.core.management import CommandError, call_command

from miqyas_web.foundation.errors import Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.territories import queries
from miqyas_web.territories.actions.importing import import_territories
from miqyas_web.territories.actions.reading import UnfitList
from miqyas_web.territories.models import Territory, TerritoryFigure

pytestmark = pytest.mark.django_db
HEAD = "code,name_fr,name_ar"
TIZNIT = "09.581.01.09,Tiznit,تيزنيت"
TAFRAOUT = "09.581.01.05,Tafraout,تافراوت"
ANZI = "09.581.03.03,Anzi,أنزي"


@pytest.fixture
def bring(tmp_path):
    def bring(*lines, edition="hcp-2024", **options):
        path = tmp_path / "list.csv"
        path.write_bytes("\n".join(lines).encode())
        return import_territories(path, edition=edition, **options)

    return bring


def communes():
    return list(
        Territory.objects.filter(level="commune").order_by("code").values_list("code", "name_fr", "closed_on")
    )


def faults(refusal):
    return [(fault.line, fault.column, fault.value, str(fault.expected)) for fault in refusal.value.faults]


def test_communes_arrive_below_their_province(bring):
    changes = bring(HEAD, TIZNIT, ANZI)
    assert changes.counts() == {
        "added": 2, "renamed": 0, "recoded": 0, "reopened": 0, "restated": 0, "gone": 0, "figures": 0,
    }  # fmt: skip
    tiznit = Territory.objects.get(code="09.581.01.09")
    assert (tiznit.parent.code, tiznit.level, tiznit.setting, tiznit.edition) == (
        "09.581",
        "commune",
        "urban",
        "hcp-2024",
    )
    assert Territory.objects.get(code="09.581.03.03").setting == "rural"
    assert AuditEvent.objects.get().facts == {"edition": "hcp-2024", **changes.counts()}


def test_importing_again_has_no_effect(bring):
    bring(HEAD, TIZNIT, ANZI)
    before = list(Territory.objects.order_by("pk").values())
    changes = bring(HEAD, TIZNIT, ANZI)
    assert (changes.is_empty, changes.n_unchanged) == (True, 2)
    assert list(Territory.objects.order_by("pk").values()) == before
    assert AuditEvent.objects.count() == 1


def test_a_dry_run_says_the_same_and_changes_nothing(bring):
    assert bring(HEAD, TIZNIT, is_dry_run=True).added == ["09.581.01.09 Tiznit"]
    assert communes() == []
    assert AuditEvent.objects.count() == 0


def test_a_name_is_corrected(bring):
    bring(HEAD, "09.581.01.09,Tisnit,تيزنيت")
    assert bring(HEAD, TIZNIT).renamed == ["09.581.01.09 Tisnit → Tiznit"]
    assert [territory.code for territory in queries.search("tiznit")] == ["09.581", "09.581.01.09"]


def test_a_commune_that_is_recoded_stays_itself(bring):
    bring(HEAD, "09.581.03.03,Anzi,أنزي", edition="hcp-2014")
    before = Territory.objects.get(code="09.581.03.03").pk
    changes = bring(f"{HEAD},former_code", "09.581.07.01,Anzi,أنزي,09.581.03.03")
    assert changes.recoded == ["09.581.03.03 → 09.581.07.01 Anzi"]
    assert communes() == [("09.581.07.01", "Anzi", None)]
    assert [found.pk for found in queries.by_code("09.581.03.03")] == [before]


def test_codes_may_pass_from_one_commune_to_the_next(bring):
    bring(HEAD, "09.581.03.01,Anzi,أنزي", "09.581.03.02,Tighmi,تيغمي", edition="hcp-2014")
    pks = dict(Territory.objects.filter(level="commune").values_list("name_fr", "pk"))
    lines = (
        f"{HEAD},former_code",
        "09.581.03.02,Anzi,أنزي,09.581.03.01",
        "09.581.03.05,Tighmi,تيغمي,09.581.03.02",
    )
    changes = bring(*lines)
    assert changes.recoded == ["09.581.03.01 → 09.581.03.02 Anzi", "09.581.03.02 → 09.581.03.05 Tighmi"]
    assert dict(Territory.objects.filter(level="commune").values_list("name_fr", "pk")) == pks
    assert communes() == [("09.581.03.02", "Anzi", None), ("09.581.03.05", "Tighmi", None)]
    assert bring(*lines).is_empty


def test_two_communes_may_exchange_their_codes(bring):
    bring(HEAD, "09.581.03.01,Anzi,أنزي", "09.581.03.02,Tighmi,تيغمي", edition="hcp-2014")
    lines = (
        f"{HEAD},former_code",
        "09.581.03.02,Anzi,أنزي,09.581.03.01",
        "09.581.03.01,Tighmi,تيغمي,09.581.03.02",
    )
    assert bring(*lines).counts()["recoded"] == 2
    assert communes() == [("09.581.03.01", "Tighmi", None), ("09.581.03.02", "Anzi", None)]
    assert bring(*lines).is_empty


def test_two_communes_that_become_one_leave_the_other_closed(bring):
    bring(HEAD, ANZI, "09.581.03.02,Tighmi,تيغمي", edition="hcp-2014")
    changes = bring(f"{HEAD},former_code", f"{ANZI},09.581.03.02")
    assert changes.gone == ["09.581.03.02 Tighmi"]
    assert [code for code, _name, closed in communes() if closed is None] == ["09.581.03.03"]


def test_what_the_list_leaves_out_is_closed_not_deleted(bring):
    bring(HEAD, TIZNIT, ANZI)
    changes = bring(HEAD, TIZNIT)
    assert changes.gone == ["09.581.03.03 Anzi"]
    anzi = Territory.objects.get(code="09.581.03.03")
    assert anzi.closed_on is not None
    assert list(queries.search("anzi")) == []
    assert bring(HEAD, TIZNIT, ANZI).reopened == ["09.581.03.03 Anzi"]
    anzi.refresh_from_db()
    assert anzi.closed_on is None


def test_a_list_of_one_province_closes_nothing_elsewhere(bring):
    bring(HEAD, TIZNIT, "05.081.01.01,Azilal,أزيلال")
    assert bring(HEAD, TIZNIT).gone == []
    assert Territory.objects.get(code="05.081.01.01").closed_on is None


def test_aliases_semicolons_and_a_byte_order_mark_are_understood(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(
        "\ufeffmilieu;nom_ar;nom_fr;code_2014;code_2024\nurbaine;تيزنيت;Tiznit;09.581.01.09;09.581.01.09\n".encode()
    )
    import_territories(path, edition="hcp-2024")
    tiznit = Territory.objects.get(code="09.581.01.09")
    assert (tiznit.name_fr, tiznit.name_ar, tiznit.setting, tiznit.former_code) == (
        "Tiznit",
        "تيزنيت",
        "urban",
        "",
    )


def test_arabic_is_stored_without_marks_and_further_languages_are_kept(bring):
    bring(f"{HEAD},name_en,name_zgh", "09.581.01.09, Tiznit ,تِيزْنِيــت,Tiznit,ⵜⵉⵣⵏⵉⵜ")
    tiznit = Territory.objects.get(code="09.581.01.09")
    assert (tiznit.name_ar, tiznit.name_fr, tiznit.name_en) == ("تيزنيت", "Tiznit", "Tiznit")
    assert tiznit.other_names == {"zgh": "ⵜⵉⵣⵏⵉⵜ"}
    assert [found.pk for found in queries.search("ⵜⵉⵣⵏⵉⵜ")] == [tiznit.pk]


def test_figures_come_with_their_year_and_source(bring):
    lines = (f"{HEAD},population,households", f"{TIZNIT},74 699,١٩٠٠٠")
    changes = bring(*lines, year=2024, source="HCP, RGPH 2024")
    assert changes.counts()["figures"] == 2
    assert set(
        TerritoryFigure.objects.filter(territory__code="09.581.01.09").values_list(
            "key", "year", "value", "source"
        )
    ) == {
        ("population", 2024, 74699, "HCP, RGPH 2024"),
        ("households", 2024, 19000, "HCP, RGPH 2024"),
    }
    assert bring(*lines, year=2024, source="HCP, RGPH 2024").is_empty


def test_figures_without_a_year_are_refused(bring):
    with pytest.raises(Unfit, match="--year"):
        bring(f"{HEAD},population", f"{TIZNIT},74699")
    assert communes() == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["09.581.01,Tiznit,تيزنيت"], (2, "code", "09.581.01", "RR.PPP.CC.NN, RR.PPP.CC.N")),
        (["x,Tiznit,تيزنيت"], (2, "code", "x", "RR.PPP.CC.NN, RR.PPP.CC.N")),
        ([",Tiznit,تيزنيت"], (2, "code", "", "RR.PPP.CC.NN, RR.PPP.CC.N")),
        (
            ["09.999.01.09,Tiznit,تيزنيت"],
            (2, "code", "09.999.01.09", "un code dont la province (09.999) existe"),
        ),
        (["09.581.01.09,,تيزنيت"], (2, "name_fr", "", "un nom")),
        (["09.581.01.09,Tiznit,ـــ"], (2, "name_ar", "", "un nom")),
        (
            [TIZNIT, "", TIZNIT],
            (4, "code", "09.581.01.09", "un code qu’aucune autre ligne ne porte (la ligne 2 l’a)"),
        ),
        ([TIZNIT + ",x"], (2, "—", "4 cellules", "3 cellules, comme sur la première ligne")),
    ],
)
def test_each_fault_says_line_column_value_and_expectation(bring, lines, said):
    with pytest.raises(UnfitList) as refusal:
        bring(HEAD, *lines)
    assert faults(refusal) == [said]
    assert communes() == []


@pytest.mark.parametrize("code", ["9.581.01.09", "9.581.1.9", "9.581", "1.051", "09.81.01.09", "9"])
def test_lost_zeros_are_named(bring, code):
    with pytest.raises(UnfitList, match="les zéros de ce code sont perdus"):
        bring(HEAD, f"{code},Tiznit,تيزنيت")


@pytest.mark.parametrize(
    ("code", "setting", "expected"),
    [
        ("09.581.01.09", "rural", "«\u00a0Urbain\u00a0», que dit le code 09.581.01.09"),
        ("09.581.03.03", "urbaine", "«\u00a0Rural\u00a0», que dit le code 09.581.03.03"),
        ("09.581.03.03", "mountain", "urban, rural"),
    ],
)
def test_the_setting_must_agree_with_the_code(bring, code, setting, expected):
    with pytest.raises(UnfitList) as refusal:
        bring(f"{HEAD},setting", f"{code},X,س,{setting}")
    assert faults(refusal) == [(2, "setting", setting, expected)]


def test_a_number_that_is_none_is_refused(bring):
    with pytest.raises(UnfitList) as refusal:
        bring(f"{HEAD},population", f"{TIZNIT},12.5", f"{TAFRAOUT},-3", year=2024)
    assert faults(refusal) == [
        (2, "population", "12.5", "un nombre entier"),
        (3, "population", "-3", "un nombre entier"),
    ]


def test_an_arrondissement_needs_its_city(bring):
    with pytest.raises(UnfitList) as refusal:
        bring(HEAD, "06.141.01.03,Anfa,أنفا", kind="arrondissement")
    assert faults(refusal) == [(2, "code", "06.141.01.03", "un code dont la ville (06.141.01.0) existe")]


def test_a_city_and_its_arrondissements_come_in_one_list(bring):
    bring(
        f"{HEAD},kind",
        "06.141.01.03,Anfa,أنفا,arrondissement",
        "06.141.01.0,Casablanca,الدار البيضاء,commune",
    )
    assert Territory.objects.get(code="06.141.01.03").parent.code == "06.141.01.0"


def test_all_faults_are_told_and_nothing_is_taken(bring):
    with pytest.raises(UnfitList) as refusal:
        bring(HEAD, *(["x,A,ا"] * 53), TIZNIT)
    assert len(refusal.value.faults) == 53
    assert str(refusal.value).endswith("et 3 autres fautes.")
    assert communes() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Il manque\u00a0: code, name_fr, name_ar"),
        (b"code,name_fr\n", "Il manque\u00a0: name_ar"),
        (b"code,code_2024,name_fr,name_ar\n", "deux fois\u00a0: code"),
        (b"code,name_fr,name_ar\n", "aucune ligne"),
        (
            "code,name_fr,name_ar\n09.581.01.09,Tiznit,تيزنيت\n09.581.01.05,Taf\xe9,x".encode(
                "latin-1", "ignore"
            ),
            "n’est pas en UTF-8",
        ),
        (b'code,name_fr,name_ar\n09.581.01.09,"Tiz', "La ligne 2 ne se lit pas comme du CSV"),
        (b"code,name_fr,name_ar\n09.581.01.09,Ti\x00z,x", "La ligne 2 n’est pas en UTF-8"),
        (b"PK\x03\x04\xff\xfe\x00", "n’est pas en UTF-8"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(tmp_path, content, said):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(Unfit) as refusal:
        import_territories(path, edition="hcp-2024")
    assert said in str(refusal.value)
    assert communes() == []


def test_a_file_that_is_absent_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="Le fichier ne s’ouvre pas"):
        call_command("territories", "import", str(tmp_path / "absent.csv"), edition="x")


def test_the_command_says_what_it_did(tmp_path, capsys):
    path = tmp_path / "list.csv"
    path.write_text(f"{HEAD},cercle\n{TIZNIT},\n", encoding="utf-8")
    call_command("territories", "import", str(path), edition="hcp-2024", dry_run=True)
    call_command("territories", "import", str(path), edition="hcp-2024")
    call_command("territories", "import", str(path), edition="hcp-2024")
    added = "added: 1\n  09.581.01.09 Tiznit\nunchanged: 0\ncolumns not used: cercle\n"
    assert capsys.readouterr().out == (
        f"{added}Dry run: nothing was changed.\n{added}Done.\nunchanged: 1\ncolumns not used: cercle\nDone.\n"
    )


@pytest.mark.reference
def test_the_official_lists_are_imported_whole(shared_data):
    first = import_territories(shared_data / "geo" / "communes_hcp.csv", edition="hcp-2024")
    assert first.counts()["added"] == 1503
    assert Territory.objects.filter(level="commune", setting="urban").count() == 242
    assert Territory.objects.filter(level="commune", setting="rural").count() == 1261
    assert Territory.objects.filter(level="commune").exclude(former_code="").count() == 207
    second = import_territories(
        shared_data / "geo" / "arrondissements_hcp.csv", edition="hcp-2024", kind="arrondissement"
    )
    assert second.counts()["added"] == 41
    casablanca = Territory.objects.get(code="06.141.01.0")
    assert (casablanca.children.count(), casablanca.parent.code) == (16, "06.141")
    again = import_territories(shared_data / "geo" / "communes_hcp.csv", edition="hcp-2024")
    assert (again.is_empty, again.n_unchanged) == (True, 1503)
