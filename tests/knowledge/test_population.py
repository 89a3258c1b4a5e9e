"""The made-up population is whole, and a mistake in it is named with its place.

Mistakes that do not touch each other stand in one copy of the knowledge: loading it takes the time.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from tests.knowledge.changed import KNOWLEDGE, copy_with
from tests.knowledge.test_problems import problems_of

from venevagt.knowledge.check import expired
from venevagt.knowledge.check_population import mean_percent, share_of
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.load import load
from venevagt.knowledge.load_population import load_population
from venevagt.knowledge.population import percent_of
from venevagt.knowledge.problems import KnowledgeError
from venevagt.logic.expression import names

POPULATION = load_population(KNOWLEDGE)
assert POPULATION is not None
MODEL = get_model()

GROUPS, CAUSES, TRAITS = "population/groups.yaml", "population/causes.yaml", "population/traits.yaml"
SHARES, COMPARISONS = "population/shares.yaml", "population/comparisons.yaml"
ANSWERING, RESIDENTS = "population/answering.yaml", "population/residents.yaml"

Mistake = tuple[tuple[str, str, str], str, str]

MISTAKES: Mapping[str, Mistake] = {
    "a published figure without a source": (
        (
            CAUSES,
            'share: {percent: 12.6, sources: [S454], derived: "erysipelas or cellulitis"}',
            "share: {percent: 12.6}",
        ),
        "a figure needs a ground: expected sources, or because",
        "    share: {percent: 12.6}",
    ),
    "a figure with two grounds": (
        (
            CAUSES,
            'share: {percent: 14.6, sources: [S454], derived: "chronic venous insufficiency"}',
            'share: {percent: 14.6, sources: [S454], because: "a guess"}',
        ),
        "a figure is published or assumed, expected sources or because",
        "    share: {percent: 14.6,",
    ),
    "an unknown source": (
        (
            TRAITS,
            "overweight:\n    published:\n      plain_cramp: {percent: 18.5, sources: [S455]",
            "overweight:\n    published:\n      plain_cramp: {percent: 18.5, sources: [S495]",
        ),
        "unknown source 'S495'",
        "      plain_cramp: {percent: 18.5, sources: [S495]",
    ),
    "a group that is not whole": (
        (CAUSES, "share: {percent: 25, because", "share: {percent: 24, because"),
        "the causes of 'danger' are 99 % together, expected 100",
        "  danger: {percent: 1,",
    ),
    "more than all people": (
        (GROUPS, "arm: {percent: 1.5", "arm: {percent: 2.5"),
        "the groups are 101 % together, expected 100",
        "  cramps: {percent: 45",
    ),
    "a cause of no group": (
        (CAUSES, "arm_strain:\n    group: arm", "arm_strain:\n    group: amr"),
        "unknown group 'amr'",
        "    group: amr",
    ),
    "an age that cannot be": (
        (CAUSES, "age: {mean: 9, sd: 3.5, low: 3, high: 15", "age: {mean: 19, sd: 3.5, low: 3, high: 15"),
        "expected 0 <= low <= mean <= high <= 120",
        "    age: {mean: 19,",
    ),
    "a trait of no finding": (
        (TRAITS, "  stroke_signs:\n", "  stroke_sign:\n"),
        "'stroke_sign' is no finding that is answered with yes or no, or measured",
        "  stroke_sign:",
    ),
    "an unknown cause": (
        (TRAITS, "{others: 0.02, stroke: 95}", "{others: 0.02, storke: 95}"),
        "unknown cause 'storke'",
        "    assumed: {others: 0.02, storke: 95}",
    ),
    "more than a hundred of a hundred": (
        (TRAITS, "{others: 2, nerve: 85,", "{others: 2, nerve: 850,"),
        "found 850, expected a percentage from 0 to 100",
        "    assumed: {others: 2, nerve: 850,",
    ),
    "a cause without a figure": (
        (TRAITS, "assumed: {others: 0.3, muscle_injury: 38,", "assumed: {muscle_injury: 38,"),
        "no figure for 'dvt', expected one, or one for others",
        "    assumed: {muscle_injury: 38,",
    ),
    "published and assumed": (
        (TRAITS, "assumed: {others: 18, artery_walking", "assumed: {others: 18, plain_cramp: 20, artery_walking"),
        "'plain_cramp' is published too, expected one figure",
        "    assumed: {others: 18, plain_cramp: 20,",
    ),
    "odds for too few ages": (
        (TRAITS, "by_age: [0.7, 1.2, 1.2, 1, 0.4]", "by_age: [0.7, 1.2]"),
        "expected 5 odds, none below 0",
        "    by_age: [0.7, 1.2]",
    ),
    "a ratio that does not come out": (
        (TRAITS, "dvt: 12.32,", "dvt: 13.5,"),
        "13.5 % and 7 % give 1.929, expected the published 1.76",
        "  dvt_surgery: {trait",
    ),
    "a share that does not come out": (
        (SHARES, "among: [clot, suspected], percent: 16.0", "among: [clot, suspected], percent: 19.0"),
        "the causes give 16.00 %, expected 19",
        "  dvt_of_suspected: {",
    ),
    "a ratio that is not known": (
        (COMPARISONS, "pe_haemoptysis:", "pe_haemoptyses:"),
        "no likelihood ratio is called 'pe_haemoptyses'",
        "  pe_haemoptyses: {",
    ),
    "an answering that nobody reads": (
        (ANSWERING, "unsure_context:", "unsure_contexts:"),
        "unknown entry 'unsure_contexts'",
        "  unsure_contexts: {",
    ),
    "an unknown region": (
        (RESIDENTS, "nordjylland:", "nordjyland:"),
        "unknown region 'nordjyland'",
        "  nordjyland: {",
    ),
}

FOLLOWS = {
    # Said once more where it is missed: the cause, the finding, the answering, the source.
    "the causes of 'arm' are 15 % together",
    "'stroke_signs' is used by a rule and has no figures",
    "nothing says 'unsure_context'",
    "nothing rests on source 'S455'",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> str:
    changes = [change for change, _, _ in MISTAKES.values()]
    return "".join(f"{problem}\n" for problem in problems_of(tmp_path_factory.mktemp("mistakes"), *changes))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_at_its_place(name: str, found: str) -> None:
    (_, _, _), message, line = MISTAKES[name]
    places = [own for own in found.split("knowledge/population/") if message in own]
    assert len(places) == 1
    assert f"\n    {line}" in places[0]


def test_nothing_else_is_said(found: str) -> None:
    assert all(message in found for message in FOLLOWS)
    assert found.count("knowledge/") == len(MISTAKES) + len(FOLLOWS)


def test_every_finding_that_a_rule_needs_has_a_figure_for_every_cause() -> None:
    assert POPULATION is not None
    needed = {name for rule in MODEL.rules.values() if rule.condition is not None for name in names(rule.condition)}
    for name in (needed & set(MODEL.findings)) - {"age", "place"}:
        for cause in POPULATION.causes.values():
            assert 0 <= percent_of(POPULATION.traits[name], cause) <= 100


def test_every_figure_has_a_source_or_says_that_it_is_assumed() -> None:
    assert POPULATION is not None
    for section, name, _, figure in POPULATION.figures():
        because = getattr(figure, "because", "")
        assert bool(figure.sources) != bool(because), (section, name)
        assert set(figure.sources) <= set(MODEL.sources)
    assert all(trait.because for trait in POPULATION.traits.values())
    assert all(one.because for one in POPULATION.answering.values())


def test_the_mix_gives_the_published_shares_and_ratios() -> None:
    assert POPULATION is not None
    assert share_of(POPULATION, "dvt", ("clot", "suspected")) == pytest.approx(0.16)
    cancer = POPULATION.traits["active_cancer"]
    ratio = mean_percent(POPULATION, cancer, "dvt") / mean_percent(POPULATION, cancer, "suspected")
    assert ratio == pytest.approx(2.71, rel=0.001)
    assert sum(POPULATION.of_all(cause) for cause in POPULATION.causes) == pytest.approx(1)


def test_it_is_read_without_the_other_files(tmp_path: Path) -> None:
    folder = copy_with(tmp_path, ("triage/emergency.yaml", "rules:", "rules: ["))
    assert load_population(folder) == POPULATION
    with pytest.raises(KnowledgeError):
        load(folder)


def test_a_knowledge_without_it_is_sound(tmp_path: Path) -> None:
    folder = copy_with(tmp_path)
    for path in (folder / "population").iterdir():
        path.unlink()
    assert load_population(folder) is None
    assert load(folder).population is None


def test_its_reviews_run_out_too() -> None:
    over, _ = expired(load(KNOWLEDGE), date(2028, 12, 1))
    assert any("population/traits.yaml" in problem.file for problem in over)


def test_a_file_that_is_wrong_in_itself_is_named(tmp_path: Path) -> None:
    folder = copy_with(tmp_path, (SHARES, "percent: 16.0", "per_cent: 16.0"))
    with pytest.raises(KnowledgeError, match=r"population/shares.yaml:\d+:\d+: unknown field 'per_cent'"):
        load_population(folder)
