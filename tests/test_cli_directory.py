"""`venevagt directory` as it is typed: import, report, and a search that asks the triage first."""

import json
import os
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.care.helpers import MODEL, PLAIN_CRAMP
from tests.care.rehabilitation_cases import GIVEN, HELD
from tests.cli_journeys import PLAIN, journey

from venevagt.care.assess import assess
from venevagt.care.clearance import Held, Lapse, write_held
from venevagt.care.door import may_see_clinics
from venevagt.care.engine import engine_for
from venevagt.care.interview import progress
from venevagt.cli.main import main

DATA = files("venevagt.directory") / "data"
CLINICS, MAPPING = str(DATA / "clinics_synthetic_dk.csv"), str(DATA / "clinics_synthetic_dk.yaml")
OK = json.dumps(dict(PLAIN_CRAMP))


def typed(*arguments: str, text: str = "") -> Result:
    return CliRunner().invoke(main, ["directory", *arguments], input=text)


def imported(tmp_path: Path, *more: str) -> Result:
    aside = ("--aside", str(tmp_path / "aside.csv"))
    return typed("import", CLINICS, "--file", str(tmp_path / "x.db"), "--mapping", MAPPING, *aside, *more)


def test_an_import_counts_every_row_and_writes_down_what_was_set_aside(tmp_path: Path) -> None:
    result = imported(tmp_path, "--date", "2026-11-24", "--json")
    assert result.exit_code == 0
    done = json.loads(result.stdout)
    assert (done["read"], done["clinics"], len(done["set_aside"]), len(done["new"])) == (300, 297, 3, 297)
    aside = (tmp_path / "aside.csv").read_text(encoding="utf-8").splitlines()
    assert aside[0] == "line,reason,row"
    assert [line.split(",")[0] for line in aside[1:]] == ["14", "128", "141"]
    again = imported(tmp_path, "--date", "2026-11-30")
    assert "      3 new: csv:demo-0013" in again.stdout
    assert "      0 changed" in again.stdout
    assert not (tmp_path / "aside.csv").exists()


def test_the_day_of_a_file_is_when_it_was_last_changed(tmp_path: Path) -> None:
    copy = tmp_path / "copy.csv"
    copy.write_bytes(Path(CLINICS).read_bytes())
    then = datetime(2026, 12, 1, 12, 0).timestamp()
    os.utime(copy, (then, then))
    result = typed("import", str(copy), "--file", str(tmp_path / "x.db"), "--mapping", MAPPING, "--json")
    assert json.loads(result.stdout)["as_of"] == "2026-12-01"


def test_a_formula_in_a_row_is_none_in_the_file_of_what_was_set_aside(tmp_path: Path) -> None:
    source = tmp_path / "x.csv"
    source.write_text(Path(CLINICS).read_text(encoding="utf-8").splitlines()[0] + "\n@SUM(1)\n", encoding="utf-8")
    typed("import", str(source), "--file", str(tmp_path / "x.db"), "--mapping", MAPPING)
    aside = (tmp_path / "x.csv.set-aside.csv").read_text(encoding="utf-8")
    assert aside.splitlines()[1] == '2,"1 fields, expected 22", @SUM(1)'


def test_the_report_has_numbers_and_no_names(tmp_path: Path) -> None:
    imported(tmp_path, "--date", "2026-11-30")
    result = typed("report", "--file", str(tmp_path / "x.db"), "--date", "2026-11-30")
    assert result.stdout.startswith("300 clinics on 2026-11-30, 300 of them made up\n    300 open\n")
    assert "import 1: csv:Made-up clinics of Venevagt of 2026-11-30, 300 rows: 300 new" in result.stdout
    assert "Demoklinik" not in result.stdout
    found = json.loads(typed("report", "--file", str(tmp_path / "x.db"), "--date", "2036-01-01", "--json").stdout)
    assert len(found["stale"]) == 300
    assert all(fact["known"] == 0 for fact in found["facts"].values())


def search(*arguments: str, case: str = OK) -> Result:
    day = ("--date", "2026-11-30", "--lang", "en")
    return typed("search", "--file", "demo", "--case", "-", *day, *arguments, text=case)


