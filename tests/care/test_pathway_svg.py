"""The pathways as pictures: every step and arrow once, and the way marked as it was walked."""

import itertools
import re

import pytest
from lxml import etree
from msgspec.structs import replace
from tests.care.helpers import MODEL
from tests.care.work_up_other_patients import PATIENTS
from tests.care.work_up_patients import Patient

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.pathway_form import Route, every_route, route_of
from venevagt.care.pathway_graph import Marked, drawing_words, marked, pathway_graph
from venevagt.care.pathway_svg import alone_drawing, page_drawing, text_width, wrapped
from venevagt.care.work_up import WorkUp, walk
from venevagt.care.work_up_words import passed_words, result_words, step_words, where_words

SVG = "{http://www.w3.org/2000/svg}"
ROUTES = list(every_route(MODEL))
every_drawing = pytest.mark.parametrize(
    ("language", "route"),
    [
        pytest.param(language, route, id=f"{language} {route.pathway.id} {route.variant}")
        for language in MODEL.about.languages
        for route in ROUTES
    ],
)
every_patient = pytest.mark.parametrize("patient", PATIENTS, ids=lambda patient: patient.says)


def tree_of(language: str, route: Route, found: WorkUp | None = None) -> etree._Element:
    way = Marked() if found is None else marked(route, found)
    words = drawing_words(MODEL, language, route, found)
    return etree.fromstring(alone_drawing(pathway_graph(MODEL, language, route), words, way).encode())


def boxes_of(tree: etree._Element) -> list[etree._Element]:
    return [one for one in tree.iter(f"{SVG}g", f"{SVG}a") if one.get("data-step")]


def arrows_of(tree: etree._Element) -> list[etree._Element]:
    return [one for one in tree.iter(f"{SVG}g") if one.get("data-from")]


def said(element: etree._Element, look: str = "") -> str:
    texts = [text for text in element.iter(f"{SVG}text") if not look or text.get("class") == look]
    return " ".join(" ".join("".join(text.itertext()) for text in texts).split())


def looks(elements: list[etree._Element], look: str, *names: str) -> set[tuple[str, ...]]:
    return {tuple(one.get(name, "") for name in names) for one in elements if look in one.get("class", "").split()}


@every_drawing
def test_every_step_and_every_arrow_is_there_once_with_its_words(language: str, route: Route) -> None:
    tree = tree_of(language, route)
    words = MODEL.texts[language].clinic
    boxes = boxes_of(tree)
    assert [box.get("data-step") for box in boxes] == list(route.steps)
    for number, (box, step) in enumerate(zip(boxes, route.steps.values(), strict=True), 1):
        assert said(box, "w-words") == step_words(MODEL, language, route, step.id)
        assert said(box, "w-kind").startswith(f"{number}. ")
        kind = words[f"way_end_{step.end}"] if step.end else words[f"way_kind_{step.kind}"]
        assert kind in said(box, "w-kind")
        assert f"w-{step.kind}" in box.get("class", "").split()
    arrows = {(one.get("data-from"), one.get("data-to")): said(one) for one in arrows_of(tree)}
    assert len(arrows_of(tree)) == len(arrows)
    expected: dict[tuple[str, str], list[str]] = {}
    for name, step in route.steps.items():
        for result, after in step.ways.items():
            answer = [result_words(MODEL, language, step, result)] if step.kind != "action" else []
            expected.setdefault((name, after), []).extend(answer)
    assert arrows == {pair: words["way_or"].join(answers) for pair, answers in expected.items()}


@every_drawing
def test_no_arrow_of_a_pathway_goes_back_and_each_kind_has_a_shape_of_its_own(language: str, route: Route) -> None:
    tree = tree_of(language, route)
    assert not looks(arrows_of(tree), "w-back", "data-from")
    shapes = {
        "question": ["polygon", "6"],
        "score": ["polygon", "8"],
        "test": ["rect", "square"],
        "action": ["rect", "round"],
        "end": ["rect", "rect"],
    }
    for box in boxes_of(tree):
        drawn = [one for one in box if one.tag in (f"{SVG}polygon", f"{SVG}rect")]
        first = drawn[0]
        if len(drawn) == 2:
            found = ["rect", "rect"]
        elif first.tag == f"{SVG}polygon":
            found = ["polygon", str(len((first.get("points") or "").split()))]
        else:
            found = ["rect", "round" if first.get("rx") else "square"]
        assert found == shapes[route.steps[box.get("data-step") or ""].kind]


