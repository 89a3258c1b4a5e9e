"""The pathways on the site: every step is there once, and each answer leads where the pathway says."""

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html
from tests.care.helpers import MODEL
from tests.knowledge.changed import copy_with
from tests.site.helpers import LANGUAGES, URL, built, file_of, page
from tests.site.test_structured_data import of_type

from venevagt.care.pathway_form import Route, every_route, route_of
from venevagt.care.score_words import finding_label
from venevagt.care.work_up import differences
from venevagt.care.work_up_words import result_words, step_words
from venevagt.knowledge.check import check
from venevagt.knowledge.load import load
from venevagt.site.work_up_pages import list_address, route_name

ROUTES = list(every_route(MODEL))
every_page = pytest.mark.parametrize(
    ("language", "route"),
    [pytest.param(one, route, id=route_name(MODEL, one, route)) for one in LANGUAGES for route in ROUTES],
)
languages = pytest.mark.parametrize("language", LANGUAGES)


def name_of(language: str, route: Route) -> str:
    return f"{language}/{route_name(MODEL, language, route)}/index.html"


def shown(language: str, route: Route) -> html.HtmlElement:
    return page(name_of(language, route))


def steps_of(tree: html.HtmlElement) -> dict[str, html.HtmlElement]:
    """Each step's place on the page, by the step's name."""
    return {item.get("id").removeprefix("step-"): item for item in tree.findall(".//ol[@class='steps']/li")}


def links_of(item: html.HtmlElement) -> list[tuple[str, str]]:
    """(answer, address) of each answer of a step."""
    return [(link.findtext("b"), link.get("href")) for link in item.findall("ul[@class='ways']/li/a")]


