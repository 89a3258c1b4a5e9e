"""The author's commands, and `evaluate`, as they are typed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.knowledge.changed import copy_with

from venevagt.cli.main import main

VIGNETTES = Path(__file__).parent.parent.parent / "shared" / "data" / "open" / "vignettes.jsonl"


def venevagt(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_check_of_a_sound_knowledge_base() -> None:
    found = venevagt("knowledge", "check", "--date", "released")
    assert found.exit_code == 0
    assert found.stdout.startswith("sound on ")


def test_check_fails_on_the_day_after_something_expired_and_warns_before() -> None:
    late = venevagt("knowledge", "check", "--date", "2027-01-01")
    assert late.exit_code == 1
    assert "'out_of_hours_hovedstaden' was valid to 2026-12-31, expected a newer review" in late.stderr
    soon = venevagt("knowledge", "check", "--date", "2026-12-31")
    assert soon.exit_code == 0
    assert "warning: " in soon.stderr
    assert "0 days more: review it" in soon.stderr


def test_check_of_a_broken_copy_names_the_place(tmp_path: Path) -> None:
    copy = copy_with(tmp_path, ("triage/own_gp.yaml", "when: lasting OR leg_pain", "when: lasting OR leg_pian"))
    found = venevagt("knowledge", "check", "--knowledge", copy)
    assert found.exit_code == 1
    assert "own_gp.yaml:8:22: unknown finding 'leg_pian'" in found.stderr
    assert "did you mean 'leg_pain'?" in found.stderr
    assert "1 problem found" in found.stderr


def test_a_bad_date_is_refused() -> None:
    found = venevagt("knowledge", "check", "--date", "tomorrow")
    assert found.exit_code == 2
    assert "expected a day such as 2027-03-01" in found.stderr


def test_a_changed_rule_can_be_tried(tmp_path: Path) -> None:
    copy = copy_with(tmp_path, ("triage/doctor_today.yaml", "calf_difference_cm >= 3", "calf_difference_cm >= 2"))
    case = tmp_path / "case.yaml"
    case.write_text("calf_difference_cm: 2\n", encoding="utf-8")
    before = json.loads(venevagt("check", "--json", "--case", case).stdout)
    after = json.loads(venevagt("check", "--json", "--case", case, "--knowledge", copy).stdout)
    assert (before["urgency"], after["urgency"]) == ("own_gp", "doctor_today")
    assert before["knowledge"]["sha256"] != after["knowledge"]["sha256"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("redness", ["used by rule dvt_signs (doctor_today)", "S18", "unsure counts as yes", "asked on: looks"]),
        ("dvt_signs", ["one_sided_swelling OR", "S9: NICE NG158", "holds for", "still open for"]),
        ("major_risk", ["used by rule pain_with_major_risk"]),
        ("watch_minor_risk", ["safety netting: "]),
        ("S15", ["advice that rest on it: cramps_often, plain_cramp"]),
        ("S14", ["articles that rest on it: how_it_is_treated, physiotherapy"]),
    ],
)
def test_explain_shows_use_and_sources(name: str, wanted: list[str]) -> None:
    found = venevagt("knowledge", "explain", name, "--lang", "en")
    assert found.exit_code == 0
    for part in wanted:
        assert part in found.stdout


def test_explain_without_an_id_lists_everything() -> None:
    found = venevagt("knowledge", "explain").stdout
    assert "breathless" in found
    assert "plain_cramp" in found


def test_explain_of_an_unknown_id_names_the_nearest() -> None:
    found = venevagt("knowledge", "explain", "rednes")
    assert found.exit_code == 2
    assert "unknown id 'rednes', did you mean 'redness'?" in found.stderr


def test_the_diagram_is_drawn_whole() -> None:
    drawn = venevagt("knowledge", "diagram").stdout
    assert drawn.startswith("flowchart TD")
    assert all(urgency in drawn for urgency in ("self_care", "own_gp", "doctor_today", "emergency"))
    screens = venevagt("knowledge", "diagram", "--screens").stdout
    assert "red_flags --> emergency([emergency])" in screens


def open_case(**change: object) -> str:
    case = {"id": "x", "findings": {"redness": "yes", "place": "leg", "age": 50}, "acceptable": ["doctor_today"]}
    return json.dumps({**case, **change})


def test_evaluate_counts_in_below_and_above(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    rows = [open_case(), open_case(id="low", acceptable=["emergency"]), open_case(id="high", acceptable=["own_gp"])]
    file.write_text("\n".join([*rows, ""]), encoding="utf-8")
    found = venevagt("evaluate", file).stdout
    assert "3 cases; what a story leaves out counts as no" in found
    assert "agreement        1/3" in found
    assert "low           below  got doctor_today (dvt_signs), acceptable emergency" in found
    assert "high          above" in found


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "cases.jsonl:2: broken JSON at line 1, column 2"),
        (open_case(findings={"rednes": "yes"}), "cases.jsonl:2: unknown finding 'rednes', did you mean 'redness'?"),
        ('{"id": "x"}', "cases.jsonl:2: Object missing required field"),
        (open_case(acceptable=["hospital"]), "cases.jsonl:2: Invalid enum value 'hospital'"),
    ],
)
def test_evaluate_names_a_bad_line(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(f"{open_case()}\n{line}\n", encoding="utf-8")
    found = venevagt("evaluate", file)
    assert found.exit_code == 2
    assert message in found.stderr


def test_evaluate_of_nothing(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    assert "empty, expected one case a line" in venevagt("evaluate", empty).stderr
    assert "No such file" in venevagt("evaluate", tmp_path / "none.jsonl").stderr


def test_the_published_vignettes_are_never_below_their_acceptable_urgencies() -> None:
    if not VIGNETTES.is_file():
        pytest.skip(f"the open vignettes are not here ({VIGNETTES.name}); docs/evaluation.md says where they come from")
    for unmentioned in ("no", "unknown"):
        assert "under-triage     0/" in venevagt("evaluate", VIGNETTES, "--unmentioned", unmentioned).stdout


def test_the_command_starts_without_parser_or_renderer() -> None:
    """The budget of 150 ms for an answer is kept by what is not loaded."""
    program = (
        "import sys; sys.argv = ['venevagt', 'check', '--case', '-', '--json'];"
        "from venevagt.cli.main import run\n"
        "try: run()\n"
        "except SystemExit as end: assert not end.code\n"
        "print([m for m in ('sqlglot', 'ruamel.yaml', 'starlette', 'jinja2') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", program], input="{}", capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"
