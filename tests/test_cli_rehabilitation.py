"""`venevagt clearance` and `venevagt rehabilitation` as they are typed."""

import json
import stat
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.care.rehabilitation_cases import CALM, WELL

from venevagt.care.services import danish_now
from venevagt.cli.main import main

TODAY = danish_now().date()
ED25519 = "cryptography.hazmat.primitives.asymmetric.ed25519"
FIELDS = {
    "by": "Doctor Made Up",
    "given-on": str(TODAY),
    "diagnosis": "leg_above_knee",
    "treatment-started": str(TODAY - timedelta(days=20)),
    "treatment": "goes_on",
    "up-to-stage": "strength",
    "watch": "bruises",
    "call": "12 34 56 78",
    "until": str(TODAY + timedelta(days=60)),
}


def typed(*arguments: str | Path, text: str = "") -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)


def made(folder: Path, *arguments: str | Path, **changed: str) -> Result:
    fields = {**FIELDS, **{name.replace("_", "-"): value for name, value in changed.items()}}
    options = [part for name, value in fields.items() for part in (f"--{name}", value)]
    return typed("clearance", "make", *options, *arguments, "--out", folder / "clearance.json")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    assert typed("clearance", "key", "--out", tmp_path / "key.pem").exit_code == 0
    result = made(tmp_path, "--key", tmp_path / "key.pem")
    assert result.exit_code == 0, result.output
    return tmp_path / "clearance.json"


def rehabilitated(file: Path, answers: object, *arguments: str | Path) -> Result:
    text = json.dumps(answers)
    return typed("rehabilitation", "--clearance", file, "--case", "-", "--lang", "en", *arguments, text=text)


def test_a_key_is_only_its_owners_and_never_overwritten(tmp_path: Path) -> None:
    result = typed("clearance", "key", "--out", tmp_path / "key.pem")
    assert "Its numbers, to be read aloud: " in result.output
    assert stat.S_IMODE((tmp_path / "key.pem").stat().st_mode) == 0o600
    again = typed("clearance", "key", "--out", tmp_path / "key.pem")
    assert again.exit_code == 2
    assert "is there already, expected a new name" in again.output


def test_a_clearance_is_shown_with_the_numbers_of_its_key(file: Path) -> None:
    result = typed("clearance", "read", file, "--lang", "en")
    assert result.exit_code == 0
    assert "a clot in the leg at or above the knee" in result.output
    assert "Call and ask whether they are" in result.output
    assert json.loads(typed("clearance", "read", file, "--json").output)["clearance"]["by"] == "Doctor Made Up"


def test_a_changed_file_is_refused_and_opens_nothing(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace('"strength"', '"sport"'), encoding="utf-8")
    for result in (typed("clearance", "read", file), rehabilitated(file, WELL)):
        assert result.exit_code == 2
        assert "the signature does not fit: the file was changed after it was signed" in result.output
        assert "ask whoever gave it for a new file" in result.output


def test_an_own_entry_says_that_nobody_signed_it(tmp_path: Path) -> None:
    result = made(tmp_path)
    assert "not signed: an own entry" in result.output
    shown = typed("clearance", "read", tmp_path / "clearance.json", "--lang", "en")
    assert "Nobody has signed it." in shown.output


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"until": "soon"}, "until: expected a day such as 2026-11-24, found 'soon'"),
        ({"up_to_stage": "5"}, "up_to_stage: expected one of first_days"),
    ],
)
def test_a_clearance_that_is_none_is_refused(tmp_path: Path, changed: dict[str, str], message: str) -> None:
    result = made(tmp_path, **changed)
    assert result.exit_code == 2
    assert message in result.output
    assert not (tmp_path / "clearance.json").exists()


def test_a_key_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.pem").write_text("hello", encoding="utf-8")
    assert "no key in it, expected a file that" in made(tmp_path, "--key", tmp_path / "no.pem").output
    assert "expected a key; `venevagt clearance key` makes one" in made(tmp_path, "--key", tmp_path / "none").output


