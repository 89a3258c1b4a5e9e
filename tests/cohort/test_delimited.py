"""CSV as people and spreadsheets write it, and what is wrong in it."""

import gzip
from collections.abc import Sequence
from pathlib import Path

import pytest

from venevagt.cohort import delimited
from venevagt.cohort.machine import BLOCK
from venevagt.cohort.source import BadSource, Taken, open_source
from venevagt.cohort.taken import Doubtful, Measured, Source


def written(folder: Path, content: str | bytes, name: str = "cases.csv") -> Source:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_source(str(path))


def read(source: Source, columns: Sequence[str]) -> Sequence[Taken]:
    return list(source.read(columns))


def cells(taken: Sequence[Taken], name: str) -> Sequence[object]:
    return [cell for one in taken for cell in one.batch.column(name).to_pylist()]


def numbers(taken: Sequence[Taken]) -> Sequence[int]:
    return [number for one in taken for number in one.numbers]


def refused(taken: Sequence[Taken]) -> dict[int, str]:
    return {number: reason for one in taken for number, reason in one.refused.items()}


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_sign_between_cells_is_found_out(tmp_path: Path, sign: str, end: str, mark: str) -> None:
    lines = [["place", "age", "note; or, so"], ["leg", "54", "a"], ["", "7", "b"]]
    quoted = [[f'"{cell}"' if " " in cell else cell for cell in line] for line in lines]
    source = written(tmp_path, mark + end.join(sign.join(line) for line in quoted))
    assert source.schema.names == lines[0]
    taken = read(source, ["age", "place"])
    assert (cells(taken, "age"), cells(taken, "place")) == (["54", "7"], ["leg", None])
    assert numbers(taken) == [1, 2]


def test_the_sign_may_be_told_in_the_first_line(tmp_path: Path) -> None:
    source = written(tmp_path, "sep=|\r\nplace|age\r\nleg|54\r\n")
    assert source.schema.names == ["place", "age"]
    assert cells(read(source, ["age"]), "age") == ["54"]


def test_columns_without_a_name_are_not_read(tmp_path: Path) -> None:
    source = written(tmp_path, "place;age;;\nleg;54;;\narm;7;;x\n")
    assert source.schema.names == ["place", "age"]
    assert cells(read(source, ["age"]), "age") == ["54", "7"]


def test_how_far_it_is_goes_by_the_rows_that_are_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_PIECE", 1_000)
    source = written(tmp_path, "a,b\n" + "1,2\n" * 1_000)
    assert isinstance(source, Measured)
    shares = [source.share() or 0 for _ in source.read(["a"])]
    assert shares == sorted(shares)
    assert shares[0] < 0.5
    assert shares[-1] == pytest.approx(1, abs=0.01)


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    source = written(tmp_path, gzip.compress(b"age\n54\n"), "cases.csv.gz")
    assert cells(read(source, ["age"]), "age") == ["54"]