def words_of(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


@every_page
def test_every_step_is_there_once_in_its_order_with_its_words(language: str, route: Route) -> None:
    tree = shown(language, route)
    items = tree.findall(".//ol[@class='steps']/li")
    assert [item.get("id") for item in items] == [f"step-{name}" for name in route.steps]
    for item, (name, step) in zip(items, route.steps.items(), strict=True):
        assert step_words(MODEL, language, route, name) in words_of(item)
        sources = [link.text for link in item.findall("p[@class='rests']/a")]
        assert sources == list(step.sources)
        if step.kind == "end":
            assert MODEL.texts[language].clinic[f"way_end_{step.end}"] in words_of(item.find("h2"))


@every_page
def test_each_answer_leads_to_the_step_that_the_pathway_says(language: str, route: Route) -> None:
    items = steps_of(shown(language, route))
    for name, step in route.steps.items():
        expected = [
            (result_words(MODEL, language, step, result), f"#step-{after}") for result, after in step.ways.items()
        ]
        assert links_of(items[name]) == expected
        assert {link.removeprefix("#step-") for _, link in links_of(items[name])} <= items.keys()


@every_page
def test_every_end_is_reached_by_taps_and_nothing_else_stops_there(language: str, route: Route) -> None:
    items = steps_of(shown(language, route))
    waiting, seen = [next(iter(items))], set()
    assert waiting == [route.pathway.start]
    while waiting:
        here = waiting.pop()
        seen.add(here)
        after = [link.removeprefix("#step-") for _, link in links_of(items[here])]
        assert bool(after) == (route.steps[here].kind != "end")
        waiting += [one for one in after if one not in seen]
    assert seen == set(route.steps)


@every_page
def test_a_step_says_what_to_order_how_soon_and_what_to_do_meanwhile(language: str, route: Route) -> None:
    words, items = MODEL.texts[language].clinic, steps_of(shown(language, route))
    for name, step in route.steps.items():
        said = words_of(items[name])
        if step.test:
            assert finding_label(MODEL, language, step.test) in said
        waits = step.while_waiting is not None and step.while_waiting.interim
        assert (words["way_interim_if_later"] in said) == waits
        if step.within_hours:
            assert words["way_within"].replace("{hours}", f"{step.within_hours:g}") in said
        for first in step.while_waiting.take if step.while_waiting else ():
            assert finding_label(MODEL, language, first) in said
        if step.limit is not None:
            assert f"{step.limit.fixed:g} " in said
            assert (f" {step.limit.by_age_from:g} " in said) if step.limit.by_age_from else True
        if step.score:
            assert MODEL.texts[language].scores[step.score.partition("@")[0]].name in said


@every_page
def test_an_end_in_another_pathway_leads_to_its_page(language: str, route: Route) -> None:
    items = steps_of(shown(language, route))
    for name, step in route.steps.items():
        on = [link.get("href") for link in items[name].findall("p[@class='ways']/a")]
        expected = [f"/leg/{name_of(language, route_of(MODEL, step.pathway))}"] if step.pathway else []
        assert [f"{link}index.html" for link in on] == expected


@every_page
def test_the_steps_that_differ_are_marked_and_the_other_variants_are_linked(language: str, route: Route) -> None:
    words, tree = MODEL.texts[language].clinic, shown(language, route)
    own = route_of(MODEL, route.pathway.id)
    marked = [name for name, item in steps_of(tree).items() if words["page_way_differs"] in words_of(item)]
    assert set(marked) == {name for name, _, after in differences(own, route) if after is not None}
    others = {f"{urlsplit(link.get('href')).path}index.html" for link in tree.findall(".//ul[@class='variants']/li/a")}
    assert others == {
        f"/leg/{name_of(language, other)}"
        for other in ROUTES
        if other.pathway.id == route.pathway.id and other.variant != route.variant
    }


@every_page
def test_a_page_says_first_that_it_is_for_clinicians_and_no_diagnosis(language: str, route: Route) -> None:
    tree, words = shown(language, route), MODEL.texts[language].clinic
    lines = [words_of(line) for line in tree.findall(".//main//p")]
    assert words["page_way_for"] in lines
    assert "{" not in words_of(tree.find(".//main"))
    assert MODEL.texts[language].pathways[route.pathway.id].whom in words_of(tree)
    modules = [script.get("src") for script in tree.iter("script") if script.get("type") == "module"]
    assert [one.rpartition("/")[2] for one in modules] == ["work-up.js"]
    (about,) = of_type(name_of(language, route), "MedicalWebPage")
    assert about["audience"] == {"@type": "MedicalAudience", "audienceType": "Clinician"}
    assert about["citation"]


@every_page
def test_the_drawing_has_every_step_and_each_box_leads_to_its_place(language: str, route: Route) -> None:
    tree = shown(language, route)
    (drawing,) = tree.findall(".//details[@class='drawn']//svg")
    boxes = [box for box in drawing.iter("a") if box.get("data-step")]
    assert [(box.get("data-step"), box.get("href")) for box in boxes] == [
        (name, f"#step-{name}") for name in route.steps
    ]
    arrows = {(one.get("data-from"), one.get("data-to")) for one in drawing.iter("g") if one.get("data-from")}
    assert arrows == {(name, after) for name, step in route.steps.items() for after in step.ways.values()}
    assert drawing.get("aria-labelledby") == drawing.find("title").get("id")
    assert not [one for one in drawing.iter() if one.get("style") or one.tag == "style"]


@every_page
def test_where_the_page_stands_is_marked_in_the_drawing_without_a_script(language: str, route: Route) -> None:
    (name,) = [name for name in built() if name.endswith("/pathway.css")]
    style = built()[name].decode()
    for step in route.steps:
        for part in (".w-shape", ".w-here"):
            assert f'main:has(#step-{step}:target) [data-step="{step}"] {part}' in style


@every_page
def test_the_way_to_a_page_leads_over_the_list_and_the_pathway(language: str, route: Route) -> None:
    (crumbs,) = of_type(name_of(language, route), "BreadcrumbList")
    addresses_found = [item["item"]["@id"] for item in crumbs["itemListElement"]]
    own = route_of(MODEL, route.pathway.id)
    names = [f"{language}/index.html", f"{language}/{list_address(MODEL, language)}/index.html", name_of(language, own)]
    names += [name_of(language, route)] if own.variant != route.variant else []
    assert addresses_found == [urljoin(URL, name.removesuffix("index.html")) for name in names]
    for address, item in zip(addresses_found, crumbs["itemListElement"], strict=True):
        tree = page(file_of(urlsplit(address).path, built()))
        titles = {words_of(tree.find(".//h1")), MODEL.texts[language].site["name"]}
        assert item["item"]["name"] in titles


@languages
def test_every_page_has_a_title_of_its_own(language: str) -> None:
    titles = [words_of(shown(language, route).find(".//h1")) for route in ROUTES]
    assert len(set(titles)) == len(titles)


@languages
def test_a_step_that_names_another_pathway_leads_to_it(language: str) -> None:
    step = steps_of(shown(language, route_of(MODEL, "dvt")))["emergency"]
    link = step.find("p[@class='decided']/a")
    assert link.text == MODEL.texts[language].pathways["pe"].name
    assert link.get("href") == f"/leg/{name_of(language, route_of(MODEL, 'pe')).removesuffix('index.html')}"


@languages
def test_the_list_has_every_pathway_and_the_clinicians_page_leads_to_it(language: str) -> None:
    texts = MODEL.texts[language]
    tree = page(f"{language}/{list_address(MODEL, language)}/index.html")
    links = {link.get("href"): words_of(link) for link in tree.findall(".//ul[@class='ways']/li/a")}
    for name in MODEL.clinical.pathways:
        said = links.pop(f"/leg/{name_of(language, route_of(MODEL, name)).removesuffix('index.html')}")
        assert texts.pathways[name].name in said
        assert texts.pathways[name].whom in said
    assert not links
    clinician = page(f"{language}/{texts.site['address_clinician']}/index.html")
    assert f"/leg/{language}/{list_address(MODEL, language)}/" in {link.get("href") for link in clinician.iter("a")}


def test_a_step_with_a_score_names_its_version_and_leads_to_the_page_that_counts_it() -> None:
    items = steps_of(shown("en", route_of(MODEL, "dvt")))
    assert [
        name for name, item in items.items() if "/leg/en/clinician/" in {a.get("href") for a in item.iter("a")}
    ] == ["probability"]
    arm = steps_of(shown("en", route_of(MODEL, "dvt_arm")))["probability"]
    assert "/leg/en/clinician/" in {link.get("href") for link in arm.iter("a")}
    assert MODEL.texts["en"].clinic["version_two_levels"] in words_of(arm)


def test_the_map_of_the_site_lists_every_page() -> None:
    listed = built()["sitemap.xml"].decode()
    for language in LANGUAGES:
        for route in ROUTES:
            address = urljoin(URL, name_of(language, route).removesuffix("index.html"))
            assert f"<loc>{address}</loc>" in listed
            assert file_of(urlsplit(address).path, built())


def test_an_address_that_no_page_can_have_is_a_problem(tmp_path: Path) -> None:
    directory = copy_with(tmp_path, ("text/da/clinic.yaml", 'page_way_address: "udredning"', "page_way_address: soeg"))
    said = {problem.message for problem in check(load(directory))}
    assert "'soeg' is the address of another page or article, expected one of its own" in said
