"""What a funder says of its portfolio to everybody."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.funding.forms.rows import add_texts, fields_of, texts_in
from miqyas_web.funding.models import PortfolioPage
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.forms import Form

# An organisation identifier of IATI: a register, then a number; no space nor / & | ?.
IATI_REF = re.compile(r"[A-Z]{2,}-[A-Za-z0-9._-]+(?<![-.])")
DAC = re.compile(r"\d{5}")


class PortfolioForm(Form):
    """Shown or not, a text by language, the identifiers of open data."""

    is_public = forms.BooleanField(
        label=_("Everybody may see the portfolio"),
        required=False,
        help_text=_("Amounts, regions, themes, outcomes and open data. An individual is never named."),
    )
    iati_ref = PlainText(
        label=_("Identifier of the organisation with IATI"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("For example MA-COA-123. Without one, an identifier of this platform is used."),
    )

    def __init__(
        self, *args: Any, page: PortfolioPage | None, themes: Mapping[str, str], **options: Any
    ) -> None:
        if page is not None:
            options["initial"] = {"is_public": page.is_public, "iati_ref": page.iati_ref}
        super().__init__(*args, **options)
        self.themes = themes
        self.text_names = add_texts(
            self, "text", _("What the fund does"), held=page.text if page else {}, rows=3, most=2000
        )
        for code, label in themes.items():
            self.fields[f"sector-{code}"] = PlainText(
                label=label,
                required=False,
                max_length=5,
                initial=(page.sectors if page else {}).get(code, ""),
                widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric"}),
            )

    @property
    def texts(self) -> list[forms.BoundField]:
        return fields_of(self, self.text_names)

    @property
    def sectors(self) -> list[forms.BoundField]:
        return fields_of(self, [f"sector-{code}" for code in self.themes])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("iati_ref") and not IATI_REF.fullmatch(given["iati_ref"]):
            self.add_error("iati_ref", _("An identifier looks like MA-COA-123: a register, then a number."))
        for code in self.themes:
            if given.get(f"sector-{code}") and not DAC.fullmatch(given[f"sector-{code}"]):
                self.add_error(f"sector-{code}", _("A DAC code has five figures, for example 14030."))
        return given

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        sectors = {code: given[f"sector-{code}"] for code in self.themes if given.get(f"sector-{code}")}
        return {
            "is_public": given["is_public"],
            "iati_ref": given["iati_ref"],
            "text": texts_in(self, "text"),
            "sectors": sectors,
        }
