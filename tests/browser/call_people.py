"""What each kind of person does on the way of a call, gesture by gesture: the funder's side, then readers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.browser import call_story as story
from tests.browser.platform import Platform

LANGUAGES = ("fr", "ar", "en")
PRIMARY = "main form.form .btn-primary"


@dataclass
class Window:
    """One person in front of one browser."""

    page: Any
    platform: Platform

    def open(self, path: str) -> None:
        self.page.goto(self.platform.url + path)

    def follow(self, link: str) -> None:
        """Go where a link of the page goes."""
        self.page.locator(f'a[href="{link}"]:visible').first.click()
        self.page.wait_for_url(f"**{link}")

    def said(self) -> str:
        """All that the page says, each space like any other."""
        return " ".join(str(self.page.locator("main").inner_text()).split())

    def sign_in(self, email: str) -> None:
        self.open("/accounts/sign-in/")
        self.page.fill("[name=email]", email)
        self.page.fill("[name=password]", story.PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url("**/desk/")

    def texts(self, name: str, texts: dict[str, str]) -> None:
        for language in LANGUAGES:
            self.page.fill(f"[name={name}_{language}]", texts[language])

    def save(self, form: str = PRIMARY) -> None:
        """Press the form's button, and be on another page for it."""
        with self.page.expect_navigation():
            self.page.locator(form).last.click()
        assert self.page.locator("[aria-invalid=true], .notice-refusal").count() == 0, self.said()

    def confirm(self, action: str, **fields: str) -> None:
        """Open the question beside a verb, answer it, say the verb again."""
        asked = self.page.locator(f'details.confirm:has(form[action$="{action}"])').first
        asked.locator("summary").click()
        for name, value in fields.items():
            asked.locator(f"[name={name}]").fill(value)
        with self.page.expect_navigation():
            asked.locator("form button").click()

    def number(self) -> int:
        """Of what the page shows, from its address."""
        return int(self.page.url.rstrip("/").rpartition("/")[2])


class Officer(Window):
    """Writes the call, in French."""

    def register(self) -> None:
        page = self.page
        page.locator('main a[href="/accounts/register/"]').first.click()
        page.fill("[name=name]", "Leïla Berrada")
        page.fill("[name=email]", "leila@agdal.example.ma")
        page.fill("[name=password]", story.PASSWORD)
        page.select_option("[name=kind]", "foundation")
        page.fill("[name=organisation]", story.FUND)
        page.locator(PRIMARY).click()
        page.wait_for_url("**/desk/")

    def invite_secretary(self, email: str) -> str:
        """A second lead of the fund; returns the link of the invitation."""
        own = self.platform.rows("select id from accounts_organisation where name = ?", story.FUND)[0][0]
        self.open(f"/accounts/organisations/{own}/invite/")
        self.page.fill("[name=email]", email)
        self.page.check("[name=role][value=lead]")
        self.page.locator(PRIMARY).click()
        return str(self.page.input_value("#link"))

    def write_grid(self) -> None:
        """From the library; its theory of change weighs a little more; published."""
        self.open("/funding/calls/")
        self.follow("/funding/grids/")
        self.page.locator('main a[href="/funding/grids/new/"]').first.click()
        self.page.fill("[name=title]", "Grille de l’appel")
        assert self.page.is_checked("[name=start][value=foundation]")
        self.save()
        self.page.locator('a[href$="/criteria/theory/"]:visible').first.click()
        assert self.page.input_value("[name=gate]") == "3"
        assert self.page.locator("[name=level-2-anchor_ar]").input_value().startswith("الأشخاص والتغيير")
        self.page.fill("[name=weight]", "25,5")
        self.save()
        assert "25,5" in self.said()
        self.confirm("/publish/")

    def begin_call(self) -> None:
        self.open("/funding/calls/")
        self.page.locator('main a[href="/funding/calls/new/"]').first.click()
        self.texts("title", story.TITLE)
        self.page.check("[name=preset][value=indh]")
        self.save()

    def write_call(self) -> int:
        """Its texts and money, its stage, its limits, how it is judged; returns its number."""
        call = self.number()
        here = f"/funding/calls/{call}/"
        self.follow(f"{here}edit/")
        for name, texts in (("summary", story.SUMMARY), ("body", story.BODY), ("theme-0-label", story.THEME)):
            self.texts(name, texts)
        self.page.fill("[name=budget_mad]", "1 000 000")
        self.page.fill("[name=reserve_mad]", "100 000")
        self.save()
        self.follow(f"{here}stages/1/")
        self.page.fill("[name=opens_at]", _moment(timedelta(hours=-2)))
        self.page.fill("[name=closes_at]", _moment(timedelta(days=10)))
        self.page.select_option("[name=grid]", label="Grille de l’appel · 1")
        self.texts("ask-0-label", story.QUESTION)
        self.page.fill("[name=ask-0-words]", "60")
        self.save()
        self.follow(f"{here}limits/")
        self.page.select_option("[name=index]", "by_hand")
        if not self.page.is_visible(f"[name=floor-{story.FLOOR_REGION}]"):
            self.page.locator(f"details:has([name=floor-{story.FLOOR_REGION}]) > summary").click()
        for field in self.page.locator("[name^=floor-]").all():
            field.fill("200 000" if field.get_attribute("name") == f"floor-{story.FLOOR_REGION}" else "")
        self.save()
        self.follow(f"{here}settings/")
        self.page.fill("[name=reviews_by_file]", "2")
        self.save()
        return call

    def explain_rule(self, call: int) -> None:
        """Say why co-funding is asked, in three languages."""
        self.follow(f"/funding/calls/{call}/rules/")
        assert self.page.input_value("[name=cofunding_at_least-value]") == "30"
        self.page.locator("details:has([name=cofunding_at_least-reason_fr]) > summary").click()
        self.texts(
            "cofunding_at_least-reason",
            {"fr": "Pour que d’autres y croient.", "ar": "لكي يؤمن به آخرون.", "en": "So that others believe in it."},
        )  # fmt: skip
        self.save()


