"""Counts over batches are the counts of the persons, one by one."""

import datetime
import random
from collections import Counter
from collections.abc import Sequence

import msgspec
import pyarrow as pa
import pytest
from tests.cohort.people import ENGINE, MODEL, answers, booleans, people

from venevagt.cohort.assess import CohortAssessor
from venevagt.cohort.report import NOT_KNOWN, About, Report, TooFew, make_report
from venevagt.cohort.report_count import CohortCounter, Counted
from venevagt.cohort.report_funnel import Ended
from venevagt.cohort.report_groups import AGES, MOST_NAMES
from venevagt.cohort.source import BadSource, Taken

PEOPLE = people(2_000, seed=33)
ANSWERS = answers(PEOPLE)
URGENCIES = MODEL.about.urgencies
ABOUT = About("cohort.parquet", False, False, ())
_CHANCE = random.Random(1)
REGIONS = [_CHANCE.choice(["hovedstaden", "nordjylland", None]) for _ in PEOPLE]
DAYS = [
    _CHANCE.choice([None, datetime.date(2026, 1, 30), datetime.date(2026, 2, 2), datetime.date(2026, 4, 1)])
    for _ in PEOPLE
]


def cohort() -> pa.RecordBatch:
    batch = booleans(PEOPLE)
    columns = {name: batch.column(name) for name in batch.schema.names}
    columns["region"] = pa.array(REGIONS).dictionary_encode()
    columns["date"] = pa.array(DAYS, pa.date32())
    return pa.RecordBatch.from_pydict(columns)


def counted(*batches: pa.RecordBatch) -> Counted:
    counter = CohortCounter(ENGINE, batches[0].schema.names)
    for batch in batches:
        counter.add(Taken(batch.select(counter.columns), range(1, batch.num_rows + 1)))
    return counter.counted()


def report(found: Counted, at_least: int = 1) -> Report:
    return make_report(ENGINE, found, ABOUT, at_least=at_least)


WHOLE = counted(cohort().slice(0, 700), cohort().slice(700, 1), cohort().slice(701))


def of(grouping: str, found: Report) -> dict[str, list[int | None]]:
    table = next(one for one in found.groupings if one.id == grouping)
    return {row.id: [cell.persons for cell in row.cells] or [row.total.persons] for row in table.rows}


def expected(groups: Sequence[str]) -> dict[str, list[int]]:
    pairs = Counter(zip(groups, (answer[0] for answer in ANSWERS), strict=True))
    return {group: [pairs[group, urgency] for urgency in URGENCIES] for group in dict.fromkeys(groups)}


def test_each_table_counts_each_person_once() -> None:
    found = report(WHOLE)
    limits = (16, 40, 60, 75)
    ages = [person.get("age") for person in PEOPLE]
    age = [NOT_KNOWN if not isinstance(one, float) else AGES[sum(one >= limit for limit in limits)] for one in ages]
    sex = [str(person.get("sex")) if person.get("sex") in ("female", "male") else NOT_KNOWN for person in PEOPLE]
    assert of("age", found) == expected(age)
    assert of("sex", found) == expected(sex)
    assert of("region", found) == expected([name or NOT_KNOWN for name in REGIONS])
    assert of("final", found) == expected(["final" if answer[3] else "not_final" for answer in ANSWERS])


def test_rules_and_what_is_still_possible_are_counted() -> None:
    found = report(WHOLE)
    rules = Counter(answer[4] for answer in ANSWERS)
    assert of("rule", found) == {name: [rules[name]] for name in (*(rule.id for rule in ENGINE.rules), "no_rule")}
    between = Counter(f"{answer[1]}-{answer[2]}" for answer in ANSWERS if not answer[3])
    assert {name: count for name, (count,) in of("between", found).items() if count} == between


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("month", ["2026-01", "2026-02", "2026-03", "2026-04"]),
        ("week", [f"2026-{day}" for day in ("01-26", "02-02", "02-09", "02-16", "02-23")]),
        ("day", ["2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02"]),
    ],
)
def test_days_are_counted_by_period_and_an_empty_period_is_there(by: str, names: list[str]) -> None:
    found = make_report(ENGINE, WHOLE, ABOUT, at_least=1, by=by)  # type: ignore[arg-type]
    assert list(of("date", found))[: len(names)] == names
    assert list(of("date", found))[-1] == NOT_KNOWN
    months = [NOT_KNOWN if day is None else day.isoformat()[:7] for day in DAYS]
    if by == "month":
        assert of("date", found) == {**expected(months), "2026-03": [0] * 4}


def test_the_period_goes_by_the_span() -> None:
    assert report(WHOLE).by == "week"


