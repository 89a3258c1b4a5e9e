"""What the commands that make people share: the population, the numbers that are given, and the progress."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from venevagt.care.engine import Engine, engine_for
from venevagt.cli.common import fail, open_model
from venevagt.cohort.simulate import MOST_PEOPLE
from venevagt.knowledge.compiled import default_directory
from venevagt.knowledge.load_population import load_population
from venevagt.knowledge.population import Population
from venevagt.knowledge.problems import KnowledgeError

MOST_SEED = 2**63 - 1
_TELL_EVERY = 0.2
"""Seconds between two lines of progress."""

people_range = click.IntRange(1, MOST_PEOPLE)
seed_option = click.option(
    "--seed",
    type=click.IntRange(0, MOST_SEED),
    default=1,
    show_default=True,
    help="The same seed gives the same people.",
)
threads_option = click.option(
    "--threads",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    show_default="as many as the machine has",
    help="How many threads work. The people are the same with any number.",
)


def open_population(directory: Path | None) -> tuple[Engine, Population]:
    """The engine and the population of a folder; a message and exit code 2 where there is none."""
    model = open_model(directory)
    try:
        population = load_population(directory or default_directory())
    except KnowledgeError as error:
        fail(str(error))
    if population is None:
        fail("this knowledge has no folder population, expected one: copy that of the program's own knowledge")
    return engine_for(model), population


def progress(people: int) -> Callable[[int], None]:
    """Says on standard error how far it is and how long it still takes, where that is a terminal."""
    if not sys.stderr.isatty():
        return lambda _: None
    started = time.monotonic()
    told = started

    def tell(done: int) -> None:
        nonlocal told
        now = time.monotonic()
        if done >= people:
            click.echo("\r\x1b[K", err=True, nl=False)
        elif now - told >= _TELL_EVERY:
            told = now
            left = (now - started) / done * (people - done)
            click.echo(f"\r{done:,} of {people:,} people, {left:.0f} s left\x1b[K", err=True, nl=False)

    return tell
