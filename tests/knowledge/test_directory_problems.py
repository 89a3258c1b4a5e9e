"""What the check says of mistakes in what is known of clinics, of the regions and of the door."""

from pathlib import Path

import pytest
from tests.knowledge.changed import copy_with

from venevagt.knowledge.check import check
from venevagt.knowledge.load import load

FACTS, REGIONS, DOOR = "recovery/directory.yaml", "recovery/directory/regions.yaml", "recovery/directory/door.yaml"

MISTAKES = {
    "a fact without an end": (
        FACTS,
        "unknown_after_days: 90, asked: has",
        "unknown_after_days: 0, asked: has",
        "day or more",
    ),
    "options of a yes": (
        FACTS,
        "  sports: {type: yes_no,",
        "  sports: {type: yes_no, options: [a, b],",
        "for choices only",
    ),
    "an unknown option": (FACTS, "fulfils: [full]", "fulfils: [ful]", "unknown option 'ful'"),
    "a number without limits": (
        FACTS,
        "low: 0, high: 260, unknown_after_days: 90, asked: at_most",
        "unknown_after_days: 90, asked: at_most",
        "low below high",
    ),
    "a text that is had": (
        FACTS,
        "{type: text, unknown_after_days: 365, sources: [S170]}",
        "{type: text, asked: has, unknown_after_days: 365, sources: [S170]}",
        "cannot be asked for by 'has'",
    ),
    "a fact without words": (FACTS, "  home_visits:", "  house_visits:", "no words for fact_house_visits"),
    "words without a fact": (
        "text/en/directory.yaml",
        "fact_sports:",
        "fact_sport:",
        "'fact_sport' has words, but nothing is called so",
    ),
    "a door without words": ("text/da/directory.yaml", "door_ask:", "not_ask:", "no words for door_ask"),
    "an area in two regions": (
        REGIONS,
        "valid_from: 2027-01-01",
        "valid_from: 2026-12-01",
        "belongs on 2026-12-01 to hovedstaden, oestdanmark",
    ),
    "an area in no region": (
        REGIONS,
        "valid_from: 2027-01-01",
        "valid_from: 2027-01-02",
        "belongs on 2027-01-01 to no region",
    ),
    "a region that ends first": (
        REGIONS,
        "valid_from: 2027-01-01",
        "valid_from: 2027-01-01, valid_to: 2026-01-01",
        "ends before it begins",
    ),
    "a door for a doctor today": (DOOR, "at_most: own_gp", "at_most: doctor_today", "expected 'own_gp' or milder"),
    "a door for everybody": (
        DOOR,
        "    needs_clearance: true\n",
        "",
        "has no concerns, expected some, or needs_clearance: true",
    ),
    "an unknown concern": (DOOR, "nerve]", "nerves]", "unknown concern 'nerves'"),
    "the concern of a clot": (DOOR, "nerve]", "clot_in_leg]", "'clot_in_leg' is the concern of"),
    "an unknown sign": (DOOR, "unless: warning_sign", "unless: warning_sing", "did you mean"),
    "an unknown source": (DOOR, "sources: [S18, S17]", "sources: [S18, S998]", "unknown source 'S998'"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named(name: str, tmp_path: Path) -> None:
    file, old, new, message = MISTAKES[name]
    problems = "\n".join(str(problem) for problem in check(load(copy_with(tmp_path, (file, old, new)))))
    assert message in problems
