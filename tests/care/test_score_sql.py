"""The query gives what the score engine gives, for thousands of partial cases and every score."""

import json
import random
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.care.invented_scores import model_with_invented_scores

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.score import UnknownScore, possible
from venevagt.care.score_form import form_of, vocabulary
from venevagt.care.score_sql import columns_of, score_query
from venevagt.knowledge.model import Model
from venevagt.logic.dialects import DIALECTS, in_dialect
from venevagt.logic.expression import Choice, Compare, Expression, Number, Value, YesNo, evaluate, leaves

CASES = 4000
SEED = 20261124
COUNTED = 24_000
"""Counts by the engine in all; with many scores each looks at some of the cases."""

MODEL = model_with_invented_scores()
SCORES = [
    name if version == score.version else f"{name}@{version}"
    for name, score in MODEL.clinical.scores.items()
    for version in (score.version, *score.versions)
]
COLUMNS = columns_of(MODEL, SCORES)


def conditions(model: Model) -> Iterator[Expression]:
    for score in model.clinical.scores.values():
        items = [*score.items.values(), *(item for other in score.versions.values() for item in other.items.values())]
        every = [score.condition, *(item.condition for item in items), *(factor.condition for factor in score.factors)]
        every += [level.condition for item in items for level in item.levels]
        yield from (condition for condition in every if condition is not None)
    for finding in model.clinical.findings.values():
        yield from (one for one in (finding.yes_condition, finding.no_condition) if one is not None)


def limits(model: Model) -> Mapping[str, set[float]]:
    found: dict[str, set[float]] = {}
    for condition in conditions(model):
        for leaf in leaves(condition):
            if isinstance(leaf, Compare):
                found.setdefault(leaf.name, set()).add(leaf.limit)
    return found


def random_cases(count: int) -> Iterator[dict[str, Value]]:
    """From nothing known to all of it; numbers on limits, beside them, at the ends, and anywhere."""
    chance = random.Random(SEED)
    kinds, known_limits = vocabulary(MODEL), limits(MODEL)
    for at in range(count):
        known = at / count
        case: dict[str, Value] = {}
        for name in COLUMNS:
            if chance.random() > known:
                continue
            match kinds[name]:
                case YesNo():
                    case[name] = chance.random() < 0.5
                case Choice(options):
                    case[name] = chance.choice(options)
                case Number(low, high):
                    near = [limit + step for limit in known_limits.get(name, ()) for step in (-1, -0.01, 0, 0.01, 1)]
                    value = chance.choice([low, high, chance.uniform(low, high), *near])
                    case[name] = float(min(max(value, low), high))
        yield case


def answered(case: Mapping[str, Value]) -> dict[str, Any]:
    """The case as a person writes it: yes and no, and numbers with their unit."""
    units = {name: finding.unit for name, finding in MODEL.clinical.findings.items() if finding.type == "number"}
    told: dict[str, Any] = {}
    for name, value in case.items():
        if isinstance(value, bool):
            told[name] = "yes" if value else "no"
        else:
            told[name] = {"value": value, "unit": units[name]} if name in units else value
    return told


def rows(folder: Path, cases: list[dict[str, Value]], query: str) -> list[dict[str, Any]]:
    file = folder / "cases.jsonl"
    lines = (json.dumps({"number": at, **case}) for at, case in enumerate(cases))
    file.write_text("\n".join(lines), encoding="utf-8")
    listed = ", ".join(f"'{name}': '{kind.split()[0]}'" for name, kind in {"number": "INTEGER", **COLUMNS}.items())
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE cases AS SELECT * FROM read_json('{file}', columns={{{listed}}}, format='newline_delimited')"
        )
        found = connection.execute(query)
        names = [column[0] for column in found.description or ()]
        return sorted((dict(zip(names, row, strict=True)) for row in found.fetchall()), key=lambda row: row["number"])


