"""The made-up population: population/*.yaml."""

from pathlib import Path
from typing import Any

from venevagt.knowledge.population import SECTIONS, Population
from venevagt.knowledge.problems import KnowledgeError
from venevagt.knowledge.reader import Reader

FOLDER = "population"


def read_population(reader: Reader) -> Population | None:
    """Everything about the population, or None where the knowledge has no such folder."""
    if not any(name.startswith(f"{FOLDER}/") for name in reader.documents):
        return None
    sections: dict[str, Any] = {
        section: reader.section(section, f"{FOLDER}/{section}.yaml", shape) for section, shape in SECTIONS.items()
    }
    return Population(**sections)


def load_population(directory: Path) -> Population | None:
    """The population of a folder whose knowledge has been checked; the other files are not read.

    Raises KnowledgeError where a file is wrong in itself.
    """
    reader = Reader(directory, (f"{FOLDER}/*",))
    population = read_population(reader)
    if reader.problems:
        raise KnowledgeError(reader.problems)
    return population
