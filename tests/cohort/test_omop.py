"""Tables of OMOP become one row a person. Every person here is made up."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pyarrow as pa
import pytest
from tests.cohort.people import ENGINE, MODEL, answers, people
from tests.directory.stores import postgres

from venevagt.cohort.assess import CohortAssessor
from venevagt.cohort.exchange import open_other
from venevagt.cohort.long_rows import PeopleSource
from venevagt.cohort.source import BadSource

DAY = "2026-01-31"
_CDM = f"""
CREATE TABLE person (person_id bigint, gender_concept_id integer, year_of_birth integer, month_of_birth integer,
    day_of_birth integer, birth_datetime timestamp);
INSERT INTO person VALUES (1, 8507, 1980, 5, 3, NULL), (2, 8532, 1950, NULL, NULL, '1950-02-01'),
    (3, 0, 1960, NULL, NULL, NULL), (4, 8532, 1970, 1, 1, NULL), (4, 8532, 1970, 1, 1, NULL), (5, 8507, 1990,
    1, 31, NULL);
CREATE TABLE visit_occurrence (person_id bigint, visit_start_date date);
INSERT INTO visit_occurrence VALUES (1, '{DAY}'), (1, '2020-01-01'), (2, '{DAY}'), (3, '{DAY}'), (4, '{DAY}');
CREATE TABLE condition_occurrence (person_id bigint, condition_concept_id integer, condition_start_date date,
    condition_end_date date, condition_source_value varchar(50), condition_source_concept_id integer);
INSERT INTO condition_occurrence VALUES
    (1, 10, '{DAY}', NULL, 'R06.0', 0), (1, 0, '2020-01-01', NULL, 'DI269', NULL), (1, 0, '{DAY}', NULL, 'DI802', NULL),
    (2, 0, '2026-01-01', '2026-02-05', 'x', 11), (2, 0, '2026-01-01', '2026-01-05', 'R50.9', NULL),
    (3, 0, '{DAY}', NULL, 'free text; DROP TABLE person', NULL), (99, 10, '{DAY}', NULL, NULL, NULL);
CREATE TABLE observation (person_id bigint, observation_concept_id integer, observation_date date,
    value_as_number numeric, value_as_string varchar(60), value_as_concept_id integer,
    observation_source_value varchar(50),
    observation_source_concept_id integer);
INSERT INTO observation VALUES
    (1, 12, '{DAY}', NULL, NULL, 4188539, 'whatever', 0), (5, 12, '{DAY}', NULL, NULL, 4188540, NULL, 0),
    (5, 0, '{DAY}', NULL, NULL, 4188540, 'injury', 0), (5, 0, '{DAY}', NULL, NULL, NULL, 'warmth', 0),
    (2, 12, '{DAY}', NULL, 'no', NULL, NULL, 0),
    (5, 0, '{DAY}', NULL, 'unsure', NULL, 'chest_pain', 0), (5, 0, '{DAY}', 2.5, NULL, NULL, 'calf_difference_cm', 0),
    (3, 0, '{DAY}', NULL, 'perhaps', NULL, 'redness', 0);
CREATE TABLE measurement (person_id bigint, measurement_concept_id integer, measurement_date date,
    value_as_number numeric, unit_concept_id integer, unit_source_value varchar(50),
    measurement_source_value varchar(50));
INSERT INTO measurement VALUES (1, 13, '{DAY}', 0.6, 14, 'something', NULL),
    (2, 0, '{DAY}', 88, NULL, '/min', '8867-4');
CREATE TABLE concept (concept_id integer, vocabulary_id varchar(20), concept_code varchar(50));
INSERT INTO concept VALUES (10, 'SNOMED', '29857009'), (11, 'ICD10', 'R55'), (12, 'SNOMED', '386661006'),
    (13, 'LOINC', '48065-7'), (14, 'UCUM', 'mg/L'), (15, 'RxNorm', '1');
