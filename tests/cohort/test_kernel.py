"""The program as machine code gives the same bits as numpy does."""

import shutil

import pytest
from tests.cohort.people import ENGINE, booleans, people

from venevagt.cohort import kernel
from venevagt.cohort.assess import CohortAssessor
from venevagt.cohort.kernel import Kernel, NoCompiler
from venevagt.cohort.machine import Machine

PEOPLE = people(4_000, seed=11)


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler: 'cc' was not found")
@pytest.mark.parametrize("interval", [True, False])
def test_the_compiled_program_gives_the_same_bits(interval: bool) -> None:
    by_numpy, compiled = (CohortAssessor(ENGINE, interval=interval, machine=own) for own in (Machine, Kernel))
    batch = booleans(PEOPLE)
    for start, count in ((0, 4_000), (0, 3_968), (3, 700), (64, 64), (5, 1), (0, 0)):
        part = batch.slice(start, count)
        assert compiled(part).columns.equals(by_numpy(part).columns)


def test_without_a_compiler_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoCompiler, match="'cc' was not found"):
        CohortAssessor(ENGINE, machine=Kernel)


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler: 'cc' was not found")
def test_a_compiler_that_does_not_take_the_program_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "c_source", lambda _: "no C")
    with pytest.raises(NoCompiler, match="does not take the program"):
        CohortAssessor(ENGINE, machine=Kernel)
