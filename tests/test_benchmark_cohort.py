"""The cohort's benchmark compares what is alike: every engine here gives the same answers. No time is asserted."""

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from benchmarks import cohort
from benchmarks.cohort import OtherAnswers, Size, measure, same
from benchmarks.cohort_cases import cases, records
from benchmarks.cohort_growth import cost_of_rules, in_child, invented, program_of
from benchmarks.cohort_limits import rules_of, write_parquet
from benchmarks.cohort_plots import bars, number
from benchmarks.cohort_text import CEL, ZEN, json_conditions, text
from benchmarks.cohort_told import FILE, MEMORY, Row, goals, told

from venevagt.care.engine import engine_for
from venevagt.cohort.assess import CohortAssessor
from venevagt.cohort.machine import Machine
from venevagt.knowledge.compiled import get_model
from venevagt.logic.expression import AtLeast, Compare, Not, OneOf, Variable, evaluate
from venevagt.logic.targets.planes import Input
from venevagt.logic.targets.true_false import is_true

ENGINE = engine_for(get_model())
SMALL = Size(planes=5_000, tables=3_000, records=500, parquet=3_000, seconds=0.01, rounds=1)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Row]:
    """All that can be measured here; `measure` raises where two engines do not give the same answers."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(cohort, "CORES", 2)
        found, _ = measure(ENGINE, SMALL, tmp_path_factory.mktemp("cohort") / "cases.parquet")
    return found


def test_the_engines_that_are_here_give_the_same_answers(rows: Sequence[Row]) -> None:
    names = {row.name for row in rows}
    assert {"bit planes, numpy", "DuckDB SQL, one CASE", "Python, one case at a time"} <= names
    places = (MEMORY, FILE)
    assert {(row.threads, row.place) for row in rows} == {(threads, place) for threads in (1, 2) for place in places}
    assert all(row.rate > 0 for row in rows)


def test_the_table_and_the_goals_are_printed(rows: Sequence[Row]) -> None:
    lines = list(told(list(rows)))
    assert len(lines) == len(rows) + 3
    assert any(re.search(r"DuckDB SQL, one CASE +\S+ +1 +\S+ +1$", line) for line in lines)
    assert any("x the time of only decoding" in line for line in goals(list(rows)))


def test_other_answers_are_found() -> None:
    with pytest.raises(OtherAnswers, match="zen: 1 cases differ, the first is 2: 4 for 3"):
        same("zen", [1, 2, 4], np.array([1, 2, 3, 5]))


def test_the_cases_reach_most_rules_and_miss_answers() -> None:
    batch = cases(ENGINE, 20_000)
    found = rules_of(CohortAssessor(ENGINE, interval=False), batch)
    assert len(np.unique(found)) >= len(ENGINE.rules) - 2
    assert all(batch.column(name).null_count for name in ("chest_pain", "age", "place"))
    values = [ENGINE.values(case) for case in records(batch.slice(0, 500))]
    assert found[:500].tolist() == [ENGINE.first_speaking(own) for own in values]


def test_conditions_as_other_engines_write_them() -> None:
    rule = is_true(AtLeast(2, (Variable("a"), Not(Compare("age", "<", 16)), OneOf("place", ("leg",)))))
    assert text(rule, CEL) == (
        "((a == true ? 1 : 0) + ((age != null && age >= 16) ? 1 : 0) + "
        '((place != null && (place in ["leg"])) ? 1 : 0) >= 2)'
    )
    assert text(is_true(Not(OneOf("place", ("leg",)))), ZEN) == "(place != null and not (place in ['leg']))"
    pairs = json_conditions(rule)["any"]
    assert [len(pair["all"]) for pair in pairs] == [2, 2, 2]
    assert json_conditions(is_true(Variable("a"))) == {"all": [{"fact": "a", "operator": "equal", "value": True}]}


def test_invented_rules_are_decided_as_they_mean() -> None:
    rules = invented(40, ["a", "b", "c", "d", "e"], seed=3)
    program = program_of(rules)
    patterns = [{name: bool(case >> bit & 1) for bit, name in enumerate("abcde")} for case in range(32)]
    planes = {
        one: np.array([sum(case[one.test.name] << at for at, case in enumerate(patterns))], np.uint64)
        if isinstance(one, Input)
        else np.array([2**32 - 1], np.uint64)
        for one in program.inputs
    }
    numbers = Machine(program).run(planes, 32)
    found = [sum((int(plane[0]) >> at & 1) << bit for bit, plane in enumerate(numbers)) for at in range(32)]
    expected = [next((at for at, rule in enumerate(rules) if evaluate(rule, case)), len(rules)) for case in patterns]
    assert found == expected
    assert list(cost_of_rules([3], 0.0)) == [3]


def test_memory_and_time_are_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    write_parquet(tmp_path / "cases.parquet", cases(ENGINE, 1_000))
    found = in_child(tmp_path / "cases.parquet", 3)
    assert found.cases == 3_000
    assert found.memory > 10


def test_a_drawing_has_a_bar_for_each_value() -> None:
    drawn = ElementTree.fromstring(bars("Speed <here>", {"mine": 1234.0, "other": 0.0021}, "M/s", ["mine"]))
    kinds = [one.get("class") for one in drawn.iter("{http://www.w3.org/2000/svg}rect")]
    assert kinds == ["ground", "own", "bar"]
    assert drawn.get("aria-label") == "Speed <here>: mine 1,234 M/s, other 0.00210 M/s"
    assert [number(value) for value in (0.5, 12.0, 99.6)] == ["0.500", "12.0", "99.6"]