"""
_NAMES = ("person", "visit_occurrence", "condition_occurrence", "observation", "measurement", "concept")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as url:
        with psycopg.connect(url, autocommit=True) as db:
            db.execute(f"DROP TABLE IF EXISTS {', '.join(_NAMES)}".encode())
            db.execute(_CDM.encode())
        yield url


def duck(folder: Path) -> Path:
    with duckdb.connect(str(folder / "cdm's.duckdb")) as db:
        db.execute(_CDM)
    return folder / "cdm's.duckdb"


def as_folder(folder: Path, end: str) -> Path:
    with duckdb.connect(str(duck(folder)), read_only=True) as db:
        for name in _NAMES:
            db.execute(f"COPY {name} TO '{folder / name}.{end}'")
    return folder


def opened(place: object) -> PeopleSource:
    source = open_other(f"omop:{place}", MODEL)
    assert isinstance(source, PeopleSource)
    return source


def read(source: PeopleSource, *columns: str) -> tuple[Mapping[str, list[Any]], dict[int, str], list[int]]:
    taken = list(source.read(columns or source.schema.names))
    table = pa.Table.from_batches([one.batch for one in taken])
    refused = {number: reason for one in taken for number, reason in one.refused.items()}
    return table.to_pydict(), refused, [number for one in taken for number in one.numbers]


def is_understood(source: PeopleSource) -> None:
    found, refused, numbers = read(source)
    assert refused == {
        3: "redness: 'perhaps', expected one of: yes, no, unsure, true, false, 1, 0",
        4: "the person 4 stands more than once",
        5: "the person 4 stands more than once",
    }
    assert numbers == [1, 2, 6]
    assert {name: cells for name, cells in found.items() if name != "date"} == {
        "person": ["1", "2", "5"],
        "age": [45.0, 75.0, 36.0],
        "sex": ["male", "female", "male"],
        "redness": [None, None, None],
        "injury": [None, None, "no"],
        "calf_difference_cm": [None, None, 2.5],
        "fever": ["yes", None, None],
        "breathless": ["yes", None, None],
        "chest_pain": ["yes", None, "unsure"],
        "near_fainting": [None, "yes", None],
        "previous_clot": ["yes", None, None],
        "d_dimer": [600.0, None, None],
        "heart_rate": [None, 88.0, None],
    }
    assert [str(day) for day in found["date"]] == [DAY] * 3
    assert list(source.doubts()) == [
        "1 persons have no day of birth: their age is not known.",
        "1 rows of condition_occurrence are of no person of the table person and were not used.",
    ]


def test_a_duckdb_file(tmp_path: Path) -> None:
    is_understood(opened(duck(tmp_path)))


@pytest.mark.parametrize("end", ["parquet", "csv", "csv.gz"])
def test_a_folder_of_files(tmp_path: Path, end: str) -> None:
    is_understood(opened(as_folder(tmp_path, end)))


def test_a_postgres_database(server: str) -> None:
    is_understood(opened(server))
    with pytest.raises(BadSource) as caught:
        open_other(f"omop:{server.replace('venevagt@', 'nobody_here:s3cret@')}?at=2026-01-31")
    assert "s3cret" not in str(caught.value)


def test_another_day_and_a_longer_contact(tmp_path: Path) -> None:
    place = duck(tmp_path)
    later = opened(f"{place}?at=2026-02-02")
    assert "chest_pain" not in later.schema.names
    assert read(later, "near_fainting", "previous_clot")[0] == {
        "near_fainting": [None, "yes", None, None],
        "previous_clot": ["yes", None, None, None],
    }
    found, _, _ = read(opened(f"{place}?at=2026-02-02&days=7"), "chest_pain", "fever")
    assert found == {"chest_pain": ["yes", None, None, "unsure"], "fever": ["yes", None, None, None]}


def test_codes_of_primary_care_as_the_sources_own_words(tmp_path: Path) -> None:
    path = tmp_path / "cdm.duckdb"
    with duckdb.connect(str(path)) as db:
        db.execute(_CDM)
        db.execute(f"INSERT INTO condition_occurrence VALUES (5, 0, '{DAY}', NULL, 'R24', NULL)")
    assert "coughing_blood" not in opened(path).schema.names
    assert read(opened(f"{path}?source=icpc2"), "coughing_blood")[0] == {"coughing_blood": [None, None, None, "yes"]}


def test_what_is_no_omop_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="no table person, expected the tables of OMOP"):
        open_other(f"omop:{tmp_path}")
    with pytest.raises(BadSource, match="no such file"):
        open_other(f"omop:{tmp_path / 'missing.duckdb'}")
    (tmp_path / "person.csv").write_text("id,x\n1,2\n", "utf-8")
    with pytest.raises(BadSource, match="the table person has no column person_id"):
        open_other(f"omop:{tmp_path}")


def test_people_of_a_questionnaire_are_assessed_as_python_does(tmp_path: Path) -> None:
    findings = MODEL.findings
    persons = [
        {name: cell for name, cell in one.items() if findings[name].type != "number" or cell != "unsure"}
        for one in people(1000, seed=5)
    ]
    rows = [(row, name, str(cell)) for row, one in enumerate(persons) for name, cell in one.items()]
    path = tmp_path / "cdm.duckdb"
    with duckdb.connect(str(path)) as db:
        db.execute(f"CREATE TABLE person AS SELECT range AS person_id FROM range({len(persons)})")
        db.execute(
            "CREATE TABLE visit_occurrence AS SELECT person_id, DATE '2026-01-31' AS visit_start_date FROM person"
        )
        names = ("person_id", "observation_source_value", "value_as_string")
        given = pa.table({name: pa.array(cells) for name, cells in zip(names, zip(*rows, strict=True), strict=True)})
        db.register("given", given)
        db.execute("CREATE TABLE observation AS SELECT *, DATE '2026-01-31' AS observation_date FROM given")
    source = opened(path)
    assessor = CohortAssessor(ENGINE)
    found: list[tuple[object, ...]] = []
    for taken in source.read([name for name in source.schema.names if name in findings]):
        assessed = assessor(taken.batch)
        assert (assessed.wrong, taken.refused) == ({}, {})
        found += zip(*assessed.columns.to_pydict().values(), strict=True)
    assert found == list(answers(persons))