def test_assessed_before_is_counted_the_same() -> None:
    batch = cohort()
    answered = CohortAssessor(ENGINE)(batch).columns
    together = pa.RecordBatch.from_pydict(
        {
            **{name: batch.column(name) for name in batch.schema.names},
            **{name: answered.column(name) for name in answered.schema.names},
        }
    )
    assert report(counted(together)).groupings == report(WHOLE).groupings
    assert report(counted(together)).funnel == report(WHOLE).funnel
    kept = pa.RecordBatch.from_pydict({"urgency": answered.column("urgency"), "age": batch.column("age")})
    short = CohortCounter(ENGINE, kept.schema.names)
    assert short.missing == ("lowest", "highest", "final", "rule", "sex", "region", "date")
    short.add(Taken(kept, range(1, kept.num_rows + 1)))
    found = report(short.counted())
    assert [one.id for one in found.groupings] == ["urgency", "age", "sex", "region", "date"]
    assert found.funnel == ()
    assert of("urgency", found) == of("urgency", report(WHOLE))


def test_a_wrong_cell_puts_the_whole_row_aside_and_is_told() -> None:
    rows = 40
    batch = pa.RecordBatch.from_pydict(
        {
            "chest_pain": ["maybe", *["yes"] * (rows - 1)],
            "age": pa.array([50.0, 500.0, *[50.0] * (rows - 2)]),
            "sex": ["female", "female", "other", *["male"] * (rows - 3)],
            "date": ["2026-01-01", "2026-01-01", "2026-01-01", "soon", *["2026-01-02"] * (rows - 4)],
        }
    )
    counter = CohortCounter(ENGINE, batch.schema.names)
    counter.add(Taken(batch, range(1, rows + 1), {41: "a line with too many cells"}))
    found = counter.counted()
    assert found.rows == rows + 1
    assert found.bad == {"chest_pain": 1, "age": 1, "sex": 1, "date": 1, "row": 1}
    assert found.urgency.tolist() == [0, 0, 0, rows - 4]
    assert sum(found.interviews.values()) == rows - 4


def test_a_day_of_another_time_is_a_wrong_cell() -> None:
    days = pa.array([-(1 << 31), -800_000, 0, 20_000, (1 << 31) - 1, None], pa.int32()).cast(pa.date32())
    found = counted(pa.RecordBatch.from_pydict({"date": days}))
    assert found.bad == {"date": 3}
    assert set(found.day) == {0, 20_000, None}


def test_an_answer_of_other_rules_is_a_bad_row() -> None:
    found = counted(pa.RecordBatch.from_pydict({"urgency": ["emergency", "tomorrow", None], "rule": ["gone"] * 3}))
    assert found.bad == {"urgency": 2, "rule": 1}


def test_a_cohort_that_is_a_small_group_is_refused() -> None:
    with pytest.raises(TooFew, match="3 persons to count, expected at least 5"):
        report(counted(cohort().slice(0, 3)), 5)


def test_a_column_that_is_no_region_is_refused() -> None:
    names = pa.array([f"person {number}" for number in range(MOST_NAMES + 1)])
    with pytest.raises(BadSource, match="column region: more than 2000 different names"):
        counted(pa.RecordBatch.from_pydict({"region": names}))


def test_a_name_that_would_move_the_cursor_is_shown_as_letters() -> None:
    found = counted(pa.RecordBatch.from_pydict({"region": ["\x1b[2Jnord\n", "not_known", " "]}))
    assert list(found.region) == [None, "[2Jnord"]
    assert found.region[None].sum() == 2


def test_small_groups_are_hidden_in_every_table() -> None:
    found = report(WHOLE, 30)
    for table in found.groupings:
        for row in (*table.rows, table.all):
            for cell in (row.total, *row.cells):
                assert cell.hidden or cell.persons == 0 or (cell.persons or 0) >= 30
                assert not (cell.hidden and (cell.share or cell.rate or cell.persons))
    assert any(cell.hidden == "<30" for table in found.groupings for row in table.rows for cell in row.cells)
    for stage in found.funnel:
        assert stage.total.hidden or stage.total.persons == 0 or (stage.total.persons or 0) >= 30


def test_the_interviews_are_all_persons() -> None:
    found = report(WHOLE)
    assert sum(stage.total.persons or 0 for stage in found.funnel) == len(PEOPLE)
    done = [stage.so_far.persons or 0 for stage in found.funnel if stage.so_far]
    assert done == sorted(done)
    assert done[-1] == sum(count for ended, count in WHOLE.interviews.items() if not ended.stopped_at)


def test_a_running_sum_never_cuts_the_hidden_groups_in_two() -> None:
    found = report(WHOLE, 30)
    done = [stage for stage in found.funnel if stage.so_far]
    hidden = [place for place, stage in enumerate(done) if stage.total.hidden]
    assert len(hidden) > 1
    for place, stage in enumerate(done):
        assert stage.so_far
        assert bool(stage.so_far.hidden) == (min(hidden) <= place < max(hidden))


def test_where_nearly_all_are_done_the_ends_are_hidden_together() -> None:
    ends = {Ended(1, 12): 50, Ended(2, 20): 90, Ended(3, 30): 60, Ended(1, 12, "looks"): 2}
    small = msgspec.structs.replace(WHOLE, interviews=ends)
    shown = {stage.id: stage.total for stage in report(small, 5).funnel}
    assert (shown["stopped_looks"].hidden, shown["done_1"].hidden) == ("<5", "..")
    assert (shown["done_2"].persons, shown["done_3"].persons) == (90, 60)
