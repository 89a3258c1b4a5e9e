"""Made-up people: the same for the same seed, as the figures say, and with answers that the interview can give."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pytest
from tests.cohort.people import ENGINE, MODEL

from venevagt.care.cases import as_case, effective
from venevagt.cohort.assess import UNSURE, CohortAssessor
from venevagt.cohort.marginals import Marginal, Tally, marginals
from venevagt.cohort.persons import PEOPLE, Chance
from venevagt.cohort.simulate import Block, Simulation
from venevagt.cohort.simulated_file import BadTarget, write_people
from venevagt.cohort.source import open_source
from venevagt.cohort.strata import age_chances, strata_of
from venevagt.cohort.summary import AGE_GROUPS, Summary
from venevagt.knowledge.compiled import default_directory
from venevagt.knowledge.load_population import load_population
from venevagt.knowledge.population import Figure, Population

LIMIT = 4.5
"""Standard errors."""


def own_population() -> Population:
    found = load_population(default_directory())
    assert found is not None
    return found


POPULATION = own_population()


def simulation(people: int, seed: int = 7, population: Population = POPULATION, *, asked: bool = False) -> Simulation:
    return Simulation(ENGINE, population, people, seed, all_questions=asked)


@cache
def some() -> pa.Table:
    return table(simulation(100_000))


def table(made: Simulation, workers: int = 1) -> pa.Table:
    return pa.Table.from_batches([block.batch for block in made.blocks(workers)])


def counted(people: int, seed: int, population: Population) -> Iterator[Marginal]:
    made = simulation(people, seed, population)
    whole = Tally(made.strata)

    def tally(blocks: tuple[Block, ...]) -> Tally:
        found = Tally(made.strata)
        for block in blocks:
            found.count(block.persons, block.batch.num_rows)
        return found

    for one in made.each(tally, 2):
        whole.add(one)
    return marginals(MODEL, POPULATION, whole)


def test_a_million_people_give_every_published_figure() -> None:
    found = list(counted(1_000_000, 1, POPULATION))
    assert {one.name: one.apart for one in found if abs(one.apart) > LIMIT} == {}
    assert {source for one in found for source in one.sources} >= {
        "S1",
        "S2",
        "S3",
        *(f"S{n}" for n in range(450, 459)),
    }
    assert sum(one.name.startswith("ratio") for one in found) == len(POPULATION.comparisons)


def broken() -> Population:
    """The population with five figures changed a little, each of another kind."""
    traits, causes = {**POPULATION.traits}, {**POPULATION.causes}
    for name, key in (("previous_clot", "dvt"), ("overweight", "plain_cramp")):
        published = {**traits[name].published, key: _more(traits[name].published[key])}
        traits[name] = msgspec.structs.replace(traits[name], published=published)
    age = msgspec.structs.replace(causes["dvt"].age, mean=causes["dvt"].age.mean + 1)
    causes["dvt"] = msgspec.structs.replace(causes["dvt"], age=age)
    for name, key in (("superficial_thrombosis", "female"), ("infection", "share")):
        causes[name] = msgspec.structs.replace(causes[name], **{key: _more(getattr(causes[name], key))})
    return msgspec.structs.replace(POPULATION, traits=traits, causes=causes)


def _more(figure: Figure) -> Figure:
    return msgspec.structs.replace(figure, percent=figure.percent * 1.1)


def test_figures_that_do_not_come_out_are_noticed() -> None:
    noticed = {one.name for one in counted(1_000_000, 1, broken()) if abs(one.apart) > LIMIT}
    assert noticed >= {
        "previous_clot with dvt",
        "ratio dvt_previous_dvt",
        "overweight with plain_cramp",
        "mean age with dvt",
        "women with superficial_thrombosis",
        "infection of suspected",
    }
    assert "smoker with plain_cramp" not in noticed


def test_the_people_do_not_depend_on_the_number_of_threads() -> None:
    people = 2 * PEOPLE + 1000
    alone, together = table(simulation(people), 1), table(simulation(people), 4)
    assert alone.num_rows == people
    assert alone.equals(together, check_metadata=True)
    assert not alone.equals(table(simulation(people, seed=8)))


def test_fewer_people_are_the_first_of_more() -> None:
    assert some().slice(0, 1234).equals(table(simulation(1234)))


def test_the_columns_are_as_agreed_and_marked_as_synthetic() -> None:
    schema = some().schema
    metadata = schema.metadata
    assert metadata[b"venevagt.synthetic"] == b"true"
    assert metadata[b"venevagt.seed"] == b"7"
    assert metadata[b"venevagt.knowledge"] == MODEL.sha256.encode()
    assert pc.all(some()["synthetic"]).as_py()
    for name, finding in MODEL.findings.items():
        if finding.type == "yes_no":
            assert schema.field(name).type == pa.bool_()
            assert schema.field(name + UNSURE).type == pa.bool_()
        else:
            assert name in schema.names
    assert {"region", "date", "true_cause"} <= set(schema.names)
    assert set(pc.unique(some()["true_cause"]).to_pylist()) == set(POPULATION.causes)
    assert set(pc.unique(some()["region"]).to_pylist()) == {None, *POPULATION.residents}
    days = some()["date"]
    assert (str(pc.min(days)), str(pc.max(days))) == ("2026-01-01", "2026-12-31")


def test_an_unsure_answer_has_no_other_and_a_man_is_not_pregnant() -> None:
    found = some()
    for name, finding in MODEL.findings.items():
        if finding.type == "yes_no":
            assert not pc.any(pc.and_(found[name + UNSURE], pc.is_valid(found[name]))).as_py()
    assert sum(pc.sum(found[name + UNSURE]).as_py() for name in ("redness", "warmth", "cramp")) > 100
    for wrong in (pc.equal(found["sex"], "male"), pc.less(found["age"], 16), pc.greater(found["age"], 49)):
        assert not pc.any(pc.and_(wrong, found["pregnant"])).as_py()
    children = pc.less(found["age"], 16)
    assert not pc.any(pc.and_(children, pc.equal(found["true_cause"], "dvt"))).as_py()
    assert pc.any(children).as_py()


def test_an_emergency_ends_the_interview() -> None:
    found = some()
    flagged = found.filter(found["chest_pain"])
    assert flagged.num_rows > 500
    assert flagged["redness"].null_count == flagged["leg_pain"].null_count == flagged.num_rows
    assert 0 < found["redness"].null_count < found["leg_pain"].null_count < found["dehydrated"].null_count


def test_what_only_a_leg_has_is_not_asked_of_an_arm() -> None:
    found = some()
    arms = found.filter(pc.equal(found["place"], "arm"))
    assert arms.num_rows > 500
    assert arms["leg_pain"].null_count == arms["cannot_bear_weight"].null_count == arms.num_rows
    assert not pc.any(arms["one_sided_swelling"]).as_py()
    assert pc.any(found.filter(pc.equal(found["true_cause"], "arm_clot"))["arm_swelling"]).as_py()


def test_nobody_is_asked_a_page_after_the_urgency_is_sure() -> None:
    screens = list(MODEL.screens.values())
    ended = went_on = 0
    for row in some().slice(0, 500).to_pylist():
        answers: dict[str, object] = {}
        for number, screen in enumerate(screens[:-1]):
            answers |= {name: _word(row, name) for name in screen.findings}
            case = as_case({name: word for name, word in answers.items() if word is not None})
            low, high = ENGINE.interval(ENGINE.values(effective(ENGINE, case)))
            later = {name for after in screens[number + 1 :] for name in after.findings} - {"age"}
            if low == high:
                ended += 1
                assert all(_word(row, name) is None for name in later)
                break
            went_on += any(_word(row, name) is not None for name in later)
    assert ended > 100
    assert went_on > 100


def _word(row: dict[str, object], name: str) -> object:
    value = row[name]
    if MODEL.findings[name].type != "yes_no":
        return value
    if row[name + UNSURE]:
        return "unsure"
    return None if value is None else ("yes" if value else "no")


def test_with_all_questions_everybody_answers_everything() -> None:
    found = table(simulation(20_000, asked=True))
    for name, finding in MODEL.findings.items():
        if finding.type == "yes_no":
            assert not pc.any(found[name + UNSURE]).as_py()
        elsewhere = pc.equal(found["place"], "arm")
        assert found.filter(pc.invert(elsewhere))[name].null_count == 0
    final = [CohortAssessor(ENGINE)(batch).columns["final"] for batch in found.to_batches()]
    assert pc.mean(pc.cast(pa.chunked_array(final), pa.float64())).as_py() > 0.97


@pytest.mark.parametrize("suffix", ["parquet", "arrow", "feather", "csv"])
def test_a_file_holds_the_same_people(tmp_path: Path, suffix: str) -> None:
    made = simulation(70_000)
    path = tmp_path / f"people.{suffix}"
    told: list[int] = []
    write_people(made, path, 1, told.append)
    assert told[-1] == 70_000
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    if suffix == "csv":
        read = pyarrow.csv.read_csv(path)
        assert read.num_rows == 70_000
        assert set(pc.unique(read["redness"]).to_pylist()) == {"", "yes", "no", "unsure"}
        assert read["true_cause"].to_pylist() == some().slice(0, 70_000)["true_cause"].to_pylist()
        return
    source = open_source(str(path))
    read = pa.Table.from_batches([taken.batch for taken in source.read(source.schema.names)])
    assert source.schema.metadata[b"venevagt.synthetic"] == b"true"
    for name in ("redness", "redness_unsure", "age", "date", "calf_difference_cm"):
        assert read[name].combine_chunks().equals(some().slice(0, 70_000)[name].combine_chunks())
    answers = [CohortAssessor(ENGINE)(batch) for batch in read.to_batches()]
    assert not any(one.wrong for one in answers)


@pytest.mark.parametrize("suffix", ["parquet", "arrow", "csv"])
def test_a_file_that_fails_half_way_is_not_there(tmp_path: Path, suffix: str) -> None:
    made = simulation(6 * PEOPLE)

    def stop(done: int) -> None:
        assert done == 4 * PEOPLE
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_people(made, tmp_path / f"people.{suffix}", 2, stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [("people.xlsx", "unknown kind of file"), ("no/people.csv", "there is no folder"), ("kept.csv", "is a folder")],
)
def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "kept.csv").mkdir()
    made = simulation(10)
    with pytest.raises(BadTarget, match=message):
        write_people(made, tmp_path / name, 1, lambda _: None)


def test_ages_have_the_mean_that_is_given() -> None:
    for cause in POPULATION.causes.values():
        chances = age_chances(cause.age)
        assert chances.sum() == pytest.approx(1)
        assert chances @ np.arange(len(chances)) == pytest.approx(cause.age.mean)
        assert chances[: cause.age.low].sum() == chances[cause.age.high + 1 :].sum() == 0


def test_severe_complaints_and_age_leave_the_share_and_bind_the_traits() -> None:
    strata = strata_of(POPULATION)
    row = strata.chances[strata.traits.index("one_sided_swelling")].reshape(len(strata.causes), -1, 2, 2)
    dvt = row[strata.causes.index("dvt")] / 65536
    assert (dvt[..., 1] > dvt[..., 0]).all()
    cancer = strata.chances[strata.traits.index("active_cancer")].reshape(len(strata.causes), -1, 2, 2)
    by_age = cancer[strata.causes.index("dvt"), :, 0, 0]
    assert list(by_age) == sorted(by_age)
    both = some()
    dvts = both.filter(pc.equal(both["true_cause"], "infection"))
    swollen, red = dvts["one_sided_swelling"], dvts["spreading_redness"]
    with_it = pc.mean(pc.cast(red.filter(swollen), pa.float64())).as_py()
    assert with_it > pc.mean(pc.cast(red.filter(pc.invert(swollen)), pa.float64())).as_py()


def test_few_random_points_hit_as_many_as_they_should() -> None:
    chance = Chance(3, 0)
    hit = sum(int(np.bitwise_count(chance.flags(0.02)).sum()) for _ in range(40))
    people = 40 * PEOPLE
    assert abs(hit / people - 0.02) < LIMIT * (0.02 * 0.98 / people) ** 0.5
    assert not chance.flags(0).any()


def test_a_summary_keeps_those_for_whom_it_is_not_known() -> None:
    regions, causes = list(POPULATION.residents), list(POPULATION.causes)
    whole = Summary(regions, causes)
    assess = CohortAssessor(ENGINE)
    for batch in some().to_batches():
        whole.add(Summary(regions, causes).count(batch, assess(batch).columns))
    for counts in whole.by.values():
        assert counts.sum() == some().num_rows
    assert whole.by["age"][-1].sum() == some()["age"].null_count > 0
    assert whole.by["region"][-1].sum() == some()["region"].null_count > 0
    years = pc.drop_null(some()["age"]).to_numpy()
    for (low, high), row in zip(AGE_GROUPS, whole.by["age"], strict=False):
        assert row.sum() == ((years >= low) & (years <= high)).sum()
    reached, people = whole.reaching("dvt", "doctor_today")
    assert people == pc.sum(pc.equal(some()["true_cause"], "dvt")).as_py()
    assert 0.9 < reached / people < 1
