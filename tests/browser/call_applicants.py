"""What applicants and partners do on the way of a call, gesture by gesture."""

from tests.browser import call_story as story
from tests.browser.call_people import PRIMARY, Window
from tests.browser.walk import OUTCOME


class Visitor(Window):
    """Nobody yet: reads the call, in Arabic, and looks whether they may apply."""

    def read_call(self) -> str:
        """From the first page to the call; returns its address."""
        self.page.locator('a[href="/calls/"]:visible').first.click()
        self.page.locator("main a", has_text=story.TITLE["ar"]).first.click()
        self.page.wait_for_url("**/calls/*/")
        return self.page.url.removeprefix(self.platform.url)

    def check(self, *, kind: str, asked: str, elsewhere: str) -> str:
        """The answer of the rules, before anything is written."""
        self.page.select_option("[name=organisation_kind]", kind)
        self.page.fill("[name=asked_mad]", asked)
        self.page.fill("[name=cofunding_mad]", elsewhere)
        self.page.select_option("[name=support]", "never")
        with self.page.expect_navigation():
            self.page.locator(PRIMARY).click()
        return str(self.page.locator(".answer-sentence").inner_text())


class Applicant(Window):
    """Writes, sends, reads the answer, agrees to the grant, measures. In Arabic."""

    def begin(self, call: str) -> str:
        """A draft; returns its address."""
        self.open(call)
        self.page.locator(f'a[href="{call}apply/"]:visible').first.click()
        with self.page.expect_navigation():
            self.page.locator(PRIMARY).click()
        self.page.wait_for_url("**/applications/*/**")
        return f"/applications/{self.page.url.partition('/applications/')[2].partition('/')[0]}/"

    def write(self, here: str) -> None:
        """Digits as an Arabic keyboard writes them."""
        page = self.page
        self.open(f"{here}edit/")
        page.locator("[name^=answer-]").first.fill("أسر 162 قرية بلا وكالة.")
        page.select_option("[name=theme]", index=1)
        region = page.locator("[name=region] option", has_text="بني ملال")
        page.select_option("[name=region]", value=str(region.get_attribute("value")))
        page.fill("[name=asked_mad]", "٢٠٠٠٠٠")
        page.fill("[name=cofunding_mad]", "100 000")
        for row, (title, cost, asked) in enumerate(
            (("فتح الوكالات", "280 000", "180 000"), ("القياس", "20 000", "20 000"))
        ):
            page.fill(f"[name=line-{row}-title]", title)
            page.fill(f"[name=line-{row}-amount]", cost)
            page.fill(f"[name=line-{row}-asked]", asked)
        self.save()

    def name_partner(self, here: str) -> None:
        name, email, _person = story.PARTNER
        self.open(f"{here}partners/")
        self.page.fill("[name=name]", name)
        self.page.fill("[name=part]", "يجمع الأجوبة")
        self.page.fill("[name=lead_email]", email)
        self.save()

    def to_do(self, here: str) -> list[str]:
        """What the page says is missing before sending."""
        self.open(here)
        return [str(text) for text in self.page.locator("ul.todo li").all_inner_texts()]

    def send(self, here: str) -> None:
        self.open(here)
        self.confirm("/send/")

    def measure(self, initiative: str) -> None:
        """The mean of the frozen data, village by village; submitted and approved."""
        page = self.page
        self.open(f"{initiative}indicators/")
        page.locator("main a[href*='/indicators/']", has_text="المبلغ المقترض لكل أسرة").first.click()
        page.locator("main a[href$='/compute/']").first.click()
        page.locator("main a[href^='?data=']").first.click()
        page.fill("[name=date]", "2009-06-01")
        page.select_option("[name=statistic]", "mean")
        page.select_option("[name=column]", OUTCOME)
        page.locator("details:has([name=cluster]) > summary").click()
        page.select_option("[name=cluster]", "village")
        self.save()
        for state in ("submitted", "approved"):
            with page.expect_navigation():
                page.locator(f'form:has(button[name=to][value="{state}"]) button').click()

    def appeal(self, text: str) -> None:
        self.page.check("[name=ground][value=fact]")
        self.page.fill("[name=text]", text)
        with self.page.expect_navigation():
            self.page.locator(PRIMARY).or_(
                self.page.locator("main form.form button[type=submit]")
            ).last.click()


class Partner(Window):
    """Asked to apply with another: agrees, in French."""

    def agree(self) -> None:
        self.open("/desk/")
        self.page.locator('main a[href^="/applications/partners/"]').first.click()
        with self.page.expect_navigation():
            self.page.locator("main form .btn-primary").click()