def test_every_score_is_what_the_engine_gives(tmp_path: Path) -> None:
    cases = list(random_cases(CASES))
    found = rows(tmp_path, cases, in_dialect(score_query(MODEL, SCORES), "duckdb"))
    read = [read_clinical_case(MODEL, answered(case)) for case in cases]
    step = max(1, CASES * len(SCORES) // COUNTED)
    wrong, open_ones = [], 0
    for place, score in enumerate(SCORES):
        form, prefix = form_of(MODEL, score), score.replace("@", "_")
        for at in range(place % step, CASES, step):
            low, high, bands = possible(form, read[at])
            condition = form.condition
            wanted = (True if condition is None else evaluate(condition, read[at]), low, high, bands[0], bands[-1])
            ends = ("applies", "low", "high", "lowest_band", "highest_band")
            told = tuple(found[at][f"{prefix}_{end}"] for end in ends)
            open_ones += low < high
            if told != wanted:
                wrong.append((score, cases[at], told, wanted))
    assert wrong[:3] == []
    assert open_ones > CASES


def test_what_is_concluded_is_what_the_engine_concludes(tmp_path: Path) -> None:
    cases = list(random_cases(600))
    wrong = []
    for case, row in zip(cases, rows(tmp_path, cases, score_query(MODEL, SCORES)), strict=True):
        known = read_clinical_case(MODEL, answered(case))
        for name in COLUMNS:
            later = [row[column] for column in row if column in (f"concluded_{name}", *_later(name))]
            if later and later[-1] != known.get(name):
                wrong.append((name, case, later, known.get(name)))
    assert wrong[:3] == []


def _later(name: str) -> list[str]:
    return [f"concluded_{name}_{wave}" for wave in range(2, 9)]


def test_a_range_is_exact_where_two_items_look_at_the_same_finding(tmp_path: Path) -> None:
    """All answers of a small score are tried: no range is narrower or wider than they are."""
    score = "invented_shared"
    form = form_of(MODEL, score)
    open_names = ["sex", "redness", "cramp", "first"]
    case: dict[str, Value] = {"pulse": 80.0, "blood_level": 125.0, "second": True, "third": True}
    values = (form.classes[name].representatives for name in open_names)
    points = [possible(form, {**case, **dict(zip(open_names, told, strict=True))})[0] for told in product(*values)]
    (row,) = rows(tmp_path, [{**case}], score_query(_without_conclusions(MODEL), [score]))
    assert (row[f"{score}_low"], row[f"{score}_high"]) == (min(points), max(points))


def _without_conclusions(model: Model) -> Model:
    from msgspec.structs import replace

    bare = {
        name: replace(finding, yes_condition=None, no_condition=None, score="")
        for name, finding in model.clinical.findings.items()
    }
    return replace(model, clinical=replace(model.clinical, findings=bare))


def test_the_columns_of_the_table_are_named_with_their_types() -> None:
    wells = columns_of(MODEL, ["wells_dvt"])
    assert wells["active_cancer"] == "BOOLEAN"
    assert wells["calf_difference_cm"] == wells["age"] == "DOUBLE PRECISION"
    assert columns_of(MODEL, ["cockcroft_gault"])["sex"] == "VARCHAR"
    assert "tender_deep" not in columns_of(MODEL, ["cockcroft_gault"])
    with pytest.raises(UnknownScore, match="did you mean 'wells_dvt'"):
        score_query(MODEL, ["wels_dvt"])


def test_another_version_has_columns_of_its_own() -> None:
    query = score_query(MODEL, ["wells_dvt", "wells_dvt@1997"])
    assert '"wells_dvt_lowest_band"' in query
    assert '"wells_dvt_1997_lowest_band"' in query


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_quotes_names_as_it_does(dialect: str) -> None:
    text = in_dialect(score_query(MODEL, ["wells_dvt", "cockcroft_gault"]), dialect)
    assert (
        "`sex` IN ('female')" if dialect in ("spark", "bigquery", "databricks") else "\"sex\" IN ('female')"
    ) in text
    assert ("DOUBLE PRECISION" in text) == (dialect in ("postgres", "redshift"))
    assert "\n      + CASE WHEN " in text


def test_an_unknown_dialect_or_no_query_is_refused() -> None:
    with pytest.raises(ValueError, match=r"unknown dialect 'oracel', expected one of: duckdb, postgres"):
        in_dialect("SELECT 1", "oracel")
    with pytest.raises(ValueError, match="no SQL query"):
        in_dialect("SELECT (", "duckdb")
