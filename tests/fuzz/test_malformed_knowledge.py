"""Folders that hold no knowledge: `knowledge check` and `compare` name every file, soon, and stand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.fuzz.limited import limited
from tests.knowledge.changed import KNOWLEDGE, copy_with

from venevagt.cli.main import main
from venevagt.knowledge import load_texts, source
from venevagt.knowledge.check import check
from venevagt.knowledge.decision import build
from venevagt.knowledge.load import load
from venevagt.knowledge.problems import KnowledgeError
from venevagt.logic import diagram

MALFORMED: Mapping[str, tuple[bytes, str]] = {
    "tabs": (b"findings:\n\tx: {kind: context}\n", ":2:1: cannot be read as YAML"),
    "anchor": (b"findings: &a\n  x: *a\n", ":1:11: an alias"),
    "bomb": (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", ":1:4: an alias"),
    "twice": (b"findings:\n  x: {}\n  x: {}\n", ":3:3: 'x' stands here twice"),
    "nul": (b"findings:\n  x: a\0b\n", ":2:7: cannot be read as YAML"),
    "escaped": (b'findings:\n  x: "a\\0b"\n', ":2:6: a character that cannot be shown"),
    "surrogate": (b'findings:\n  "\\ud800": {}\n', ":2:3: a character that cannot be shown"),
    "bidi": ("findings:\n  x: a\u202eb\n".encode(), ":2:6: a character that cannot be shown"),
    "latin": (b"findings:\n  x: \xe6\n", ":2:6: byte 15 is not UTF-8"),
    "utf16": ("findings: {}\n".encode("utf-16"), "is not UTF-8"),
    "deep": (b"[" * 100_000, ":1:51: cannot be read as YAML: nested too deeply"),
    "deep_lists": (b"- " * 100_000, ":1:1: nested too deeply"),
    "large": (b"#" * (source.MAX_FILE + 1), f":1:1: more than {source.MAX_FILE} bytes"),
    "empty": (b"", ":1:1: an empty file"),
    "only_a_word": (b"findings\n", ":1:1: an empty file"),
    "a_list": (b"[findings]\n", ":1:1: an empty file"),
    "null": (b"findings:\n", ":2:1: expected findings: with entries under it"),
    "bom_and_tag": (b"\xef\xbb\xbffindings:\n  x: !!python/name:os.system id\n", ":2:6: the tag"),
    "huge_numbers": (b"findings:\n  x: {kind: context, type: number, unsure: must_be_answered, sources: [S1], unit: a, "
                     b"low: 1" + b"0" * 5000 + b", high: 1e999}\n", ":2:"),
    "same_key_5_000_times": (b"x: 1\n" * 5_000, ":2:1: 'x' stands here twice"),
}  # fmt: skip


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["knowledge", *map(str, arguments)])
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def problems(folder: Path) -> str:
    try:
        return str(KnowledgeError(check(load(folder))))
    except KnowledgeError as error:
        return str(error)


def test_every_malformed_file_is_named_with_its_place(tmp_path: Path) -> None:
    folder = copy_with(tmp_path)
    for name, (content, _) in MALFORMED.items():
        (folder / "findings" / f"{name}.yaml").write_bytes(content)
    (folder / "findings" / "folder.yaml").mkdir()
    (folder / "findings" / "loop.yaml").symlink_to("loop.yaml")
    (folder / "findings" / "up").symlink_to("..")
    done = limited("knowledge", "check", "--knowledge", folder)
    assert done.code == 1
    assert done.out == ""
    for name, (_, place) in MALFORMED.items():
        told = [line for line in done.err.splitlines() if line.startswith(f"knowledge/findings/{name}.yaml:")]
        assert any(place in line for line in told), (name, told)
    assert len(done.err) < 30_000
    assert not any(ord(character) < 32 and character != "\n" for character in done.err)


HEADS: Mapping[str, tuple[bytes, str]] = {
    "no head": (b"# A title\n", ":1:1: no head"),
    "a head without an end": (b"---\n" + b"title: x\n" * 20_000, ":1:1: no head"),
    "an empty file": (b"", ":1:1: no head"),
    "a head that is no YAML": (b"---\ntitle: [\n---\nbody\n", ":3:1: cannot be read as YAML"),
    "a head with an alias": (b"---\ntitle: &a x\nsources: [*a]\n---\nbody\n", ":2:8: an alias"),
    "a head that is too deep": (b"---\n" + b"[" * 9999 + b"\n---\nbody\n", "nested too deeply"),
    "a head that is not UTF-8": (b"---\ntitle: \xff\n---\nbody\n", "is not UTF-8"),
    "a body that is not UTF-8": (b"---\ntitle: x\n---\n\n\xff\n", ":5:1: bytes that are not UTF-8"),
    "a body with NUL": (b"---\ntitle: x\n---\n\n\0\n", ":5:1: a character that cannot be shown"),
    "too large": (b"---\ntitle: x\n---\n" + b"x\n" * source.MAX_FILE, "more than"),
}


@pytest.mark.parametrize("kind", HEADS)
def test_a_malformed_article_is_named_with_its_place(tmp_path: Path, kind: str) -> None:
    content, place = HEADS[kind]
    (tmp_path / "a.md").write_bytes(content)
    document, _ = load_texts.read_article("text/da/a.md", tmp_path / "a.md")
    assert any(place in str(problem) for problem in document.problems), document.problems


def test_folders_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("knowledge")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "empty").mkdir()
    (tmp_path / "odd" / "knowledge.yaml").mkdir(parents=True)
    for name in ("no", "file", "loop", "empty", "odd", "x" * 5000):
        result = run("check", "--knowledge", tmp_path / name)
        assert result.exit_code == 1
        assert "expected a folder with a knowledge base" in result.stderr
    assert "nul?nul/knowledge.yaml:1:1: no such file" in problems(tmp_path / "nul\0nul")


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_with(tmp_path)
    opened = Path.open

    def forbidden(path: Path, *mode: Any, **more: Any) -> Any:
        if path.name in ("advice.yaml", "cramp_or_clot.md"):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *mode, **more)

    monkeypatch.setattr(Path, "open", forbidden)
    result = run("check", "--knowledge", folder)
    assert result.exit_code == 1
    for name in ("advice.yaml", "text/da/advice.yaml", "text/en/cramp_or_clot.md"):
        assert f"knowledge/{name}:1:1: cannot be read: Permission denied" in result.stderr


def test_compare_with_what_is_no_knowledge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "knowledge.yaml").write_bytes(b"\t\0")
    for name in (
        "empty",
        "broken",
        "no",
        "--",
        "--output=canary",
        "--remote=x",
        "HEAD:..",
        "",
        "x" * 5000,
        "$(touch canary)",
    ):
        result = run("compare", "--", name, KNOWLEDGE)
        assert result.exit_code == 2, (name, result.output)
        assert result.stderr
    assert run("compare", KNOWLEDGE, "broken").exit_code == 2
    assert not (tmp_path / "canary").exists()


LANGUAGES = ("knowledge.yaml", "languages: [da, en]")
PLACES = ("findings/context.yaml", "options: [leg, arm, elsewhere]")
SHAPES = [
    (*LANGUAGES, "languages: []", "found []"),
    (*LANGUAGES, "languages: [da, en, '../../etc']", "'../../etc'"),
    (*LANGUAGES, "languages: [da, '{x}']", "'{x}'"),
    (*PLACES, 'options: [leg, arm, "o\'); DROP TABLE x; --"]', "DROP"),
    (*PLACES, 'options: [leg, arm, "else\\nwhere"]', "else\\nwhere"),
    (*PLACES, "options: [leg, arm, unsure]", "'unsure'"),
    ("findings/context.yaml", "high: 120", "high: 1e999", "'age' has no end"),
]


@pytest.mark.parametrize(("file", "old", "new", "named"), SHAPES)
def test_what_would_end_in_code_or_addresses_is_refused(
    tmp_path: Path, file: str, old: str, new: str, named: str
) -> None:
    told = problems(copy_with(tmp_path, (file, old, new)))
    assert any(line.startswith(f"knowledge/{file}:") and named in line for line in told.splitlines()), told


def test_rules_whose_diagram_would_fill_the_memory_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagram, "MOST_NODES", 1500)
    model = load(KNOWLEDGE).model
    with pytest.raises(KnowledgeError, match="more than 1500 nodes"):
        build(model)
    result = run("check", "--date", "released", "--knowledge", KNOWLEDGE)
    assert (result.exit_code, "more than 1500 nodes" in result.stderr) == (1, True)


def test_a_language_without_words_is_named(tmp_path: Path) -> None:
    told = problems(copy_with(tmp_path, ("knowledge.yaml", "languages: [da, en]", "languages: [da, en, de]")))
    assert "knowledge/text/de/findings.yaml:1:1: no words here" in told


@pytest.mark.parametrize("name", ["found", "values", "lambda", "it", "urgency"])
def test_a_finding_does_not_bear_a_name_that_compiled_code_uses(tmp_path: Path, name: str) -> None:
    told = problems(
        copy_with(
            tmp_path,
            (
                "findings/context.yaml",
                "  age:\n",
                f"  {name}: {{kind: context, type: yes_no, unsure: no, sources: [S1]}}\n  age:\n",
            ),
        )
    )
    assert f"the id {name!r} is a word of a programming language" in told