class Secretary(Window):
    """Runs the reading, the choice, the answers and the grant, in French."""

    def accept(self, link: str) -> None:
        self.page.goto(link)
        self.page.fill("[name=name]", "Hiba Tazi")
        self.page.fill("[name=password]", story.PASSWORD)
        self.page.locator(PRIMARY).click()
        self.page.wait_for_url(lambda url: "invitations" not in url)

    def invite_reader(self, call: int, voice: story.Voice) -> str:
        self.open(f"/funding/calls/{call}/reviewers/")
        self.page.fill("[name=invite-email]", voice.email)
        self.page.select_option("[name=invite-language]", voice.language)
        self.page.locator(PRIMARY).last.click()
        return str(self.page.input_value("#link"))

    def share_out(self, call: int) -> None:
        self.open(f"/funding/calls/{call}/assignment/")
        assert self.page.input_value("[name=share-each]") == "2"
        with self.page.expect_navigation():
            self.page.locator('form[action$="/assignment/share/"] .btn-primary').click()

    def download(self, link: str, folder: Any) -> Any:
        """The file behind a link, as the browser saves it."""
        with self.page.expect_download() as expected:
            self.page.locator(link).first.click()
        path = folder / expected.value.suggested_filename
        expected.value.save_as(path)
        return path


class Reader(Window):
    """Reads in their own language."""

    def accept(self, link: str, voice: story.Voice) -> None:
        self.page.goto(link)
        self.page.fill("[name=name]", voice.name)
        self.page.fill("[name=password]", story.PASSWORD)
        self.page.locator(PRIMARY).click()
        self.page.wait_for_url("**/reading/**")

    def open_seat(self) -> None:
        """From the list of what one reads to the call."""
        self.page.locator('main a[href^="/reading/"]:not([href="/reading/"])').first.click()
        self.page.wait_for_url("**/reading/*/")

    def get_ready(self, *, tied: str = "") -> None:
        """Declare ties, read the training; the files open then."""
        page = self.page
        page.locator('main a[href$="/ties/"]').first.click()
        if tied:
            box = page.locator(".bay", has_text=tied).last
            box.locator("[type=checkbox]").check()
            box.locator("[name^=why-]").fill("Ma sœur y travaille.")
        self.save()
        page.locator('main a[href$="/training/"]').first.click()
        with page.expect_navigation():
            page.locator("main form .btn-primary").click()

    def files(self) -> dict[str, str]:
        """Titles of the files to read, and their addresses."""
        links = self.page.locator('main a[href^="/reading/files/"]').all()
        return {
            file: str(link.get_attribute("href"))
            for link in links
            for file in story.FILES
            if file in link.inner_text()
        }

    def review(self, voice: story.Voice, title: str) -> None:
        """Choose a level for each criterion, say what shows it, send."""
        page = self.page
        for key, level in voice.levels_for(story.FILES[title]).items():
            page.check(f"[name=level-{key}][value='{level}']")
            page.fill(f"[name=comment-{key}]", voice.comment)
        page.fill("[name=opinion]", voice.opinion)
        with page.expect_navigation():
            page.locator("button[name=do][value=send]").click()

    def recuse(self, because: str) -> None:
        self.confirm("/tie/", because=because)


def _moment(away: timedelta) -> str:
    return f"{datetime.now().astimezone() + away:%Y-%m-%dT%H:%M}"
