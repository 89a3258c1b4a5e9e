"""`venevagt diary` as it is typed: danger first, then saved; and what it refuses."""

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.care.diary_entries import TREATED
from tests.care.helpers import MODEL

from venevagt.care.services import danish_now
from venevagt.cli.main import main

LANGUAGES = MODEL.about.languages


class Owner:
    """Somebody with a diary in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "diary.sqlite"

    def types(self, action: str, *words: str, typed: str = "", language: str = "en") -> Result:
        command = ["diary", action, *words, "--file", str(self.file), "--lang", language]
        return CliRunner().invoke(main, command, input=typed)

    def does(self, action: str, *words: str, **more: str) -> str:
        result = self.types(action, *words, **more)
        assert result.exit_code == 0, result.output
        return result.output

    def entries(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.does("show", "--json"))["entries"]
        return found


@pytest.fixture
def owner(tmp_path: Path) -> Owner:
    return Owner(tmp_path)


@pytest.fixture
def treated(owner: Owner) -> Owner:
    owner.does("set", *(f"{name}={value}" for name, value in TREATED.items()))
    return owner


def today() -> str:
    return danish_now().date().isoformat()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dangerous_entry_says_112_first_and_is_saved(treated: Owner, language: str) -> None:
    told = treated.does("add", "breathless=yes", "pain=4", language=language)
    headline = MODEL.texts[language].urgencies["emergency"].headline
    assert told.index(headline) < told.index("112 ") < told.index(today())
    assert treated.entries() == [{"day": today(), "breathless": "yes", "pain": 4}]
    assert headline in treated.does("show", language=language)


def test_danger_is_said_though_the_rest_is_wrong(treated: Owner) -> None:
    told = treated.types("add", "breathless=yes", "pain=99", "foo")
    assert told.exit_code == 2
    assert "\nCall 112 now\n112 Emergency line\n" in told.stdout
    assert told.stderr.splitlines() == [
        "Write FIELD=VALUE, each field once. Here it says: foo.",
        "Pain from 0 to 10: Write a number from 0 to 10. Here it says: 99.",
    ]
    assert treated.entries() == []


def test_danger_is_said_though_the_file_cannot_be_read(owner: Owner) -> None:
    owner.file.write_text("no diary " * 99)
    told = owner.types("add", "bleeding=will_not_stop")
    assert told.exit_code == 2
    assert "\nCall 112 now\n112 Emergency line\n" in told.stdout
    assert "expected a diary" in told.stderr
    assert "Traceback" not in told.output


def test_a_worse_leg_is_a_doctor_today_and_a_better_one_is_not(treated: Owner) -> None:
    assert "Call a doctor today" not in treated.does(
        "add", "--day", "2026-11-01", "calf_left_cm=40,5", "calf_right_cm=36", "pain=5"
    )
    told = treated.does(
        "add", "--day", "2026-11-02", "calf_left_cm=39.5", "calf_right_cm=36", "doses_planned=2", "doses_taken=1"
    )
    assert "We see nothing in what you wrote that needs a doctor today." in " ".join(told.split())
    assert "Doses that you did not take: 1." in told
    assert "Difference between the calves: now 3.5 cm, before 4.5 cm (2026-11-01)." in told
    told = treated.does("add", "--day", "2026-11-03", "leg_worse=worse")
    assert "Call a doctor today" in told
    assert "1813" in told


def test_a_day_is_not_written_over_by_accident(treated: Owner) -> None:
    treated.does("add", "--day", "2026-11-01", "pain=3")
    told = treated.types("add", "--day", "2026-11-01", "pain=5")
    assert (told.exit_code, told.stderr) == (
        2,
        "The day 2026-11-01 has another answer already: Pain from 0 to 10. Add --replace to write the day anew. "
        "Nothing was changed.\n",
    )
    # What comes later on a day is added to it, and both together are heard.
    assert "Call a doctor today" not in treated.does(
        "add", "--day", "2026-11-01", "calf_left_cm=36", "calf_right_cm=36"
    )
    treated.does("add", "--day", "2026-11-02", "calf_left_cm=38")
    assert "Call a doctor today" in treated.does("add", "--day", "2026-11-02", "calf_right_cm=36")
    assert treated.entries()[1] == {"day": "2026-11-02", "calf_left_cm": 38, "calf_right_cm": 36}
    treated.does("remove", "2026-11-02")
    treated.does("add", "--day", "2026-11-01", "pain=5", "--replace")
    assert treated.entries() == [{"day": "2026-11-01", "pain": 5}]
    treated.does("remove", "2026-11-01")
    assert treated.types("remove", "2026-11-01").exit_code == 2


def test_the_fields_are_listed(owner: Owner) -> None:
    told = owner.types("add")
    assert told.exit_code == 2
    assert all(f"  {name}=" in told.stdout for name in MODEL.recovery.diary.fields)
    assert not owner.file.exists()


def test_a_day_is_asked_for_line_by_line(treated: Owner) -> None:
    told = treated.does("add", "--ask", typed="\n2\nsmae\nThe same\n38,5\n36\n99\n4\n\n\n\n\nall well\n")
    assert "Write a number from 0 to 10. Here it says: 99." in told
    assert "Choose one of these: better, same, worse, unsure. Here it says: smae." in " ".join(told.split())
    refused = treated.types("add", "--ask", typed="1\n")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "is there already" in refused.stderr
    assert treated.entries() == [
        {"day": today(), "bleeding": "small", "leg_worse": "same", "calf_left_cm": 38.5, "calf_right_cm": 36}
        | {"pain": 4, "note": "all well"}
    ]


def test_danger_ends_the_questions(treated: Owner) -> None:
    told = treated.does("add", "--ask", "--replace", typed="1 x\n")
    assert "\nCall 112 now\n112 Emergency line\n" in told
    assert "Bleeding" not in told
    assert [entry["breathless"] for entry in treated.entries()] == ["yes"]
    told = treated.does("add", "--ask", "--day", "2026-11-01", typed="\n4\n")
    assert "\nCall 112 now\n112 Emergency line\n" in told
    assert "The leg compared with the last days" not in told


def test_json_for_programs(treated: Owner) -> None:
    told = json.loads(treated.does("add", "--day", "2026-11-01", "leg_worse=worse", "--json"))
    assert told["speaks"] is True
    assert told["assessment"]["urgency"] == "doctor_today"
    assert told["saved"] == {"day": "2026-11-01", "leg_worse": "worse"}
    shown = json.loads(treated.does("show", "--json"))
    assert shown == {"settings": TREATED, "entries": [told["saved"]], "now": None} | {
        "settings": {"leg": "left", "clot_under_treatment": "yes", "on_anticoagulant": "yes"}
    }


def fill(owner: Owner) -> None:
    for day, pain, left in ((1, 6, 40), (2, 5, 39.5), (4, 3, 38.2)):
        values = (f"pain={pain}", f"calf_left_cm={left}", "calf_right_cm=36", f"walking_minutes={10 * day}")
        owner.does("add", "--day", f"2026-11-{day:02}", *values, 'note=ok, "fine"\nand more')


@pytest.mark.parametrize("kind", ["--json", "--csv"])
def test_export_wipe_import_gives_the_same(treated: Owner, tmp_path: Path, kind: str) -> None:
    fill(treated)
    before = json.loads(treated.does("show", "--json"))
    file = tmp_path / "export"
    treated.does("export", kind, "-o", str(file))
    assert file.read_bytes() == treated.types("export", kind).stdout_bytes
    treated.does("wipe", "--yes")
    assert not treated.file.exists()
    assert treated.does("import", str(file)) == "Days read in: 3.\n"
    after = json.loads(treated.does("show", "--json"))
    assert after["entries"] == before["entries"]
    assert after["settings"] == (before["settings"] if kind == "--json" else {})


def test_an_import_says_what_it_does_not_take(treated: Owner, tmp_path: Path) -> None:
    treated.does("add", "--day", "2026-11-01", "pain=3")
    file = tmp_path / "days.csv"
    file.write_text("day;pain;extra\n2026-11-01;9;x\n2026-11-02;2;x\n2026-11-03;11;x\n2999-01-01;1;x\n2026-11-02;4;x\n")
    told = treated.types("import", str(file))
    assert told.exit_code == 2
    assert told.stdout == "Days read in: 1.\nThese days were here already and were not changed: 2026-11-01.\n"
    assert told.stderr.splitlines() == [
        f"{file}: no. 1: extra: We do not know that field. It was skipped.",
        f"{file}: no. 4: Pain from 0 to 10: Write a number from 0 to 10. Here it says: 11.",
        f"{file}: no. 5: Day: That day has not come yet: 2999-01-01.",
        f"{file}: no. 6: Day: The day 2026-11-02 stands there twice. The first one was taken.",
    ]
    assert [entry["pain"] for entry in treated.entries()] == [3, 2]
    treated.types("import", str(file), "--replace")
    assert [entry["pain"] for entry in treated.entries()] == [9, 2]


def test_a_file_that_is_none_is_refused(owner: Owner, tmp_path: Path) -> None:
    told = owner.types("import", str(tmp_path / "nothing"))
    assert told.exit_code == 2
    assert "expected a JSON or CSV file of a diary" in told.stderr
    (tmp_path / "x").write_bytes(b"\xff\xff")
    assert "is no text in UTF-8" in owner.types("import", str(tmp_path / "x")).stderr
    (tmp_path / "x").write_text('{"format": "venevagt-diary", "version": 2, "entries": []}')
    assert (
        "The file is version 2, and only version 1 is read here." in owner.types("import", str(tmp_path / "x")).stderr
    )
    assert not owner.file.exists()


def test_a_dangerous_entry_of_today_speaks_when_it_is_imported(owner: Owner, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(f"day,chest_pain\n{today()},yes\n")
    told = owner.does("import", str(tmp_path / "x.csv"))
    assert told.index("Call 112 now") < told.index("Days read in: 1.")


def test_plots_are_plain_text_with_gaps(treated: Owner) -> None:
    assert treated.does("plot") == "There are no numbers to draw yet.\n"
    fill(treated)
    told = treated.does("plot")
    assert told.isascii()
    pain = told[told.index("Pain") :].splitlines()
    rows = [line.partition("|")[2] for line in pain[1:9]]
    assert [next(place for place in range(8) if rows[place][day : day + 1] == "o") for day in (0, 1, 3)] == [3, 3, 5]
    assert all(row[2:3] in ("", " ") for row in rows)
    assert "2026-11-01 - 2026-11-04" in told
    assert "o = Left calf, around" in told
    assert "x = Right calf, around" in told


def test_the_page_for_a_control_has_everything(treated: Owner) -> None:
    fill(treated)
    told = treated.does("print")
    for words in (
        "Written by the patient.",
        "Leg with the clot: left",
        "2026-11-02",
        'ok, "fine" and more',
        "Pain from 0 to 10",
    ):
        assert words in told
    assert "{" not in told


def test_wipe_asks(treated: Owner) -> None:
    for typed in ("no\n", "\n", ""):
        assert "Nothing was removed." in treated.does("wipe", typed=typed)
        assert treated.file.exists()
    assert "The diary is removed." in treated.does("wipe", typed="yes\n")
    assert not treated.file.exists()
    assert treated.types("wipe").exit_code == 2


def test_settings_are_shown_and_refused(owner: Owner) -> None:
    told = owner.does("set")
    assert "clot_under_treatment=yes/no/unsure" in told
    assert not owner.file.exists()
    refused = owner.types("set", "leg=middle", "seen_on=tomorrow")
    assert refused.exit_code == 2
    assert "Choose one of these: left, right, both. Here it says: middle." in refused.stderr
    assert not owner.file.exists()


def test_a_newer_diary_is_refused_by_every_command(treated: Owner, tmp_path: Path) -> None:
    with closing(sqlite3.connect(treated.file)) as database:
        database.execute("PRAGMA user_version = 9")
    for action in ("show", "plot", "print", "export"):
        told = treated.types(action)
        assert (told.exit_code, told.stdout) == (2, "")
        assert "a diary of version 9, this program knows up to 1; take a newer Venevagt." in told.stderr
    assert "version 9" in treated.types("set", "leg=left").stderr
    assert "version 9" in treated.types("wipe", "--yes").stderr
    assert treated.file.exists()


def test_an_entry_that_somebody_else_wrote_is_no_traceback(treated: Owner) -> None:
    treated.does("add", "--day", "2026-11-01", "pain=3")
    for text, said in (("{", "an entry cannot be read"), ("[]", "an entry cannot be read"), ('{"day": 3, "x": 1}', "")):
        with closing(sqlite3.connect(treated.file)) as database:
            database.execute("UPDATE entries SET entry = ?", (text,))
            database.commit()
        for action in ("show", "plot", "print"):
            told = treated.types(action)
            assert told.exception is None or isinstance(told.exception, SystemExit)
            assert said in told.stderr


def test_what_was_said_to_be_saved_is_there_after_a_kill(tmp_path: Path) -> None:
    """The whole command, killed the moment it says that it has saved."""
    file = tmp_path / "diary.sqlite"
    for day in range(1, 4):
        command = [sys.executable, "-c", "from venevagt.cli.main import run; run()", "diary", "add"]
        command += ["--day", f"2026-11-0{day}", f"pain={day}", "--file", str(file), "--lang", "en"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            said = ""
            while line := process.stdout.readline():
                said += line
                if "is saved" in line:
                    break
            process.send_signal(signal.SIGKILL)
        assert f"The day 2026-11-0{day} is saved" in said
    assert [entry["pain"] for entry in Owner(tmp_path).entries()] == [1, 2, 3]
