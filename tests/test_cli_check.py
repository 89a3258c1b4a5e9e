"""`venevagt check --case`: cases from files and pipes, and what is said about bad ones."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from venevagt.care.assess import assess
from venevagt.cli.case_files import MAX_CASE
from venevagt.cli.main import main
from venevagt.knowledge.compiled import default_directory, get_model

MODEL = get_model()
COMMAND = [sys.executable, "-W", "error", "-c", "from venevagt.cli.main import run; run()", "check"]


def check(content: bytes | str, *options: str, name: str = "case.json") -> Result:
    """Assess a file with this content."""
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return CliRunner().invoke(main, ["check", "--lang", "da", "--case", name, *options])


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


BAD: Mapping[str, tuple[bytes | str, str]] = {
    "unknown finding": ('{"chest_pan": "no"}', "unknown finding 'chest_pan', did you mean 'chest_pain'?"),
    "unlike any finding": ('{"xyz": "no"}', "unknown finding 'xyz'"),
    "wrong value": ('{"place": "leeg"}', "place: expected one of leg, arm, elsewhere, unsure, found 'leeg', did you"),
    "wrong word": ('{"chest_pain": "nej"}', "chest_pain: expected one of yes, no, unsure, found 'nej'"),
    "a boolean": ('{"chest_pain": true}', "chest_pain: expected one of yes, no, unsure, found true"),
    "a number for a word": ('{"chest_pain": 1}', "chest_pain: expected one of yes, no, unsure, found '1'"),
    "a word for a number": ('{"age": "old"}', "age: expected a number from 0 to 120 (years), found 'old'"),
    "null": ('{"age": null}', "age: expected a number from 0 to 120 (years), found null"),
    "a list for a number": ('{"age": [1]}', "age: expected a number from 0 to 120 (years), found a list"),
    "an object for a word": (
        '{"chest_pain": {"x": 1}}',
        "chest_pain: expected one of yes, no, unsure, found an object",
    ),
    "must be answered": ('{"age": "unsure"}', "age: expected a number from 0 to 120 (years)"),
    "too large": ('{"age": 130}', "age: expected a number from 0 to 120 (years), found 130"),
    "too small": ('{"calf_difference_cm": -1}', "calf_difference_cm: expected a number from 0 to 15 (cm), found -1"),
    "broken JSON": ('{"chest_pain": "no",\n "age" 3}', "case.json: broken JSON at line 2, column 8"),
    "cut off": ('{"chest_pain": "no"', "case.json: broken JSON at line 1, column 20"),
    "broken UTF-8": (b'{"chest_pain": "\xff"}', "byte 17 is not UTF-8"),
    "broken UTF-8 in YAML": (b"chest_pain: \xff", "not UTF-8"),
    "UTF-16": ('{"age": 3}'.encode("utf-16"), "not UTF-8"),
    "empty": ("", "case.json: empty, expected a case such as"),
    "blank": ("\n \n", "case.json: empty, expected a case such as"),
    "only a comment": ("# nothing", "expected a case such as"),
    "a list": ('[{"age": 3}]', "expected a case such as"),
    "a list over lines": ('[\n{"age": 3},\n{"age": 4}\n]', "found a list"),
    "a list of one over lines": ('[\n{"age": 3}\n]', "found a list"),
    "a word": ('"age"', "expected a case such as"),
    "a number": ("3", "found '3'"),
    "plain text": ("my leg hurts", "found 'my leg hurts'"),
    "duplicate keys": ('{"age": 3, "age": 4}', "duplicate key 'age'"),
    "duplicate keys in YAML": ("age: 3\nage: 4", "case.json:2:1: 'age' stands here twice"),
    "NaN": ('{"age": NaN}', "age: expected a number from 0 to 120 (years)"),
    "NaN in YAML": ("age: .nan", "age: expected a number from 0 to 120 (years)"),
    "infinity": ('{"age": -Infinity}', "age: expected a number from 0 to 120 (years)"),
    "a huge number": ('{"age": 1e999}', "age: expected a number from 0 to 120 (years)"),
    "a huge whole number": ('{"age": ' + "9" * 5000 + "}", "age: expected a number from 0 to 120 (years)"),
    "a huge number in YAML": ("age: 1e999", "age: expected a number from 0 to 120 (years)"),
    "deep JSON": ("[" * 50_000, "case.json: JSON that is nested too deeply"),
    "deep objects": ('{"age":' * 50_000, "case.json: JSON that is nested too deeply"),
    "deep YAML": ("- " * 50_000, "case.json:1:1: nested too deeply"),
    "tabs in YAML": ("age:\n\tx: 1", "case.json:2:1: cannot be read as YAML: found character '\\t'"),
    "an alias": ("age: &a 3\nplace: *a", "case.json:1:6: an alias"),
    "a tag": ("age: !!python/object:os.system 3", "case.json:1:6: the tag"),
    "two documents": ("age: 3\n---\nage: 4", "case.json:2:1: cannot be read as YAML"),
    "control characters": ("\x1b[31m: 3\nage: x: y", "case.json:1:1: cannot be read as YAML"),
    "a key that is no word": ("? [1]\n: 3", "case.json:1:3: a key that is no word"),
    "too many bytes": ("age: 3\n" + "# long\n" * (MAX_CASE // 7), f"case.json: more than {MAX_CASE} bytes"),
    "one long line": ("#" * (MAX_CASE + 1), f"case.json: more than {MAX_CASE} bytes"),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_bad_input_is_named_and_ends_with_2(kind: str, options: tuple[str, ...]) -> None:
    content, message = BAD[kind]
    result = check(content, *options)
    assert result.exit_code == 2, result.output
    assert message in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output
    assert len(result.stderr) < 1000
    assert "\x1b" not in result.stderr


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for name, reason in (
        (str(tmp_path / "no"), "No such file"),
        (str(tmp_path), "Is a directory"),
        ("", "no file name"),
    ):
        result = CliRunner().invoke(main, ["check", "--case", name])
        assert result.exit_code == 2
        assert reason in result.stderr
        assert name in result.stderr


@pytest.mark.parametrize(
    "content",
    [
        '{"chest_pain": "yes", "age": 54}',
        '\n\n{"chest_pain": "yes",\n\n "age": 54}\n',
        '{"chest_pain": "yes",\r\n "age": 54}\r\n',
        b'\xef\xbb\xbf{"chest_pain": "yes", "age": 54}',
        "chest_pain: yes\nage: 54\n",
        b"\xef\xbb\xbfchest_pain: yes\r\nage: 54\r\n",
        "{chest_pain: yes, age: 54}",
        "# a case\n---\nage: 54.0\nchest_pain: 'yes'",
    ],
)
def test_one_case_as_json_or_yaml(content: bytes | str) -> None:
    result = check(content, "--json")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    assert json.loads(result.stdout)["urgency"] == "emergency"


def test_the_answer_is_that_of_assess() -> None:
    found = json.loads(check('{"one_sided_swelling": "yes"}', "--json").stdout)
    wanted = assess(MODEL, {"one_sided_swelling": "yes"}, language="da")
    assert found["urgency"] == wanted.urgency
    assert found["next_question"] == wanted.next_question
    assert found["do"] == list(wanted.do)


@pytest.mark.parametrize("language", ["da", "en"])
def test_an_open_case_for_reading(language: str) -> None:
    result = check('{"one_sided_swelling": "yes", "breathless": "no"}', "--lang", language)
    texts = MODEL.texts[language]
    shown = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert texts.urgencies["doctor_today"].headline in shown
    assert texts.interface["not_final"] in shown
    assert shown.count(texts.interface["not_final"]) == 1
    low, high = texts.urgencies["doctor_today"].name, texts.urgencies["emergency"].name
    assert texts.terminal["possible"].format(low=low, high=high) in shown
    assert f"{texts.findings['chest_pain'].question} (chest_pain)" in shown
    for service in MODEL.services.values():
        if service.kind == "out_of_hours":
            assert texts.services[service.id].region.split()[0] in shown
    assert texts.terminal["advises"] in shown
    assert MODEL.sha256[:12] in shown
    assert all(
        f"{source} " in shown
        for rule in assess(MODEL, {"one_sided_swelling": "yes"}).reasons
        for source in rule.sources
    )


LINES = b'{"chest_pain": "yes"}\n{"age": "x"}\n\n{"age": 3\n{"chest_pain": "no"}\n\xff\n{"chest_pan": "no"}\n'


@pytest.mark.parametrize("name", ["cases.jsonl", "cases.ndjson", "cases"])
def test_a_bad_line_is_named_and_the_others_are_assessed(name: str) -> None:
    result = check(LINES, name=name)
    assert [json.loads(line)["urgency"] for line in result.stdout.splitlines()] == ["emergency", "own_gp"]
    assert result.exit_code == 2
    assert [line.partition(": ")[0] for line in result.stderr.splitlines()] == ["line 2", "line 4", "line 6", "line 7"]
    assert "line 4: broken JSON at column 10" in result.stderr
    assert "did you mean 'chest_pain'?" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("first", ['{"age": 3', "nonsense", "x" * (MAX_CASE + 9), '{"age": 3, "age": 4}', "3"])
def test_a_bad_first_line_does_not_stop_the_others(first: str) -> None:
    content = f'{first}\n{{"age": 3}}\n{{"age": 4}}\n'
    for name in ("cases.jsonl", "cases"):
        result = check(content, name=name)
        assert result.exit_code == 2
        assert len(result.stdout.splitlines()) == 2
        assert result.stderr.startswith("line 1: ")
        assert len(result.stderr) < 300


def test_a_line_that_is_too_long_is_skipped_whole() -> None:
    result = check(b'{"age": 3}\n' + b" " * (3 * MAX_CASE) + b'{"age": 3}\n{"age": 4}\n')
    assert result.stderr == f"line 2: more than {MAX_CASE} bytes, expected one case\n"
    assert len(result.stdout.splitlines()) == 2


def test_a_stream_of_one_line_by_its_name() -> None:
    assert len(check('{"age": 3}\n', name="cases.jsonl").stdout.splitlines()) == 1
    assert check("3\n", name="cases.jsonl").stderr.startswith("line 1: expected a case such as")


def test_assessments_come_while_the_cases_still_come() -> None:
    with subprocess.Popen([*COMMAND, "--case", "-"], stdin=-1, stdout=-1, stderr=-1) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b'{"chest_pain": "yes"}\n{"age": 4}\n')
        process.stdin.flush()
        # Two lines tell a stream from a single case; from then on each is answered as it comes.
        assert json.loads(process.stdout.readline())["urgency"] == "emergency"
        assert json.loads(process.stdout.readline())["urgency"] == "own_gp"
        process.stdin.write(b'{"stroke_signs": "yes"}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["urgency"] == "emergency"
        process.stdin.close()
        assert process.wait(20) == 0
        assert process.stderr.read() == b""


def run(*options: str, content: bytes = b"", **environment: str) -> "subprocess.CompletedProcess[str]":
    """The real command."""
    done = subprocess.run([*COMMAND, *options], input=content, capture_output=True, env={**os.environ, **environment})
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_the_real_command_reads_standard_input() -> None:
    found = run("--case", "-", "--json", content='{"place": "ærm"}'.encode(), LC_ALL="C")
    assert found.returncode == 2
    assert found.stderr == "place: expected one of leg, arm, elsewhere, unsure, found 'ærm', did you mean 'arm'?\n"
    assert run("--case", "-").stderr.startswith("standard input: empty")
    assert run("--case", "-", content=b"chest_pain: yes", LC_ALL="en_GB.UTF-8").stdout.count("Call 112 now") >= 1


def test_closed_standard_input_is_empty_input() -> None:
    for options, start in (("--case -", "standard input: empty"), ("", "No more answers")):
        line = f'"{sys.executable}" -c "from venevagt.cli.main import run; run()" check --lang en {options} <&-'
        found = subprocess.run(line, shell=True, capture_output=True, encoding="utf-8")
        assert found.returncode == 2
        assert found.stderr.startswith(start)


def test_with_lines_the_first_case_is_answered_before_the_second_has_come() -> None:
    with subprocess.Popen([*COMMAND, "--case", "-", "--lines"], stdin=-1, stdout=-1, stderr=-1) as process:
        assert process.stdin
        assert process.stdout
        for case, urgency in ((b'{"chest_pain": "yes"}\n', "emergency"), (b'{"age": 4}\n', "own_gp")):
            process.stdin.write(case)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["urgency"] == urgency
        process.stdin.close()
        assert process.wait(20) == 0


def test_ctrl_c_while_waiting_for_cases() -> None:
    with subprocess.Popen([*COMMAND, "--case", "-"], stdin=-1, stdout=-1, stderr=-1) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b'{"age": 3}\n{"age": 4}\n')
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130


def test_json_from_a_file_needs_no_rich_and_no_yaml() -> None:
    watched = """
