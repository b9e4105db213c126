"""There and back with the real engine of ODK Collect: what a phone downloads is filled in by JavaRosa and comes back."""

import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import pyxform
from django.core.files.uploadedfile import SimpleUploadedFile

from miqyas_web.surveys.models import Submission
from miqyas_web.surveys.openrosa import FORM_LIST, MANIFEST
from tests.web.surveys import situations

HERE = Path(__file__).parent
JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
# A single source file is compiled as it runs.
needs_java = pytest.mark.skipif(
    shutil.which("java") is None or shutil.which("javac") is None,
    reason="No Java development kit on this machine: the round trip with JavaRosa was not run.",
)


def download(client, base, folder):
    """As a phone does: the form and its files, into one folder."""
    (form,) = ET.fromstring(client.get(f"{base}/formList").content)
    found = {child.tag: child.text for child in form}
    place = folder / "form.xml"
    place.write_bytes(client.get(found[f"{{{FORM_LIST}}}downloadUrl"]).content)
    for media in ET.fromstring(client.get(found[f"{{{FORM_LIST}}}manifestUrl"]).content):
        name, address = (media.findtext(f"{{{MANIFEST}}}{tag}") for tag in ("filename", "downloadUrl"))
        (folder / name).write_bytes(b"".join(client.get(address).streaming_content))
    return place


@needs_java
@pytest.mark.reference
def test_form_filled_in_by_the_engine_of_collect_comes_back_whole(
    client, initiative, amina, shared_data, tmp_path
):
    survey = situations.published_survey(initiative, amina, form="menage")
    base, _ = situations.collector_of(initiative, amina, language="ar")
    form, answer = download(client, base, tmp_path), tmp_path / "answer.xml"
    words = ["java", "-cp", str(JAR), str(HERE / "Answer.java"), str(form), str(answer)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    told = done.stdout.splitlines()
    assert told == ["choices 2", "age of nine CONSTRAINT_VIOLATED", "missing true", "complete true"]

    sent = SimpleUploadedFile("answer.xml", answer.read_bytes(), "text/xml")
    taken = client.post(f"{base}/submission", {"xml_submission_file": sent})
    assert taken.status_code == 201
    assert "تم الاستلام" in taken.content.decode()
    submission = Submission.objects.get(survey=survey)
    assert bytes(submission.xml) == answer.read_bytes()
    root = ET.fromstring(bytes(submission.xml))
    assert root.findtext("ident/chef") == "فاطمة"
    # Computed by the engine; the question of income does not concern who does not work.
    assert (root.findtext("n_membres"), root.findtext("age_moyen")) == ("2", "10")
    assert root.find("ident/revenu") is None
    assert [member.findtext("m_age") for member in root.findall("membre")] == ["12", "8"]
    assert submission.version == survey.versions.get()
