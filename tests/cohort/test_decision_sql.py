"""The query gives for each row of a table what Python gives for one case, in every database that is at hand."""

import sqlite3
from collections.abc import Mapping, Sequence

import psycopg
import pyarrow as pa
import pytest
import sqlglot
from tests.cohort.people import ENGINE, MODEL, Person, answers, people
from tests.cohort.tables import answers_of, cells, in_duckdb, table
from tests.directory.stores import postgres

from venevagt.care.decision_sql import ANSWERS, decision_query
from venevagt.care.score_sql import score_columns, score_query
from venevagt.care.sql_answers import KINDS, Kind, Layout, UnknownFinding, layout_of, layout_without
from venevagt.logic.dialects import DIALECTS, EXCEPT, WHOLE_ROW, in_dialect

PEOPLE = people(3_000, seed=12)
EXPECTED = list(answers(PEOPLE))
TABLES = {kind: table(PEOPLE, kind) for kind in KINDS}
KEEP = ("number",)


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_says_what_python_says(kind: Kind) -> None:
    found = in_duckdb(TABLES[kind], decision_query(MODEL, layout=Layout(kind)))
    assert answers_of(found) == EXPECTED
    assert found.schema.names == [*TABLES[kind].schema.names, *ANSWERS]
    assert found.select(TABLES[kind].schema.names).equals(TABLES[kind])


def test_the_cases_reach_every_urgency_and_most_rules() -> None:
    assert {row[0] for row in EXPECTED} == set(MODEL.about.urgencies)
    assert {row[1:3] for row in EXPECTED} >= {("self_care", "emergency"), ("own_gp", "own_gp")}
    assert len({row[4] for row in EXPECTED}) > len(ENGINE.rules) // 2


def test_only_the_columns_asked_for_are_kept() -> None:
    found = in_duckdb(TABLES["boolean"], decision_query(MODEL, keep=("age", "number")))
    assert found.schema.names == ["age", "number", *ANSWERS]
    assert answers_of(found) == EXPECTED


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("boolean", {"chest_pain", "chest_pain_unsure", "place", "age", "calf_difference_cm"}),
        ("words", {"breathless", "place", "age"}),
        ("boolean", {f"{name}_unsure" for name in MODEL.findings} & set(TABLES["boolean"].schema.names)),
        ("boolean", {"cramp", "redness"}),
    ],
)
def test_a_column_that_is_missing_is_not_known(kind: Kind, missing: set[str]) -> None:
    left = [name for name in TABLES[kind].schema.names if name not in missing]
    found = in_duckdb(
        TABLES[kind].select(left), decision_query(MODEL, layout=layout_without(MODEL, kind, without=missing))
    )
    assert answers_of(found) == list(answers([_without(person, kind, missing) for person in PEOPLE]))


def _without(person: Person, kind: Kind, missing: set[str]) -> Person:
    def is_there(name: str, answer: object) -> bool:
        beside = kind == "boolean" and MODEL.findings[name].type == "yes_no" and answer == "unsure"
        return (f"{name}_unsure" if beside else name) not in missing

    return {name: answer for name, answer in person.items() if is_there(name, answer)}


def test_the_layout_can_be_read_from_a_table() -> None:
    only = layout_without(MODEL, "boolean", only=("age", "chest_pain"))
    assert only == layout_of(MODEL, {"age": False, "chest_pain": True, "chest_pain_unsure": True, "region": False})
    assert layout_of(MODEL, {"chest_pain": False}).kind == "words"
    assert layout_without(MODEL, "boolean", unsure=False).unsure is False
    with pytest.raises(UnknownFinding, match="unknown finding 'chest_pian', did you mean 'chest_pain'"):
        layout_without(MODEL, only=("chest_pian",))


def test_a_cell_that_is_no_answer_counts_as_not_asked() -> None:
    odd = pa.table(
        {
            "number": pa.array(range(4)),
            "chest_pain": [" yes ", "maybe", "", None],
            "age": [float("nan"), 500.0, -1.0, None],
            "place": ["unsure", "knee", " arm", None],
            "calf_difference_cm": pa.nulls(4, pa.float64()),
            "central_line": ["yes"] * 4,
        }
    )
    layout = layout_of(MODEL, dict.fromkeys(odd.schema.names, False))
    found = answers_of(in_duckdb(odd, decision_query(MODEL, layout=layout)))
    persons: Sequence[Person] = [
        {"chest_pain": "yes", "place": "unsure", "central_line": "yes"},
        {"central_line": "yes"},
        {"place": "arm", "central_line": "yes"},
        {"central_line": "yes"},
    ]
    assert found == list(answers(persons))


@pytest.mark.parametrize("kind", KINDS)
def test_scores_are_those_of_their_own_query(kind: Kind) -> None:
    """The clinical findings are missing, and an answer "unsure" is not known to a score."""
    scores = ("wells_dvt", "wells_dvt@1997", "cockcroft_gault")
    found = in_duckdb(TABLES[kind], decision_query(MODEL, layout=_without_clinical(kind), keep=KEEP, scores=scores))
    names = score_columns(MODEL, scores)
    assert found.schema.names == [*KEEP, *ANSWERS, *names]
    assert names[:5] == tuple(f"wells_dvt_{end}" for end in ("low", "high", "lowest_band", "highest_band", "applies"))
    assert answers_of(found) == EXPECTED
    known = _only_known(TABLES["boolean"])
    bare = in_duckdb(known, score_query(MODEL, scores))
    assert found.select(names).equals(bare.select(names))
    assert len(set(found.column("wells_dvt_low").to_pylist())) > 2


