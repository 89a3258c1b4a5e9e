"""`venevagt cohort simulate`: made-up people into a file, and how well they fit the published figures."""

import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec

from venevagt.cli.cohort_common import open_population, people_range, progress, seed_option, threads_option
from venevagt.cli.common import STOPPED, fail, knowledge_option, write_json
from venevagt.cohort.assess import CohortAssessor
from venevagt.cohort.marginals import Marginal, Tally, marginals
from venevagt.cohort.simulate import Block, Simulation
from venevagt.cohort.simulated_file import BadTarget, write_people
from venevagt.cohort.summary import AT_LEAST, Summary

MOST_APART = 4.5
"""Standard errors: of a million figures that are right, about seven are further away."""


@click.command("simulate")
@click.argument("people", metavar="N", type=people_range)
@click.option("-o", "--out", metavar="OUT", type=click.Path(path_type=Path), help="The file: .parquet, .arrow or .csv.")
@seed_option
@click.option("--marginals", "compared", is_flag=True, help="Print every published figure beside what was found.")
@click.option("--all-questions", is_flag=True, help="Everybody answers everything, and is sure.")
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@threads_option
@knowledge_option
def command(
    people: int,
    out: Path | None,
    seed: int,
    compared: bool,
    all_questions: bool,
    as_json: bool,
    threads: int,
    directory: Path | None,
) -> None:
    """Make N made-up people with a leg complaint, by published figures and marked guesses.

    Every row says that it is synthetic. docs/synthetic-population.md says what it is and is not.
    Exit codes: 0 made; 1 a figure does not come out; 2 bad input; 130 stopped, and nothing written.
    """
    if out is None and not compared:
        fail("nothing to do: expected -o FILE, or --marginals, or both")
    engine, population = open_population(directory)
    simulation = Simulation(engine, population, people, seed, all_questions=all_questions)
    counts = _Counts(simulation, CohortAssessor(engine), compared=compared)
    try:
        if out is not None:
            write_people(simulation, out, threads, progress(people), counts.count)
            click.echo(f"{out}: {people:,} made-up people, seed {seed}", err=True)
        else:
            tell, done = progress(people), 0
            for number in simulation.each(counts.count_all, threads):
                done += number
                tell(done)
    except BadTarget as error:
        fail(str(error))
    except KeyboardInterrupt:
        click.echo("stopped: nothing was written", err=True)
        sys.exit(STOPPED)
    if compared:
        found = tuple(marginals(engine.model, population, counts.tally))
        if as_json:
            write_json({"people": people, "seed": seed, "figures": msgspec.to_builtins(found)}, indent=True)
        else:
            click.echo("\n".join([*_table(found, people, seed), "", *_triage(counts.summary)]))
        sys.exit(any(abs(one.apart) > MOST_APART for one in found))


class _Counts:
    """Counts people where the figures are asked for; any thread may hand them in."""

    def __init__(self, simulation: Simulation, assess: CohortAssessor, *, compared: bool) -> None:
        self._assess, self._compared = assess, compared
        self._lock = threading.Lock()
        self._strata = simulation.strata
        self.tally, self.summary = Tally(self._strata), self._summary()

    def count(self, block: Block) -> None:
        if self._compared:
            tally = Tally(self._strata).count(block.persons, block.batch.num_rows)
            summary = self._summary().count(block.batch, self._assess(block.batch).columns)
            with self._lock:
                self.tally.add(tally)
                self.summary.add(summary)

    def count_all(self, blocks: tuple[Block, ...]) -> int:
        for block in blocks:
            self.count(block)
        return sum(block.batch.num_rows for block in blocks)

    def _summary(self) -> Summary:
        return Summary(self._strata.regions, self._strata.causes)


def _table(found: Sequence[Marginal], people: int, seed: int) -> Iterator[str]:
    yield f"{people:,} made-up people, seed {seed}: what is true of them, before anybody is asked"
    yield "shares in per cent; apart: by how many standard errors the found figure differs"
    yield ""
    width = max(len(one.name) for one in found)
    yield f"{'':{width}}  {'source':12}{'published':>10}{'found':>10}{'apart':>8}{'people':>13}"
    for one in found:
        sources = ", ".join(one.sources)
        mark = "  <- does not come out" if abs(one.apart) > MOST_APART else ""
        yield (
            f"{one.name:{width}}  {sources:12}{one.expected:>10.2f}{one.found:>10.2f}{one.apart:>+8.1f}"
            f"{one.people:>13,}{mark}"
        )


def _triage(summary: Summary) -> Iterator[str]:
    yield "By the rules, of these made-up people (it follows from their figures, and measures nothing real):"
    for cause, urgency in AT_LEAST.items():
        reached, people = summary.reaching(cause, urgency)
        share = f"{100 * reached / people:.2f} %" if people else "nobody has it"
        yield f"  {cause}: at least {urgency} {reached:,} of {people:,} ({share}), less {people - reached:,}"
