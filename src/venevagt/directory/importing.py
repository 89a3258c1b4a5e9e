"""An import: what kind of file it is, what becomes of each row, and what it changes in the store."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from venevagt.care.clinic import Clinic
from venevagt.care.clinic_words import RECORD
from venevagt.directory.csv_clinics import CsvMapping, csv_clinics
from venevagt.directory.fhir import fhir_clinics
from venevagt.directory.osm import osm_clinics
from venevagt.directory.rows import Passed, Read, Row, SetAside, UnreadableFile
from venevagt.directory.sor import is_sor, sor_clinics
from venevagt.directory.store import Entry, ImportRecord, Store, entry
from venevagt.directory.tables import read_table
from venevagt.knowledge.directory import Directory

Kind = Literal["sor", "osm", "csv", "fhir"]
KINDS: tuple[Kind, ...] = ("sor", "osm", "csv", "fhir")

_MOST_VANISHED = 0.5
_FEW = 20


class TooManyVanished(Exception):
    """Most of what the store has is not in the file: it is probably not whole. Nothing was changed."""


class Imported(Struct, frozen=True, kw_only=True):
    """What an import did. Every row is counted once: read = clinics + set aside + passed over."""

    number: int
    kind: str
    source: str
    as_of: date
    read: int
    clinics: int
    passed: Mapping[str, int]
    set_aside: tuple[SetAside, ...]
    notes: tuple[tuple[int, str], ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    vanished: tuple[str, ...]
    back: tuple[str, ...]
    stale: tuple[str, ...]


def kind_of(content: bytes) -> Kind:
    """What a file is by its first bytes and its columns. Raises UnreadableFile where it cannot be told."""
    start = content[:200_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return "fhir" if b'"resourceType"' in start else "osm"
    return "sor" if is_sor(read_table(content)) else "csv"


def rows_of(
    directory: Directory, kind: Kind, content: bytes, as_of: date, mapping: CsvMapping | None, source: str = ""
) -> Iterable[Row]:
    """What becomes of each row. Raises UnreadableFile, at the latest while the rows are read."""
    match kind:
        case "sor":
            return sor_clinics(directory, content, as_of)
        case "osm":
            return osm_clinics(directory, content, as_of)
        case "fhir":
            return fhir_clinics(directory, content, as_of, source=source or "FHIR")
        case "csv":
            if mapping is None:
                raise UnreadableFile("a CSV file, which needs --mapping FILE: which column is what")
            return csv_clinics(directory, content, mapping, as_of)


def import_rows(
    directory: Directory,
    store: Store,
    rows: Iterable[Row],
    *,
    kind: str,
    source: str,
    as_of: date,
    whole: bool = True,
    shrink: bool = False,
) -> Imported:
    """Bring the store up to date with a file.

    `kind`: which earlier imports it renews, such as `sor` or `csv:SOURCE`. `whole`: a clinic that the file does not
    have any more has vanished. Raises TooManyVanished for most of them, unless `shrink`.
    """
    clinics, set_aside, passed = _accounted(rows, store.of_others(kind))
    count = len(clinics) + len(set_aside) + sum(passed.values())
    known = store.known(kind)
    parts = _sorted_by_change(directory, clinics.values(), known)
    vanished = [name for name, (_, gone) in known.items() if whole and not gone and name not in clinics]
    present = sum(not gone for _, gone in known.values())
    if len(vanished) > max(_FEW, present * _MOST_VANISHED) and not shrink:
        message = f"{len(vanished)} of {present} clinics are not in this file, which is probably not whole"
        raise TooManyVanished(f"{message}; nothing was changed. If it is right, use --shrink")
    changed = [*parts["changed"], *parts["back"]]
    counts = (count, len(parts["new"]), len(changed), len(vanished), len(set_aside))
    number = store.write(ImportRecord(0, kind, source, as_of, *counts), parts["new"], changed, parts["same"], vanished)
    return Imported(
        number=number,
        kind=kind,
        source=source,
        as_of=as_of,
        read=count,
        clinics=len(clinics),
        passed=dict(passed),
        set_aside=tuple(set_aside),
        notes=tuple((row.line, note) for row in clinics.values() for note in row.notes),
        new=tuple(one.clinic.id for one in parts["new"]),
        changed=tuple(one.clinic.id for one in parts["changed"]),
        vanished=tuple(vanished),
        back=tuple(one.clinic.id for one in parts["back"]),
        stale=tuple(store.stale(as_of)),
    )


def _accounted(rows: Iterable[Row], taken: frozenset[str]) -> tuple[dict[str, Read], list[SetAside], Mapping[str, int]]:
    """Each row once: the clinics by id, the rows set aside, and how many were passed over and why."""
    clinics: dict[str, Read] = {}
    set_aside: list[SetAside] = []
    passed: Counter[str] = Counter()
    for row in rows:
        if isinstance(row, Passed):
            passed[row.why] += 1
        elif isinstance(row, SetAside):
            set_aside.append(row)
        elif row.clinic.id in taken:
            set_aside.append(SetAside(row.line, f"{row.clinic.id} is the id of a clinic of another source"))
        elif row.clinic.id in clinics:
            first = clinics[row.clinic.id].line
            set_aside.append(SetAside(row.line, f"{row.clinic.id} stands in line {first} too, expected once"))
        else:
            clinics[row.clinic.id] = row
    return clinics, sorted(set_aside, key=lambda row: row.line), passed


def _sorted_by_change(
    directory: Directory, rows: Iterable[Read], known: Mapping[str, tuple[bytes, bool]]
) -> Mapping[str, list[Entry]]:
    parts: dict[str, list[Entry]] = {"new": [], "changed": [], "back": [], "same": []}
    for row in rows:
        own = entry(row.clinic, stale_from(directory, row.clinic))
        if row.clinic.id not in known:
            parts["new"].append(own)
            continue
        digest, gone = known[row.clinic.id]
        parts["back" if gone else "same" if digest == own.digest else "changed"].append(own)
    return parts


def stale_from(directory: Directory, clinic: Clinic) -> int:
    """The first day (as an ordinal) on which the record or one of its facts is out of date."""
    record = clinic.checked_on.toordinal() + directory.facts[RECORD].unknown_after_days
    return 1 + min([record, *(fact.unknown_after.toordinal() for fact in clinic.facts.values())])
