"""Patients from a CSV file: one row each, 0 or 1 in every column that the mapping names."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from venevagt.care.cohort import Cohort
from venevagt.care.cohort_result import Patient
from venevagt.cli.case_files import BadInput
from venevagt.knowledge.problems import printable
from venevagt.logic.nearest import did_you_mean

MOST_PROBLEMS = 10
"""Problems told of one file; after so many the rest is not looked at."""

_VALUES: Mapping[str, bool] = {"0": False, "1": True}
_Row = tuple[int, list[str]]


def rows_of(file: Path) -> Iterator[_Row]:
    """The rows of a CSV file with the line that each ends on; a byte-order mark and empty lines are left out.

    Raises BadInput for a file that cannot be read as UTF-8 text with commas.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            try:
                for row in reader:
                    if row:
                        yield reader.line_num, row
            except csv.Error as error:
                raise BadInput(f"{file}:{reader.line_num}: {error}; expected plain CSV with commas") from None
    except UnicodeDecodeError:
        raise BadInput(f"{file}: not UTF-8, expected CSV in UTF-8; save it again in that encoding") from None
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror or error}; expected a CSV file of patients") from None


def header_of(file: Path, rows: Iterator[_Row]) -> list[str]:
    """The names of the columns. Raises BadInput for an empty file, another separator, or a name that stands twice."""
    _, header = next(rows, (0, []))
    if not header:
        raise BadInput(f"{file}: empty, expected a first line with the names of the columns")
    if len(header) == 1 and (other := next((sign for sign in ";\t|" if sign in header[0]), "")):
        raise BadInput(f"{file}:1: separated by {other!r}, expected commas; save it again with commas between columns")
    names = [name.strip() for name in header]
    for name in names:
        if names.count(name) > 1:
            raise BadInput(f"{file}:1: the column {printable(name)!r} stands twice, expected once; rename one of them")
    return names


def patients_of(file: Path, header: list[str], rows: Iterator[_Row], cohort: Cohort) -> Iterator[Patient]:
    """Every row as a patient. Raises BadInput with all that is wrong, up to MOST_PROBLEMS."""
    problems = [_missing(file, header, name) for name in cohort.needed if name not in header]
    if problems:
        raise BadInput("\n".join(problems))
    wanted = [(at, name) for at, name in enumerate(header) if name in cohort.columns or name == cohort.outcome]
    any_row = False
    for line, row in rows:
        any_row = True
        wrong = list(_wrong(f"{file}:{line}", header, row, wanted))
        problems += wrong[: MOST_PROBLEMS - len(problems)]
        if len(problems) >= MOST_PROBLEMS:
            break
        if not problems:
            said = frozenset(name for at, name in wanted if _VALUES[row[at].strip()])
            group = row[header.index(cohort.group)].strip() if cohort.group else ""
            yield Patient(line, said - {cohort.outcome}, cohort.outcome in said, group)
    if problems:
        raise BadInput("\n".join(problems))
    if not any_row:
        raise BadInput(f"{file}: no patient, expected one line each below the names of the columns")


def _wrong(place: str, header: list[str], row: list[str], wanted: list[tuple[int, str]]) -> Iterator[str]:
    if len(row) != len(header):
        yield f"{place}: {len(row)} values, expected {len(header)}, one for each column of line 1"
        return
    for at, name in wanted:
        if row[at].strip() not in _VALUES:
            value = printable(row[at][:40])
            yield f"{place}: column {name} (number {at + 1}) is {value!r}, expected 0 or 1; correct it or drop the row"


def _missing(file: Path, header: list[str], name: str) -> str:
    near = did_you_mean(name, header)
    hint = f" ({near} in the file)" if near else ""
    return f"{file}:1: without the column {name!r}{hint}, expected it; add or rename it, or name another --mapping FILE"