def test_a_search_shows_clinics_with_their_reasons() -> None:
    result = search("--town", "Odense", "--with", "wheelchair,languages:en", "--limit", "3")
    assert result.exit_code == 0
    assert "Nobody can buy a place." in " ".join(result.stdout.split())
    assert result.stdout.count("Made-up clinic. It does not exist.") == 3
    assert "Yes: Room for a wheelchair; Languages: English" in result.stdout
    assert "Yes: Languages: English\n    No: Room for a wheelchair" in result.stdout
    assert "Not known, ask the clinic: Home visits" in search("--town", "Odense", "--with", "home_visits").stdout
    assert "Source: Made-up clinics of Venevagt, CC0-1.0" in result.stdout


@pytest.mark.parametrize(
    ("case", "why", "instead"),
    [
        ({"chest_pain": "yes"}, "door_urgent", "112"),
        ({**PLAIN_CRAMP, "one_sided_swelling": "yes"}, "door_urgent", "doctor today"),
        ({"cramp": "yes"}, "door_unfinished", ""),
        ({**PLAIN_CRAMP, "clot_under_treatment": "yes"}, "door_doctor", "own doctor"),
    ],
)
def test_a_closed_door_shows_no_clinic_and_what_to_do_instead(case: dict[str, object], why: str, instead: str) -> None:
    for more in (("--town", "Odense"), ("--name", "Demoklinik"), ("--region", "syddanmark")):
        result = search(*more, case=json.dumps(case))
        assert result.exit_code == 0
        assert MODEL.texts["en"].directory[why] in " ".join(result.stdout.split())
        assert instead in result.stdout
        assert "Demoklinik" not in result.stdout
        found = json.loads(search(*more, "--json", case=json.dumps(case)).stdout)
        assert (found["may_see_clinics"], found["clinics"]) == (False, [])
    shown = typed("show", "csv:demo-0001", "--file", "demo", "--case", "-", "--lang", "en", text=json.dumps(case))
    assert MODEL.texts["en"].directory[why] in " ".join(shown.stdout.split())
    assert "Demoklinik" not in shown.stdout
    as_json = typed("show", "csv:demo-0001", "--file", "demo", "--case", "-", "--json", text=json.dumps(case))
    assert json.loads(as_json.stdout)["may_see_clinics"] is False
    assert "Demoklinik" not in as_json.stdout


def test_a_clearance_opens_what_an_own_doctor_has_seen_and_no_danger(tmp_path: Path) -> None:
    held, old = tmp_path / "held.json", tmp_path / "old.json"
    held.write_bytes(write_held(HELD))
    old.write_bytes(write_held(Held(HELD.clearance, lapse=Lapse(GIVEN, ("bleeding",)))))
    seen = json.dumps({**PLAIN_CRAMP, "clot_under_treatment": "yes"})
    danger = json.dumps({**PLAIN_CRAMP, "clot_under_treatment": "yes", "chest_pain": "yes"})
    day = ("--town", "Odense", "--date", GIVEN.isoformat(), "--json")
    for case, files_, opens in (
        (seen, (), False),
        (seen, ("--clearance", str(held)), True),
        (seen, ("--clearance", str(old)), False),
        (danger, ("--clearance", str(held)), False),
    ):
        found = json.loads(search(*day, *files_, case=case).stdout)
        assert found["may_see_clinics"] is opens, (case, files_)
        assert bool(found["clinics"]) is opens
    over = ("--town", "Odense", "--date", "2027-06-01", "--json", "--clearance", str(held))
    assert json.loads(search(*over, case=seen).stdout)["may_see_clinics"] is False
    none = search(*day, "--clearance", str(tmp_path / "none.json"), case=seen)
    assert (none.exit_code, none.stdout) == (2, "")
    assert "none.json" in none.stderr


@pytest.mark.parametrize("kind", ["geojson", "csv", "fhir", "vcard"])
def test_an_export_is_the_search_for_another_program_behind_the_same_door(kind: str) -> None:
    through = search("--town", "Odense", "--export", kind)
    assert through.stdout.count("Demoklinik") == 18
    closed = search("--town", "Odense", "--export", kind, case='{"chest_pain": "yes"}')
    assert (closed.exit_code, closed.stdout) == (0, "")
    assert "112" in closed.stderr


