"""`venevagt treatment` as it is typed: by topic for people, as JSON for programs, and what it refuses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.care.helpers import MODEL

from venevagt.cli.main import main

PATIENT = {
    "clot_site": "proximal_leg",
    "clot_cause": "major_transient",
    "creatinine_clearance": "20 mL/min",
    **dict.fromkeys(("pregnant", "active_cancer", "breastfeeding", "severe_liver_impairment"), "no"),
    **dict.fromkeys(("mechanical_valve", "triple_positive_aps", "anticoagulation_impossible"), "no"),
}


def typed(text: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["treatment", "--case", "-", *arguments], input=text)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            (
                "This is no prescription: doses are only what the labels say.",
                "\nMedicine\n",
                "A DOAC is the first choice for most. (recommended; S9, S10, S11)",
                "Because: confirmed VTE (DVT or pulmonary embolism); cause of the clot: major",
                "Because: confirmed VTE (DVT or pulmonary embolism); creatinine clearance: 20",
                "Creatinine clearance below 30 mL/min: no dabigatran.",
                "- Day 90: stop or go on",
                "- Day 365 and each 365 days after it: extended treatment is reviewed.",
                "\nNot decided yet\n",
                "Missing: treated with heparin.",
                "\nDoes not stand here\n",
                "x Dabigatran by its label",
                "Sources:",
                "S95 Eliquis (apixaban)",
            ),
        ),
        (
            "da",
            (
                "Dette er ingen ordination: doser er kun, hvad produktresuméerne siger.",
                "Et DOAK er førstevalg til de fleste. (anbefalet; S9, S10, S11)",
                "Fordi: ",
                "Ikke afgjort endnu",
            ),
        ),
    ],
)
def test_the_terminal_shows_it_by_topic(language: str, lines: tuple[str, ...]) -> None:
    result = typed(json.dumps(PATIENT), "--lang", language)
    assert result.exit_code == 0
    for line in lines:
        assert line in result.stdout
    assert result.stdout.index(lines[0]) < result.stdout.index(MODEL.texts[language].clinic["topic_medicine"])


def test_json_has_statements_what_is_open_and_the_plan() -> None:
    result = typed(json.dumps(PATIENT), "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert {"statements", "open", "withheld", "plan"} == set(found)
    first = found["statements"][0]
    assert first == {
        "entry": "doac_first",
        "topic": "medicine",
        "strength": "recommended",
        "offers": ["doac"],
        "because": {"vte_confirmed": True},
        "sources": ["S9", "S10", "S11"],
    }
    assert {"entry": "dose_dabigatran", "topic": "dose_facts", "by": ["kidney_below_30"]} in found["withheld"]
    assert [control["day"] for control in found["plan"]] == [7, 90, 365]


def test_without_a_confirmed_clot_it_says_work_up_first() -> None:
    result = typed('{"leg_pain": "yes"}', "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "No clot is confirmed: first the work-up, then treatment. (clot_confirmed)\n"


def test_of_many_patients_a_bad_one_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    file = tmp_path / "patients.jsonl"
    file.write_text(
        '{"vte_confirmed": "yes"}\n{"age": 5}\n{"clot_sit": "arm"}\n{"clot_site": "arm"}\n', encoding="utf-8"
    )
    result = CliRunner().invoke(main, ["treatment", "--case", str(file), "--lang", "en"])
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 2
    second, third = result.stderr.splitlines()
    assert second.startswith("line 2: No clot is confirmed")
    assert third == "line 3: unknown finding 'clot_sit', did you mean 'clot_site'?"


def test_a_missing_file_is_named() -> None:
    result = CliRunner().invoke(main, ["treatment", "--case", "nowhere.json"])
    assert result.exit_code == 2
    assert result.stderr.startswith("nowhere.json: No such file or directory")
