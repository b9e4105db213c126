"""Components are strict: what they are not told to be told, they refuse."""

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from miqyas_web.ui import gallery
from miqyas_web.ui.components import COMPONENTS
from miqyas_web.ui.forms import Form


def shown(source: str, **context: object) -> str:
    with translation.override("en"):
        return Template(source).render(Context(context))


def test_unknown_prop_is_refused_with_those_allowed():
    with pytest.raises(TemplateSyntaxError, match=r"badge: unknown colour\. Allowed: text, tone\."):
        Template('{% c "badge" text="Draft" colour="red" %}')


def test_missing_prop_is_refused():
    with pytest.raises(TemplateSyntaxError, match=r"figure: missing value\."):
        Template('{% c "figure" label="Girls" %}')


def test_unknown_component_is_refused_with_those_there_are():
    with pytest.raises(
        TemplateSyntaxError, match=r"No component is called 'bagde'\. There are: badge, button"
    ):
        Template('{% c "bagde" text="Draft" %}')


def test_choice_out_of_the_list_is_refused():
    with pytest.raises(TemplateSyntaxError, match=r"badge: tone is 'pink'\. Allowed: neutral, supported"):
        shown('{% c "badge" text="Draft" tone=tone %}', tone="pink")


def test_prop_without_a_name_is_refused():
    with pytest.raises(TemplateSyntaxError, match="write every prop as name=value"):
        Template('{% c "badge" "Draft" %}')


def test_body_where_none_is_taken_is_refused():
    with pytest.raises(TemplateSyntaxError, match="badge takes no body"):
        Template('{% cb "badge" text="Draft" %}words{% endcb %}')


def test_what_a_person_wrote_is_escaped_in_a_prop_and_kept_as_markup_in_a_body():
    page = shown('{% cb "card" title=title %}<p>{{ title }}</p>{% endcb %}', title="<b>Tifawin</b>")
    assert '<h2 class="tile-title"><bdi>&lt;b&gt;Tifawin&lt;/b&gt;</bdi></h2>' in page
    assert "<p>&lt;b&gt;Tifawin&lt;/b&gt;</p>" in page


def test_component_does_not_see_the_page_around_it():
    assert shown('{% c "badge" text="Draft" %}', tone="supported", title="no") == shown(
        '{% c "badge" text="Draft" %}'
    )


def test_button_with_an_address_is_a_link():
    assert '<a class="btn btn-secondary" href="/desk/"><span>Desk</span></a>' in shown(
        '{% c "button" label="Desk" href="/desk/" kind="secondary" %}'
    )


def test_figure_shows_its_interval_n_and_source():
    page = shown('{% c "figure" label="Effect" value="13" low="6" high="20" n=0 href="/why/" %}')
    assert 'between <bdi dir="ltr">6</bdi> and <bdi dir="ltr">20</bdi>' in page
    assert '<bdi dir="ltr">n = 0</bdi>' in page
    assert '<a href="/why/">Where does this figure come from?</a>' in page


def test_figure_without_interval_claims_none():
    page = shown('{% c "figure" label="Girls" value="412" %}')
    assert "between" not in page
    assert "n =" not in page


def test_grade_not_established_reaches_no_rung():
    page = shown('{% c "grade" ladder="Nesta" level=None maximum=5 %}')
    assert page.count('class="rung"') == 5
    assert "not established" in page


def test_grade_reaches_its_rungs():
    page = shown('{% c "grade" ladder="Nesta" level=3 maximum=5 %}')
    assert page.count("rung-reached") == 3
    assert "3 out of 5" in page


def test_meter_of_nothing_is_empty():
    assert 'value="0"' in shown('{% c "meter" value=0 maximum=0 label="Outcomes" %}')


def test_pagination_of_one_page_shows_nothing():
    assert shown('{% c "pagination" page=page %}', page=gallery.Paginator([1], 10).page(1)).strip() == ""


class WithGroups(Form):
    title = forms.CharField(label="Title", help_text="As people say it.")
    count = forms.IntegerField(label="Count", required=False)
    where = forms.ChoiceField(label="Where", choices=[("rural", "Rural")], widget=forms.RadioSelect)


def field(name: str, form: forms.Form) -> str:
    return shown('{% c "field" field=field %}', field=form[name])


def test_field_names_its_help_and_its_error():
    page = field("title", WithGroups(data={}))
    assert 'aria-describedby="id_title-help id_title-error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_title-error"' in page
    assert '<span class="field-required">(required)</span>' in page


def test_field_left_alone_is_not_invalid():
    page = field("title", WithGroups())
    assert "aria-invalid" not in page
    assert 'aria-describedby="id_title-help"' in page


def test_text_keeps_its_own_direction_and_figures_read_left_to_right():
    assert 'dir="auto"' in field("title", WithGroups())
    assert 'dir="ltr"' in field("count", WithGroups())


def test_group_of_choices_has_a_legend():
    page = field("where", WithGroups())
    assert '<fieldset class="field" id="id_where">' in page
    assert '<legend class="field-label">Where' in page
    assert '<label class="form-check-label" for="id_where_0">Rural</label>' in page


def test_summary_of_errors_leads_to_the_fields():
    page = shown('{% c "form_errors" form=form %}', form=WithGroups(data={"count": "two"}))
    assert "3 things to correct" in page
    assert '<a href="#id_title">Title</a>' in page
    assert '<a href="#id_where_0">Where</a>' in page


def test_summary_of_no_error_shows_nothing():
    form = WithGroups(data={"title": "Tifawin", "where": "rural"})
    assert shown('{% c "form_errors" form=form %}', form=form).strip() == ""


def test_gallery_shows_every_component(client):
    page = client.get("/gallery/")
    assert page.status_code == 200
    used = {template.name for template in page.templates}
    missing = {each.template for each in COMPONENTS.values()} - used
    assert missing == set()


@pytest.mark.parametrize(("language", "direction", "title"), [
    ("fr", "ltr", "Les pièces d’une page · Miqyas"),
    ("ar", "rtl", "مكونات الصفحة · مقياس"),
    ("en", "ltr", "The pieces of a page · Miqyas"),
])  # fmt: skip
def test_gallery_stands_in_every_language(client, language, direction, title):
    client.cookies["language"] = language
    page = client.get("/gallery/").content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert f"<title>{title}</title>" in page