import sys
from venevagt.cli.main import main
main(["check", "--case", "-", "--json"], standalone_mode=False)
"""
    watched = f"import atexit, sys\natexit.register(lambda: print({{'rich', 'ruamel'}} & set(sys.modules)))\n{watched}"
    found = subprocess.run([sys.executable, "-c", watched], input=b'{"age": 3}', capture_output=True)
    assert found.stdout.decode().splitlines()[-1] == "set()"


def test_an_unknown_language_is_refused() -> None:
    for options in (("--case", "-"), ()):
        found = CliRunner().invoke(main, ["check", "--lang", "xx", *options], input="{}")
        assert found.exit_code == 2
        assert found.stderr == "unknown language 'xx', expected one of: da, en\n"


def test_knowledge_that_is_broken_is_named_by_place(tmp_path: Path) -> None:
    for source in default_directory().rglob("*"):
        if source.is_file():
            target = tmp_path / "mine" / source.relative_to(default_directory())
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    screens = tmp_path / "mine" / "screens.yaml"
    changed = CliRunner().invoke(main, ["check", "--knowledge", str(tmp_path / "mine"), "--case", "-"], input="{}")
    assert changed.exit_code == 0
    screens.write_text(
        screens.read_text(encoding="utf-8").replace("    shape: tick_list", "    shape: tick_lst", 1), encoding="utf-8"
    )
    line = next(n for n, text in enumerate(screens.read_text(encoding="utf-8").splitlines(), 1) if "tick_lst" in text)
    broken = CliRunner().invoke(main, ["check", "--knowledge", str(tmp_path / "mine"), "--case", "-"], input="{}")
    assert broken.exit_code == 2
    assert f"mine/screens.yaml:{line}:" in broken.stderr
    assert "did you mean 'tick_list'?" in broken.stderr
    missing = CliRunner().invoke(main, ["check", "--knowledge", str(tmp_path / "no"), "--case", "-"])
    assert missing.exit_code == 2
    assert "knowledge.yaml:1:1: no such file" in missing.stderr


def test_help_documents_the_exit_codes() -> None:
    shown = CliRunner().invoke(main, ["check", "--help"]).stdout
    assert all(f"{code} " in shown for code in (0, 2, 130))