def _only_known(cases: pa.Table) -> pa.Table:
    types: Mapping[str, pa.DataType] = {"yes_no": pa.bool_(), "number": pa.float64(), "choice": pa.string()}
    sex = pa.array([None if cell == "unsure" else cell for cell in cases.column("sex").to_pylist()], pa.string())
    known = cases.set_column(cases.schema.get_field_index("sex"), "sex", sex)
    for name, finding in MODEL.clinical.findings.items():
        if name not in MODEL.findings:
            known = known.append_column(name, pa.nulls(len(known), types[finding.type]))
    return known


# Other databases


@pytest.mark.parametrize("kind", KINDS)
def test_sqlite_says_the_same(kind: Kind) -> None:
    cases = TABLES[kind]
    query = decision_query(MODEL, dialect="sqlite", layout=Layout(kind), keep=KEEP)
    with sqlite3.connect(":memory:") as connection:
        names = ", ".join(f'"{name}"' for name in cases.schema.names)
        connection.execute(f"CREATE TABLE cases ({names})")
        places = ", ".join("?" * cases.num_columns)
        connection.executemany(f"INSERT INTO cases VALUES ({places})", cells(cases))
        found = connection.execute(f"SELECT * FROM ({query}) ORDER BY number").fetchall()
    assert [(*row[1:4], bool(row[4]), row[5]) for row in found] == EXPECTED


def test_sqlite_counts_every_score_as_duckdb_does() -> None:
    known = _only_known(TABLES["boolean"]).slice(0, 400)
    names = score_columns(MODEL, list(MODEL.clinical.scores))
    listed = ", ".join(f'"{name}"' for name in names)
    wanted = list(cells(in_duckdb(known, score_query(MODEL)).select(names)))
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE cases ({})".format(", ".join(f'"{name}"' for name in known.schema.names)))
        places = ", ".join("?" * known.num_columns)
        connection.executemany(f"INSERT INTO cases VALUES ({places})", cells(known))
        query = in_dialect(score_query(MODEL), "sqlite")
        found = connection.execute(f"SELECT {listed} FROM ({query}) ORDER BY number").fetchall()
    near = [[pytest.approx(cell) if isinstance(cell, float) else cell for cell in row] for row in wanted]
    assert [list(row) for row in found] == near


@pytest.mark.parametrize("keep", [(), KEEP])
def test_postgresql_says_the_same(keep: Sequence[str]) -> None:
    cases = TABLES["boolean"]
    scores = ("wells_dvt",)
    query = decision_query(
        MODEL, dialect="postgres", table="triage.cases", keep=keep, scores=scores, layout=_without_clinical()
    )
    types = {pa.bool_(): "boolean", pa.float64(): "double precision", pa.int64(): "integer", pa.string(): "varchar"}
    with postgres() as address, psycopg.connect(address) as connection:
        declared = ", ".join(f'"{field.name}" {types[field.type]}' for field in cases.schema)
        connection.execute(f"CREATE SCHEMA triage; CREATE TABLE triage.cases ({declared})")
        with connection.cursor().copy("COPY triage.cases FROM STDIN") as copy:
            for row in cells(cases):
                copy.write_row(row)
        cursor = connection.execute(f"SELECT * FROM ({query}) AS found ORDER BY number")
        names = [column.name for column in cursor.description or ()]
        found = cursor.fetchall()
    kept = list(keep or cases.schema.names)
    assert names == [*kept, *ANSWERS, *score_columns(MODEL, scores)]
    assert [row[len(kept) : len(kept) + 5] for row in found] == EXPECTED


def _without_clinical(kind: Kind = "boolean") -> Layout:
    return layout_without(MODEL, kind, without=[name for name in MODEL.clinical.findings if name not in MODEL.findings])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_can_be_read_again(dialect: str) -> None:
    text = decision_query(MODEL, dialect=dialect, keep=KEEP, scores=("wells_dvt", "cockcroft_gault"))
    (tree,) = sqlglot.parse(text, read=dialect)
    assert tree is not None
    assert [one.alias_or_name.lower() for one in tree.expressions][:6] == ["number", *ANSWERS]
    assert "It advises; it never diagnoses." in text
    assert MODEL.sha256 in text
    assert all(f"rule_{rule.id}" in text for rule in ENGINE.rules)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_dialect_keeps_all_columns_or_says_how_to_name_them(dialect: str) -> None:
    if dialect not in (*EXCEPT, *WHOLE_ROW):
        with pytest.raises(ValueError, match=f"{dialect} cannot keep all columns .* --id COLUMN"):
            decision_query(MODEL, dialect=dialect)
        return
    text = decision_query(MODEL, dialect=dialect)
    assert sqlglot.parse_one(text, read=dialect) is not None
    assert ('("whole_row").*' in text) == (dialect in WHOLE_ROW)


def test_snowflake_keeps_names_in_capitals_so_they_stand_without_quotes() -> None:
    assert '"' not in decision_query(MODEL, dialect="snowflake")
    assert '"chest_pain"' in decision_query(MODEL, dialect="snowflake", quoted=True)
    assert "`chest_pain`" in decision_query(MODEL, dialect="bigquery")


def test_names_that_the_query_gives_itself_are_refused() -> None:
    with pytest.raises(ValueError, match="answers: a step of the query has this name"):
        decision_query(MODEL, table="answers")
    with pytest.raises(ValueError, match="urgency: the query adds this column itself"):
        decision_query(MODEL, keep=("urgency",))
