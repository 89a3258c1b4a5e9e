"""Cases that are none, to every entry of the terminal: exit code 2, where and what, and never a traceback."""

import contextlib
import json
import os
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from tests.care.helpers import MODEL
from tests.fuzz.amounts import fuzzed
from tests.fuzz.limited import limited

from venevagt.care.decode import decode_json
from venevagt.cli.main import main
from venevagt.knowledge.source import MAX_FILE, MOST_PROBLEMS, read_yaml

NASTY: Mapping[str, bytes] = {
    "alias bomb": b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
    "an anchor that holds itself": b"a: &a [*a]\n",
    "a merge key": b"a: &a {age: 3}\n<<: *a\n",
    "NUL": b"age: 3\0\n",
    "NUL in a JSON word": b'{"place": "\\u0000"}',
    "half a surrogate": b'{"place": "\\ud800"}',
    "half a surrogate in YAML": b'place: "\\ud800"\n',
    "escape codes in YAML": b'"\\e[2J": 3\n',
    "UTF-7": b"+AHsAIg-age+ACI-: 3+AH0-\n",
    "UTF-32": '{"age": 3}'.encode("utf-32"),
    "overlong UTF-8": b'{"age\xc0\x80": 3}',
    "a directive": b"%YAML 9.9\n---\nage: 3\n",
    "a tag directive": b"%TAG ! tag:x,2000:\n---\n!python/object:os.system 3\n",
    "binary": b"age: !!binary aGVq\n",
    "a set": b"? age\n? place\n",
    "brackets in brackets": b"[" * 100_000,
    "braces in braces": b"{a: " * 100_000,
    "brackets behind comments": b"[ #]\n" * 20_000,
    "lists in lists": b"- " * 100_000,
    "questions in questions": b"? " * 100_000,
    "one word, very long": b"a" * 100_000,
    "quotes that never end": b'"' + b"x\n" * 50_000,
    "a key of 4000 characters": b'{"' + b"k" * 4000 + b'": 3}',
    "10 000 unknown findings": json.dumps(dict.fromkeys(map("x{}".format, range(10_000)), "yes")).encode(),
    "the same key on one line, 10 000 times": b"{" + b"a: 1, " * 10_000 + b"}",
    "the same key, 10 000 times": b"a: 1\n" * 10_000,
    "a number with a million digits": b'{"age": ' + b"1" * 900_000 + b"}",
    "a huge exponent": b'{"age": 1e99999999999}',
    "a hexadecimal number": b"age: 0x1F\n",
    "a number in another script": "age: ٣٣\n".encode(),
    "JavaScript": b'{age: 3} // case\n{"age": alert(1)}',
}


def check(content: bytes, *options: str) -> Result:
    Path("case.txt").write_bytes(content)
    return CliRunner().invoke(main, ["check", "--lang", "en", "--case", "case.txt", *options])


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("kind", NASTY)
@pytest.mark.parametrize("lines", [False, True])
def test_a_case_that_is_none_is_refused_in_few_words(kind: str, lines: bool) -> None:
    result = check(NASTY[kind], *(["--lines"] if lines else []))
    assert result.exit_code == 2, (result.output, result.exception)
    assert isinstance(result.exception, SystemExit)
    starts = ("line ",) if lines else ("case.txt", "line ", "unknown finding", "expected a case", "age: ", "place: ")
    assert result.stderr.startswith(starts)
    assert lines or len(result.stderr) < 50_000
    assert result.stderr.isascii() or not any(ord(c) < 32 and c != "\n" for c in result.stderr)


@pytest.mark.parametrize("lines", [False, True])
def test_a_line_of_50_megabytes_takes_no_more_memory_than_a_short_one(lines: bool) -> None:
    with Path("long.jsonl" if lines else "long.txt").open("wb") as file:
        for _ in range(50):
            file.write(b'{"age": 3, ' * 95_325)
    done = limited("check", "--case", "-", *(["--lines"] if lines else []), stdin=Path(file.name), megabytes=250)
    assert (done.code, done.out) == (2, "")
    assert "more than 1000000 bytes, expected one case" in done.err


def test_what_is_no_file_is_named() -> None:
    Path("loop").symlink_to("loop")
    Path("folder.yaml").mkdir()
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind("socket")
        for name in ("loop", "folder.yaml", "socket", "no/such", "x" * 5000, "nul\0nul"):
            result = CliRunner().invoke(main, ["check", "--case", name])
            assert result.exit_code == 2, (name, result.exception)
            assert isinstance(result.exception, SystemExit)
            assert name[:100] in result.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everything is open to the superuser")
def test_a_file_that_must_not_be_read_is_named() -> None:
    Path("secret").touch(mode=0)
    result = CliRunner().invoke(main, ["check", "--case", "secret"])
    assert (result.exit_code, "secret: Permission denied" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "options",
    [
        ["--lang", "\0"], ["--lang", "../../etc"], ["--lang", ""], ["--case", ""],
        ["--knowledge", ""], ["--knowledge", "x" * 5000], ["--no-such-option"], ["--lines=3"], ["more"],
    ],
)  # fmt: skip
def test_options_that_are_none(options: list[str]) -> None:
    result = CliRunner().invoke(main, ["check", "--case", "-", *options], input="")
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert result.stderr


@fuzzed(150)
@given(st.one_of(st.binary(max_size=120), st.text("{}[]\",:&*!|>-? \n\t#'%@age3\\u", max_size=80).map(str.encode)))
def test_anything_at_all_is_decoded_or_refused_with_a_place(content: bytes) -> None:
    with contextlib.suppress(ValueError):
        decode_json(content)
    document = read_yaml("case", content)
    assert len(document.problems) <= MOST_PROBLEMS
    for problem in document.problems:
        assert 1 <= problem.line <= content.count(b"\n") + content.count(b"\r") + 1
        assert not any(ord(c) < 32 for c in str(problem).replace("\n", ""))


typed = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=30)
keys = st.sampled_from(["0", "1", "2", "t", "b", "a", "?", "", "1 2", "54", "2,5", "n", "j", "y"])


@fuzzed(25)
@given(st.lists(st.one_of(typed, keys), max_size=15), st.sampled_from(MODEL.about.languages))
def test_the_interview_stands_whatever_is_typed(lines: list[str], language: str) -> None:
    result = CliRunner().invoke(main, ["check", "--lang", language], input="\n".join(lines))
    assert result.exit_code in (0, 2, 130), result.exception
    assert isinstance(result.exception, SystemExit | None)
    assert "112" in result.output


def test_a_yaml_file_that_would_take_minutes_is_refused() -> None:
    assert "more than" in str(read_yaml("case", b"k: v\n" * MAX_FILE).problems[0])
