"""The safety case as it is written: everything is in it, in both forms, and every link leads somewhere."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pypdf import PageObject, PdfReader
from tests.care.helpers import MODEL

from venevagt.cli.main import main
from venevagt.safety_case.proved import proofs, second_check
from venevagt.safety_case.shapes import Link, SafetyCase
from venevagt.safety_case.trace import trace
from venevagt.safety_case.words import NO_CERTIFICATE, WORDS

ROOT = Path(__file__).parent.parent
HTML, PDF = "safety-case.html", "safety-case.pdf"


class Page(HTMLParser):
    """The text, the ids, the links and the tags of a page."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(content)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        self.ids += [value for value in [found.get("id")] if value]
        self.links += [value for value in [found.get("href")] if value]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


class Written:
    """Both forms in a folder, each read when a test looks at it.

    The text of the PDF is without spaces and line ends: an id can go on in the next line.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.page = Page((folder / HTML).read_text(encoding="utf-8"))
        self.pdf = PdfReader(folder / PDF)
        self._pages: list[str] = []

    @property
    def first_page(self) -> str:
        return next(self._texts())

    @property
    def pages(self) -> list[str]:
        """The text of each page of the PDF."""
        return list(self._texts())

    @property
    def pdf_text(self) -> str:
        return "".join(self.pages)

    def pdf_says(self, words: str) -> bool:
        """Whether the words stand in the PDF. It is read no further than to them: a page takes a tenth of a second."""
        text = ""
        for page in self._texts():
            text += page
            if squeezed(words) in text:
                return True
        return False

    def _texts(self) -> Iterator[str]:
        for number, page in enumerate(self.pdf.pages):
            if number == len(self._pages):
                self._pages.append(squeezed(page.extract_text()))
            yield self._pages[number]


def squeezed(text: str) -> str:
    return "".join(text.split())


def safety_case(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["safety-case", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("case")
    result = safety_case("-o", folder)
    assert result.exit_code == 0, result.output
    assert f"{len(MODEL.properties)} of {len(MODEL.properties)} properties proved" in result.stdout
    return Written(folder)


@pytest.fixture(scope="module")
def case() -> SafetyCase:
    return trace(MODEL, proofs(MODEL), second_check(MODEL))


def test_every_hazard_property_rule_finding_and_source_is_in_both(written: Written) -> None:
    sections = (MODEL.hazards, MODEL.properties, MODEL.rules, MODEL.findings, MODEL.sources)
    ids = [name for section in sections for name in section]
    assert [name for name in ids if name not in written.page.text] == []
    pdf = written.pdf_text
    assert [name for name in ids if name not in pdf] == []


def test_every_word_of_a_hazard_and_every_claim_is_in_both(written: Written) -> None:
    told = [
        text
        for hazard in MODEL.hazards.values()
        for text in (hazard.hazard, hazard.cause, hazard.effect, hazard.residual.why, *(c.how for c in hazard.controls))
    ]
    told += [text for entry in MODEL.properties.values() for text in (entry.says, entry.claim)]
    told += [why.because for entry in MODEL.properties.values() for why in entry.exceptions.values()]
    page, pdf = squeezed(written.page.text), written.pdf_text
    assert [text for text in told if squeezed(text) not in page] == []
    assert [text for text in told if squeezed(text) not in pdf] == []


def test_no_certificate_is_said_in_the_first_lines_and_on_every_page(written: Written) -> None:
    body = written.page.text.split("safety case", 2)[-1]
    assert body.strip().startswith(NO_CERTIFICATE)
    assert squeezed(NO_CERTIFICATE) in written.first_page[:300]
    running = squeezed(f"{MODEL.about.version} · {MODEL.sha256[:8]} · working document, no certificate")
    assert [number for number, page in enumerate(written.pages, 1) if running not in page] == []


def test_the_version_of_the_knowledge_is_on_it(written: Written) -> None:
    for fact in (MODEL.about.version, MODEL.sha256, MODEL.about.released.isoformat()):
        assert fact in written.page.text
        assert fact in written.pdf_text


def test_every_link_of_the_page_leads_to_one_place(written: Written) -> None:
    assert len(written.page.ids) == len(set(written.page.ids))
    assert all(re.fullmatch(r"\S+", name) for name in written.page.ids)
    assert [link for link in written.page.links if link.removeprefix("#") not in written.page.ids] == []
    assert len(written.page.links) > len(MODEL.rules)


def test_the_page_asks_nothing_of_the_network(written: Written) -> None:
    source = (written.folder / HTML).read_text(encoding="utf-8")
    assert not written.page.tags & {"script", "link", "img", "iframe", "form", "object", "base"}
    assert not re.search(r"https?:|\bsrc=|url\(|@import|\son\w+=", source)


def test_every_link_of_the_pdf_leads_to_a_place(written: Written) -> None:
    places = written.pdf.named_destinations
    targets = [target for page in written.pdf.pages for target in destinations(page)]
    assert len(targets) > len(MODEL.rules)
    assert [target for target in targets if isinstance(target, str) and target not in places] == []
    assert {f"hazard-{name}" for name in MODEL.hazards} <= {str(target) for target in targets}


def destinations(page: PageObject) -> Iterator[object]:
    for reference in page.get("/Annots") or ():
        annotation = reference.get_object()
        action = annotation.get("/A")
        yield annotation["/Dest"] if action is None else action.get_object()["/D"]


def test_the_pdf_is_tagged_has_bookmarks_and_the_date_of_the_release(written: Written) -> None:
    root: Any = written.pdf.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert b"<pdfuaid:part>1<" in root["/Metadata"].get_data()
    titles = [entry.title or "" for entry in flat(written.pdf.outline)]
    assert [one.hazard for one in MODEL.hazards.values() if not any(one.hazard in title for title in titles)] == []
    assert written.pdf.metadata is not None
    assert written.pdf.metadata.creation_date is not None
    assert written.pdf.metadata.creation_date.date() == MODEL.about.released


def flat(outline: Any) -> Iterator[Any]:
    if isinstance(outline, list):
        for entry in outline:
            yield from flat(entry)
    else:
        yield outline


def named_by(case: SafetyCase) -> set[tuple[str, str]]:
    """(hazard, place of the evidence) as the hazards say it."""
    return {
        (hazard.anchor, link.to)
        for hazard in case.hazards
        for control in hazard.controls
        for group in control.evidence
        for link in group.links
    }


def naming(case: SafetyCase) -> set[tuple[str, str]]:
    """The same as the properties and the rows of rules, findings, texts, tests, documents and advice say it."""
    rows = [row for table in case.traces for row in table.rows if row.anchor and not row.anchor.startswith("source-")]
    found = {(link.to, row.anchor) for row in rows for cell in row.cells for group in cell for link in group.links}
    found |= {(link.to, one.anchor) for one in case.properties for link in one.hazards}
    return {pair for pair in found if pair[0].startswith("hazard-")}


def links_of(case: SafetyCase, anchor: str) -> list[list[list[Link]]]:
    """The links of a table, by row and cell."""
    (table,) = (table for table in case.traces if table.anchor == anchor)
    return [[[link for group in cell for link in group.links] for cell in row.cells] for row in table.rows]


def test_hazards_and_evidence_name_each_other(case: SafetyCase) -> None:
    assert named_by(case) == naming(case)
    said = {(hazard.to, link.to) for (hazard,), _, evidence in links_of(case, "trace-hazards") for link in evidence}
    assert said == named_by(case)
    wanted = {
        (f"hazard-{hazard.id}", f"rule-{rule}")
        for hazard in MODEL.hazards.values()
        for control in hazard.controls
        for rule in control.rules
    }
    assert {pair for pair in said if pair[1].startswith("rule-")} == wanted


def test_properties_lead_to_their_hazards_and_exceptions(case: SafetyCase) -> None:
    rows = {row[0][0].label: row for row in links_of(case, "trace-properties")}
    assert set(rows) == set(MODEL.properties)
    for one in case.properties:
        assert rows[one.id][1] == list(one.hazards)
        assert {link.label for link in rows[one.id][2]} == {other.hazard.label for other in one.exceptions}
        assert {other.subject.label for other in one.exceptions} == set(MODEL.properties[one.id].exceptions)


def test_findings_lead_to_the_rules_that_use_them_and_rules_to_their_sources(case: SafetyCase) -> None:
    users = {row[0][0].label: {link.label for link in row[1]} for row in links_of(case, "trace-findings")}
    assert set(users) == set(MODEL.findings)
    assert {"dvt_signs", "infection"} <= users["redness"]
    assert {"pain_with_major_risk"} <= users["previous_clot"]
    assert users["smoker"] == set()
    for row in links_of(case, "trace-rules"):
        assert tuple(link.label for link in row[3]) == MODEL.rules[row[0][0].label].sources


def test_no_rule_and_no_property_is_without_a_hazard(case: SafetyCase) -> None:
    (table,) = (table for table in case.traces if table.anchor == "unnamed")
    counts = {row.cells[0][0].text: row.cells[1][0].text for row in table.rows}
    assert (counts["Rules"], counts["Properties"]) == ("0", "0")
    assert counts["Findings"] != "0"


def test_the_matrix_has_each_hazard_twice_at_its_level(case: SafetyCase) -> None:
    squares = [square for row in case.matrix.rows for square in row.squares]
    assert len(squares) == len(MODEL.risk.severities) * len(MODEL.risk.likelihoods)
    for hazard in case.hazards:
        for name, level in (("before", hazard.before.level), ("after", hazard.after.level)):
            places = [one for one in squares if hazard.anchor in {link.to for link in getattr(one, name)}]
            assert [one.risk.level for one in places] == [level]


def test_the_counts_of_the_levels_are_those_of_the_hazards(case: SafetyCase) -> None:
    table = case.numbers[0]
    for row in table.rows:
        risk = row.cells[0][0].risk
        assert risk is not None
        before, after = (int(cell[0].text) for cell in row.cells[1:])
        assert before == sum(one.before.level == risk.level for one in case.hazards)
        assert after == sum(one.after.level == risk.level for one in case.hazards)
    left = {link.to for row in case.numbers[2].rows for link in row.cells[0][0].links}
    assert left == {one.anchor for one in case.hazards if one.after.level > MODEL.risk.acceptable}


def test_the_scope_says_no_more_than_the_intended_purpose() -> None:
    purpose = " ".join((ROOT / "docs" / "intended-purpose.md").read_text(encoding="utf-8").replace("**", "").split())
    for said in (
        "not been reviewed by clinicians",
        "not been tested with patients",
        "rules out no clot",
        "source code and a reference, not a finished product",
    ):
        assert said in WORDS["scope_text"]
        assert said in purpose


def test_words_and_level_colours_can_be_read_in_both_modes() -> None:
    css = (ROOT / "src/venevagt/safety_case/templates/safety-case.css").read_text(encoding="utf-8")
    light, dark, paper = (
        dict(re.findall(r"--(\w+): (#\w+);", block)) for block in re.findall(r":root {(.*?)}", css, re.S)
    )
    assert light == {**light, **paper}
    for colours in (light, dark):
        for words in ("ink", "soft", "link", "red", "green"):
            assert contrast(colours[words], colours["paper"]) >= 4.5, words
            assert contrast(colours[words], colours["fill"]) >= 4.5, words
        assert all(contrast(colours["ink"], colours[f"l{level}"]) >= 4.5 for level in range(1, 6))
        assert contrast(colours["focus"], colours["paper"]) >= 3


def contrast(one: str, other: str) -> float:
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
