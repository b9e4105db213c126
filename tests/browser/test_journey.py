"""The whole walk on a real Moroccan trial, by a person in a browser, in French, in Arabic and in English."""

import json
import re
import zipfile

import pytest

from miqyas.cli.main import main
from tests.browser.walk import CLUSTER, OUTCOME, PERSONAL, STRATUM, TREATMENT, Walk, is_covariate

pytestmark = [pytest.mark.browser, pytest.mark.reference]

PASSWORD = "olive-henné-cannelle-2026"
FILE = "crepon2015_morocco_microcredit_full.csv"
# ../shared/data/econ/crepon2015_morocco_microcredit_full.json, computed by pyfixest.
PUBLISHED_VALUE, PUBLISHED_STD_ERROR = 1121.7813528049803, 253.42807986289174

WORDS = {
    "fr": {
        "person": "Nezha Idrissi",
        "organisation": "Association du microcrédit rural",
        "title": "Le crédit dans les villages sans agence",
        "problem": "Les ménages éloignés n’ont pas accès au crédit.",
        "people": "Les ménages de 162 villages.",
        "n_people": "5 513",
        "region": "Béni Mellal-Khénifra",
        "budget": "3 200 000,50",
        "money": "Association : 100 %.",
        "activity": "Ouvrir une agence de microcrédit",
        "output": "Des prêts sont proposés au village",
        "outcome": "Les ménages empruntent davantage",
        "impact": "Les ménages vivent mieux",
        "assumption_1": "Les agents viennent chaque semaine.",
        "assumption_2": "Les ménages souhaitent emprunter.",
        "assumption_3": "Aucune autre institution ne prête dans ces villages.",
        "indicator": "Montant emprunté par ménage",
        "definition": "Somme des prêts reçus par un ménage en douze mois ; zéro sans prêt.",
        "baseline": "1 807,5",
        "dataset": "Enquête auprès des ménages, 2006-2009",
        "outcome_label": "montant emprunté",
        "treatment_label": "l’accès au microcrédit",
        "study": "Le crédit et l’emprunt",
        "question": "L’accès au microcrédit change-t-il ce que les ménages empruntent ?",
        "reason": "Le comité demande un intervalle à 90 %.",
        "source": "Valeur d’essai : seul l’article dit la vraie.",
        "contamination": "0",
        "summary": "Offrir le crédit fait emprunter davantage.",
        "lessons": "Nous expliquons désormais le calendrier des remboursements.",
        "attrition": "7,6",
        # What the platform must say.
        "sentence": "montant emprunté",
        "probably": "probablement",
        "direction": "ltr",
        "shown_value": "1\u202f122",
    },
    "ar": {
        "person": "نزهة الإدريسي",
        "organisation": "جمعية القروض الصغرى القروية",
        "title": "القرض في القرى التي لا وكالة فيها",
        "problem": "لا تصل الأسر البعيدة إلى القرض.",
        "people": "أسر 162 قرية.",
        "n_people": "٥٥١٣",
        "region": "بني ملال",
        "budget": "٣٢٠٠٠٠٠٫٥",
        "money": "الجمعية: 100 %.",
        "activity": "فتح وكالة للقروض الصغرى",
        "output": "عرض قروض في القرية",
        "outcome": "اقتراض الأسر أكثر من قبل",
        "impact": "تحسّن عيش الأسر",
        "assumption_1": "يأتي الأعوان كل أسبوع.",
        "assumption_2": "ترغب الأسر في الاقتراض.",
        "assumption_3": "لا تقرض مؤسسة أخرى في هذه القرى.",
        "indicator": "المبلغ المقترض لكل أسرة",
        "definition": "مجموع القروض التي تلقتها أسرة في اثني عشر شهرا؛ صفر من دون قرض.",
        "baseline": "١٨٠٧٫٥",
        "dataset": "بحث لدى الأسر، 2006-2009",
        "outcome_label": "المبلغ المقترض",
        "treatment_label": "الوصول إلى القروض الصغرى",
        "study": "القرض والاقتراض",
        "question": "هل يغيّر الوصول إلى القرض ما تقترضه الأسر؟",
        "reason": "تطلب اللجنة مجالا بنسبة 90 %.",
        "source": "قيمة للتجربة: المقال وحده يذكر القيمة الحقيقية.",
        "contamination": "٠",
        "summary": "عرض القرض يجعل الأسر تقترض أكثر.",
        "lessons": "صرنا نشرح جدول التسديد قبل التوقيع.",
        "attrition": "٧٫٦",
        "sentence": "المبلغ المقترض",
        "probably": "المرجّح",
        "direction": "rtl",
        "shown_value": "1\u202f122",
    },
    "en": {
        "person": "Nezha Idrissi",
        "organisation": "Rural microcredit association",
        "title": "Credit in villages without a branch",
        "problem": "Households far from a branch have no access to credit.",
        "people": "The households of 162 villages.",
        "n_people": "5,513",
        "region": "Béni Mellal-Khénifra",
        "budget": "3,200,000.50",
        "money": "Association: 100%.",
        "activity": "Open a microcredit branch",
        "output": "Loans are offered in the village",
        "outcome": "Households borrow more",
        "impact": "Households live better",
        "assumption_1": "Agents come every week.",
        "assumption_2": "Households wish to borrow.",
        "assumption_3": "No other institution lends in these villages.",
        "indicator": "Amount borrowed by household",
        "definition": "Sum of the loans a household received in twelve months; zero without a loan.",
        "baseline": "1,807.5",
        "dataset": "Household survey, 2006-2009",
        "outcome_label": "amount borrowed",
        "treatment_label": "access to microcredit",
        "study": "Credit and borrowing",
        "question": "Does access to microcredit change what households borrow?",
        "reason": "The committee asks for an interval of 90%.",
        "source": "A value for trial: only the article gives the true one.",
        "contamination": "0",
        "summary": "Offering credit makes households borrow more.",
        "lessons": "We now explain the calendar of repayments.",
        "attrition": "7.6",
        "sentence": "amount borrowed",
        "probably": "probably",
        "direction": "ltr",
        "shown_value": "1,122",
    },
}


