"""JSON Lines: each line a case; a line that is none is told with its number, and the others go on."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.cohort.test_delimited import cells, numbers, refused, written

from venevagt.cohort import json_lines
from venevagt.cohort.source import BadSource, Taken
from venevagt.cohort.taken import OpenEnded


def read(folder: Path, content: str | bytes, columns: Sequence[str]) -> Sequence[Taken]:
    return list(written(folder, content, "cases.jsonl").read(columns))


@pytest.mark.parametrize("quick", [True, False])
def test_every_value_is_given_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: bool) -> None:
    if not quick:
        monkeypatch.setattr(json_lines, "_quickly", lambda lines: None)
    values = [{"a": "yes", "n": 54, "d": 1.5, "day": "2024-01-01"}, {"a": None, "n": 7, "d": 2.25}, {"b": True}]
    taken = read(tmp_path, "\n".join(map(json.dumps, values)), ["a", "n", "d", "day", "b", "other"])
    assert cells(taken, "a") == ["yes", None, None]
    assert cells(taken, "n") == ["54", "7", None]
    assert cells(taken, "d") == ["1.5", "2.25", None]
    assert cells(taken, "day") == ["2024-01-01", None, None]
    assert cells(taken, "b") == [None, None, "true"]
    assert cells(taken, "other") == [None] * 3


def test_plain_lines_are_read_quickly() -> None:
    assert json_lines._quickly(b'{"a": "yes", "n": 54}\n{"n": 1}\n') is not None


@pytest.mark.parametrize(
    "lines",
    [
        b'{"a": 1}{"a": 2}\n\n',
        b'{"a": 1}\n\n{"a": 2}\n',
        b'{"a": 1, "a": 2}\n',
        b'{"a": "\xe6"}\n',
        b'{"a": NaN}\n',
        b'{"a": 12345678901234567890123}\n',
        b'{"a": {"b": 1}}\n',
        b'{"a":\n{"b": 1}}\n',
        b'{"a": 1}\n{"a": "x"}\n',
        b' {"a": 1}\n',
        b'[{"a": 1}]\n',
        b'{"a": "' + b"x" * json_lines.LONGEST + b'"}\n',
    ],
)
def test_what_the_quick_reader_could_get_wrong_is_read_line_by_line(lines: bytes) -> None:
    assert json_lines._quickly(lines) is None


def test_values_that_change_their_kind_are_all_kept(tmp_path: Path) -> None:
    values = [54, "unsure", None, True, 12345678901234567890123, [1]]
    taken = read(tmp_path, "\n".join(json.dumps({"a": value}) for value in values), ["a"])
    assert cells(taken, "a") == ["54", "unsure", None, "true", "12345678901234567890123", "[1]"]


def test_a_bad_line_is_refused_with_its_number(tmp_path: Path) -> None:
    lines = [
        b'{"a": 1}',
        b"",
        b'{"a": ',
        b"[1]",
        b'{"a": 1, "a": 2}',
        b'{"a": "\xe6"}',
        b'{"a": 2}{"a": 3}',
        b'{"a": 4}',
    ]
    taken = read(tmp_path, b"\n".join(lines), ["a"])
    assert numbers(taken) == [1, 8]
    assert cells(taken, "a") == ["1", "4"]
    found = refused(taken)
    assert list(found) == [3, 4, 5, 6, 7]
    assert found[3].startswith("broken JSON at column")
    assert "found a list" in found[4]
    assert "duplicate key 'a'" in found[5]
    assert "is not UTF-8" in found[6]


def test_lines_go_over_pieces_and_keep_their_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "_PIECE", 1_000)
    lines = [json.dumps({"a": number}) if number % 97 else "broken" for number in range(1, 2_001)]
    taken = read(tmp_path, "\ufeff" + "\n".join(lines), ["a"])
    assert len(taken) > 5
    assert cells(taken, "a") == [str(number) for number in numbers(taken)]
    assert sorted([*numbers(taken), *refused(taken)]) == list(range(1, 2_001))


def test_a_line_that_is_too_long_is_refused_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lines, "_PIECE", 1_000)
    long = '{"a": "' + "x" * 3 * json_lines.LONGEST + '"}'
    taken = read(tmp_path, f'{{"a": 1}}\n{long}\n{{"a": 3}}\n', ["a"])
    assert refused(taken) == {2: "more than 1,000,000 bytes, expected one case a line"}
    assert numbers(taken) == [1, 3]


def test_names_that_come_late_are_met(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "_HEAD", 100)
    source = written(tmp_path, '{"a": 1}\n' * 50 + '{"late": "yes"}\n', "cases.ndjson")
    assert source.schema.names == ["a"]
    assert cells(list(source.read(["late"])), "late")[-1] == "yes"
    assert isinstance(source, OpenEnded)
    assert source.met == {"a", "late"}


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    source = written(tmp_path, gzip.compress(b'{"a": 1}\n'), "cases.jsonl.gz")
    assert cells(list(source.read(["a"])), "a") == ["1"]


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff"])
def test_an_empty_file_says_what_was_expected(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadSource, match="empty, expected a case a line"):
        written(tmp_path, content, "cases.jsonl")
