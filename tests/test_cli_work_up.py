"""`venevagt work-up`: pathways listed, walked, drawn and compared, from files and by keyboard."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.care.helpers import MODEL
from tests.care.work_up_patients import LEG, LIKELY, LUNG, feu

from venevagt.care.pathway_form import every_route
from venevagt.cli.main import main

TEXTS = MODEL.texts["en"].pathways
WORDS = MODEL.texts["en"].clinic
CASE = json.dumps(LIKELY)
SETUP = "name: a hospital\nvariants: {dvt: whole_leg}\nhours: {ultrasound_whole_leg: 8}\nnot_here: [venography]\n"


def run(*arguments: str, typed: str = "", language: str = "en") -> Result:
    command = ["work-up", *arguments, "--lang", language]
    return CliRunner().invoke(main, command, input=typed, catch_exceptions=False)


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_list_has_every_pathway_and_variant() -> None:
    shown = plain(run("list").stdout)
    for route in every_route(MODEL):
        assert f"{route.pathway.id}: {TEXTS[route.pathway.id].name}" in shown
        assert f"- {route.variant}: " in shown
    listed = json.loads(run("list", "--json").stdout)
    assert [entry["pathway"] for entry in listed] == list(MODEL.clinical.pathways)
    assert all(entry["sources"] and entry["name"] for entry in listed)


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_a_patient_is_shown_with_the_way_and_what_is_next(language: str) -> None:
    found = run("dvt", "--case", "-", typed=CASE, language=language)
    shown, texts = plain(found.stdout), MODEL.texts[language]
    assert found.exit_code == 0
    assert f"{texts.scores['wells_dvt'].bands['likely']}" in shown
    assert f"{texts.clinic['way_now']}: {texts.pathways['dvt'].steps['likely_scan']}" in shown
    assert texts.clinic["way_interim_if_later"] in shown
    assert texts.clinical_findings["ultrasound_proximal"].label in shown
    assert "S9" in shown


def test_a_decision_is_shown_with_the_limit_that_decided() -> None:
    shown = plain(run("pe", "--case", "-", typed=json.dumps({**LUNG, **feu(659)})).stdout)
    assert f"{WORDS['way_decision']}: {WORDS['way_end_ruled_out']} {TEXTS['pe'].steps['ruled_out']}" in shown
    assert "(limit 660 ug/L{FEU})" in shown


def test_a_set_up_changes_what_is_next(tmp_path: Path) -> None:
    file = tmp_path / "setup.yaml"
    file.write_text(SETUP, encoding="utf-8")
    shown = plain(run("dvt", "--case", "-", "--setup", str(file), typed=CASE).stdout)
    for line in (
        "Place: a hospital.",
        "It takes 8 hours here.",
        WORDS["way_interim_yes"],
        "ultrasound of the veins of the whole leg",
    ):
        assert line in shown
    away = json.dumps({**LIKELY, "ultrasound_whole_leg": "inconclusive"})
    assert WORDS["way_elsewhere"] in plain(run("dvt", "--case", "-", "--setup", str(file), typed=away).stdout)


def test_many_patients_are_lines_of_json(tmp_path: Path) -> None:
    file = tmp_path / "patients.jsonl"
    lines = [json.dumps({**LEG, **feu(value)}) for value in (100, 900)]
    file.write_text("\n".join([lines[0], '{"d_dimer": 3}', lines[1]]), encoding="utf-8")
    found = run("dvt", "--case", str(file))
    assert found.exit_code == 2
    assert "line 2: d_dimer: a number without its unit" in found.stderr
    first, second = map(json.loads, found.stdout.splitlines())
    assert (first["decision"]["end"], second["next"]["findings"]) == ("ruled_out", ["ultrasound_proximal"])


def test_one_patient_as_json_says_where_and_why() -> None:
    found = json.loads(run("dvt", "--case", "-", "--json", typed=CASE).stdout)
    assert found["next"]["interim"] == "if_later"
    assert found["passed"][-2]["because"]["tender_deep"] is True
    assert (found["decision"], found["variant"], found["applies"]) == (None, "nice", True)


def test_somebody_else_is_told_so() -> None:
    shown = plain(run("dvt", "--case", "-", typed=json.dumps({**LEG, "age": 12})).stdout)
    assert TEXTS["dvt"].whom in shown
    assert WORDS["way_now"] + ":" not in shown


def test_a_drawing_has_every_step_and_arrow_and_marks_the_way() -> None:
    for route in every_route(MODEL):
        drawn = run("draw", route.pathway.id, "--variant", route.variant).stdout.splitlines()
        assert drawn[0] == "flowchart TD"
        arrows = {(name, after) for name, step in route.steps.items() for after in step.ways.values()}
        assert sum(" -->" in line for line in drawn) == len(arrows)
        assert len(drawn) == 1 + len(route.steps) + len(arrows)
    marked = run("draw", "dvt", "--case", "-", typed=CASE).stdout
    here = next(line.split("[")[0].strip() for line in marked.splitlines() if TEXTS["dvt"].steps["likely_scan"] in line)
    assert f"class {here} here" in marked
    assert "linkStyle 1,3,5,7,9,13,22 stroke-width:4px" in marked


def test_a_picture_goes_into_a_file_or_to_standard_output_with_the_way_marked(tmp_path: Path) -> None:
    plain_drawing, file = run("draw", "dvt", "--svg", "-").stdout, tmp_path / "way.svg"
    assert not re.findall(r'class="[^"]* (?:w-at|w-taken)"', plain_drawing)
    found = run("draw", "dvt", "--case", "-", "--svg", str(file), typed=CASE)
    assert (found.exit_code, found.stdout) == (0, "")
    drawn = file.read_text(encoding="utf-8")
    assert re.findall(r'class="w-box [^"]* w-at" data-step="(\w+)"', drawn) == ["likely_scan"]
    assert set(re.findall(r'class="w-box [^"]* w-taken" data-step="(\w+)"', drawn)) >= {"danger", "probability"}
    assert "#step-" not in drawn


def test_a_comparison_shows_the_steps_that_differ_and_for_whom(tmp_path: Path) -> None:
    shown = plain(run("compare", "dvt", "nice", "ash").stdout)
    assert "- nice: sources [S9], days [6, 8]" in shown
    assert "- ash: sources [S10], days [5, 8]" in shown
    assert WORDS["way_same_steps"] in run("compare", "dvt", "nice", "nice").stdout
    file = tmp_path / "patients.jsonl"
    file.write_text("\n".join(json.dumps({**LEG, **feu(value)}) for value in (499, 600, 900)), encoding="utf-8")
    found = run("compare", "dvt", "nice", "age_adjusted", "--case", str(file))
    assert "2 of 3 patients stand alike in the two variants." in found.stdout
    assert f"age_adjusted: {WORDS['way_decision']} (ruled out)" in plain(found.stdout)
    both = [
        json.loads(line)
        for line in run("compare", "dvt", "nice", "ash", "--case", str(file), "--json").stdout.splitlines()
    ]
    assert [[one["variant"] for one in pair] for pair in both] == [["nice", "ash"]] * 3


BAD = {
    "an unknown pathway": (("dvd", "--case", "-"), "unknown pathway 'dvd', did you mean 'dvt'?"),
    "an unknown variant": (("dvt", "--variant", "x"), "unknown variant 'x' of dvt, expected one of: nice, ash"),
    "too much": (("dvt", "pe"), "'pe': expected nothing more"),
    "a list of something": (("list", "dvt"), "'dvt': expected nothing more"),
    "one variant": (("compare", "dvt", "nice"), "expected `venevagt work-up compare PATHWAY VARIANT VARIANT`"),
    "no pathway to draw": (("draw",), "expected `venevagt work-up draw PATHWAY`"),
    "JSON of nobody": (("dvt", "--json"), "--json without --case"),
    "a comparison of nobody": (("compare", "dvt", "nice", "ash", "--json"), "--json without --case"),
    "no file": (("dvt", "--case", "none.yaml"), "none.yaml: No such file or directory"),
    "no set-up": (("dvt", "--setup", "none.yaml"), "expected a file with a set-up"),
    "a picture of no drawing": (("dvt", "--svg", "-"), "--svg is for a drawing: expected `venevagt work-up draw"),
    "a picture where none can be": (("draw", "dvt", "--svg", "none/x.svg"), "none/x.svg: No such file or directory"),
    "many to draw": (("draw", "dvt", "--case", "-"), "-: many cases, expected one to draw"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_done_is_said_in_one_message(name: str) -> None:
    arguments, message = BAD[name]
    found = run(*arguments, typed='{"age": 50}\n{"age": 60}\n')
    assert found.exit_code == 2
    assert message in plain(found.stderr)


def test_it_asks_step_by_step_and_can_go_back() -> None:
    """An unlikely clot: yes to the suspicion, 66 years, no to all else; one answer is taken back."""
    answers = ["y", "abc", "66", "n", "b", *["n"] * 30]
    found = run("dvt", typed="\n".join(answers) + "\n")
    assert found.exit_code == 2
    shown = plain(found.stdout)
    assert f"{WORDS['way_now']}: {TEXTS['dvt'].steps['d_dimer']}" in shown
    assert MODEL.texts["en"].terminal["wrong"].format(typed="abc") in shown
    assert shown.count(f"{MODEL.texts['en'].clinical_findings['pe_signs'].label}: Type") == 2
    assert MODEL.texts["en"].scores["wells_dvt"].bands["unlikely"] in shown


def test_a_choice_and_a_measured_number_are_answered_too() -> None:
    found = run("dvt_recurrent", typed="y\n66\ny\nn\nn\n2\n4,5 mm\n")
    assert found.exit_code == 0
    assert f"{WORDS['way_end_treat']} {TEXTS['dvt_recurrent'].steps['treat']}" in plain(found.stdout)


def test_who_does_not_know_is_told_where_it_stops() -> None:
    unsure = MODEL.texts["en"].terminal["key_unsure"].split(",")[0]
    found = run("dvt", typed=f"y\n66\n{unsure}\n{unsure}\n")
    assert found.exit_code == 0
    assert WORDS["way_stopped"] in found.stdout
    assert WORDS["way_decision"] + ":" not in found.stdout


def test_stopping_is_no_result() -> None:
    assert run("dvt", typed="q\n").exit_code == 130
