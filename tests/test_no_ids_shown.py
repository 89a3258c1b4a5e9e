"""Nobody reads an id: neither on a page of the site nor in what the terminal says of a patient."""

import json
import re
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from lxml import etree, html
from tests.care.helpers import MODEL
from tests.care.work_up_other_patients import PATIENTS
from tests.site.helpers import built, pages

from venevagt.care.pathway_form import every_route
from venevagt.cli.main import main

COMPOUND = {
    name
    for names in (
        MODEL.findings,
        MODEL.clinical.findings,
        MODEL.clinical.pathways,
        MODEL.clinical.scores,
        *(pathway.variants for pathway in MODEL.clinical.pathways.values()),
        *(route.steps for route in every_route(MODEL)),
    )
    for name in names
    if "_" in name
}
"""The ids that are no words of a language."""

NAMED = re.compile(rf"(?:forløbet|pathway) [»“]?(?:{'|'.join(sorted(MODEL.clinical.pathways, reverse=True))})\b[^-]")
"""A pathway that is called by its id where its name belongs."""


def ids_in(text: str) -> set[str]:
    found = COMPOUND & set(re.findall(r"[a-z0-9]+(?:_[a-z0-9]+)+", text))
    return found | {match[0] for match in NAMED.finditer(f"{text} ")} | set(re.findall(r"\{[a-z_]+\}", text))


def shown_in(tree: html.HtmlElement) -> Iterator[str]:
    """All that can be read on a page, or heard of it: no scripts, and no lines to copy."""
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield from (element.get(name, "") for name in ("aria-label", "alt", "title", "content"))
            if element.tag not in ("script", "style", "code", "pre"):
                yield element.text or ""
        yield element.tail or ""


def test_ids_are_seen() -> None:
    assert ids_in("Go on in the pathway dvt_pregnancy.") == {"dvt_pregnancy", "pathway dvt_pregnancy."}
    assert ids_in("forløbet pe.") == {"forløbet pe."}
    assert ids_in("forløbet »{pe}«") == {"{pe}"}
    assert not ids_in("forløbet »Mistanke om lungeemboli«")


def test_no_page_of_the_site_shows_an_id() -> None:
    shown = {name: found for name, tree in pages(built()) if (found := ids_in("\n".join(shown_in(tree))))}
    assert shown == {}


def test_the_names_of_the_search_show_no_id() -> None:
    for name, content in built().items():
        if re.search(r"/search-\w+\.json$", name):
            for title, page, _, lead, *_ in json.loads(content):
                assert not ids_in(f"{title}\n{page}\n{lead}"), title


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_the_terminal_shows_no_id_of_what_a_patient_goes_through(language: str) -> None:
    for patient in PATIENTS:
        for command in (["work-up", patient.pathway], ["work-up", "draw", patient.pathway]):
            arguments = [*command, "--variant", patient.variant, "--case", "-", "--lang", language]
            said = CliRunner().invoke(main, arguments, input=json.dumps(patient.case), catch_exceptions=False).stdout
            assert said
            assert not ids_in(said), f"{patient.says}: {ids_in(said)}"


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_a_picture_shows_no_id(language: str) -> None:
    for route in every_route(MODEL):
        arguments = ["work-up", "draw", route.pathway.id, "--variant", route.variant, "--svg", "-", "--lang", language]
        drawn = CliRunner().invoke(main, arguments, catch_exceptions=False).stdout
        texts = etree.fromstring(drawn.encode()).itertext("{*}title", "{*}desc", "{*}text", "{*}tspan")
        assert not ids_in("\n".join(texts))
