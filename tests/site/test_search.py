"""The search as the page runs it: what people type, with slips, finds the section that they mean."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.care.helpers import MODEL
from tests.site.helpers import DAY, LANGUAGES, addresses, built, file_of, node, page

from venevagt.site.addresses import own_pages
from venevagt.site.assets import own_assets
from venevagt.site.folding import fold, tokens
from venevagt.site.search import sections, shortened

ASKED = {
    "da": [
        "blodprop", "blodprob", "blodpropp", "BLODPROPPER", "blodproppen", "trombose", "trombosse",
        "åndenød", "aandenoed", "andenod", "ÅNDENØD", "åndenøt", "krampe", "krampen", "kramper", "hævet ben", "haevet",
        "ring 112", "graviditet", "smerte", "blodfortyndende", "blodfortynende", "zzzz", "qq", "", "  ",
        "blodprop i benet", "dyb venetrombose", "lungeemboli gravide", "udredning",
    ],
    "en": ["clot", "clots", "thrombosis", "trombosis", "breathless", "breathles", "swolen leg", "cramp", "zzzz",
        "blood clot in the leg", "deep vein thrombosis pathway", "suspected pulmonary embolism", "years"],
}  # fmt: skip


@cache
def answers() -> dict[str, dict[str, list[list[str]]]]:
    """What each query finds, all in one run of Node."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        modules = {"search.mjs": own_assets()["search.js"]}
        for language in LANGUAGES:
            name = next(name for name in built() if name.endswith(f"search-{language}.json"))
            modules[f"{language}.json"] = built()[name]
        program = (
            'import { search } from "./search.mjs";\nimport { readFileSync } from "node:fs";\n'
            f"const asked = {json.dumps(ASKED)};\n"
            "const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url)));\n"
            "const found = Object.fromEntries(Object.entries(asked).map(([code, queries]) => [code, Object.fromEntries("
            "queries.map((query) => [query, search(read(`${code}.json`), query)]))]));\n"
            "console.log(JSON.stringify(found));\n"
        )
        found: dict[str, dict[str, list[list[str]]]] = json.loads(node(Path(folder), program, modules))
    return found


def titles(language: str, query: str, count: int = 8) -> str:
    return " | ".join(f"{row[0]}: {row[3]}" for row in answers()[language][query][:count]).lower()


@pytest.mark.parametrize(
    ("language", "query", "found"),
    [
        ("da", "blodprop", "blodprop"),
        ("da", "blodprob", "blodprop"),
        ("da", "blodpropp", "blodprop"),
        ("da", "BLODPROPPER", "blodprop"),
        ("da", "blodproppen", "blodprop"),
        ("da", "trombose", "blodprop"),
        ("da", "trombosse", "blodprop"),
        ("da", "krampen", "krampe"),
        ("da", "kramper", "krampe"),
        ("da", "hævet ben", "hævet"),
        ("da", "haevet", "hævet"),
        ("da", "blodfortynende", "blodfortyndende"),
        ("en", "clots", "clot"),
        ("en", "thrombosis", "clot"),
        ("en", "trombosis", "clot"),
        ("en", "breathles", "breath"),
        ("en", "swolen leg", "swollen"),
    ],
)
def test_a_slip_still_finds_it(language: str, query: str, found: str) -> None:
    assert found in titles(language, query)


@pytest.mark.parametrize("query", ["åndenød", "aandenoed", "ÅNDENØD", "andenod", "åndenøt"])
def test_breathlessness_is_found_however_it_is_typed(query: str) -> None:
    addresses_found = [row[2] for row in answers()["da"][query]]
    assert "/leg/da/tabel/#question-breathless" in addresses_found[:5]


@pytest.mark.parametrize("query", ["zzzz", "qq", "", "  "])
def test_what_is_not_there_is_not_found(query: str) -> None:
    assert answers()["da"][query] == []


def clinical_among(language: str, query: str) -> list[bool]:
    """Of what is found, the best first: whether it is for clinicians."""
    return [len(row) > 6 for row in answers()[language][query]]


@pytest.mark.parametrize(
    ("language", "query"),
    [
        *(("da", query) for query in ASKED["da"][:19] if not query.startswith("ring")),
        ("da", "blodprop i benet"),
        *(("en", query) for query in ("clot", "clots", "thrombosis", "breathless", "cramp", "blood clot in the leg")),
    ],
)
def test_what_anybody_asks_leads_first_to_what_is_for_everybody(language: str, query: str) -> None:
    found = clinical_among(language, query)
    assert found
    assert not any(found[:8])


@pytest.mark.parametrize(
    ("language", "query", "address"),
    [
        ("da", "udredning", "/leg/da/udredning/"),
        ("da", "dyb venetrombose", "/leg/da/udredning/dvt/"),
        ("da", "lungeemboli gravide", "/leg/da/udredning/pe-pregnancy/"),
        ("en", "suspected pulmonary embolism", "/leg/en/work-up/pe/"),
        ("en", "years", "/leg/en/work-up/pe/years/"),
    ],
)
def test_the_pathways_are_found_and_say_for_whom_they_are(language: str, query: str, address: str) -> None:
    clinical = [row for row in answers()[language][query] if len(row) > 6]
    assert address in [row[2] for row in clinical[:4]]
    assert {row[1] for row in clinical} == {MODEL.texts[language].clinic["page_way_for"].partition(".")[0]}
    assert all(len(" ".join((row[0], row[3])).split()) < 40 for row in clinical)


def test_a_result_leads_to_its_section() -> None:
    for language in LANGUAGES:
        for section in sections(MODEL, language, addresses(), DAY):
            address, _, anchor = section.address.partition("#")
            tree = page(file_of(address, built()))
            assert not anchor or tree.get_element_by_id(anchor) is not None


def test_everything_can_be_read_without_a_script() -> None:
    names = own_pages(MODEL, "search")
    for language in LANGUAGES:
        tree = page(f"{language}/{names[language]}/index.html")
        links = {link.get("href") for link in tree.get_element_by_id("search-all").iter("a")}
        assert links == {section.address for section in sections(MODEL, language, addresses(), DAY)}


def test_python_and_the_page_fold_alike(tmp_path: Path) -> None:
    words = ["Åndenød", "åndenød", "ÆØÅ", "café", "naïve", "Blodprop", "İ", "ß", "e\u0301", "a\u030a", "x9"]
    program = f'import {{ fold }} from "./search.mjs";\nconsole.log(JSON.stringify({json.dumps(words)}.map(fold)));'
    found: Any = json.loads(node(tmp_path, program, {"search.mjs": own_assets()["search.js"]}))
    assert found == [fold(word) for word in words]
    assert found[0] == "aandenoed"
    assert tokens("Blodprop, blodprop i BENET!") == ("blodprop", "i", "benet")


def test_slips_are_counted(tmp_path: Path) -> None:
    pairs = [("blodprop", "blodprob"), ("ab", "ba"), ("abc", "abc"), ("abc", "abcd"), ("abc", "xyz"), ("a", "abcdef")]
    program = (
        'import { slips } from "./search.mjs";\n'
        f"console.log(JSON.stringify({json.dumps(pairs)}.map(([a, b]) => slips(a, b, 3))));"
    )
    found = json.loads(node(tmp_path, program, {"search.mjs": own_assets()["search.js"]}))
    assert found == [1, 1, 0, 1, 3, 4]


def test_a_lead_is_cut_between_words() -> None:
    assert shortened("kort") == "kort"
    assert shortened("ord " * 100).endswith("ord …")
    assert len(shortened("ord " * 100)) <= 142