def independent_estimate(path):
    """The same specification by statsmodels: pairs as dummies, clusters by village."""
    pandas = pytest.importorskip("pandas")
    sm = pytest.importorskip("statsmodels.api")
    rows = pandas.read_csv(path)
    # Five marks of a missing value say the same as a sixth: statsmodels must not count them as parameters.
    covariates = rows[list(filter(is_covariate, rows.columns))].T.drop_duplicates().index
    pairs = pandas.get_dummies(rows[STRATUM], prefix="pair", drop_first=True, dtype=float)
    regressors = sm.add_constant(pandas.concat([rows[[TREATMENT, *covariates]].astype(float), pairs], axis=1))
    fit = sm.OLS(rows[OUTCOME], regressors).fit(cov_type="cluster", cov_kwds={"groups": rows[CLUSTER]})
    return fit.params[TREATMENT], fit.bse[TREATMENT], int(fit.nobs)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_person_walks_the_whole_chain(empty_platform, visit, shared_data, tmp_path, capsys, language):
    path, words = shared_data / "econ" / FILE, WORDS[language]
    walk = Walk(visit(empty_platform, language=language), empty_platform, words)
    page = walk.page
    assert page.locator("html").get_attribute("dir") == words["direction"]

    walk.register(f"nezha.{language}@example.ma", PASSWORD)
    walk.describe_initiative()
    assert walk.heading() == words["title"]
    told = empty_platform.rows(
        "select problem, n_people_aimed, budget_mad, sdg_goals from initiatives_initiative where title = ?",
        words["title"],
    )
    assert told == [(words["problem"], 5513, 3200000.5, "[1, 8]")]

    walk.draw_theory()
    check_the_theory_is_read_and_judged(walk)
    walk.write_indicator()
    assert words["indicator"] in walk.heading()

    walk.bring_data(path, by_dropping=language == "ar")
    columns = walk.describe_columns()
    assert len(columns) == 25
    walk.freeze()
    check_the_personal_column_stands_apart(walk)

    walk.register_study()
    walk.seal()
    walk.run()
    stored = check_the_estimate(walk, path)
    check_its_page(walk, stored)

    walk.open(f"{walk.initiative}studies/{stored['study']}/")
    walk.amend()
    check_the_amendment_shows(walk, stored)

    check_the_evidence(walk)
    check_the_link_is_marked(walk)

    address = walk.publish_report()
    reader = visit(empty_platform, language=language)
    check_a_stranger_reads_the_report(reader, empty_platform, address, words)
    pdf = taken(reader, f'a[href="{address}report.pdf?lang={language}"]', tmp_path)
    assert pdf.read_bytes().startswith(b"%PDF-")
    word = taken(reader, f'a[href="{address}report.docx?lang={language}"]', tmp_path)
    assert words["title"] in str(zipfile.ZipFile(word).read("word/document.xml"), "utf-8")
    check_it_is_verified(taken(reader, f'a[href="{address}report.miqyas"]', tmp_path), capsys)


def check_the_theory_is_read_and_judged(walk):
    page, words = walk.page, walk.words
    walk.open(f"{walk.initiative}theory/quality/")
    assert page.locator(".finding").count() >= 1
    assert words["outcome"] in page.locator(".findings").inner_text()
    walk.open(f"{walk.initiative}theory/table/")
    for name in ("activity", "output", "outcome", "impact", "assumption_3"):
        assert words[name] in page.locator("main").inner_text()
    walk.open(f"{walk.initiative}theory/")
    assert page.locator(".toc-wide svg").count() == 1


