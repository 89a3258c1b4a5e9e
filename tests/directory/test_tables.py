"""Delimited files as they are met in real life."""

import pytest

from venevagt.directory.rows import SetAside, UnreadableFile
from venevagt.directory.tables import Record, Table, read_table

HEAD = "id;Name;Town\r\n"


def all_rows(table: Table) -> list[tuple[int, list[str]] | tuple[int, str]]:
    return [(row.line, row.fields) if isinstance(row, Record) else (row.line, row.reason) for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_delimiter_and_line_end(encoding: str, delimiter: str, end: str) -> None:
    text = f"id{delimiter}name{end}1{delimiter}Rønde Åse{end}2{delimiter}Ærø{end}"
    assert all_rows(read_table(text.encode(encoding))) == [(2, ["1", "Rønde Åse"]), (3, ["2", "Ærø"])]


def test_quotes_guards_and_line_breaks_inside_a_field() -> None:
    text = f'{HEAD}="123";"A ""B""; C";x\r\n"=""456""";"two\r\nlines";y\r\n;;\r\n\r\n789;last;z'
    assert all_rows(read_table(text.encode())) == [
        (2, ['="123"', 'A "B"; C', "x"]),
        (3, ['="456"', "two\r\nlines", "y"]),
        (7, ["789", "last", "z"]),
    ]


def test_a_row_of_another_width_is_set_aside_with_its_line() -> None:
    rows = list(read_table(f"{HEAD}1;a;b\n2;c\n3;d;e;;\n4;f;g;h\n".encode()).rows)
    assert [row.line for row in rows if isinstance(row, Record)] == [2, 4]
    assert [(row.line, row.reason, row.text) for row in rows if isinstance(row, SetAside)] == [
        (3, "2 fields, expected 3", "2;c"),
        (5, "4 fields, expected 3", "4;f;g;h"),
    ]


def test_a_quote_that_is_never_closed_costs_one_row_and_not_the_file() -> None:
    text = HEAD + '1;a;b\n2;"open;c\n' + "".join(f"{number};n;t\n" for number in range(3, 60))
    rows = all_rows(read_table(text.encode()))
    assert rows[1] == (3, "a quote that is not closed, expected one row")
    assert [line for line, _ in rows] == list(range(2, 61))
    assert len(rows) == 59


def test_a_quote_that_is_left_open_near_the_end_costs_one_row() -> None:
    rows = all_rows(read_table(f'{HEAD}1;a;b\n2;"open;c\n3;d;e\n'.encode()))
    assert rows == [(2, ["1", "a", "b"]), (3, "a quote that is not closed, expected one row"), (4, ["3", "d", "e"])]


def test_columns_are_found_without_regard_to_capitals_and_signs() -> None:
    table = read_table(b"SOR-Id;Entity Name;X\n")
    assert (table.place("sorid"), table.place("none", "ENTITY_NAME"), table.place("y")) == (0, 1, None)


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="an empty file"):
        read_table(content)
