"""Articles with headings that can be linked to."""

import pytest
from lxml import html
from markupsafe import Markup
from tests.care.helpers import MODEL

from venevagt.site.reading import Part, article_context, parts, rendered

TEXT = (
    "Først **dette**\nher.\n\n## Åh, hvad nu?\n\n| a | b |\n|---|---|\n| c | d |\n\n## Åh, hvad nu?\n\nAa.\n\n### Æ\n\n"
)


def drawn(name: str) -> Markup:
    return Markup("<svg>{}</svg>").format(name)


def test_a_drawing_stands_in_the_place_of_its_name_and_no_other_image_passes() -> None:
    assert rendered("![Two legs](drawing:legs)\n", drawn) == "<p><svg>legs</svg></p>\n"
    assert rendered("![x](https://example.org/x.png)\n", drawn) == "<p></p>\n"


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_the_drawings_of_the_articles_are_shown_with_their_titles(language: str) -> None:
    shown = str(article_context(MODEL, language, "signs_of_a_clot", MODEL.about.released)["body"])
    for name in ("leg_where_to_feel", "measuring_the_calf", "how_a_clot_travels"):
        assert MODEL.texts[language].drawings[name].title in shown
    assert shown.count("<svg") == 3


@pytest.mark.parametrize("article", ["what_to_do_now", "when_to_seek_help"])
@pytest.mark.parametrize("language", MODEL.about.languages)
def test_a_number_of_an_article_stands_there_with_its_last_day(language: str, article: str) -> None:
    """An article is read long after the page was made; then `browser/offline.js` puts the other words there."""
    body = html.document_fromstring(str(article_context(MODEL, language, article, MODEL.about.released)["body"]))
    until = {element.text_content().split()[0]: element for element in body.xpath(".//*[@data-valid-to]")}
    instead = MODEL.texts[language].services["out_of_hours_hovedstaden"].instead
    assert until["1813"].attrib == {"data-valid-to": "2026-12-31", "data-instead": instead}
    assert "2026" in until["1813"].text_content()
    for link in body.xpath(".//a[starts-with(@href, 'tel:')]"):
        assert link.get("href") == "tel:112" or link.getparent().get("data-valid-to"), link.get("href")


def test_a_heading_has_an_anchor_of_its_own() -> None:
    shown = rendered(TEXT, drawn)
    assert '<h2 id="aah-hvad-nu">Åh, hvad nu?</h2>' in shown
    assert '<h2 id="aah-hvad-nu-2">' in shown
    assert '<h3 id="ae">' in shown
    assert '<h2 id="part">' in rendered("## ?\n", drawn)


def test_no_html_passes_through() -> None:
    shown = rendered('## <b id="x">\n\n<script>alert(1)</script>\n', drawn)
    assert "<script>" not in shown
    assert "<b" not in shown


def test_the_parts_are_the_words_under_each_heading() -> None:
    assert parts(TEXT) == (
        Part("", "", "Først dette her."),
        Part("Åh, hvad nu?", "aah-hvad-nu", "a b c d"),
        Part("Åh, hvad nu?", "aah-hvad-nu-2", "Aa."),
        Part("Æ", "ae", ""),
    )
    assert parts("") == ()
