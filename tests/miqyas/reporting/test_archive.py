"""A report that travels: written in one way, verified, and refused when it is not what it says."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import duckdb
import pytest

from miqyas.data.relation import open_relation
from miqyas.errors import (
    ArchiveTooLarge,
    DatasetAltered,
    InvalidField,
    InvalidManifest,
    ManifestAltered,
    MemberMissing,
    NotAnArchive,
    NotReproduced,
    UnexpectedMember,
    UnknownSchema,
)
from miqyas.reporting.archive import Limits, write_archive
from miqyas.reporting.comparison import differences_between
from miqyas.reporting.recompute import record_figure
from miqyas.reporting.record import FigureRecord, Manifest
from miqyas.reporting.refusals import refusal_sentence
from miqyas.reporting.verification import verify_archive
from miqyas.types import LANGUAGES

PARAMETERS = {"treatment": "d", "cluster": "village", "strata": "pair"}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """Eighty units in twenty villages in ten pairs, two outcomes lost."""
    path = tmp_path_factory.mktemp("frozen") / "trial.parquet"
    duckdb.sql(
        f"""COPY (
            SELECT i // 4 AS village, i // 8 AS pair, (i // 4) % 2 AS d,
                   CASE WHEN i IN (3, 50) THEN NULL ELSE 10 + 2 * ((i // 4) % 2) + (i * 7) % 5 + i / 8.0 END AS y,
                   20 + (i * 11) % 30 AS age
            FROM range(80) t(i)
        ) TO '{path}' (FORMAT parquet)"""
    )
    return path


@pytest.fixture(scope="module")
def sha(dataset):
    return hashlib.sha256(dataset.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def manifest(dataset, sha):
    def figure(key, kind, **parameters):
        return record_figure(
            key,
            kind,
            dataset=dataset,
            dataset_sha256=sha,
            dataset_name="Enquête finale",
            parameters={**PARAMETERS, **parameters},
            created_at="2025-11-03T10:00:00+01:00",
        )

    return Manifest(
        report_id="r-1",
        title="Crédit au village — القرض",
        language="fr",
        published_at="2025-11-04T09:00:00+01:00",
        figures=(
            figure("effect", "itt", outcome="y", unit="MAD", covariates=["age"]),
            figure("balance", "balance", covariates=["age"]),
            figure("attrition", "attrition", outcome="y"),
            figure("arms", "arm_means", outcome="y"),
        ),
        datasets_included=frozenset({sha}),
    )


@pytest.fixture
def report(tmp_path, manifest, dataset, sha):
    return write_archive(tmp_path / "report.miqyas", manifest, {sha: dataset})


def rewrite(path, *, change=None, drop=(), add=(), reseal=False):
    """Write an archive again with members changed: what a forger would do."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name not in drop}
    for name, content in (change or {}).items():
        members[name] = content(members[name]) if callable(content) else content
    if reseal:
        members["manifest.sha256"] = hashlib.sha256(members["manifest.json"]).hexdigest().encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (*members.items(), *add):
            archive.writestr(name, content)
    return path


def with_manifest(path, edit):
    def changed(content):
        document = json.loads(content)
        edit(document)
        return json.dumps(document).encode()

    return rewrite(path, change={"manifest.json": changed}, reseal=True)


def test_every_figure_comes_out_again(report, manifest):
    found = verify_archive(report)
    assert found.same
    assert [(figure.key, figure.state) for figure in found.figures] == [
        ("effect", "same"), ("balance", "same"), ("attrition", "same"), ("arms", "same"),
    ]  # fmt: skip
    assert found.manifest == manifest
    assert found.manifest_sha256 == manifest.sha256()
    assert found.figures[0].recomputed["n"] == 78
    assert found.sentence("fr") == "Tous les chiffres recalculés sont identiques (4)."
    json.dumps(found.to_dict()["figures"])


def test_the_same_report_gives_the_same_bytes(tmp_path, manifest, dataset, sha, report):
    again = write_archive(tmp_path / "again.miqyas", manifest, {sha: dataset})
    assert again.read_bytes() == report.read_bytes()


def test_notice_carries_the_seal_in_three_languages(report, manifest):
    with zipfile.ZipFile(report) as archive:
        notice = archive.read("README.txt").decode()
    assert manifest.sha256() in notice
    assert all(mark in notice for mark in ("FR ", "AR ", "EN ", "miqyas verify"))


def test_manifest_goes_through_json_and_back(manifest):
    again = Manifest.from_dict(json.loads(manifest.canonical()))
    assert again == manifest
    assert again.sha256() == manifest.sha256()


@pytest.mark.parametrize("factor", [1 + 1e-6, -1.0, 0.0])
def test_forged_figure_is_found_even_when_resealed(report, factor):
    def forge(document):
        document["figures"][0]["row"]["value"] *= factor

    found = verify_archive(with_manifest(report, forge))
    assert not found.same
    assert [figure.state for figure in found.figures] == ["different", "same", "same", "same"]
    (difference,) = found.figures[0].differences
    assert difference.name == "value"
    assert difference.relative == pytest.approx(abs(factor - 1) / max(1, abs(factor)), rel=1e-6)
    assert "1 valeur(s) sur" in found.figures[0].reason["fr"]
    assert found.sentence("en") == "Figures that are the same: 3 of 4."


def test_forged_word_is_found(report):
    def forge(document):
        document["figures"][0]["row"]["method"] = "difference in differences"

    (difference,) = verify_archive(with_manifest(report, forge)).figures[0].differences
    assert (difference.name, difference.relative) == ("method", None)


def test_rounding_is_not_a_difference(report):
    def nudge(document):
        document["figures"][0]["row"]["value"] *= 1 + 1e-12

    assert verify_archive(with_manifest(report, nudge)).same


def test_figure_of_another_version_is_told(report):
    def old(document):
        document["figures"][0]["version"] = "0.0.1"

    assert "0.0.1" in verify_archive(with_manifest(report, old)).figures[0].note["en"]


@pytest.mark.parametrize(
    ("edit", "word"),
    [
        ({"kind": "palmistry"}, "palmistry"),
        ({"parameters": {**PARAMETERS, "outcome": "absent"}}, "absent"),
        ({"parameters": {**PARAMETERS, "outcome": "y", "surprise": 1}}, "TypeError"),
        ({"parameters": {**PARAMETERS, "outcome": "y", "level": "high"}}, "TypeError"),
        ({"parameters": {"outcome": ["y"], "treatment": {"d": 1}}}, ""),
        ({"dataset_sha256": "0" * 64, "dataset_name": "Autre"}, "Autre"),
    ],
)
def test_figure_that_cannot_be_computed_says_why(report, edit, word):
    def forge(document):
        document["figures"][0].update(edit)

    found = verify_archive(with_manifest(report, forge)).figures[0]
    assert (found.state, found.same, found.differences) == ("not_computed", False, ())
    assert set(found.reason) == set(LANGUAGES)
    assert all(word in sentence for sentence in found.reason.values())


def test_dataset_that_stays_home_is_found_by_its_owner(tmp_path, manifest, dataset, sha):
    path = write_archive(tmp_path / "private.miqyas", replace(manifest, datasets_included=frozenset()), {})
    assert {figure.state for figure in verify_archive(path).figures} == {"not_computed"}
    home = tmp_path / "home" / sha[:2]
    home.mkdir(parents=True)
    (home / f"{sha}.parquet").write_bytes(dataset.read_bytes())
    assert verify_archive(path, data_folder=tmp_path / "home").same
    (home / f"{sha}.parquet").write_bytes(dataset.read_bytes() + b" ")
    with pytest.raises(DatasetAltered):
        verify_archive(path, data_folder=tmp_path / "home")


def test_new_kind_of_figure_is_a_line_in_the_registry(tmp_path, manifest, dataset, sha):
    counted = FigureRecord(key="rows", kind="count", dataset_sha256=sha, row={"n": 80}, parameters={})
    path = write_archive(tmp_path / "count.miqyas", replace(manifest, figures=(counted,)), {sha: dataset})
    kinds = {"count": lambda file, _: {"n": open_relation(file).n_rows}}
    assert verify_archive(path, kinds=kinds).same


def test_report_without_figures_proves_nothing(tmp_path, manifest, dataset, sha):
    path = write_archive(tmp_path / "empty.miqyas", replace(manifest, figures=()), {sha: dataset})
    assert not verify_archive(path).same


# Hostile files.


def test_altered_manifest_is_refused(report):
    rewrite(report, change={"manifest.json": lambda content: content.replace(b"r-1", b"r-2")})
    with pytest.raises(ManifestAltered):
        verify_archive(report)


def test_resealed_manifest_is_refused_by_the_hash_on_paper(report, manifest):
    assert verify_archive(report, expected_sha256=manifest.sha256()).same
    with_manifest(report, lambda document: document.update(title="Autre"))
    with pytest.raises(ManifestAltered):
        verify_archive(report, expected_sha256=manifest.sha256())


def test_altered_dataset_is_refused(report, sha):
    rewrite(report, change={f"data/{sha}.parquet": lambda content: content[:-1] + b"x"})
    with pytest.raises(DatasetAltered):
        verify_archive(report)


@pytest.mark.parametrize(
    "name",
    [
        "../escape.txt", "/etc/passwd", "data/../../x.parquet", "data/", "data/short.parquet", "notes.txt",
        "data\\evil.parquet", "C:/x", "manifest.json/", f"data/{'A' * 64}.parquet",
        f"data/{'0' * 64}.parquet\n", "manifest.json",
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_member_that_does_not_belong_is_refused(report, name, tmp_path):
    rewrite(report, add=[(name, b"x")])
    with pytest.raises(UnexpectedMember):
        verify_archive(report)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.miqyas"]


def test_dataset_nobody_announced_is_refused(report):
    rewrite(report, add=[(f"data/{hashlib.sha256(b'x').hexdigest()}.parquet", b"x")])
    with pytest.raises(UnexpectedMember):
        verify_archive(report)


@pytest.mark.parametrize("name", ["manifest.json", "manifest.sha256"])
def test_missing_part_is_named(report, name):
    rewrite(report, drop=[name])
    with pytest.raises(MemberMissing) as refusal:
        verify_archive(report)
    assert refusal.value.facts == {"member": name}


def test_missing_dataset_is_named(report, sha):
    rewrite(report, drop=[f"data/{sha}.parquet"])
    with pytest.raises(MemberMissing) as refusal:
        verify_archive(report)
    assert refusal.value.facts == {"member": f"data/{sha}.parquet"}


def test_zip_bomb_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "bomb.miqyas"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"{}")
        archive.writestr("manifest.sha256", b"")
        archive.writestr(f"data/{'0' * 64}.parquet", b"\0" * 50_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(ArchiveTooLarge):
        verify_archive(path, limits=Limits(bytes_in_all=10_000_000))
    with pytest.raises(ArchiveTooLarge):
        verify_archive(
            rewrite(path, change={"manifest.json": b" " * 2000}), limits=Limits(bytes_of_manifest=1000)
        )
    with pytest.raises(UnexpectedMember):
        verify_archive(path, limits=Limits(members=2))


def test_size_that_lies_is_caught(tmp_path):
    path = tmp_path / "liar.miqyas"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * 5_000_000)
        archive.writestr("manifest.sha256", b"")
    forged = path.read_bytes().replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(forged)
    with pytest.raises(NotReproduced):
        verify_archive(path)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + b"\0" * 40])
def test_file_that_is_no_archive_is_refused(tmp_path, content):
    path = tmp_path / "other.miqyas"
    path.write_bytes(content)
    with pytest.raises(NotAnArchive):
        verify_archive(path)


def test_absent_file_and_folder_are_refused(tmp_path):
    for path in (tmp_path / "none.miqyas", tmp_path):
        with pytest.raises(NotAnArchive):
            verify_archive(path)


@pytest.mark.parametrize("cut", [100, 400, 2000])
def test_truncated_download_is_refused(report, cut):
    report.write_bytes(report.read_bytes()[:-cut])
    with pytest.raises(NotReproduced):
        verify_archive(report)


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        ({"schema": "miqyas.report/9"}, UnknownSchema),
        ({"schema": None}, UnknownSchema),
        ({"title": 3}, InvalidManifest),
        ({"figures": {}}, InvalidManifest),
        ({"figures": [3]}, InvalidManifest),
        ({"figures": [{"key": "x"}]}, InvalidManifest),
        ({"datasets_included": ["x"]}, InvalidManifest),
    ],
)
def test_manifest_of_another_form_is_refused(report, edit, error):
    with_manifest(report, lambda document: document.update(edit))
    with pytest.raises(error) as refusal:
        verify_archive(report)
    assert all(refusal_sentence(refusal.value, language) for language in LANGUAGES)


