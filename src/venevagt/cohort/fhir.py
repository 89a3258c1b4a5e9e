"""An export of FHIR R4 as a source: a folder of NDJSON files (Patient, Observation, Condition, QuestionnaireResponse).

One row a patient, in the order of the Patient files. The contact is the latest answered questionnaire, else the latest
observation, or the day that was given. docs/cohort-exchange.md says what counts and what does not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from venevagt.cohort.database import short
from venevagt.cohort.fhir_sql import (
    CONDITIONS,
    CONTACT,
    MEASURED,
    NO_PATIENT,
    PATIENTS,
    QUESTIONNAIRES,
    REJECTED,
    SYSTEMS,
    lines,
)
from venevagt.cohort.findings import every_finding
from venevagt.cohort.long_rows import PeopleSource, given, run, workplace
from venevagt.cohort.source import BadSource
from venevagt.knowledge.model import Model

KINDS = ("Patient", "Observation", "Condition", "QuestionnaireResponse")
_FILE = re.compile(rf"({'|'.join(KINDS)})([.\-_][^/]*)?\.ndjson(\.gz)?", re.IGNORECASE)


def open_fhir(folder: str, model: Model, *, at: date | None = None, days: int = 0) -> PeopleSource:
    """The source of a folder. `at`: the day of the contact; `days`: how many days before it still belong to it.

    Raises BadSource.
    """
    name = f"fhir:{folder}"
    files = _files(name, Path(folder))
    try:
        db = workplace()
        doubts = list(_filled(db, files, model, at, days))
        return PeopleSource(name, db, model, doubts)
    except duckdb.Error as error:
        raise BadSource(f"{name}: cannot be read ({short(error)})") from None


def _files(name: str, folder: Path) -> Mapping[str, Sequence[str]]:
    if not folder.is_dir():
        raise BadSource(f"{name}: no such folder")
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for path in sorted(folder.iterdir()):
        if match := _FILE.fullmatch(path.name):
            kind = next(kind for kind in KINDS if kind.lower() == match[1].lower())
            found[kind].append(str(path))
    if not found["Patient"]:
        raise BadSource(f"{name}: no patients, expected a file such as Patient.ndjson or Patient.000.ndjson.gz")
    return found


def _filled(
    db: duckdb.DuckDBPyConnection, files: Mapping[str, Sequence[str]], model: Model, at: date | None, days: int
) -> Iterator[str]:
    """Fill the tables of persons, answers and codes. Gives what is to be said of lines that could not be used."""
    rejected: dict[str, list[str]] = {}
    for kind, paths in files.items():
        db.execute(lines(kind, bool(paths)), [list(paths), kind] if paths else [])
        ((bad,),) = db.execute(f"SELECT count(*) FROM {kind}_line WHERE j IS NULL").fetchall()  # noqa: S608
        found = db.execute(REJECTED.format(kind)).fetchall() if paths else []
        rejected[kind] = [f"line {line} of {file} {reason}" for file, line, reason in found]
        if kind != "Patient" and bad + len(found):
            yield f"{bad + len(found)} lines of {kind} are no such resource and were not used."
    given(db, "known_finding", [("finding", pa.string())], [(name,) for name in every_finding(model)])
    given(db, "known_system", [("uri", pa.string()), ("system", pa.string())], SYSTEMS)
    run(db, PATIENTS)
    for reason in rejected["Patient"]:
        db.execute('INSERT INTO person SELECT coalesce(max("row"), 0) + 1, NULL, NULL, $1 FROM person', [reason])
    for kind in KINDS[1:]:
        ((lost,),) = db.execute(NO_PATIENT.format(kind)).fetchall()
        if lost:
            yield f"{lost} resources of {kind} are of no patient of the export and were not used."
    for text in (CONTACT, QUESTIONNAIRES, CONDITIONS, MEASURED):
        run(db, text, contact=at, days=days)
