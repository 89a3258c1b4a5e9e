"""Ranges of a score where numbers count themselves, and bands at a limit of tenths."""

from pathlib import Path

from tests.care.invented_scores import model_with_invented_scores
from tests.knowledge.changed import copy_with

from venevagt.care.score import count, possible
from venevagt.care.score_form import form_of
from venevagt.knowledge.check import check
from venevagt.knowledge.load import load
from venevagt.logic.expression import Value

MODEL = model_with_invented_scores()
ALL_BUT_THE_PULSE: dict[str, Value] = {
    **dict.fromkeys(("redness", "cramp", "first", "second", "third"), False),
    "age": 50.0,
    "ward": "ward",
    "low_count": 0.0,
}


def test_a_number_that_counts_itself_and_is_compared_too_goes_to_the_end_of_its_range() -> None:
    low, high, _ = possible(form_of(MODEL, "invented_sum"), ALL_BUT_THE_PULSE)
    assert low <= 50 + 20 - 1  # a pulse of 20
    assert high >= 50 + 250 + 20 + 5 - 1  # a pulse of 250, which is fast, and 5 points of the other score


def test_a_result_is_in_the_band_of_the_number_that_is_shown() -> None:
    case = {**ALL_BUT_THE_PULSE, "redness": True, "cramp": True, "age": 65.0, "pulse": 60.0, "ward": "home"}
    result = count(MODEL, "invented_sum", case)
    assert 65.0 + 60.0 + 4 - 1 + 0.1 + 0.7 < 128.8
    assert (result.points, result.band) == (128.8, "high")


def test_a_score_in_a_score_must_not_have_an_item_of_the_same_name(tmp_path: Path) -> None:
    file = "clinical/scores/wells_dvt.yaml"
    nested = "    items:\n      age: {score: cockcroft_gault}\n"
    sound = copy_with(tmp_path / "sound", (file, "    items:\n", nested))
    assert not any("of the same name" in message for message in problems(sound))
    nested = "    items:\n      again: {score: oudega}\n"
    assert "'oudega' has items of the same name: active_cancer, calf_swelling_3cm" in "\n".join(
        problems(copy_with(tmp_path / "wrong", (file, "    items:\n", nested)))
    )


def problems(folder: Path) -> list[str]:
    return [problem.message for problem in check(load(folder))]
