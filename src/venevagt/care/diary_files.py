"""A diary as a file: JSON with everything, CSV with the entries. The site reads and writes the same bytes."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from venevagt.care.decode import decode_json
from venevagt.care.diary import DAY, Entry, Mistake, Settings, number_text, read_entry, read_settings, shown
from venevagt.knowledge.model import Model

FORMAT = "venevagt-diary"
VERSION = 1
MOST_BYTES = 5_000_000

_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{0,9})?")
_FORMULA = ("=", "+", "-", "@", "\t", "'")
"""A text that begins so could be taken for a formula by a spreadsheet; it gets a ' before it."""


class Refused(Struct, frozen=True):
    """What was not taken from a file: the entry or line it stands in, counted from 1 (0: the whole file), and why."""

    line: int
    mistake: Mistake


class Imported(Struct, frozen=True):
    """What a file holds. `settings` only where the file has some. What is refused is left out, nothing else."""

    entries: tuple[Entry, ...]
    settings: Settings | None
    refused: tuple[Refused, ...]


def to_json(settings: Settings, entries: Iterable[Entry]) -> str:
    """The whole diary."""
    whole = {"format": FORMAT, "version": VERSION, "settings": dict(settings), "entries": [*map(dict, entries)]}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def to_csv(model: Model, entries: Iterable[Entry]) -> str:
    """The entries alone, one a line, with the names of the fields first."""
    names = (DAY, *model.recovery.diary.fields)
    lines = [names, *([_cell(entry.get(name, "")) for name in names] for entry in entries)]
    return "".join(f"{','.join(map(_quoted, line))}\r\n" for line in lines)


