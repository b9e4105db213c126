"""The walk of a person through the platform, gesture by gesture, as they see it."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.browser.platform import Platform

# What the person says of the columns of the trial; the rest has no role.
OUTCOME, TREATMENT, STRATUM, CLUSTER = "Y_borrowing", "D", "pair", "village"
PERSONAL = "hh"
LISTED_AS_COVARIATE = ("ccm_resp_activ", "other_resp_activ", "ccm_resp_activ_d", "other_resp_activ_d")


def is_covariate(column: str) -> bool:
    """Measured before, or the mark that it is missing."""
    return column.endswith("_bl") or column in LISTED_AS_COVARIATE


def role_of(column: str) -> str:
    named = {OUTCOME: "outcome", TREATMENT: "treatment", STRATUM: "stratum", CLUSTER: "cluster"}
    return "covariate" if is_covariate(column) else named.get(column, "")


@dataclass
class Walk:
    """One person, one window, one initiative; ``words`` are theirs, in their language."""

    page: Any
    platform: Platform
    words: dict[str, str]
    initiative: str = ""

    def open(self, path: str) -> None:
        self.page.goto(self.platform.url + path)

    def send(self, form: str = "main form.form") -> None:
        """Press the primary button of the page's form."""
        self.page.locator(f"{form} .btn-primary").first.click()

    def heading(self) -> str:
        return str(self.page.locator("h1").inner_text())

    def go_to_step(self, step: str) -> None:
        """By the steps at the top of every page of the initiative."""
        self.page.locator(f'.walk a[href="{self.initiative}{step}/"]').click()
        self.page.wait_for_url(f"**{self.initiative}{step}/")

    # 0. An account, an organisation, a door.

    def register(self, email: str, password: str) -> None:
        page = self.page
        page.locator('main a[href="/accounts/register/"]').first.click()
        page.fill("[name=name]", self.words["person"])
        page.fill("[name=email]", email)
        page.fill("[name=password]", password)
        page.select_option("[name=kind]", "association")
        page.fill("[name=organisation]", self.words["organisation"])
        self.send()
        page.wait_for_url("**/desk/")
        page.locator("details.menu summary").last.click()
        page.locator('form[action="/accounts/sign-out/"] button').click()
        page.locator(".top a[href^='/accounts/sign-in/']").click()
        page.fill("[name=email]", email)
        page.fill("[name=password]", password)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/desk/")

    # 1. The initiative.

    def describe_initiative(self) -> None:
        page = self.page
        # The desk proposes it first: a person need not look for it.
        page.locator(".desk-next .btn-primary").click()
        page.wait_for_url("**/initiatives/create/")
        page.fill("[name=title]", self.words["title"])
        page.fill("[name=problem]", self.words["problem"])
        page.fill("[name=people_concerned]", self.words["people"])
        page.fill("[name=n_people_aimed]", self.words["n_people"])
        page.locator(".territory-region summary", has_text=self.words["region"]).click()
        page.locator(".territory-region[open] .form-check-label").first.click()
        for goal in ("1", "8"):
            page.check(f"[name=sdg_goals][value='{goal}']")
        page.fill("[name=budget_mad]", self.words["budget"])
        page.fill("[name=money_from]", self.words["money"])
        page.fill("[name=start_date]", "2006-04-01")
        self.send()
        page.wait_for_selector(".journey")
        self.initiative = page.url.removeprefix(self.platform.url)

    # 2. The theory of change, by its list.

    def draw_theory(self) -> None:
        page = self.page
        self.go_to_step("theory")
        page.locator(".void .btn-primary").click()
        page.wait_for_url("**/theory/edit/")
        for level in ("activity", "output", "outcome", "impact"):
            self.add_node(level, self.words[level])
        self.link(self.words["activity"], self.words["output"], self.words["assumption_1"])
        self.link(self.words["output"], self.words["outcome"], self.words["assumption_2"])
        self.link(self.words["activity"], self.words["outcome"], self.words["assumption_3"])
        # Without its assumption: the page of quality must find it.
        self.link(self.words["outcome"], self.words["impact"], "")

    def add_node(self, level: str, title: str) -> None:
        self.page.fill(f"#add-title-{level}", title)
        self.page.press(f"#add-title-{level}", "Enter")
        self.page.wait_for_selector(f".outline-title:has-text('{title}')")

    def link(self, source: str, target: str, assumption: str) -> None:
        page = self.page
        branch = page.locator(".outline-node", has=page.locator(".outline-title", has_text=source))
        branch.locator("details.outline-link > summary").click()
        branch.locator("select[name=target]").select_option(label=target)
        with self.outline_written_again():
            branch.locator("details.outline-link button").click()
        # The panel may still hold the link before: this one names its two ends.
        page.locator("#theory-panel .link-ends", has_text=source).filter(has_text=target).wait_for()
        branch.locator(".outline-links a", has_text=target).wait_for()
        if assumption:
            page.fill("#theory-panel [name=assumption]", assumption)
            page.check("#theory-panel [name=confidence][value=medium]")
            with self.outline_written_again():
                page.locator("#theory-panel .btn-primary").click()

    @contextmanager
    def outline_written_again(self) -> Iterator[None]:
        """Until the list shows what was just said."""
        with self.page.expect_response(lambda answer: answer.url.endswith("/theory/edit/")):
            yield
        at_work = self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")
        at_work.first.wait_for(state="detached")

    # 3. The indicator.

    def write_indicator(self) -> None:
        page = self.page
        self.go_to_step("indicators")
        page.locator('main a[href*="/indicators/new/?node="]').first.click()
        page.fill("[name=name]", self.words["indicator"])
        page.fill("[name=definition]", self.words["definition"])
        page.fill("[name=unit]", "MAD")
        page.check("[name=direction][value=increase]")
        page.select_option("[name=aggregation]", "weighted_mean")
        page.fill("[name=baseline_value]", self.words["baseline"])
        page.fill("[name=baseline_date]", "2006-04-01")
        page.fill("[name=target_value]", "3000")
        page.fill("[name=target_date]", "2009-06-01")
        self.send()
        page.wait_for_url("**/indicators/*/")

    # 4. The data.

    def bring_data(self, path: Path, *, by_dropping: bool) -> None:
        page = self.page
        self.go_to_step("datasets")
        page.locator('main a[href$="/datasets/new/"]').first.click()
        if by_dropping:
            drop(page, path)
        else:
            page.set_input_files("[name=file]", str(path))
        assert path.name in page.locator("[data-dropzone-chosen]").inner_text()
        self.send()
        page.wait_for_selector("form#describe")

    def describe_columns(self) -> list[str]:
        """Say what each column is; returns the columns in the order of the file."""
        page = self.page
        columns = page.locator("form#describe th[scope=row] code").all_inner_texts()
        for position, column in enumerate(columns):
            page.select_option(f"[name=role_{position}]", role_of(column))
        page.fill(f"[name=label_{columns.index(OUTCOME)}]", self.words["outcome_label"])
        page.check(f"[name=personal_{columns.index(PERSONAL)}]")
        page.locator("form#describe button[name=then][value=freeze]").click()
        page.wait_for_url("**/freeze/")
        assert PERSONAL in page.locator("main").inner_text()
        return columns

    def freeze(self) -> None:
        page = self.page
        page.fill("[name=title]", self.words["dataset"])
        page.fill("[name=origin]", "Crépon, Devoto, Duflo, Parienté (2015), doi 10.1257/app.20130535")
        self.send()
        page.wait_for_selector(".origin-list")

    # 5. The study.

    def register_study(self) -> None:
        page = self.page
        self.go_to_step("studies")
        page.locator('main a[href$="/studies/create/"], main a[href$="/studies/new/"]').first.click()
        page.select_option("[name=link]", index=self.position_of_link())
        page.select_option("[name=dataset]", index=1)
        self.send()
        page.wait_for_selector("[name=question]")
        # The roles said of the columns are proposed here.
        asked = {"outcome": OUTCOME, "treatment": TREATMENT, "strata": STRATUM, "cluster": CLUSTER}
        assert {name: page.input_value(f"select[name={name}]") for name in asked} == asked
        page.fill("[name=title]", self.words["study"])
        page.fill("[name=question]", self.words["question"])
        page.fill("[name=outcome_label]", self.words["outcome_label"])
        page.fill("[name=treatment_label]", self.words["treatment_label"])
        page.fill("[name=unit]", "MAD")
        page.check("[name=design][value=cluster_randomised]")
        page.check("[name=data_seen][value=yes]")
        self.send()
        page.wait_for_selector("details.confirm")

    def position_of_link(self) -> int:
        """Of the link from what is done to what is measured, in the list of links."""
        texts = self.page.locator("select[name=link] option").all_inner_texts()
        return next(
            place
            for place, text in enumerate(texts)
            if self.words["activity"] in text and self.words["outcome"] in text
        )

    def seal(self) -> None:
        self.page.locator("details.confirm > summary").click()
        self.page.locator("details.confirm .btn-primary[type=submit]").click()
        self.page.wait_for_selector("code.hash")

    def run(self) -> None:
        """Ask for the estimation and follow its progress until the result is there."""
        page = self.page
        with page.expect_response(lambda answer: "/work/" in answer.url):
            page.locator('form[action$="/run/"] button').click()
        # The page of the work asks for news of itself, and goes to the result once it is there.
        page.wait_for_selector(".answer .fig-value", timeout=120_000)

    def amend(self) -> None:
        page = self.page
        page.locator("main a[href$='/edit/']").first.click()
        page.fill("[name=reason]", self.words["reason"])
        if not page.locator("[name=level]").is_visible():
            page.locator("details.more > summary").click()
        page.select_option("[name=level]", "0.9")
        self.send()
        page.wait_for_selector(".notice-warning")

    # 6. The evidence.

    def attach_facts(self) -> None:
        page = self.page
        page.locator("main a[href$='/facts/']").first.click()
        page.select_option("[name=outcome_data]", "before_after")
        page.fill("[name=outcome_data_source]", self.words["source"])
        page.fill("[name=contamination_rate]", self.words["contamination"])
        page.fill("[name=contamination_rate_source]", self.words["source"])
        # Asked because the published file holds only households that were found again.
        page.fill("[name=attrition_overall]", self.words["attrition"])
        page.fill("[name=attrition_overall_source]", self.words["source"])
        page.fill("[name=attrition_differential]", self.words["contamination"])
        page.fill("[name=attrition_differential_source]", self.words["source"])
        page.select_option("[name=indirectness]", "none")
        page.fill("[name=indirectness_source]", self.words["source"])
        self.send()
        page.wait_for_selector(".ladder")

    # 7. The report.

    def publish_report(self) -> str:
        """Write a report on the study, publish it; returns its public address."""
        page = self.page
        self.go_to_step("reports")
        page.locator('main a[href$="/reports/new/"]').first.click()
        page.fill("[name=summary]", self.words["summary"])
        page.fill("[name=lessons]", self.words["lessons"])
        page.check("[name=shares_data]")
        self.send()
        page.wait_for_selector(".report-sheet")
        page.locator("details.confirm > summary").first.click()
        page.locator("details.confirm .btn-primary[type=submit]").first.click()
        public = page.locator('.page-actions a[href^="/r/"]')
        public.wait_for()
        return str(public.get_attribute("href"))


def drop(page: Any, path: Path) -> None:
    """Let the file fall on the page, as from the person's own folder."""
    page.locator("[data-dropzone]").evaluate(
        """(zone, [name, content]) => {
            const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
            const carried = new DataTransfer();
            carried.items.add(new File([bytes], name, {type: "text/csv"}));
            zone.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true}));
        }""",
        [path.name, base64.b64encode(path.read_bytes()).decode()],
    )
