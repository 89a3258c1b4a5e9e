"""Clinics from a CSV file, by a mapping in YAML that says which column is what."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct, field

from venevagt.care.clinic import ClinicFact
from venevagt.directory import fields
from venevagt.directory.building import UNKNOWN, BadRow, Origin, build, read_fact
from venevagt.directory.places import WrongPlace, position
from venevagt.directory.rows import Read, Row, SetAside, UnreadableFile
from venevagt.directory.tables import Record, Table, plain_name, read_table, shown
from venevagt.knowledge.directory import Directory
from venevagt.knowledge.source import read_yaml
from venevagt.logic.nearest import nearest

COLUMNS = (
    *("id", "name", "street", "postcode", "town", "lat", "lon", "municipality", "area"),
    *("telephone", "email", "website", "checked_on"),
)
"""The fields of a clinic that a column can hold."""


class FactColumn(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a fact stands. `values`: what the file's words mean. `separator`: stands between several.

    `contains`: the fact is a yes where this word is among them, and unknown where it is not.
    """

    column: str
    values: Mapping[str, str] = field(default_factory=dict)
    separator: str = ""
    contains: str = ""


class CsvMapping(Struct, frozen=True, forbid_unknown_fields=True):
    """How a file is read: whose it is, field of a clinic -> column, fact -> column."""

    source: str
    columns: Mapping[str, str]
    licence: str = ""
    fictitious: bool = False
    facts: Mapping[str, FactColumn] = field(default_factory=dict)


def read_mapping(directory: Directory, path: Path) -> CsvMapping:
    """The mapping in a YAML file. Raises UnreadableFile with the place and what was expected."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror or error}; expected a mapping in YAML") from None
    document = read_yaml(str(path), content)
    if document.problems:
        raise UnreadableFile("\n".join(str(problem) for problem in document.problems))
    try:
        mapping = msgspec.convert(document.value, CsvMapping)
    except msgspec.ValidationError as error:
        raise UnreadableFile(f"{path}: {error}") from None
    for kind, names, known in (("column", mapping.columns, COLUMNS), ("fact", mapping.facts, directory.facts)):
        for name in names:
            if name not in known:
                near = nearest(name, known)
                hint = f", did you mean {near!r}?" if near else f"; expected one of: {', '.join(known)}"
                raise UnreadableFile(f"{path}: unknown {kind} {name!r}{hint}")
    for needed in ("id", "name"):
        if needed not in mapping.columns:
            raise UnreadableFile(f"{path}: no column for {needed!r}, expected one")
    return mapping


def csv_clinics(directory: Directory, content: bytes, mapping: CsvMapping, as_of: date) -> Iterator[Row]:
    """What becomes of each row. Raises UnreadableFile where a column of the mapping is not there."""
    table = read_table(content)
    columns = {name: _place(table, column) for name, column in mapping.columns.items()}
    facts = {name: (how, _place(table, how.column)) for name, how in mapping.facts.items()}
    origin = Origin(mapping.source, as_of, licence=mapping.licence, fictitious=mapping.fictitious)
    for record in table.rows:
        if isinstance(record, SetAside):
            yield record
            continue
        try:
            yield _clinic(directory, origin, record, columns, facts)
        except (BadRow, WrongPlace) as error:
            yield SetAside(record.line, str(error), shown(record.fields))


def _place(table: Table, column: str) -> int:
    place = table.place(column)
    if place is None:
        near = nearest(plain_name(column), table.columns)
        hint = f", did you mean {near!r}?" if near else f"; the columns are: {', '.join(table.columns)}"
        raise UnreadableFile(f"no column {column!r} in the file{hint[:500]}")
    return place


def _clinic(
    directory: Directory,
    origin: Origin,
    record: Record,
    columns: Mapping[str, int],
    facts: Mapping[str, tuple[FactColumn, int]],
) -> Row:
    texts = {name: fields.clean(record.fields[place]) for name, place in columns.items()}
    if not texts["id"]:
        raise BadRow("no id, expected one")
    checked = fields.day(texts.get("checked_on", ""))
    if texts.get("checked_on") and checked is None:
        raise BadRow(f"checked on {texts['checked_on'][:40]!r}, expected a day such as {origin.as_of}")
    notes: list[str] = []
    known: dict[str, ClinicFact] = {}
    for name, (how, place) in facts.items():
        try:
            said = _fact(directory, origin, name, how, fields.clean(record.fields[place]), checked or origin.as_of)
        except BadRow as error:
            notes.append(str(error))
            continue
        if said is not None:
            known[name] = said
    clinic = build(origin, f"csv:{texts['id']}", texts, _position(texts), known, notes, checked)
    return Read(record.line, clinic, tuple(notes))


def _position(texts: Mapping[str, str]) -> tuple[float, float] | None:
    north, east = texts.get("lat", ""), texts.get("lon", "")
    if north in UNKNOWN and east in UNKNOWN:
        return None
    lat, lon = fields.number(north), fields.number(east)
    if lat is None or lon is None:
        raise BadRow(f"the place {north[:20]!r}, {east[:20]!r}, expected two numbers")
    return position(lon, lat)


def _fact(
    directory: Directory, origin: Origin, name: str, how: FactColumn, text: str, checked_on: date
) -> ClinicFact | None:
    parts = [part.strip() for part in text.split(how.separator)] if how.separator else [text]
    if how.contains:
        return read_fact(directory, origin, name, "yes", checked_on) if how.contains in parts else None
    meant = ";".join(how.values.get(part, part) for part in parts if part.casefold() not in UNKNOWN)
    return read_fact(directory, origin, name, meant, checked_on)
