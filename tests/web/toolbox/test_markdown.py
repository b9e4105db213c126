import pytest

from miqyas_web.toolbox.markdown import plain, render


def to_sheet(target):
    return f"/toolbox/{target}/" if target == "indicators" else None


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\nline.", "<p>One line.</p>"),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("## Why", "<h2>Why</h2>"),
        ("## Why ##", "<h2>Why</h2>"),
        ("Text\n## Why", "<p>Text</p>\n<h2>Why</h2>"),
        (
            "**bold** and *italic* and `x < 1`",
            '<p><strong>bold</strong> and <em>italic</em> and <code dir="ltr">x &lt; 1</code></p>',
        ),
        ("2 * 3 * 4 and snake_case_name", "<p>2 * 3 * 4 and snake_case_name</p>"),
        ("**أثر** المشروع", "<p><strong>أثر</strong> المشروع</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n  goes on\n- b", "<ul><li>a goes on</li><li>b</li></ul>"),
        (
            "- a\n  - inside\n  - again\n- b",
            "<ul><li>a<ul><li>inside</li><li>again</li></ul></li><li>b</li></ul>",
        ),
        ("1. a\n   - x\n\n2. b\n\nAfter", "<ol><li>a<ul><li>x</li></ul></li><li>b</li></ol>\n<p>After</p>"),
        ("Intro:\n- a", "<p>Intro:</p>\n<ul><li>a</li></ul>"),
        ("> said\n> twice", "<blockquote><p>said twice</p></blockquote>"),
        ("---", "<hr>"),
        ("```\n<b> | *x*\n```", '<pre dir="ltr"><code>&lt;b&gt; | *x*</code></pre>'),
        ("", ""),
    ],
)
def test_each_mark(text, html):
    assert str(render(text)) == html


def test_a_table_carries_its_heads_to_each_cell():
    assert str(render("| Role | May |\n|---|:-:|\n| **Lead** | a \\| b |\n| x |")) == (
        '<table class="table table-stack"><thead><tr><th scope="col">Role</th><th scope="col">May</th></tr></thead>'
        '<tbody><tr><td data-label="Role"><strong>Lead</strong></td><td data-label="May">a | b</td></tr>'
        '<tr><td data-label="Role">x</td><td data-label="May"></td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[HCP](https://www.hcp.ma)", '<p><a href="https://www.hcp.ma" rel="noopener noreferrer">HCP</a></p>'),
        ("[x](https://a.ma/b_(c)?d=1&e=2)", '<p><a href="https://a.ma/b_(c)?d=1&amp;e=2" rel="noopener noreferrer">x</a></p>'),
        ("<https://www.hcp.ma>", '<p><a href="https://www.hcp.ma" rel="noopener noreferrer"><bdi dir="ltr">https://www.hcp.ma</bdi></a></p>'),
        ("[**bold**](https://a.ma)", '<p><a href="https://a.ma" rel="noopener noreferrer"><strong>bold</strong></a></p>'),
        ("[the sheet](indicators)", "<p>the sheet</p>"),
    ],
)  # fmt: skip
def test_links_to_the_web(text, html):
    assert str(render(text)) == html


def test_links_are_resolved_by_the_caller():
    assert str(render("[one](indicators) [two](elsewhere)", resolve=to_sheet)) == (
        '<p><a href="/toolbox/indicators/">one</a> two</p>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>)",
        "[x](//evil.example)",
        '[x](https://a.ma/"onmouseover="alert(1))',
        "[<img src=x onerror=alert(1)>](https://a.ma)",
        '<https://a.ma/"><script>>',
        "| <b>a</b> |\n|---|\n| <img src=x> |",
        '| a" onclick="x |\n|---|\n| y |',
        "# <img src=x onerror=alert(1)>",
        "- <iframe src=x>",
        "> <style>*{}</style>",
        "```<script>\n<script>\n```",
        "**<b>**",
        "&lt;script&gt;",
    ],
)
def test_a_sheet_cannot_carry_html(text):
    html = str(render(text)).lower()
    for opening in ("<script", "<img", "<iframe", "<style", "<b>"):
        assert opening not in html
    for attribute in ('"onmouseover=', '" onclick=', 'href="javascript', 'href="data', 'href="//'):
        assert attribute not in html


def test_entities_are_shown_as_they_are_written():
    assert str(render("&lt;")) == "<p>&amp;lt;</p>"


def test_plain_takes_the_marks_away():
    assert plain("**Bold** [link](https://a.ma), `code` and *it*") == "Bold link, code and it"


@pytest.mark.parametrize(
    "text", ["- a\n" * 2000, "[" * 5000, "*" * 5000, "> " * 2000, "|" * 5000 + "\n|---|", "**a" * 2000]
)
def test_strange_texts_are_read_to_their_end(text):
    assert render(text) is not None
