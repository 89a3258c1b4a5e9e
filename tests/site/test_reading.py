"""Articles with headings that can be linked to."""

from venevagt.site.reading import Part, parts, rendered

TEXT = (
    "Først **dette**\nher.\n\n## Åh, hvad nu?\n\n| a | b |\n|---|---|\n| c | d |\n\n## Åh, hvad nu?\n\nAa.\n\n### Æ\n\n"
)


def test_a_heading_has_an_anchor_of_its_own() -> None:
    shown = rendered(TEXT)
    assert '<h2 id="aah-hvad-nu">Åh, hvad nu?</h2>' in shown
    assert '<h2 id="aah-hvad-nu-2">' in shown
    assert '<h3 id="ae">' in shown
    assert '<h2 id="part">' in rendered("## ?\n")


def test_no_html_passes_through() -> None:
    shown = rendered('## <b id="x">\n\n<script>alert(1)</script>\n')
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
