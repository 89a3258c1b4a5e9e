"""`venevagt knowledge compare`: what a change of the knowledge changes, in words."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from venevagt.cli.common import fail
from venevagt.cli.flows import flows
from venevagt.cli.versions import is_release, version_of
from venevagt.knowledge.compare import Comparison, Difference, compare
from venevagt.knowledge.release import Unargued, read_release, unargued
from venevagt.knowledge.shape import URGENCIES


def comparison(old: str, new: str) -> str:
    """The report on two folders, git revisions or releases."""
    with version_of(new) as after, version_of(old, like=after) as before:
        try:
            return "\n".join(_report(compare(before, after), words=not is_release(old)))
        except ValueError as error:
            fail(str(error))


def counted(old: str, new: str, file: str) -> str:
    """How many cases of a file change between the two."""
    with version_of(new) as after, version_of(old, like=after) as before:
        return "\n".join(flows(before, after, file))


def gate(old: str, new: str) -> tuple[str, bool]:
    """The report on what got less urgent than in a release without a reason, and whether nothing did."""
    if not is_release(old):
        fail(f"{old}: expected a release, a file that `venevagt knowledge release` wrote")
    try:
        release = read_release(Path(old))
        with version_of(new) as model:
            found = list(unargued(release, model))
    except (OSError, ValueError) as error:
        fail(str(error))
    if not found:
        return f"nothing is less urgent than in release {release.version} without an entry in hazards.yaml", True
    return "\n".join(line for one in found for line in _unargued(one)), False


def _unargued(one: Unargued) -> Iterator[str]:
    where = f" for who is not sure of {one.unsure}" if one.unsure else ""
    yield f"LESS URGENT{where} without a reason: {one.difference.before} -> {one.difference.after}"
    yield from (f"  {line}" for line in _told(one.difference, "was forced before by"))
    yield (
        f"  expected an entry under lowerings: in hazards.yaml with was: {one.difference.before}, "
        f"now: {one.difference.after}, and a when: that covers these cases"
    )


def _report(found: Comparison, *, words: bool) -> Iterator[str]:
    if not words:
        found = msgspec.structs.replace(found, words=())
    if not (found.safer or found.less_urgent or found.unsure or found.words):
        yield "nothing differs"
        return
    yield from _group("LESS URGENT", found.less_urgent, "was forced before by")
    yield from _group("safer", found.safer, "is forced now by")
    if found.unsure:
        yield "not sure counts as something else:"
        yield from (f"  {name}: {before} before, {after} now" for name, (before, after) in found.unsure.items())
    if not (found.safer or found.less_urgent):
        yield "no complete case changes its urgency"
    if found.words:
        yield "entries that differ:"
        yield from (f"  {line}" for line in found.words)


def _group(title: str, differences: tuple[Difference, ...], forced: str) -> Iterator[str]:
    for one in differences:
        yield f"{title}: {one.before} -> {one.after}, {100 * one.cases / one.of:.2g} % of all distinguishable cases"
        yield from (f"  {line}" for line in _told(one, forced))


def _told(one: Difference, forced: str) -> Iterator[str]:
    """The conditions of a difference in words, one a line."""
    urgent = max(one.before, one.after, key=URGENCIES.index)
    for answers in one.conditions:
        told = " and ".join(f"{name} {value}" for name, value in answers.items())
        yield f"{urgent} {forced}: {told or 'anything'}"
    if one.more:
        yield "... and further conditions"