def test_without_answers_it_is_closed_and_asks_them(file: Path) -> None:
    result = typed("rehabilitation", "--clearance", file, "--lang", "en")
    assert result.exit_code == 0
    assert "Closed today" in result.output
    assert "(more_swelling)" in result.output
    assert "Ankle pumps" not in result.output


def test_a_calm_day_shows_the_exercises_of_the_open_stage(file: Path) -> None:
    result = rehabilitated(file, {**CALM, "first_days_well": "yes"})
    assert "Open today: step 2: a walk each day" in result.output
    assert "- Heels up" in result.output
    assert "Balance" not in result.output
    assert "Always stop, and call 112" in result.output
    found = json.loads(rehabilitated(file, CALM, "--json").output)
    assert (found["open"], found["stage"]) == (True, "first_days")


def test_a_stop_sign_closes_it_until_there_is_a_new_clearance(file: Path) -> None:
    first = rehabilitated(file, {**CALM, "bleeding": "yes"})
    assert first.exit_code == 0
    assert "Call a doctor today" in first.output
    assert "The doctor's yes has ended now." in first.output
    assert f"The file {file} now says so." in first.output.replace("\n", " ")
    later = rehabilitated(file, WELL)
    assert "Closed today" in later.output
    assert "because: you bleed more than usual; doctor today" in later.output.replace("\n    ", " ")
    assert typed("clearance", "read", file).exit_code == 0, "the signature still fits"


def test_after_112_there_is_nothing_but_112(file: Path) -> None:
    result = rehabilitated(file, {**WELL, "breathless": "yes"})
    assert "Call 112 now" in result.output
    assert "Closed today" in result.output
    assert "The steps" not in result.output


def test_a_lapse_that_cannot_be_written_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("venevagt.cli.rehabilitation.os.replace", broken)
    result = rehabilitated(file, {**CALM, "bleeding": "yes"})
    assert result.exit_code == 2
    assert "No space left on device; the clearance has lapsed and must not be used" in result.output


def test_the_sheet_has_history_course_and_precautions(file: Path, tmp_path: Path) -> None:
    measures = tmp_path / "measures.json"
    measures.write_text(json.dumps([{"on": "2026-11-01", "measure": "calf", "left": 38, "right": 36.5}]))
    result = rehabilitated(file, CALM, "--sheet", "--measures", measures)
    assert "For the physiotherapist" in result.output
    assert "Round the calf: left 38, right 36.5 cm" in result.output
    assert "No hard massage." in result.output
    assert "No measures yet." in rehabilitated(file, CALM, "--sheet").output


def test_a_measure_of_today_is_told_to_the_triage(file: Path, tmp_path: Path) -> None:
    measures = tmp_path / "measures.json"
    measures.write_text(json.dumps([{"on": str(TODAY), "measure": "calf", "left": 40, "right": 36.5}]))
    assert "Call a doctor today" in rehabilitated(file, WELL, "--measures", measures).output


@pytest.mark.parametrize(
    ("answers", "message"),
    [({"bleding": "no"}, "did you mean 'bleeding'?"), ([], "expected answers such as")],
)
def test_bad_answers_are_refused(file: Path, answers: object, message: str) -> None:
    result = rehabilitated(file, answers)
    assert result.exit_code == 2
    assert message in result.output


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = typed("rehabilitation", "--clearance", tmp_path / "none.json")
    assert result.exit_code == 2
    assert "No such file or directory, expected a file with a clearance" in result.output


def test_without_the_package_the_commands_say_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key.pem").write_text("any", encoding="utf-8")
    monkeypatch.setitem(sys.modules, ED25519, None)
    for result in (
        typed("clearance", "key", "--out", tmp_path / "new.pem"),
        made(tmp_path, "--key", tmp_path / "key.pem"),
    ):
        assert result.exit_code == 2
        assert "pip install 'venevagt[sign]'" in result.output
    assert made(tmp_path).exit_code == 0, "an own entry needs no signature"
