# ruff: noqa: F811 -- fixtures are imported, and named again by the tests that ask for them
"""A report published on the platform, verified outside it: from its file, by the command line."""

import json
import zipfile

import pytest
from django.urls import reverse

from miqyas.cli.main import main
from miqyas_web.datasets.queries import frozen_path
from tests.web.conftest import amina, claim, estimated, folders, shelf, tifawin  # noqa: F401
from tests.web.reports.conftest import closed_report, draft, initiative, report  # noqa: F401

pytestmark = pytest.mark.django_db


def downloaded(client, report, kind, folder):
    response = client.get(reverse("reports:report_download", args=[report.address, kind]))
    path = folder / f"report.{kind}"
    path.write_bytes(b"".join(response.streaming_content) if response.streaming else response.content)
    return path


def rewritten(path, target, *, manifest=None, seal=None, data=None):
    """The archive again, with some of its members changed."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json" and manifest:
                content = manifest(content)
            if name == "manifest.sha256" and seal:
                content = seal
            if name.startswith("data/") and data:
                content = data(content)
            copy.writestr(name, content)
    return target


def test_the_downloaded_archive_says_same(client, report, tmp_path, capsys):
    path = downloaded(client, report, "miqyas", tmp_path)
    assert main(["verify", str(path), "--sha256", report.sha256, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [figure["state"] for figure in found["figures"]] == ["same"] * 4


def test_the_manifest_alone_is_verified_by_who_holds_the_data(client, closed_report, claim, tmp_path):
    path = downloaded(client, closed_report, "json", tmp_path)
    held = frozen_path(claim.estimation.study.dataset)
    assert main(["verify", str(path), "--data", str(held.parent), "--sha256", closed_report.sha256]) == 0
    assert main(["verify", str(path), "--data", str(tmp_path)]) == 1


def test_a_changed_figure_is_different_even_when_resealed(client, report, tmp_path, capsys):
    import hashlib

    path = downloaded(client, report, "miqyas", tmp_path)

    def raised(content):
        manifest = json.loads(content)
        manifest["figures"][0]["row"]["value"] *= 1.01
        return json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    with zipfile.ZipFile(path) as archive:
        changed = raised(archive.read("manifest.json"))
    told = rewritten(path, tmp_path / "told.miqyas", manifest=raised)
    assert main(["verify", str(told)]) != 0
    seal = hashlib.sha256(changed).hexdigest().encode()
    resealed = rewritten(path, tmp_path / "resealed.miqyas", manifest=raised, seal=seal)
    capsys.readouterr()
    assert main(["verify", str(resealed), "--json"]) == 1
    states = {figure["key"]: figure["state"] for figure in json.loads(capsys.readouterr().out)["figures"]}
    assert states["1-effect"] == "different"
    assert states["1-arms"] == "same"
    assert main(["verify", str(resealed), "--sha256", report.sha256]) != 0


def test_a_changed_byte_of_the_data_is_told(client, report, tmp_path, capsys):
    path = downloaded(client, report, "miqyas", tmp_path)

    def flipped(content):
        changed = bytearray(content)
        changed[len(changed) // 2] ^= 1
        return bytes(changed)

    altered = rewritten(path, tmp_path / "altered.miqyas", data=flipped)
    assert main(["verify", str(altered)]) != 0
