"""`venevagt cohort demo`: a million made-up people, drawn, assessed and counted, with how long each step took."""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from venevagt.care.engine import Engine
from venevagt.cli.cohort_common import open_population, people_range, progress, seed_option, threads_option
from venevagt.cli.cohort_words import WORDS, decimal, whole
from venevagt.cli.common import STOPPED, fail, knowledge_option, language_option, pick_language
from venevagt.cohort.assess import CohortAssessor
from venevagt.cohort.in_order import in_order
from venevagt.cohort.simulate import Simulation
from venevagt.cohort.simulated_file import BadTarget, write_people
from venevagt.cohort.source import Taken, open_source
from venevagt.cohort.strata import Strata
from venevagt.cohort.summary import AGE_GROUPS, AT_LEAST, Counts, Summary
from venevagt.knowledge.model import Model
from venevagt.knowledge.shape import URGENCIES

_OF = 100_000
_READ_AGAIN = (".parquet", ".arrow", ".feather")


@click.command("demo")
@click.option("--people", type=people_range, default=1_000_000, show_default=True, help="How many people.")
@seed_option
@click.option("--keep", metavar="FILE", type=click.Path(path_type=Path), help="Keep the people: .parquet or .arrow.")
@threads_option
@language_option
@knowledge_option
def command(
    people: int, seed: int, keep: Path | None, threads: int, language: str | None, directory: Path | None
) -> None:
    """Make a million made-up people, assess them, and print how urgent it is by region and age.

    Writes into a temporary folder only, which is removed at the end, unless --keep names a file.
    """
    engine, population = open_population(directory)
    spoken = pick_language(engine.model, language)
    if keep is not None and keep.suffix.lower() not in _READ_AGAIN:
        fail(f"{keep}: unknown kind of file, expected a name that ends in one of: {', '.join(_READ_AGAIN)}")
    simulation = Simulation(engine, population, people, seed)
    try:
        with tempfile.TemporaryDirectory(prefix="venevagt-") as folder:
            file = keep or Path(folder) / "people.arrow"
            started = time.perf_counter()
            write_people(simulation, file, threads, progress(people))
            made = time.perf_counter()
            summary = _assessed(engine, file, simulation.strata, people, threads)
            ended = time.perf_counter()
    except BadTarget as error:
        fail(str(error))
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
        sys.exit(STOPPED)
    report = _Report(engine.model, spoken, people, seed)
    click.echo("\n".join(report.lines(summary, (made - started, ended - made), threads, keep)))


def _assessed(engine: Engine, file: Path, strata: Strata, people: int, threads: int) -> Summary:
    assess = CohortAssessor(engine)

    def counted(taken: Taken) -> Summary:
        return Summary(strata.regions, strata.causes).count(taken.batch, assess(taken.batch).columns)

    source, whole_summary = open_source(str(file)), Summary(strata.regions, strata.causes)
    tell, done = progress(people), 0
    for part in in_order(counted, source.read(source.schema.names), threads):
        whole_summary.add(part)
        done += int(part.by["age"].sum())
        tell(done)
    return whole_summary


class _Report:
    """The demonstration in words, in one language."""

    def __init__(self, model: Model, language: str, people: int, seed: int) -> None:
        self.words = WORDS.get(language, WORDS["en"])
        self.texts = model.texts[language]
        self.language, self.people, self.seed = language, people, seed

    def lines(self, summary: Summary, took: tuple[float, float], threads: int, keep: Path | None) -> Iterator[str]:
        """All of it."""
        words = self.words
        yield words["title"].format(people=self._whole(self.people))
        yield words["share"]
        yield words["unfinished"]
        regions = [self.texts.directory[f"region_{name}"] for name in summary.names["region"]]
        yield from self._table("by_region", regions, summary, "region")
        ages = [f"{low}-{high}" if high < AGE_GROUPS[-1][1] else f"{low}+" for low, high in AGE_GROUPS]
        yield from self._table("by_age", ages, summary, "age")
        yield from self._truth(summary)
        yield from self._steps(took, threads)
        yield from ("", words["next"])
        if keep is None:
            yield f"  venevagt cohort simulate {self.people} --seed {self.seed} -o people.parquet"
        else:
            yield f"  venevagt cohort simulate {self.people} --seed {self.seed} --marginals"
        yield f"  venevagt cohort assess {keep or 'people.parquet'} -o answers.parquet"
        yield "  venevagt cohort report answers.parquet"
        if keep is not None:
            yield from ("", words["kept"].format(file=keep))

    def _table(self, heading: str, names: Sequence[str], summary: Summary, key: str) -> Iterator[str]:
        """Groups down, the most urgent first across; the last group is of those for whom it is not known."""
        counts, open_ones = summary.by[key], summary.unfinished[key]
        heads = [self.texts.urgencies[urgency].name for urgency in reversed(URGENCIES)]
        heads += [self.words["unfinished_head"], self.words["people"]]
        widths = [max(len(head), 9) + 2 for head in heads]
        labels = [*names, self.words["not_known"], self.words["all"]]
        first = max(map(len, [self.words[heading], *labels])) + 2
        yield ""
        yield self.words[heading].ljust(first) + "".join(
            head.rjust(width) for head, width in zip(heads, widths, strict=True)
        )
        rows = [*zip(counts, open_ones, strict=True), (counts.sum(axis=0), open_ones.sum())]
        for label, (row, unfinished) in zip(labels, rows, strict=True):
            yield label.ljust(first) + self._cells(row, int(unfinished), widths)

    def _cells(self, row: Counts, unfinished: int, widths: Sequence[int]) -> str:
        people = int(row.sum())
        counts = [*row[::-1], unfinished]
        cells = [self._whole(count * _OF / people) if people else "-" for count in counts]
        return "".join(cell.rjust(width) for cell, width in zip([*cells, self._whole(people)], widths, strict=True))

    def _truth(self, summary: Summary) -> Iterator[str]:
        yield from ("", self.words["truth"])
        for cause, urgency in AT_LEAST.items():
            if cause in summary.names["true_cause"]:
                reached, people = summary.reaching(cause, urgency)
                share = decimal(100 * reached / people, self.language) if people else "-"
                yield f"  {self.words[cause].format(percent=share)}"
        yield self.words["no_claim"]

    def _steps(self, took: tuple[float, float], threads: int) -> Iterator[str]:
        yield from ("", self.words["steps"].format(threads=threads))
        for key, seconds in zip(("made", "assessed"), took, strict=True):
            time_taken = self.words["seconds"].format(seconds=decimal(seconds, self.language, 2))
            rate = decimal(self.people / max(seconds, 1e-9) / 1e6, self.language)
            yield f"  {self.words[key]:28}{time_taken:>9}   {self.words['rate'].format(rate=rate)}"

    def _whole(self, number: float) -> str:
        return whole(number, self.language)
