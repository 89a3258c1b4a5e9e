"""`venevagt evaluate` on patients: the figures of the published set, and what is said of a file that is wrong."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.care.helpers import MODEL

from venevagt.care.cohort import OWN, read_cohort
from venevagt.care.cohort_result import Evaluation, Outcomes
from venevagt.cli.main import main
from venevagt.cli.patients import header_of, patients_of, rows_of

PATIENTS = Path(__file__).parent.parent.parent / "shared" / "data" / "open" / "dvt_patients.csv"
NOT_HERE = f"the open patients are not here ({PATIENTS.name}); docs/evaluation.md says where they come from"
here = pytest.mark.skipif(not PATIENTS.is_file(), reason=NOT_HERE)
MAPPING = OWN / "dvt_patients.yaml"
COHORT = read_cohort(MODEL, MAPPING)
HEADER = ",".join(COHORT.needed)


def venevagt(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def row(*said: str, study: str = "a") -> str:
    """One line of a CSV: 1 in these columns, 0 in the others."""
    assert set(said) <= set(COHORT.needed)
    return ",".join(study if name == "study" else str(int(name in said)) for name in COHORT.needed)


def written(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    file = folder / "patients.csv"
    file.write_bytes("\n".join(lines).encode(encoding))
    return file


def evaluation(file: Path) -> Evaluation:
    rows = rows_of(file)
    return Evaluation(MODEL, COHORT, patients_of(file, header_of(file, rows), rows, COHORT))


def outcomes(found: Evaluation) -> Mapping[str, Outcomes]:
    return dict(zip(COHORT.rules, (result.everybody for result in found.rules()), strict=True))


# The published set


@here
def test_the_published_set_gives_the_expected_figures_to_the_patient() -> None:
    found = evaluation(PATIENTS)
    assert len(found.patients) == 500
    assert outcomes(found) == {
        "oudega": Outcomes(missed=1, ruled_out=167, found=81, not_ruled_out=333),
        "wells_and_d_dimer": Outcomes(missed=0, ruled_out=121, found=82, not_ruled_out=379),
        "wells": Outcomes(missed=20, ruled_out=255, found=62, not_ruled_out=245),
    }
    wells = outcomes(found)["wells"].shares()
    shares = [wells[measure].count / wells[measure].total for measure in ("sensitivity", "specificity")]
    assert [round(share, 3) for share in shares] == [0.756, 0.562]


@here
def test_a_previous_dvt_counts_or_the_figures_do_not_come_out() -> None:
    readings = [reading for result in evaluation(PATIENTS).rules() for reading in result.readings.values()]
    assert [(one.missed, one.ruled_out) for one in readings] == [(1, 168), (0, 128), (20, 271)]


@here
def test_the_parts_and_the_bands_of_the_published_set() -> None:
    found = evaluation(PATIENTS)
    parts = {
        name: [(one.missed, one.ruled_out, one.found, one.not_ruled_out) for one in result.groups.values()]
        for name, result in zip(COHORT.rules, found.rules(), strict=True)
    }
    assert parts == {
        "oudega": [(0, 34, 27, 112), (0, 32, 27, 70), (0, 47, 16, 69), (1, 54, 11, 82)],
        "wells_and_d_dimer": [(0, 25, 27, 121), (0, 23, 27, 79), (0, 29, 16, 87), (0, 44, 12, 92)],
        "wells": [(6, 62, 21, 84), (9, 50, 18, 52), (4, 58, 12, 58), (1, 85, 11, 51)],
    }
    bands = [(one.share.count, one.share.total) for one in found.calibration() if one.score.startswith("wells")]
    assert bands == [(20, 255), (62, 245), (15, 204), (18, 141), (49, 155)]


@here
def test_the_command_of_the_documentation_prints_what_stands_there() -> None:
    printed = venevagt("evaluate", PATIENTS).stdout
    document = (Path(__file__).parent.parent / "docs" / "evaluation.md").read_text(encoding="utf-8")
    rules = printed[printed.index("\nPrimary care rule") : printed.index("\nfailure rate: of those")].strip()
    assert rules in document
    figures = [line.strip().split("   ")[0] for line in printed.splitlines() if line.startswith("  wells_dvt")]
    assert len(figures) == 5
    assert all(line in document for line in figures)


# Invented patients


def test_a_patient_counts_where_the_score_puts_her(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        HEADER,
        row("alternative_diagnosis_as_likely"),
        row("tender_deep", "dvt", study="b"),
        row("d_dimer_abnormal", "entire_leg_swollen", "tender_deep", "dvt"),
        row("d_dimer_abnormal", "alternative_diagnosis_as_likely", study="b"),
        row("male", "no_leg_trauma", "calf_swelling_3cm"),
    )
    assert outcomes(evaluation(file)) == {
        "oudega": Outcomes(missed=1, ruled_out=2, found=1, not_ruled_out=3),
        "wells_and_d_dimer": Outcomes(missed=1, ruled_out=3, found=1, not_ruled_out=2),
        "wells": Outcomes(missed=1, ruled_out=4, found=1, not_ruled_out=1),
    }
    printed = " ".join(venevagt("evaluate", file).stdout.split())
    assert "failure rate 1/2 50.0 % 1.3 to 98.7 % 0.7 to 1.4 % [S6, S7]" in printed
    assert "wells_dvt unlikely 1/4 25.0 % 0.6 to 80.6 % 5.5 % [S4]" in printed


def test_a_set_without_the_outcome_has_no_sensitivity(tmp_path: Path) -> None:
    found = venevagt("evaluate", written(tmp_path, HEADER, row()))
    assert found.exit_code == 0
    assert "  sensitivity         0/0        -" in found.stdout
    assert "  specificity         1/1  100.0 %   2.5 to 100.0 %" in found.stdout


def test_a_byte_order_mark_spaces_and_other_columns_do_not_matter(tmp_path: Path) -> None:
    file = written(tmp_path, f"id, {HEADER}", f"x, {row('dvt')}", "", encoding="utf-8-sig")
    assert [(one.line, one.said, one.outcome, one.group) for one in evaluation(file).patients] == [
        (2, frozenset(), True, "a")
    ]


# Files that are wrong


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([], "patients.csv: empty, expected a first line with the names of the columns"),
        ([HEADER], "patients.csv: no patient, expected one line each below the names"),
        ([HEADER.replace(",", ";"), row().replace(",", ";")], "patients.csv:1: separated by ';', expected commas"),
        ([HEADER.replace("hormones", "hormone"), row()], "patients.csv:1: without the column 'hormones' (did you mean"),
        ([HEADER.replace("hormones", "male"), row()], "patients.csv:1: the column 'male' stands twice, expected once"),
        (["a,b", "0,1"], "patients.csv:1: no known column among a, b, expected those of dvt_patients; name a mapping"),
        ([HEADER, row(), row().replace("0", "2", 1)], "patients.csv:3: column male (number 1) is '2', expected 0 or 1"),
        ([HEADER, row().replace("0", "", 1)], "patients.csv:2: column male (number 1) is '', expected 0 or 1"),
        ([HEADER, row() + ",1"], "patients.csv:2: 17 values, expected 16, one for each column of line 1"),
        ([HEADER, row(), '"a' + row()], "patients.csv:3: unexpected end of data; expected plain CSV with commas"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path: Path, lines: list[str], message: str) -> None:
    found = venevagt("evaluate", written(tmp_path, *lines))
    assert (found.exit_code, found.stdout) == (2, "")
    assert message in found.stderr


def test_more_than_one_mistake_is_told_but_not_all_of_very_many(tmp_path: Path) -> None:
    wrong = row().replace("0", "x", 2)
    found = venevagt("evaluate", written(tmp_path, HEADER, wrong, row(), *[wrong] * 50))
    assert len(found.stderr.splitlines()) == 10
    assert "patients.csv:2: column active_cancer (number 2) is 'x'" in found.stderr
    assert "patients.csv:4: column male (number 1) is 'x'" in found.stderr


def test_a_file_that_is_no_text_or_not_there(tmp_path: Path) -> None:
    file = tmp_path / "patients.csv"
    file.write_bytes(f"{HEADER}\n{row()}".encode("utf-16"))
    assert "patients.csv: not UTF-8, expected CSV in UTF-8" in venevagt("evaluate", file).stderr
    assert "none.csv: No such file" in venevagt("evaluate", tmp_path / "none.csv").stderr


# Mappings


def changed_mapping(folder: Path, old: str, new: str) -> Path:
    text = MAPPING.read_text(encoding="utf-8")
    assert old in text
    file = folder / "mapping.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("score: oudega", "score: odega", "unknown score 'odega', did you mean 'oudega'?"),
        ("when: NOT d_dimer_abnormal", "when: NOT d_dimer_abnorm", "unknown finding 'd_dimer_abnorm'"),
        ("{findings: [hormones, oral_contraceptive]}", "{findings: [hormone]}", "unknown finding 'hormone'"),
        ("yes: {sex: male}", "yes: {sex: man}", "'sex' is 'man', expected one of: female, male"),
        ("no: {sex: female}", "no: {age: old}", "'age' is a number, expected a yes/no finding or a choice"),
        ("no: {sex: female}", "no: {hormones: maybe}", "'hormones' is 'maybe', expected yes or no"),
        ("sources: [S6, S7]", "sources: [S660]", "unknown source 'S660', expected it under sources"),
        ("[previous_dvt]\n", "[previous]\n", "unknown column 'previous'"),
        ("calibration: [wells_dvt,", "calibration: [wells_dvt@1990,", "unknown version '1990' of wells_dvt"),
        ("at_most: 3", "at_mots: 3", "unknown field 'at_mots'"),
        ("title:", "title", "cannot be read as YAML"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    mapping = changed_mapping(tmp_path, old, new)
    found = venevagt("evaluate", written(tmp_path, HEADER, row()), "--mapping", mapping)
    assert (found.exit_code, found.stdout) == (2, "")
    assert message in found.stderr
    assert f"{mapping.name}:" in found.stderr


def test_a_rule_that_the_columns_leave_open_is_refused(tmp_path: Path) -> None:
    mapping = changed_mapping(tmp_path, "  hormones: {findings: [hormones, oral_contraceptive]}\n", "")
    file = written(tmp_path, HEADER, row())
    found = venevagt("evaluate", file, "--mapping", mapping)
    assert found.exit_code == 2
    assert f"{file}: line 2: oudega stays open, expected a column for: oral_contraceptive" in found.stderr
    mapping = changed_mapping(tmp_path, "NOT d_dimer_abnormal", "NOT pregnant")
    assert "line 2: NOT pregnant stays open" in venevagt("evaluate", file, "--mapping", mapping).stderr


def test_a_mapping_of_ones_own_reads_a_file_of_any_name(tmp_path: Path) -> None:
    mapping = changed_mapping(tmp_path, "  male: {yes", "  man: {yes")
    file = written(tmp_path, HEADER.replace("male", "man"), row("male"))
    found = venevagt("evaluate", file.rename(tmp_path / "patients.txt"), "--mapping", mapping)
    assert found.exit_code == 0
    assert "1 read, 0 with dvt" in found.stdout
    assert "No such file" in venevagt("evaluate", tmp_path / "patients.txt", "--mapping", tmp_path / "none").stderr
