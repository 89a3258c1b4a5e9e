"""Two versions over one cohort: every count is what Python says of each case, for both versions."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec
import pyarrow as pa
import pytest
from tests.cohort.changes import CHANGES, condition, counting_as, edited, with_new_finding
from tests.cohort.people import ENGINE, MODEL, Person, booleans, people, words

from venevagt.care.cases import as_case, effective
from venevagt.care.engine import Engine
from venevagt.cohort.assess import NO_RULE
from venevagt.cohort.compare import TwoVersions, rules_of, two_versions
from venevagt.cohort.compare_count import CAUSE, Counted, count, needed
from venevagt.cohort.compare_interval import NoOrder, unfinished
from venevagt.cohort.compare_report import Cohort, CohortComparison, report
from venevagt.cohort.source import open_source
from venevagt.knowledge.compare import MOST_CONDITIONS
from venevagt.knowledge.decision import build
from venevagt.knowledge.model import Model
from venevagt.knowledge.safety import Lowering
from venevagt.logic.expression import Variable, show

PEOPLE = people(2_001, seed=4)
CAUSES = [("dvt", "pe", None, "cramp")[at % 4] for at in range(len(PEOPLE))]


def engine(model: Model) -> Engine:
    return Engine(msgspec.structs.replace(model, decision=build(model)))


@lru_cache(maxsize=32)
def decided(change: str) -> Sequence[tuple[str, int]]:
    """The rule that decides each case after a change, and the rank of the urgency, said by Python."""
    own = engine(CHANGES[change]())
    ids = [*(rule.id for rule in own.rules), NO_RULE]
    found = []
    for person in with_new_sign(PEOPLE):
        case = as_case({name: answer for name, answer in person.items() if name in own.model.findings})
        values = own.values(effective(own, case))
        found.append((ids[own.first_speaking(values)], own.rank(values)))
    return found


def written(folder: Path, batch: pa.RecordBatch, size: int = 1_000) -> str:
    """The batch as an Arrow file in pieces, so that there is more than one block."""
    path = folder / "people.arrow"
    with pa.ipc.new_file(path, batch.schema) as writer:
        for at in range(0, batch.num_rows, size):
            writer.write_batch(batch.slice(at, size))
    return str(path)


def counted(file: str, before: Model, after: Model) -> tuple[TwoVersions, Counted]:
    versions = two_versions(rules_of(before), rules_of(after))
    source = open_source(file)
    columns, _ = needed(versions, source)
    return versions, count(versions, source, columns)


def compared(file: str, before: Model, after: Model) -> CohortComparison:
    versions, found = counted(file, before, after)
    cohort = Cohort(file, int(found.pairs.sum()), found.wrong, found.refused, tuple(found.told), (), False)
    return report("before", before, after, versions, found, cohort)


def with_new_sign(persons: Sequence[Person]) -> Sequence[Person]:
    return [{**person, "new_sign": ("yes", "no", "unsure")[at % 3]} for at, person in enumerate(persons)]


@pytest.mark.parametrize("kept", [words, booleans])
@pytest.mark.parametrize("change", CHANGES)
def test_every_pair_of_rules_is_counted_as_python_says(
    change: str, kept: Callable[[Sequence[Person]], pa.RecordBatch], tmp_path: Path
) -> None:
    after = CHANGES[change]()
    batch = kept(PEOPLE).append_column("new_sign", pa.array([str(one["new_sign"]) for one in with_new_sign(PEOPLE)]))
    batch = batch.append_column(CAUSE, pa.array(CAUSES).dictionary_encode())
    file = written(tmp_path, batch)
    for old, new in (("nothing", change), (change, "nothing")):
        sides = decided(old), decided(new)
        expected = Counter((one[0], other[0]) for one, other in zip(*sides, strict=True))
        versions, found = counted(file, *((MODEL, after) if new == change else (after, MODEL)))
        names = [[*version.rules, NO_RULE] for version in (versions.before, versions.after)]
        places = zip(*found.pairs.nonzero(), strict=True)
        assert {(names[0][i], names[1][j]): int(found.pairs[i, j]) for i, j in places} == dict(expected)
        for side, counts in zip(sides, (found.before, found.after), strict=True):
            ranks = Counter((has, one[1]) for one, has in zip(side, CAUSES, strict=True))
            for number, cause in enumerate(("dvt", "pe")):
                assert [int(own) for own in counts[number]] == [ranks[cause, rank] for rank in range(4)]


@pytest.mark.parametrize("change", ["an emergency dropped", "a rule gets another urgency", "nothing"])
def test_the_same_urgency_by_another_rule_is_counted(change: str, tmp_path: Path) -> None:
    sides = zip(decided("nothing"), decided(change), strict=True)
    expected = sum(old != new and rank == other for (old, rank), (new, other) in sides)
    assert compared(written(tmp_path, words(PEOPLE)), MODEL, CHANGES[change]()).other_rule == expected
    assert expected or change == "nothing"


def test_the_changes_move_people(tmp_path: Path) -> None:
    """Otherwise the test above would show nothing."""
    file = written(tmp_path, words(PEOPLE))
    moving = {name for name, change in CHANGES.items() if compared(file, MODEL, change()).flows}
    assert CHANGES.keys() - moving == {"nothing"}


def test_flows_workload_and_missed_clots_follow_from_python(tmp_path: Path) -> None:
    batch = words(PEOPLE).append_column(CAUSE, pa.array(CAUSES))
    after = edited(infection="", dvt_signs="one_sided_swelling")
    found = compared(written(tmp_path, batch), MODEL, after)
    sides: list[list[str]] = [
        [own.model.about.urgencies[own.rank(own.values(effective(own, as_case(dict(one)))))] for one in PEOPLE]
        for own in (ENGINE, engine(after))
    ]
    flows = Counter((old, new) for old, new in zip(*sides, strict=True) if old != new)
    assert {(one.before, one.after): one.cases for one in found.flows} == dict(flows)
    assert sum(one.cases for flow in found.flows for one in flow.rules) == flows.total()
    for work in found.workload:
        assert (work.before, work.after) == tuple(side.count(work.urgency) for side in sides)
        assert work.change_per_100_000 == pytest.approx(100_000 * (work.after - work.before) / len(PEOPLE))
    for one, milder in zip(
        found.missed, (("self_care", "own_gp"), ("self_care", "own_gp", "doctor_today")), strict=True
    ):
        told = [[u for u, has in zip(side, CAUSES, strict=True) if has == one.cause and u in milder] for side in sides]
        assert (one.before, one.after) == (len(told[0]), len(told[1]))
        assert (one.before_nearly, one.after_nearly) == tuple(side.count(milder[-1]) for side in told)


def test_less_urgent_comes_first_and_is_not_argued_for(tmp_path: Path) -> None:
    after = edited(infection="", dvt_signs=f"({MODEL.rules['dvt_signs'].when}) OR cramp")
    found = compared(written(tmp_path, words(PEOPLE)), MODEL, after)
    kinds = [flow.less_urgent for flow in found.flows]
    assert True in kinds
    assert False in kinds
    assert kinds == sorted(kinds, reverse=True)
    assert all(flow.argued == 0 and flow.conditions for flow in found.flows if flow.less_urgent)
    assert {(gap.before, gap.after) for gap in found.gaps} == {("doctor_today", "own_gp")}
    assert not found.argued


def lowering(was: str, when: str, unsure: str = "", now: str = "own_gp") -> Lowering:
    return msgspec.structs.replace(
        Lowering("doctor_today", "own_gp", when, "because", "hazard", "0.2.0", ("S1",), unsure),
        was=was,
        now=now,
        id=f"entry_{now}",
        condition=condition(when),
    )


def test_a_lowering_argues_for_those_whom_it_covers(tmp_path: Path) -> None:
    file = written(tmp_path, words(PEOPLE))
    dropped = edited(infection="")
    flows = compared(file, MODEL, dropped).flows
    assert [(one.after, one.argued, one.entries) for one in flows] == [("self_care", 0, ()), ("own_gp", 0, ())]
    rule = MODEL.rules["infection"].condition
    assert rule is not None

    def after(when: str) -> CohortComparison:
        entries = [lowering("doctor_today", when, now=now) for now in ("own_gp", "self_care")]
        return compared(file, MODEL, msgspec.structs.replace(dropped, lowerings={one.id: one for one in entries}))

    found = after(show(rule))
    told = [(one.argued, one.cases, one.entries) for one in found.flows]
    assert told == [(one.cases, one.cases, (f"entry_{one.after}",)) for one in flows]
    assert found.gaps == ()
    assert found.argued
    found = after(f"({show(rule)}) AND age >= 60")
    assert 0 < found.flows[1].argued < flows[1].cases
    assert found.gaps
    assert not found.argued


@pytest.mark.parametrize("kept", [words, booleans])
def test_a_lowering_for_those_who_are_not_sure(
    kept: Callable[[Sequence[Person]], pa.RecordBatch], tmp_path: Path
) -> None:
    file = written(tmp_path, kept(PEOPLE))
    after = counting_as("hard_red_cord", "no")
    falls = {(one.before, one.after) for one in compared(file, MODEL, after).flows}
    entries = {
        f"entry_{now}": lowering(was, "hard_red_cord OR NOT hard_red_cord", "hard_red_cord", now) for was, now in falls
    }
    assert falls
    assert {was for was, _ in falls} == {"doctor_today"}
    found = compared(file, MODEL, msgspec.structs.replace(after, lowerings=entries))
    assert all(one.argued == one.cases for one in found.flows)
    as_before = {key: msgspec.structs.replace(one, condition=Variable("hard_red_cord")) for key, one in entries.items()}
    told = compared(file, MODEL, msgspec.structs.replace(after, lowerings=as_before))
    assert all(one.argued == one.cases for one in told.flows)
    assert found.unsure == {"hard_red_cord": ("yes", "no")}
    other = {key: msgspec.structs.replace(one, unsure="redness") for key, one in entries.items()}
    found = compared(file, MODEL, msgspec.structs.replace(after, lowerings=other))
    assert any(one.argued < one.cases for one in found.flows)
    assert found.gaps


def test_a_wrong_cell_is_left_out_of_both_sides_and_told(tmp_path: Path) -> None:
    cells = ["yes", "maybe", "no", "unsure"]
    batch = pa.RecordBatch.from_pydict({"chest_pain": cells, "age": pa.array([50, 50, 500, 50])})
    found = compared(written(tmp_path, batch, 3), MODEL, edited(pe_red_flags=""))
    assert (found.cohort.cases, found.cohort.wrong) == (2, 2)
    assert found.cohort.told == (
        "row 2: chest_pain: expected one of: yes, no, unsure, found 'maybe'",
        "row 3: age: expected 0 to 120, found 500",
    )
    assert [(one.before, one.after, one.cases) for one in found.flows] == [("emergency", "own_gp", 2)]


def test_only_columns_that_a_version_needs_are_read_and_missing_ones_are_named(tmp_path: Path) -> None:
    batch = pa.RecordBatch.from_pydict(
        {"chest_pain": ["no"], "chest_pain_unsure": [False], "person": ["x"], CAUSE: ["pe"]}
    )
    versions = two_versions(rules_of(MODEL), rules_of(MODEL))
    columns, missing = needed(versions, open_source(written(tmp_path, batch)))
    assert set(columns) == {
        "chest_pain",
        "chest_pain_unsure",
        CAUSE,
    }
    assert "chest_pain" not in missing
    assert {"breathless", "place", "age"} <= set(missing)


def test_a_finding_of_another_type_is_counted_and_its_conditions_are_not_told(tmp_path: Path) -> None:
    findings = {**MODEL.findings, "age": msgspec.structs.replace(MODEL.findings["age"], high=130)}
    after = msgspec.structs.replace(edited(infection=""), findings=findings)
    found = compared(written(tmp_path, words(PEOPLE)), MODEL, after)
    assert "'age' has another type" in found.not_comparable
    assert found.flows
    assert not any(one.conditions for one in found.flows)
    assert not found.argued


def test_nobody_is_no_mistake(tmp_path: Path) -> None:
    found = compared(written(tmp_path, words(PEOPLE).slice(0, 0)), MODEL, edited(infection=""))
    assert found.cohort.cases == 0
    assert found.flows == ()
    assert found.gaps
    assert not found.argued
    assert {work.after_per_100_000 for work in found.workload} == {0}
    assert max(len(gap.conditions) for gap in found.gaps) <= MOST_CONDITIONS


def test_what_open_answers_can_still_lead_to(tmp_path: Path) -> None:
    after = edited(infection="", plain_cramp="")
    names = MODEL.about.urgencies
    sides = [
        [own.interval(own.values(effective(own, as_case(dict(one))))) for one in PEOPLE]
        for own in (ENGINE, engine(after))
    ]
    source = open_source(written(tmp_path, words(PEOPLE)))
    found = unfinished(MODEL, after, source, source.schema.names)
    for at, shifts in enumerate((found.lowest, found.highest)):
        expected = Counter((names[old[at]], names[new[at]]) for old, new in zip(*sides, strict=True))
        assert {(one.before, one.after): one.cases for one in shifts} == {
            pair: cases for pair, cases in expected.items() if pair[0] != pair[1]
        }
        assert shifts
    assert (found.final_before, found.final_after) == tuple(sum(low == high for low, high in side) for side in sides)


def test_a_wrong_cell_is_no_open_answer(tmp_path: Path) -> None:
    batch = pa.RecordBatch.from_pydict({"chest_pain": ["yes"] * 3, "age": [50, 500, 50]})
    source = open_source(written(tmp_path, batch))
    found = unfinished(MODEL, edited(pe_red_flags=""), source, source.schema.names)
    assert [one.cases for one in found.lowest] == [2]
    assert found.final_before == 2


def test_a_question_without_a_screen_has_no_order(tmp_path: Path) -> None:
    source = open_source(written(tmp_path, words(PEOPLE).slice(0, 10)))
    with pytest.raises(NoOrder, match="no screen asks 'new_sign'"):
        unfinished(MODEL, msgspec.structs.replace(with_new_finding(), screens=MODEL.screens), source, ["age"])