def check_the_personal_column_stands_apart(walk):
    version = walk.platform.rows(
        """select version.n_rows, version.personal_sha256 <> '', dataset.title
           from datasets_datasetversion version join datasets_dataset dataset on dataset.id = version.dataset_id
           where dataset.title = ?""",
        walk.words["dataset"],
    )
    assert version == [(5513, 1, walk.words["dataset"])]
    marked = walk.platform.rows(
        """select "column".name from datasets_column "column"
           join datasets_datasetversion version on version.id = "column".version_id
           join datasets_dataset dataset on dataset.id = version.dataset_id
           where "column".is_personal and dataset.title = ?""",
        walk.words["dataset"],
    )
    assert marked == [(PERSONAL,)]


def check_the_estimate(walk, path):
    """What is stored agrees with statsmodels to a millionth, and with the published figure."""
    rows = walk.platform.rows(
        """select estimation.id, study.id, estimation.estimate, estimation.checks
           from studies_estimation estimation join studies_study study on study.id = estimation.study_id
           where study.title = ?""",
        walk.words["study"],
    )
    assert len(rows) == 1
    pk, study, estimate, checks = rows[0][0], rows[0][1], json.loads(rows[0][2]), json.loads(rows[0][3])
    value, std_error, n = independent_estimate(path)
    assert estimate["value"] == pytest.approx(value, rel=1e-6)
    assert estimate["std_error"] == pytest.approx(std_error, rel=1e-6)
    assert estimate["value"] == pytest.approx(PUBLISHED_VALUE, rel=1e-9)
    assert estimate["std_error"] == pytest.approx(PUBLISHED_STD_ERROR, rel=1e-9)
    assert (estimate["n"], estimate["n_clusters"]) == (n, 162)
    assert [check["name"] for check in checks] == ["balance", "attrition"]
    return {"pk": pk, "study": study, "estimate": estimate}


def check_its_page(walk, stored):
    page, words = walk.page, walk.words
    assert page.locator("html").get_attribute("dir") == words["direction"]
    assert words["shown_value"] in page.locator(".answer .fig-value").inner_text()
    assert page.locator(".answer .fig-interval").count() == 1
    assert words["sentence"] in page.locator(".answer-sentence").inner_text()
    assert page.locator(".chart-drawing svg").count() >= 2
    assert page.locator(".check").count() == 2
    assert page.locator("#origin .hash").inner_text().strip() != ""


def check_the_amendment_shows(walk, stored):
    """Beside the plan; and, estimated again, beside the result."""
    page, words = walk.page, walk.words
    assert words["reason"] in page.locator(".notice-warning").inner_text()
    walk.run()
    assert words["reason"] in page.locator(".notice-warning").first.inner_text()
    levels = walk.platform.rows(
        """select estimate from studies_estimation where study_id = ? order by id""", stored["study"]
    )
    told = [json.loads(estimate) for (estimate,) in levels]
    assert [each["level"] for each in told] == [0.95, 0.9]
    assert told[0]["value"] == told[1]["value"]
    assert told[0]["low"] < told[1]["low"]


def check_the_evidence(walk):
    page, words = walk.page, walk.words
    walk.go_to_step("evidence")
    page.locator(".claim-link a").first.click()
    walk.attach_facts()
    assert page.locator(".ladder").count() == 3
    assert page.locator(".reason").count() >= 6
    assert words["source"] in page.locator("main").inner_text()
    assert words["probably"] in page.locator(".answer-sentence").inner_text()


def check_the_link_is_marked(walk):
    """The theory shows how strongly the link is supported, with the way to the evidence."""
    page = walk.page
    walk.go_to_step("theory")
    assert page.locator(".toc-wide svg [class*=supported]").count() >= 1
    assert page.locator(".toc-wide svg [class*=contradicted]").count() == 0


def check_a_stranger_reads_the_report(page, platform, address, words):
    """Signed out: the page, the way back of its figure, its documents."""
    page.goto(platform.url)
    page.locator('.page-body a[href="/published/"]').click()
    page.locator(f'.publication a[href="{address}"]').click()
    assert page.locator("h1").inner_text() == words["title"]
    assert page.locator("html").get_attribute("dir") == words["direction"]
    for said in ("summary", "lessons", "reason"):
        assert words[said] in page.locator("main").inner_text()
    assert words["probably"] in page.locator(".answer-sentence").first.inner_text()
    page.locator(".report-finding .fig-source a").click()
    page.wait_for_url(re.compile(r"/figure/[^/]+-effect/"))
    told = page.locator("main").inner_text()
    for hashed in platform.rows(
        """select estimation.dataset_sha256, plan.sha256 from studies_estimation estimation
           join studies_sealedplan plan on plan.id = estimation.plan_id
           join studies_study study on study.id = estimation.study_id where study.title = ?""",
        words["study"],
    )[0]:
        assert hashed in told
    assert words["shown_value"] in told
    page.go_back()


def taken(page, link, folder):
    """The file behind a link, as the browser saves it."""
    with page.expect_download() as expected:
        page.locator(link).first.click()
    path = folder / expected.value.suggested_filename
    expected.value.save_as(path)
    return path


def check_it_is_verified(archive, capsys):
    assert main(["verify", str(archive)]) == 0
    told = capsys.readouterr().out
    assert "same" in told
    assert "different" not in told
