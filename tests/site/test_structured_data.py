"""What the pages say of themselves to search engines, held against the vocabulary of schema.org."""

import json
import re
from datetime import date
from typing import Any

import pytest
import schema_org
from tests.care.helpers import MODEL
from tests.site.helpers import LANGUAGES, built, listed, page

from venevagt.site.reading import Part, parts
from venevagt.site.structured_data import as_script, questions

NAMES = ["index.html", *listed(built())]


def graph(name: str) -> list[dict[str, Any]]:
    script = page(name).find(".//script[@type='application/ld+json']")
    content: dict[str, Any] = json.loads(script.text)
    assert content["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = content["@graph"]
    return found


def checked(value: Any) -> Any:
    """The value as the vocabulary's own shapes. Raises for a type, property or value that it does not have."""
    if isinstance(value, list):
        return [checked(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "lastReviewed" in value:
        value = {**value, "lastReviewed": date.fromisoformat(value["lastReviewed"])}
    shape = getattr(schema_org, value["@type"])
    fields = {
        re.sub(r"(?<!^)([A-Z])", r"_\1", key).lower(): checked(own) for key, own in value.items() if key[0] != "@"
    }
    return shape(**fields)


def of_type(name: str, kind: str) -> list[dict[str, Any]]:
    return [thing for thing in graph(name) if thing["@type"] == kind]


@pytest.mark.parametrize("name", NAMES)
def test_the_vocabulary_has_every_type_and_property(name: str) -> None:
    for thing in graph(name):
        checked(thing)


def test_the_check_itself_finds_a_slip() -> None:
    for wrong_word, wrong in (
        ("last_reviewd", {"@type": "MedicalWebPage", "lastReviewd": "2026-11-24"}),
        ("isoformat", {"@type": "MedicalWebPage", "lastReviewed": "yesterday"}),
        ("sign_or_symptom", {"@type": "MedicalCondition", "signOrSymptom": [{"@type": "WebSite", "name": "x"}]}),
    ):
        with pytest.raises(ValueError, match=wrong_word):
            checked(wrong)


def test_nobody_is_named_as_reviewer_and_nothing_is_rated() -> None:
    for name, content in built().items():
        for word in (b'"reviewedBy"', b'"aggregateRating"', b'"MedicalOrganization"', b'"Physician"', b'"Hospital"'):
            assert word not in content, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_says_when_it_was_reviewed_and_on_what_it_rests(language: str) -> None:
    for key, article in MODEL.texts[language].articles.items():
        (own,) = of_type(f"{language}/{key.replace('_', '-')}/index.html", "MedicalWebPage")
        assert own["lastReviewed"] == article.review.checked_on.isoformat()
        assert own["citation"] == [MODEL.sources[source].citation for source in article.sources]
        assert [condition["name"] for condition in own["about"]] == [
            MODEL.texts[language].site[words] for words in ("condition_leg", "condition_lungs")
        ]
        assert own["inLanguage"] == language


@pytest.mark.parametrize("name", [name for name in NAMES if name.count("/") == 2])
def test_the_way_to_a_page_begins_at_the_first_and_ends_at_itself(name: str) -> None:
    (way,) = of_type(name, "BreadcrumbList")
    steps = [(step["position"], step["item"]["@id"]) for step in way["itemListElement"]]
    canonical = page(name).find(".//link[@rel='canonical']").get("href")
    assert steps == [(1, f"https://example.org/leg/{name[:2]}/"), (2, canonical)]


def test_an_article_of_questions_is_said_as_questions() -> None:
    markdown = (
        "Hej.\n\n## Hvad er det?\n\nDet er *en* blodprop.\n\n## Hvad så?\n\n- Ring.\n- Vent ikke.\n\n## Kilder\n\nX."
    )
    (page_,) = questions(parts(markdown))
    assert [(q["name"], q["acceptedAnswer"]["text"]) for q in page_["mainEntity"]] == [
        ("Hvad er det?", "Det er en blodprop."),
        ("Hvad så?", "Ring. Vent ikke."),
    ]
    checked(page_)
    assert questions(parts("## Hvad er det?\n\nA.\n\n## Sådan\n\nB.\n\n## Ellers\n\nC.")) == []
    assert questions([Part("Hvad?", "hvad", "")] * 3) == []


def test_no_text_can_end_the_script() -> None:
    shown = as_script([{"name": "</script><b>&"}])
    assert "<" not in shown
    assert json.loads(shown)["@graph"] == [{"name": "</script><b>&"}]