@pytest.mark.parametrize(
    "edit",
    [
        {"dataset_sha256": "x"},
        {"seed": "1"},
        {"plan_sha256": 4},
        {"row": {"value": [1]}},
        {"row": None},
        {"parameters": []},
        {"key": ""},
        {"key": "balance"},
        {"extra": 1},
    ],
)
def test_figure_of_another_form_is_refused(report, edit):
    with_manifest(report, lambda document: document["figures"][0].update(edit))
    with pytest.raises(InvalidManifest):
        verify_archive(report)


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"schema": NaN}'])
def test_manifest_that_is_no_json_object_is_refused(report, content):
    rewrite(report, change={"manifest.json": content}, reseal=True)
    with pytest.raises((InvalidManifest, UnknownSchema)):
        verify_archive(report)


def test_figure_that_is_not_finite_is_never_recorded(sha):
    with pytest.raises(InvalidField):
        FigureRecord(key="x", kind="itt", dataset_sha256=sha, row={"value": float("nan")})


def test_writing_what_was_altered_is_refused(tmp_path, manifest, sha):
    other = tmp_path / "other.parquet"
    other.write_bytes(b"x")
    with pytest.raises(DatasetAltered):
        write_archive(tmp_path / "a.miqyas", manifest, {sha: other})
    with pytest.raises(MemberMissing):
        write_archive(tmp_path / "a.miqyas", manifest, {})
    assert not (tmp_path / "a.miqyas").exists()


@pytest.mark.parametrize(
    ("before", "after", "is_same"),
    [
        (1.0, 1.0 + 5e-10, True),
        (1.0, 1.0 + 5e-9, False),
        (0.0, 1e-22, True),
        (1e-17, -2e-16, True),
        (0.0, 1e-6, False),
        (3, 3.0, True),
        (None, None, True),
        (None, 0.0, False),
        (True, 1, False),
        ("a", "a", True),
        ("1", 1, False),
    ],
)
def test_sameness_of_two_cells(before, after, is_same):
    assert (differences_between({"x": before}, {"x": after}) == ()) is is_same


def test_cell_that_vanished_differs():
    assert differences_between({"x": None}, {})[0].name == "x"


def test_encrypted_or_oddly_packed_member_is_refused(tmp_path):
    path = tmp_path / "odd.miqyas"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("manifest.json", b"{}")
    path.write_bytes(content.getvalue())
    with pytest.raises(UnexpectedMember):
        verify_archive(path)
