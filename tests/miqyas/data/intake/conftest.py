import zipfile

import openpyxl
import pytest


@pytest.fixture
def moroccan_trial(shared_data):
    """The 5,513 households of the Moroccan microcredit trial."""
    return shared_data / "econ" / "crepon2015_morocco_microcredit_full.csv"


@pytest.fixture
def written(tmp_path):
    """Write bytes or text (UTF-8, as it is) to a file and return its path."""

    def write(content, name="table.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


@pytest.fixture
def workbook(tmp_path):
    """Save rows as the sheets of a workbook; ``change`` may alter it before."""

    def save(name="classeur.xlsx", *, change=None, **sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        if change is not None:
            change(made)
        path = tmp_path / name
        made.save(path)
        return path

    return save


@pytest.fixture
def repacked(tmp_path):
    """Return a workbook with some of its parts replaced or added."""

    def repack(path, parts, name="repacked.xlsx"):
        target = tmp_path / name
        with zipfile.ZipFile(path) as origin, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for part in origin.namelist():
                copy.writestr(part, parts.pop(part, origin.read(part)))
            for part, content in parts.items():
                copy.writestr(part, content)
        return target

    return repack
