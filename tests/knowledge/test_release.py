"""Nothing gets less urgent than in the last release without an entry in the hazard log that says why."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.knowledge.changed import KNOWLEDGE, copy_with
from tests.knowledge.test_compare import NEARER, WEAKER

from venevagt.cli.main import main
from venevagt.knowledge.compare import compare
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.release import read_release, record, released_model, write_release

ROOT = Path(__file__).parent.parent.parent
RELEASES = ROOT / "releases"

FURTHER = ("triage/doctor_today.yaml", "calf_difference_cm >= 3", "calf_difference_cm >= 4")
FEWER = ("triage/conditions.yaml", "OR growing OR calf_difference_cm >= 3", "OR growing OR calf_difference_cm >= 4")
UNSURE = ("findings/leg_signs.yaml", "tender_deep:\n    kind: warning_sign\n    type: yes_no\n    unsure: yes", "")


def lowering(was: str, when: str, unsure: str = "") -> tuple[str, str, str]:
    entry = (
        f'lowerings:\n  {was}_less:\n    {{was: {was}, now: own_gp, when: "{when}", because: tried, '
        f"hazard: leg_clot_missed, since: 0.2.0, sources: [S1]{f', unsure: {unsure}' if unsure else ''}}}\n"
    )
    return ("hazards.yaml", "hazards:\n", f"{entry}\nhazards:\n")


def argued(folder: Path, *changes: tuple[str, str, str]) -> Result:
    """The gate on a changed copy against the release of the knowledge as it is."""
    release = write_release(get_model(), folder)
    copy = copy_with(folder, *changes)
    arguments = ["knowledge", "compare", str(release), str(copy), "--argued"]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_the_record_answers_what_the_model_answers(tmp_path: Path) -> None:
    model = get_model()
    release = read_release(write_release(model, tmp_path))
    assert release == record(model)
    found = compare(released_model(release, model), model)
    assert (found.safer, found.less_urgent, found.unsure) == ((), (), {})


def test_the_makefile_compares_with_the_newest_release() -> None:
    newest = max(RELEASES.glob("*.json"), key=lambda path: tuple(map(int, path.stem.split("."))))
    assert f"RELEASE := releases/{newest.name}\n" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_safer_rules_need_no_reason(tmp_path: Path) -> None:
    assert argued(tmp_path, NEARER).exit_code == 0


@pytest.mark.parametrize("changes", [(FURTHER,), WEAKER], ids=["a limit", "a sign"])
def test_less_urgent_without_a_reason_is_refused(tmp_path: Path, changes: tuple[tuple[str, str, str], ...]) -> None:
    found = argued(tmp_path, *changes)
    assert found.exit_code == 1
    assert "LESS URGENT without a reason: doctor_today -> own_gp" in found.stdout
    assert "expected an entry under lowerings: in hazards.yaml" in found.stdout


def test_a_reason_covers_the_cases_it_tells_and_no_others(tmp_path: Path) -> None:
    told = lowering("doctor_today", "calf_difference_cm >= 3 AND calf_difference_cm < 4")
    assert argued(tmp_path / "all", FURTHER, FEWER, told).exit_code == 1  # self-care is below the own GP
    assert argued(tmp_path / "warned", FURTHER, told).exit_code == 0
    found = argued(tmp_path / "part", FURTHER, lowering("doctor_today", "calf_difference_cm >= 3.5"))
    assert found.exit_code == 1
    assert "calf_difference_cm from 3 to below 3.5" in found.stdout


def test_not_being_sure_that_counts_for_less_needs_a_reason(tmp_path: Path) -> None:
    path = KNOWLEDGE / UNSURE[0]
    assert UNSURE[1] in path.read_text(encoding="utf-8")
    change = (UNSURE[0], UNSURE[1], UNSURE[1].replace("unsure: yes", "unsure: no"))
    words = [
        (f"text/{language}/findings.yaml", old, new) for language, old, new in unsure_words("tender_deep", "fever")
    ]
    found = argued(tmp_path / "without", change, *words)
    assert found.exit_code == 1, found.output
    assert "LESS URGENT for who is not sure of tender_deep without a reason: doctor_today -> own_gp" in found.stdout
    reasons = (
        "hazards.yaml",
        "hazards:\n",
        "lowerings:\n"
        + "".join(
            f"  less_{number}:\n    {{was: {was}, now: {now}, when: one_sided OR NOT one_sided, because: tried, "
            "hazard: leg_clot_missed, since: 0.2.0, sources: [S1], unsure: tender_deep}\n"
            for number, (was, now) in enumerate(
                [("doctor_today", "own_gp"), ("doctor_today", "self_care"), ("own_gp", "self_care")]
            )
        )
        + "\nhazards:\n",
    )
    assert argued(tmp_path / "with", change, *words, reasons).exit_code == 0


def unsure_words(name: str, like: str) -> list[tuple[str, str, str]]:
    """For each language what is said to who is not sure of a finding, and of another one."""
    texts = get_model().texts
    return [
        (language, texts[language].findings[name].unsure, texts[language].findings[like].unsure) for language in texts
    ]


def test_a_version_is_released_once(tmp_path: Path) -> None:
    command = ["knowledge", "release", "-o", str(tmp_path)]
    assert CliRunner().invoke(main, command).exit_code == 0
    again = CliRunner().invoke(main, command)
    assert again.exit_code == 2
    assert "is there already: raise the version in knowledge.yaml first" in again.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"{}", "Object missing required field"), (b"\xff", "expected a file that"), (b"[", "expected a file that")],
)
def test_a_file_that_is_no_release_is_said(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "0.0.1.json"
    file.write_bytes(content)
    for more in ([], ["--argued"]):
        found = CliRunner().invoke(main, ["knowledge", "compare", str(file), *more], catch_exceptions=False)
        assert found.exit_code == 2
        assert message in found.stderr
        assert str(file) in found.stderr


def test_a_folder_is_no_release() -> None:
    found = CliRunner().invoke(main, ["knowledge", "compare", str(KNOWLEDGE), "--argued"], catch_exceptions=False)
    assert found.exit_code == 2
    assert "expected a release" in found.stderr


def test_the_cases_of_a_file_that_change_are_counted(tmp_path: Path) -> None:
    copy = copy_with(tmp_path, FURTHER)
    cases = tmp_path / "cases.jsonl"
    calm = '{"calf_difference_cm": 1}\n'
    cases.write_text('{"calf_difference_cm": 3.2}\n' * 3 + calm * 4 + '{"calf": 3}\nnonsense\n', encoding="utf-8")
    found = CliRunner().invoke(main, ["knowledge", "compare", str(KNOWLEDGE), str(copy), "--cohort", str(cases)])
    assert "of 7 cases 3 change; 2 lines could not be read" in found.stdout
    assert "3 doctor_today -> own_gp (LESS URGENT)" in found.stdout
    assert "cases.jsonl:8: unknown finding 'calf'" in found.stdout
    back = CliRunner().invoke(main, ["knowledge", "compare", str(copy), str(KNOWLEDGE), "--cohort", str(cases)])
    assert "3 own_gp -> doctor_today (safer)" in back.stdout
    missing = CliRunner().invoke(main, ["knowledge", "compare", str(KNOWLEDGE), "--cohort", str(tmp_path / "none")])
    assert missing.exit_code == 2