def from_file(model: Model, content: bytes, today: date) -> Imported:
    """Read either kind: JSON where it begins with a brace, else CSV."""
    if len(content) > MOST_BYTES:
        return _nothing("mistake_file_large", limit=str(MOST_BYTES // 1_000_000))
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return _nothing("mistake_file_utf8")
    return _from_json(model, text, today) if text.lstrip(" \t\r\n").startswith("{") else _from_csv(model, text, today)


def _nothing(word: str, **values: str) -> Imported:
    return Imported((), None, (Refused(0, Mistake("", word, values)),))


def _from_json(model: Model, text: str, today: date) -> Imported:
    try:
        whole = decode_json(text.encode("utf-8"))
    except ValueError:
        return _nothing("mistake_file_json")
    if whole.get("format") != FORMAT or not isinstance(whole.get("entries"), list):
        return _nothing("mistake_file_other")
    if isinstance(whole.get("version"), bool) or whole.get("version") != VERSION:
        return _nothing("mistake_file_version", found=shown(whole.get("version")), expected=str(VERSION))
    refused = []
    settings = None
    if whole.get("settings") is not None:
        read = read_settings(whole["settings"], today)
        settings = read.entry
        refused = [Refused(0, mistake) for mistake in read.mistakes]
    taken = _taken(model, enumerate(whole["entries"], 1), today)
    return Imported(taken.entries, settings, (*refused, *taken.refused))


def _from_csv(model: Model, text: str, today: date) -> Imported:
    lines = _lines(text)
    if lines is None or not lines:
        return _nothing("mistake_file_csv", name=DAY)
    head = lines[0][1]
    if DAY not in head or len(set(head)) != len(head):
        return _nothing("mistake_file_csv", name=DAY)
    known = model.recovery.diary.fields
    unknown = [Refused(1, Mistake(shown(name), "mistake_column")) for name in head if name != DAY and name not in known]
    raw = [(number, _from_cells(model, head, cells)) for number, cells in lines[1:]]
    taken = _taken(model, raw, today)
    return Imported(taken.entries, None, (*unknown, *taken.refused))


def _taken(model: Model, raw: Iterable[tuple[int, Any]], today: date) -> Imported:
    """Every entry without a mistake, in the order of the days; of two for one day the first."""
    entries: dict[str, Entry] = {}
    refused = []
    for line, value in raw:
        read = read_entry(model, value, today)
        refused += [Refused(line, mistake) for mistake in read.mistakes]
        if read.mistakes:
            continue
        if read.entry[DAY] in entries:
            refused.append(Refused(line, Mistake(DAY, "mistake_twice", {"found": read.entry[DAY]})))
        else:
            entries[read.entry[DAY]] = read.entry
    return Imported(tuple(entries[day] for day in sorted(entries)), None, tuple(refused))


def _from_cells(model: Model, head: Sequence[str], cells: Sequence[str]) -> object:
    """A line as an entry; a line with more or fewer cells than the first is none."""
    if len(cells) != len(head):
        return None
    fields = model.recovery.diary.fields
    return {
        name: _value(fields[name].type if name in fields else "", cell)
        for name, cell in zip(head, cells, strict=True)
        if cell != "" and (name == DAY or name in fields)
    }


def _value(kind: str, cell: str) -> Any:
    number = number_in(cell) if kind == "number" else None
    if number is not None:
        return number
    if kind == "text" and len(cell) > 1 and cell[0] == "'" and cell[1] in _FORMULA:
        return cell[1:]
    return cell


def _cell(value: Any) -> str:
    if not isinstance(value, str):
        return number_text(value)
    return f"'{value}" if value.startswith(_FORMULA) else value


def _quoted(cell: str) -> str:
    needs = any(sign in cell for sign in ',;"\r\n') or cell != cell.strip(" ")
    return '"' + cell.replace('"', '""') + '"' if needs else cell


def _lines(text: str) -> list[tuple[int, list[str]]] | None:
    """The lines that are not empty, each with its number; None where a quote is left open.

    Commas or semicolons part the cells, whichever comes first in the first line.
    """
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    mark = ";" if ";" in first and not first.partition(";")[0].count(",") else ","
    found = list(_cells(text, mark))
    if found and found[-1] is None:
        return None
    return [line for line in found if line is not None and line[1] != [""]]


def _cells(text: str, mark: str) -> Iterator[tuple[int, list[str]] | None]:
    """Each line with its number, and None at the end where a quote is left open."""
    cells: list[str] = []
    cell, inside, number, start, place = "", False, 1, 1, 0
    while place < len(text):
        sign = text[place]
        place += 1
        if inside:
            if sign == '"' and text[place : place + 1] == '"':
                cell += sign
                place += 1
            elif sign == '"':
                inside = False
            else:
                cell += sign
                number += sign == "\n"
        elif sign == '"' and cell == "":
            inside = True
        elif sign == mark:
            cells.append(cell)
            cell = ""
        elif sign in "\r\n":
            place += sign == "\r" and text[place : place + 1] == "\n"
            yield start, [*cells, cell]
            cells, cell = [], ""
            number += 1
            start = number
        else:
            cell += sign
    if inside:
        yield None
    elif cell or cells:
        yield start, [*cells, cell]


def number_in(text: str) -> float | None:
    """A number with a comma or a point as its decimal mark; None for what is none."""
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def merged(old: Iterable[Entry], new: Iterable[Entry]) -> tuple[Entry, ...]:
    """All entries in the order of the days; for a day that both have, the new one."""
    by_day: Mapping[str, Entry] = {str(entry[DAY]): entry for entry in (*old, *new)}
    return tuple(by_day[day] for day in sorted(by_day))


class Takeover(Struct, frozen=True):
    """What a file changes in a diary: entries that are added, days that stay as they were, and the settings."""

    added: tuple[Entry, ...]
    same: tuple[str, ...]
    settings: Settings


def take_over(found: Imported, settings: Settings, entries: Iterable[Entry], *, replace: bool) -> Takeover:
    """Where a day or a setting is in both, the diary's own stays, or with `replace` the file's is taken."""
    days = {entry[DAY] for entry in entries}
    own = [entry for entry in found.entries if replace or entry[DAY] not in days]
    same = [str(entry[DAY]) for entry in found.entries if not replace and entry[DAY] in days]
    theirs = found.settings or {}
    return Takeover(tuple(own), tuple(same), {**settings, **theirs} if replace else {**theirs, **settings})