def test_show_says_what_is_known_on_the_day_and_what_is_not() -> None:
    show = ("show", "csv:demo-0001", "--file", "demo", "--case", "-", "--lang", "en")
    text = " ".join(typed(*show, "--date", "2026-11-30", text=OK).stdout.split())
    assert "Home visits: no (checked 2026-02-14, Made-up clinics of Venevagt)" in text
    assert "Weeks to wait: 12" not in text
    assert "Weeks to wait" in text.partition("Not known:")[2]
    early = json.loads(typed(*show, "--date", "2026-03-01", "--json", text=OK).stdout)
    assert early["facts"]["wait_weeks"]["value"] == 12
    late = json.loads(typed(*show, "--date", "2046-03-01", "--json", text=OK).stdout)
    assert late["facts"] == {}
    old = " ".join(typed(*show, "--date", "2046-03-01", text=OK).stdout.split())
    assert "have not been checked since 2026-02-14" in old


def asked(answers: dict[str, str | float]) -> tuple[str, ...]:
    """What the door still asks for at the end of the interview with these answers."""
    kept = progress(engine_for(MODEL), answers).answers
    return may_see_clinics(MODEL, kept, assess(MODEL, kept)).ask


def test_after_the_interview_what_the_door_still_needs_is_asked() -> None:
    answers = {**PLAIN, "frequent_or_severe": "yes"}
    assert asked(answers) == ("age",), "expected a case that the interview ends before the door is settled"
    lines = [*journey({"frequent_or_severe": "yes"}, language="en").lines, ""]
    find = ("search", "--file", "demo", "--town", "Odense", "--lang", "en", "--date", "2026-11-30")
    through = typed(*find, text="\n".join([*lines, "44"]) + "\n")
    assert through.exit_code == 0
    assert "Demoklinik" in through.stdout
    closed = typed(*find, text="\n".join([*lines, "10"]) + "\n")
    assert "Demoklinik" not in closed.stdout
    assert "We show no clinic" in closed.stdout
    ended = typed(*find, text="\n".join(lines) + "\n")
    assert ended.exit_code == 2
    assert "Demoklinik" not in ended.stdout


def test_without_a_case_the_questions_come_first() -> None:
    result = typed("search", "--file", "demo", "--town", "Odense", "--lang", "en", text="1\n\n")
    assert "Call 112 now" in result.stdout
    assert "Demoklinik" not in result.stdout
    stopped = typed("search", "--file", "demo", "--town", "Odense", "--lang", "en", text="q\n")
    assert stopped.exit_code == 130
    ended = typed("search", "--file", "demo", "--town", "Odense", "--lang", "en", text="n\n")
    assert ended.exit_code == 2
    assert "Demoklinik" not in ended.stdout + stopped.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("search", "--file", "none.db", "--case", "-", "--postcode", "5000"), "none.db: no such file; make it with"),
        (("search", "--file", "demo", "--case", "-"), "0 places, expected one of"),
        (("search", "--file", "demo", "--case", "-", "--postcode", "500"), "expected a Danish one such as 5000"),
        (("search", "--file", "demo", "--case", "-", "--town", "Odense", "--with", "home_visit"), "did you mean"),
        (("search", "--file", "demo", "--case", "none.json", "--town", "Odense"), "none.json: No such file"),
        (("show", "csv:0", "--file", "demo", "--case", "-", "--lang", "en"), "There is no clinic with this id: csv:0"),
        (("import", "none.csv", "--file", "x.db"), "none.csv: No such file or directory; expected a file to import"),
        (("import", CLINICS, "--file", "demo", "--mapping", MAPPING, "--date", "2026-11-30"), "expected a file to"),
        (("import", CLINICS, "--file", "x.db"), "needs --mapping FILE"),
        (("import", CLINICS, "--file", "x.db", "--format", "sor"), "expected the CSV file of SOR"),
        (("import", CLINICS, "--file", "x.db", "--format", "osm"), "expected GeoJSON"),
        (("import", CLINICS, "--file", "x.db", "--format", "fhir"), "expected a FHIR Bundle or NDJSON"),
    ],
)
def test_a_mistake_is_named_and_ends_with_2(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = typed(*arguments, text=OK)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_shorter_file_needs_a_word(tmp_path: Path) -> None:
    imported(tmp_path, "--date", "2026-11-30")
    few = tmp_path / "few.csv"
    few.write_text("\n".join(Path(CLINICS).read_text(encoding="utf-8").splitlines()[:3]), encoding="utf-8")
    take = ("import", str(few), "--file", str(tmp_path / "x.db"), "--mapping", MAPPING, "--date", "2026-11-30")
    refused = typed(*take)
    assert refused.exit_code == 2
    assert "298 of 300 clinics are not in this file, which is probably not whole" in refused.stderr
    assert "    298 vanished" in typed(*take, "--shrink").stdout
