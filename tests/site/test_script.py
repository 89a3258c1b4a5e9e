"""The scripts as files: small, without knowledge of their own, and fit for a strict page."""

import re
import subprocess
from pathlib import Path

import pytest
from benchmarks.script import transferred
from tests.care.helpers import MODEL

from venevagt.site.bundle import START, bundle, page_files, scripts, without_comments
from venevagt.site.joined import joined, tight

FOLDER = Path(__file__).parent.parent.parent / "src" / "venevagt" / "site" / "script"
FILES = sorted(FOLDER.rglob("*.js"))
NAMES = {path.relative_to(FOLDER).as_posix(): path for path in FILES}
MOST_BYTES = 50_000
"""Of the first page, its looks, the scripts, the knowledge and both languages, as the server sends them."""

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
    sizes = {name: compressed for name, (_, compressed) in transferred(MODEL).items()}
    words = {f"words.{language}.js" for language in MODEL.about.languages}
    assert sizes.keys() == {"the first page", "site.css", "icon.svg", START, *words}
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_a_bundle_holds_every_script_and_one_language() -> None:
    danish, english = (set(bundle(MODEL, language)) for language in ("da", "en"))
    assert danish == {*NAMES, "knowledge.js", "words.da.js"}
    assert english - danish == {"words.en.js"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_a_script_knows_no_medicine(path: Path) -> None:
    words = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    assert words & IDS <= PLAIN_WORDS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_a_script_is_short_and_imports_only_its_neighbours(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    imported = {(path.parent / name).resolve() for name in re.findall(r'\bfrom "([^"]+)"', text)}
    assert imported <= {*FILES, FOLDER / "knowledge.js"} - {path}
    assert path.parent != FOLDER or not any(file.parent != FOLDER for file in imported)
    asked_later = re.findall(r"\bimport\s*\(([^)]*)\)", text)
    assert asked_later == (["`../words.${language}.js${again}`"] if path == FOLDER / START else [])


def test_nothing_is_made_into_code_on_the_page() -> None:
    texts = [text for language in MODEL.about.languages for text in bundle(MODEL, language).values()]
    assert [text for text in texts if re.search(r"\b(eval|Function|innerHTML|document\.write)\b", text)] == []


def test_the_words_hold_the_sentences_and_the_knowledge_holds_none() -> None:
    files = bundle(MODEL, "en")
    for finding in MODEL.texts["en"].findings.values():
        assert finding.question in files["words.en.js"]
        assert finding.question not in files["knowledge.js"]


def test_comments_are_left_out_and_nothing_else() -> None:
    script = '// why\n/**\n * Two lines, a "text".\n */\nexport const a = " // "; // here;\n\n  /* one */\n  a();\n'
    assert without_comments(script) == 'export const a = " // ";\na();\n'
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        lines = [line.strip() for line in text.splitlines()]
        kept = [line for line in lines if line and not line.startswith(("//", "/*", "*"))]
        found = scripts()[path.relative_to(FOLDER).as_posix()].splitlines()
        assert found == [line.partition(" // ")[0] for line in kept]
        assert not any(" // " in line for line in found), "a comment is left, or a text has //"
        assert not any(line.count("`") % 2 for line in lines), "a text over several lines"


def test_nothing_is_kept_sent_or_asked_from_elsewhere() -> None:
    """The page's own policy forbids requests too; this is the script's side of it."""
    words = {word for text in page_files(MODEL).values() for word in re.findall(r"[\w.]+", text)}
    forbidden = ("localStorage", "sessionStorage", "indexedDB", "cookie", "fetch", "XMLHttpRequest", "sendBeacon")
    assert [word for word in words if any(part in word for part in (*forbidden, "WebSocket", "EventSource"))] == []


def test_spaces_go_only_where_nobody_needs_them() -> None:
    script = 'const a = b ? "c = d" : `e = ${f} , g`;\nreturn h - -1 + (i / 2) + j.replace(/= [/ ]/g, " ( ");\n'
    assert tight(script) == 'const a=b?"c = d":`e = ${f} , g`;return h - -1+(i/2)+j.replace(/= [/ ]/g," ( ");'
    program = page_files(MODEL)[START]
    files = {name: text for language in MODEL.about.languages for name, text in bundle(MODEL, language).items()}
    loose = joined(files, START)
    assert "".join(program.split()) == "".join(loose.split())
    texts = re.compile(r'"(?:[^"\\\n]|\\.)*"')
    assert texts.findall(program) == texts.findall(loose)
    subprocess.run(["node", "--input-type=module", "--check"], input=program, text=True, check=True)


def test_modules_are_joined_into_one() -> None:
    files = {
        "a.js": "export const one = 1;\nexport function two() {\nreturn one + 1;\n}\n",
        "data.js": "export default {three:3};\n",
        "b.js": 'export { two } from "./a.js";\n',
        "page/c.js": 'import data from "../data.js";\nimport { two } from "../b.js";\nconst one = 4;\n'
        "console.log(two() + data.three + one);\n",
    }
    program = joined(files, "page/c.js")
    ran = subprocess.run(["node", "--input-type=module"], input=program, capture_output=True, text=True, check=True)
    assert ran.stdout == "9\n"


@pytest.mark.parametrize(
    "files",
    [
        {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'},
        {"a.js": 'import * as b from "./b.js";\n', "b.js": ""},
        {"a.js": "export const b = 1;\nexport default b;\n"},
        {"a.js": "const b = 1;\nexport { b };\n"},
    ],
)
def test_what_cannot_be_joined_is_refused(files: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"imports itself|cannot be joined"):
        joined(files, "a.js")
