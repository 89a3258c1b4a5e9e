"""What an author waits for after an edit: `venevagt cohort compare` on ten million people, as a command.

`python -m benchmarks.cohort_compare [PEOPLE]` makes people by chance in a temporary folder, as an Arrow file and
as a Parquet file, edits one rule in a copy of the knowledge, and prints the time of the whole command and of its
parts. It needs the extra `cohort`.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from venevagt.cohort.compare import rules_of, two_versions
from venevagt.cohort.compare_count import CAUSE, count, needed
from venevagt.cohort.compare_report import Cohort, report
from venevagt.cohort.source import open_source
from venevagt.knowledge.compiled import deciding_model, default_directory, get_model
from venevagt.knowledge.model import Finding

PEOPLE = 10_000_000
_BATCH = 1 << 20
_RUNS = 5
_EDIT = ("triage/doctor_today.yaml", "calf_difference_cm >= 3", "calf_difference_cm >= 2")
_COMMAND = "import sys; from venevagt.cli.main import run; sys.exit(run())"


def main() -> None:
    """Make the files, run the command, print the table."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    print(f"{people:,} people, {os.cpu_count()} processors, {platform.machine()}")
    print(f"Python {platform.python_version()}, numpy {np.__version__}, pyarrow {pa.__version__}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base, edited = default_directory(), _edited(folder / "knowledge")
        files = write_people(folder, people)
        for file in files:
            print(f"\n{file.suffix} ({file.stat().st_size / 1e6:,.0f} MB)")
            _row("the whole command", _best(lambda file=file: _run(base, edited, file)))  # type: ignore[misc]
            _parts(base, edited, file)


def write_people(folder: Path, people: int) -> tuple[Path, Path]:
    """People by chance with an answer to nearly every question, as people.arrow and people.parquet."""
    files = folder / "people.arrow", folder / "people.parquet"
    chance = np.random.default_rng(1)
    first = batch(chance, min(people, _BATCH))
    with pa.ipc.new_file(files[0], first.schema) as arrow, pq.ParquetWriter(files[1], first.schema) as parquet:
        for start in range(0, people, _BATCH):
            piece = first if start == 0 else batch(chance, min(_BATCH, people - start))
            arrow.write_batch(piece)
            parquet.write_batch(piece)
    return files


def batch(chance: np.random.Generator, people: int) -> pa.RecordBatch:
    """For each yes/no finding two columns: 1 of 32 says yes, 1 of 16 did not answer or is not sure."""
    columns: dict[str, pa.Array] = {}
    for finding in get_model().findings.values():
        columns |= _columns(chance, finding, people)
    causes = pa.array(["dvt", "pe", "cramp", "strain", "nerve", "artery", "infection", "none"])
    columns[CAUSE] = pa.DictionaryArray.from_arrays(pa.array(chance.integers(0, len(causes), people, np.int8)), causes)
    return pa.RecordBatch.from_pydict(columns)


def _columns(chance: np.random.Generator, finding: Finding, people: int) -> Mapping[str, pa.Array]:
    if finding.type == "number":
        return {finding.id: pa.array(chance.integers(int(finding.low), int(finding.high) + 1, people, np.uint8))}
    if finding.type == "choice":
        codes = pa.array(chance.integers(0, len(finding.options), people, np.int8))
        return {finding.id: pa.DictionaryArray.from_arrays(codes, pa.array(finding.options))}

    def bits() -> NDArray[np.uint8]:
        return chance.integers(0, 256, people // 8 + 1, np.uint8)

    yes = bits() & bits() & bits() & bits() & bits()
    known = bits() | bits() | bits() | bits()
    unsure = ~known & bits()
    return {
        finding.id: pa.Array.from_buffers(pa.bool_(), people, [pa.py_buffer(known), pa.py_buffer(yes & known)]),
        f"{finding.id}_unsure": pa.Array.from_buffers(pa.bool_(), people, [None, pa.py_buffer(unsure)]),
    }


def _edited(folder: Path) -> Path:
    """A copy of the knowledge with one limit moved."""
    shutil.copytree(default_directory(), folder)
    name, old, new = _EDIT
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text, f"{name}: expected {old}"
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def _run(base: Path, edited: Path, file: Path) -> None:
    options = ["--base", str(base), "--cohort", str(file), "--knowledge", str(edited), "--lang", "en"]
    command = [sys.executable, "-c", _COMMAND, "cohort", "compare", *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _best(action: Callable[[], object]) -> tuple[float, float]:
    """The shortest of a few runs, and the middle one, in seconds: other work on the machine only adds to it."""
    times = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times), sorted(times)[_RUNS // 2]


def _row(name: str, seconds: tuple[float, float]) -> None:
    print(f"  {name:44} {seconds[0]:6.2f} s  (middle of {_RUNS}: {seconds[1]:.2f} s)")


def _parts(base: Path, edited: Path, file: Path) -> None:
    """Each part by itself, in this process, where everything is loaded."""
    before, after = deciding_model(base, "en"), deciding_model(edited, "en", argued=True)
    versions = two_versions(rules_of(before), rules_of(after))
    source = open_source(str(file))
    columns, missing = needed(versions, source)
    counted = count(versions, source, columns)
    cohort = Cohort(file.name, int(counted.pairs.sum()), 0, 0, (), missing, True)
    parts: Mapping[str, Callable[[], object]] = {
        "start Python and import all": lambda: _import(),
        "read and check both versions": lambda: (deciding_model(base, "en"), deciding_model(edited, "en", argued=True)),
        "make one program of both": lambda: two_versions(rules_of(before), rules_of(after)),
        "read the columns and do nothing": lambda: sum(one.batch.num_rows for one in source.read(columns)),
        "read and count": lambda: count(versions, source, columns),
        "smallest conditions, and what is argued": lambda: report("base", before, after, versions, counted, cohort),
    }
    for name, action in parts.items():
        _row(name, _best(action))


def _import() -> None:
    modules = "venevagt.cli.cohort_compare, venevagt.knowledge.check, venevagt.cli.cohort_compare_text"
    subprocess.run([sys.executable, "-c", f"import {modules}"], check=True)


if __name__ == "__main__":
    main()
