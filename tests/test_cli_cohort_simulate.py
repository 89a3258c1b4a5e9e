"""`venevagt cohort simulate`: a file of made-up people, the figures beside the sources, and what is refused."""

import io
import json
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from tests.knowledge.changed import copy_with

import venevagt.cli.cohort_simulate as under_test
from venevagt.cli.cohort_common import progress
from venevagt.cli.main import main


def venevagt(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["cohort", "simulate", *map(str, arguments)], catch_exceptions=False)


def test_it_writes_the_people_that_were_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "people.parquet"
    result = venevagt(3000, "--seed", 5, "-o", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{out}: 3,000 made-up people, seed 5\n"
    file = pq.ParquetFile(out)
    assert file.metadata.num_rows == 3000
    assert file.schema_arrow.metadata[b"venevagt.seed"] == b"5"
    again = tmp_path / "again.parquet"
    venevagt(3000, "--seed", 5, "-o", again, "--threads", 3)
    assert again.read_bytes() == out.read_bytes()


def test_it_prints_the_figures_beside_the_sources() -> None:
    result = venevagt(200_000, "--marginals")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "200,000 made-up people, seed 1: what is true of them, before anybody is asked"
    (cancer,) = (line.split() for line in lines if line.startswith("active_cancer with dvt"))
    assert cancer[3:5] == ["S453", "18.00"]
    assert abs(float(cancer[5]) - 18) < 2
    assert any(line.startswith("ratio dvt_cancer") and " 2.71 " in line for line in lines)
    assert any(line.startswith("  dvt: at least doctor_today ") and ", less " in line for line in lines)
    assert any(line.startswith("  pe: at least emergency ") for line in lines)
    assert "measures nothing real" in result.stdout


def test_figures_go_to_a_machine_too(tmp_path: Path) -> None:
    out = tmp_path / "people.arrow"
    result = venevagt(70_000, "--marginals", "--json", "-o", out)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["people"], found["seed"]) == (70_000, 1)
    assert {"name", "sources", "expected", "found", "apart", "people"} == set(found["figures"][0])
    assert out.is_file()


def test_a_figure_that_does_not_come_out_gives_another_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "MOST_APART", 0.0)
    result = venevagt(70_000, "--marginals")
    assert result.exit_code == 1
    assert "<- does not come out" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("0", "-o", "x.parquet"), "0 is not in the range 1<=x<=10000000000"),
        (("--", "-5"), "-5 is not in the range 1<=x<=10000000000"),
        (("99999999999999", "-o", "x.parquet"), "is not in the range"),
        (("9999999999", "-o", "x.csv"), "x.csv: 9,999,999,999 people take about 2,950.0 GB, and "),
        (("many", "-o", "x.parquet"), "'many' is not a valid integer"),
        (("10", "--seed", "-1", "-o", "x.parquet"), "-1 is not in the range 0<=x<=9223372036854775807"),
        (("10", "--seed", "one", "-o", "x.parquet"), "'one' is not a valid integer"),
        (("10",), "nothing to do: expected -o FILE, or --marginals, or both"),
        (("10", "-o", "x.xlsx"), "x.xlsx: unknown kind of file, expected a name that ends in one of: .parquet"),
        (("10", "-o", "nowhere/x.csv"), "nowhere/x.csv: there is no folder nowhere, expected one that exists"),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], message: str) -> None:
    result = venevagt(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("venevagt.cohort.simulated_file.tempfile.mkstemp", refuse)
    result = venevagt(10, "-o", tmp_path / "people.csv")
    assert result.exit_code == 2
    assert result.stderr.endswith("people.csv: Permission denied, expected a folder that can be written to\n")


def test_a_knowledge_without_a_population_is_refused(tmp_path: Path) -> None:
    folder = copy_with(tmp_path)
    for path in (folder / "population").iterdir():
        path.unlink()
    for source in ("S450", "S451", "S452", "S453", "S454", "S455", "S456", "S457", "S458"):
        sources = folder / "sources.yaml"
        lines = sources.read_text(encoding="utf-8").splitlines(keepends=True)
        sources.write_text("".join(line for line in lines if f"  {source}:" not in line), encoding="utf-8")
    result = venevagt(10, "--marginals", "--knowledge", folder)
    assert result.exit_code == 2
    assert "this knowledge has no folder population" in result.stderr


def test_whoever_stops_it_gets_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(under_test, "progress", lambda _: stop)
    result = venevagt(10, "-o", tmp_path / "people.parquet")
    assert (result.exit_code, result.stderr) == (130, "stopped: nothing was written\n")
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_sees_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    times = iter([0.0, 0.1, 10.0, 40.0])
    monkeypatch.setattr("venevagt.cli.cohort_common.time.monotonic", lambda: next(times))
    tell = progress(4_000_000)
    for done in (1000, 1_000_000, 4_000_000):
        tell(done)
    assert seen.getvalue() == "\r1,000,000 of 4,000,000 people, 30 s left\x1b[K\r\x1b[K"
