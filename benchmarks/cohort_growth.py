"""`python -m benchmarks.cohort_growth FILE TIMES`: the memory that a file takes, and how the cost grows with the rules.

As a command it reads a Parquet file so many times, as if it were that much longer, and prints what it took.
"""

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

from benchmarks.cohort_limits import best, decode_and_assess
from venevagt.care.engine import engine_for
from venevagt.cohort.assess import CohortAssessor
from venevagt.cohort.machine import BLOCK, Machine
from venevagt.knowledge.compiled import get_model
from venevagt.logic.expression import And, Expression, Not, Or, Variable
from venevagt.logic.targets.planes import PlaneBuilder, Program


class Grown(Struct, frozen=True):
    """What so many cases took: seconds, and the most memory that the process ever held, in MiB."""

    cases: int
    seconds: float
    memory: float


def in_child(path: Path, times: int) -> Grown:
    """Measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.cohort_growth", str(path), str(times)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Grown(**json.loads(done.stdout))


def invented(count: int, findings: Sequence[str], seed: int = 1) -> Sequence[Expression]:
    """Rules by chance: two or three groups of one to three findings, some of them denied."""
    chance = random.Random(seed)

    def test() -> Expression:
        found = Variable(chance.choice(findings))
        return Not(found) if chance.random() < 0.2 else found

    def group() -> Expression:
        return Or(tuple(test() for _ in range(chance.randint(1, 3))))

    return [And(tuple(group() for _ in range(chance.randint(2, 3)))) for _ in range(count)]


def program_of(rules: Sequence[Expression]) -> Program:
    """The number of the first rule that speaks."""
    builder = PlaneBuilder()
    (number,) = builder.first((builder.where(rule, True) for rule in rules), [range(len(rules) + 1)])
    return builder.program(number)


def cost_of_rules(counts: Sequence[int], seconds: float) -> Mapping[int, float]:
    """For so many invented rules the nanoseconds a case, with one thread, from planes in memory."""
    model = get_model()
    findings = [name for name, finding in model.findings.items() if finding.type == "yes_no"]
    chance = np.random.default_rng(1)
    found = {}
    for count in counts:
        program = program_of(invented(count, findings))
        planes = {one: chance.integers(0, 2**63, BLOCK // 64, dtype=np.uint64) for one in program.inputs}
        machine = Machine(program)
        found[count] = best(lambda machine=machine, planes=planes: machine.run(planes, BLOCK), seconds) / BLOCK * 1e9  # type: ignore[misc]
    return found


def most_memory() -> float:
    """The most that this process ever held, in MiB. On Linux getrusage counts that of its parent in."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    path, times = Path(sys.argv[1]), int(sys.argv[2])
    assess = CohortAssessor(engine_for(get_model()), interval=False)
    start = time.perf_counter()
    cases = sum(decode_and_assess(assess, path, 1) for _ in range(times))
    seconds = time.perf_counter() - start
    print(json.dumps({"cases": cases, "seconds": seconds, "memory": most_memory()}))


if __name__ == "__main__":
    main()