@every_patient
def test_the_way_that_is_marked_is_the_way_that_was_walked(patient: Patient) -> None:
    route = route_of(MODEL, patient.pathway, patient.variant)
    found = walk(MODEL, route, read_clinical_case(MODEL, patient.case))
    tree = tree_of("en", route, found)
    ahead = found.decision or found.next
    assert ahead is not None
    assert looks(boxes_of(tree), "w-taken", "data-step") == {(one.step,) for one in found.passed}
    assert looks(boxes_of(tree), "w-at", "data-step") == ({(ahead.step,)} if ahead.step in route.steps else set())
    walked = [*(one.step for one in found.passed), ahead.step]
    taken = looks(arrows_of(tree), "w-taken", "data-from", "data-to")
    assert taken == set(itertools.pairwise(walked))
    description = tree.findtext(f"{SVG}desc") or ""
    assert where_words(MODEL, "en", route, found) in description
    assert all(passed_words(MODEL, "en", route, one) in description for one in found.passed)


def test_a_way_is_marked_with_words_and_by_looks_other_than_colour() -> None:
    route = route_of(MODEL, "dvt")
    words = drawing_words(MODEL, "da", route)
    drawn = alone_drawing(pathway_graph(MODEL, "da", route), words, Marked(("danger",), (), "pregnancy"))
    for box in boxes_of(etree.fromstring(drawn.encode())):
        assert (said(box, "w-done"), said(box, "w-here")) == ("gjort", "Du er her")
    style = re.search(r"<style>(.*)</style>", drawn, re.DOTALL)
    assert style
    for rule in (
        ".pathway .w-taken .w-done { display: inline; }",
        ".pathway .w-at .w-here { display: inline; }",
        "stroke-width: 6; stroke-dasharray: 9 4; }",
        ".pathway .w-arrow.w-taken path { stroke-width: 4.5; }",
        "@media (forced-colors: active)",
        "(prefers-color-scheme: dark)",
    ):
        assert rule in style[1]


def test_on_a_page_each_box_leads_to_its_step_and_no_style_is_inside() -> None:
    route = route_of(MODEL, "pe")
    drawn = page_drawing(pathway_graph(MODEL, "en", route), drawing_words(MODEL, "en", route), "#step-")
    tree = etree.fromstring(drawn)
    assert [box.get("href") for box in boxes_of(tree)] == [f"#step-{name}" for name in route.steps]
    assert "<style" not in drawn
    assert "style=" not in drawn
    assert tree.get("role") == "group"


@every_drawing
def test_no_line_is_wider_than_its_box_but_for_a_long_word(language: str, route: Route) -> None:
    for step in route.steps:
        words = step_words(MODEL, language, route, step)
        lines = wrapped(words, 184)
        assert " ".join(lines) == " ".join(words.split())
        assert all(text_width(line) <= 184 or " " not in line for line in lines)
        assert all(text_width(line) <= 214 for line in lines)


def test_words_with_signs_of_markup_are_words() -> None:
    graph = pathway_graph(MODEL, "en", route_of(MODEL, "dvt_distal"))
    words = drawing_words(MODEL, "en", route_of(MODEL, "dvt_distal"))
    changed = replace(graph, boxes=tuple(replace(box, words='a <b> & "c"') for box in graph.boxes))
    tree = etree.fromstring(alone_drawing(changed, replace(words, title="1 < 2"), Marked()).encode())
    assert tree.findtext(f"{SVG}title") == "1 < 2"
    assert {said(box, "w-words") for box in boxes_of(tree)} == {'a <b> & "c"'}
