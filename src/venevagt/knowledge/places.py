"""Problems at the place of an entry."""

from collections.abc import Iterable, Iterator

from venevagt.knowledge.load import Loaded
from venevagt.knowledge.problems import Problem
from venevagt.logic.nearest import did_you_mean


def at(
    loaded: Loaded, section: str, name: str, message: str, help_line: str = "", path: tuple[str | int, ...] = ()
) -> Problem:
    """A problem at an entry's key, or at `path` inside the entry."""
    document, place = loaded.places[section, name]
    return document.problem((*place, *path), message, help_line, at_key=not path)


def unknown(
    loaded: Loaded,
    section: str,
    name: str,
    path: tuple[str | int, ...],
    ids: Iterable[str],
    known: Iterable[str],
    kind: str,
) -> Iterator[Problem]:
    """A problem for each of `ids` that is not known, with the nearest that is."""
    known = tuple(known)
    for index, item in enumerate(ids):
        if item not in known:
            yield at(loaded, section, name, f"unknown {kind} {item!r}", did_you_mean(item, known), (*path, index))
