"""The scripts as files: small, without knowledge of their own, and fit for a strict page."""

import gzip
import re
from pathlib import Path

import pytest
from tests.care.helpers import MODEL

from venevagt.site.bundle import bundle, scripts, without_comments

FOLDER = Path(__file__).parent.parent.parent / "src" / "venevagt" / "site" / "script"
FILES = sorted(FOLDER.glob("*.js"))
MOST_BYTES = 38_000
"""Of all scripts, the knowledge and both languages, each file compressed on its own."""

IDS = {
    *MODEL.findings,
    *MODEL.rules,
    *MODEL.conditions,
    *MODEL.advice,
    *MODEL.screens,
    *MODEL.services,
    *MODEL.facts,
    *MODEL.about.urgencies,
    *MODEL.about.concerns,
    *(option for finding in MODEL.findings.values() for option in finding.options),
    *(line for entry in MODEL.advice.values() for line in (*entry.do, *entry.dont, *entry.say, *entry.safety_net)),
}

PLAIN_WORDS = {"where", "other", *MODEL.texts["en"].interface}
"""Words that are ids too, but say nothing clinical here: of English, and the names of the interface's words."""


def test_what_a_phone_has_to_load_is_small() -> None:
    files = {name: text for language in MODEL.about.languages for name, text in bundle(MODEL, language).items()}
    sizes = {name: len(gzip.compress(text.encode("utf-8"), 9, mtime=0)) for name, text in files.items()}
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_a_bundle_holds_every_script_and_one_language() -> None:
    danish, english = (set(bundle(MODEL, language)) for language in ("da", "en"))
    assert danish == {*(path.name for path in FILES), "knowledge.js", "words.da.js"}
    assert english - danish == {"words.en.js"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_script_knows_no_medicine(path: Path) -> None:
    words = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    assert words & IDS <= PLAIN_WORDS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_script_is_short_and_imports_only_its_neighbours(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    imported = re.findall(r'\bfrom "([^"]+)"', text)
    assert set(imported) <= {f"./{other.name}" for other in FILES if other != path}
    assert not re.search(r"\bimport\s*\(", text)


def test_nothing_is_made_into_code_on_the_page() -> None:
    texts = [text for language in MODEL.about.languages for text in bundle(MODEL, language).values()]
    assert [text for text in texts if re.search(r"\b(eval|Function|innerHTML|document\.write)\b", text)] == []


def test_the_words_hold_the_sentences_and_the_knowledge_holds_none() -> None:
    files = bundle(MODEL, "en")
    for finding in MODEL.texts["en"].findings.values():
        assert finding.question in files["words.en.js"]
        assert finding.question not in files["knowledge.js"]


def test_comments_are_left_out_and_nothing_else() -> None:
    script = '// why\n/**\n * Two lines, a "text".\n */\nexport const a = "//"; // here\n\n  /* one */\n  a();\n'
    assert without_comments(script) == 'export const a = "//"; // here\na();\n'
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        lines = [line.strip() for line in text.splitlines()]
        kept = [line for line in lines if line and not line.startswith(("//", "/*", "*"))]
        assert scripts()[path.name].splitlines() == kept
        assert not any(line.count("`") % 2 for line in lines), "a text over several lines"