def test_a_torn_packed_file_says_so(tmp_path: Path) -> None:
    whole = gzip.compress(b"age\n" + b"".join(b"%d\n" % number for number in range(300_000)))
    source = written(tmp_path, whole[: len(whole) // 2], "cases.csv.gz")
    with pytest.raises(BadSource, match=r"cases\.csv\.gz: cannot be read on, the file is broken"):
        read(source, ["age"])


def test_rows_with_more_or_fewer_cells_are_refused_and_the_others_keep_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "_PIECE", 2_000)
    rows = [f"{number},x" for number in range(1, 3_001)]
    for number in (1, 2, 700, 3_000):
        rows[number - 1] = f"{number},x,y" if number % 2 else f"{number}"
    taken = read(written(tmp_path, "a,b\n" + "\n".join(rows) + "\n"), ["a"])
    assert len(taken) > 3
    assert refused(taken) == {
        1: "expected 2 cells, found 3",
        2: "expected 2 cells, found 1",
        700: "expected 2 cells, found 1",
        3_000: "expected 2 cells, found 1",
    }
    assert cells(taken, "a") == [str(number) for number in numbers(taken)]
    assert sorted([*numbers(taken), *refused(taken)]) == list(range(1, 3_001))


def test_batches_are_no_larger_than_a_block(tmp_path: Path) -> None:
    taken = read(written(tmp_path, "a\n" + "1\n" * (BLOCK + 5)), ["a"])
    assert [one.batch.num_rows for one in taken] == [BLOCK, 5]
    assert numbers(taken) == list(range(1, BLOCK + 6))


def test_empty_lines_are_no_rows_but_cells_where_there_is_one_column(tmp_path: Path) -> None:
    assert numbers(read(written(tmp_path, "\n\na,b\n1,2\n\n3,4\n\n"), ["a"])) == [1, 2]
    assert cells(read(written(tmp_path, "a\n1\n\n3\n"), ["a"]), "a") == ["1", None, "3"]


@pytest.mark.parametrize("rest", ["", "\n", "\n\n\n"])
def test_only_names_are_a_table_without_rows(tmp_path: Path, rest: str) -> None:
    source = written(tmp_path, "place,age" + rest)
    assert source.schema.names == ["place", "age"]
    assert numbers(read(source, ["age"])) == []


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", " \n"])
def test_an_empty_file_says_what_was_expected(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadSource, match="empty, expected the names of the columns"):
        written(tmp_path, content)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-be"])
def test_another_encoding_says_what_to_do(tmp_path: Path, encoding: str) -> None:
    content = "bopæl;age\nSkærbæk;54\n"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    with pytest.raises(BadSource, match=r"not UTF-8 .* iconv -f WINDOWS-1252 -t UTF-8"):
        written(tmp_path, mark + content.encode(encoding))


def test_another_encoding_far_down_says_what_to_do(tmp_path: Path) -> None:
    content = b"place,age\n" + b"leg,54\n" * delimited.HEAD + "lår,54\n".encode("cp1252")
    with pytest.raises(BadSource, match=r"not UTF-8 \(after row [\d,]+: .* iconv"):
        read(written(tmp_path, content), ["place"])


def test_a_letter_cut_in_two_by_the_end_of_the_first_look_is_no_error(tmp_path: Path) -> None:
    for shift in range(3):
        content = "a,b\n" + "x" * (delimited.HEAD - 5 - shift) + "ææ,1\n"
        assert cells(read(written(tmp_path, content), ["b"]), "b") == ["1"]


def test_a_quote_that_is_not_closed_is_told(tmp_path: Path) -> None:
    source = written(tmp_path, 'a,b\n1,"2\n3,4\n5,6\n')
    taken = read(source, ["a"])
    assert numbers(taken) == [1]
    assert isinstance(source, Doubtful)
    assert "an odd number of quotation marks" in source.doubts()[0]
    assert "2 lines are no rows of their own" in source.doubts()[1]


def test_a_row_over_many_lines_is_refused_with_a_hint(tmp_path: Path) -> None:
    taken = read(written(tmp_path, 'a,b\n1,"2\n3,4"\n5,"6\n7",8\n'), ["a"])
    assert refused(taken) == {2: "expected 2 cells, found 3; it goes over 2 lines: is a quotation mark not closed?"}


def test_a_row_that_never_ends_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_PIECE", 1_000)
    with pytest.raises(BadSource, match="expected a quotation mark that closes"):
        read(written(tmp_path, 'a,b\n1,2\n1,"2' + "x\n" * 2_000), ["a"])


def test_a_file_in_order_has_no_doubts(tmp_path: Path) -> None:
    for content in ('a,b\n1,"2 ""x"""\n3,4\n5', "a,b\n1,2\n3,4", "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n"):
        source = written(tmp_path, content)
        read(source, ["a"])
        assert isinstance(source, Doubtful)
        assert source.doubts() == []
