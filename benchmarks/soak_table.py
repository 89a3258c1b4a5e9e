"""The endurance run as a table, and what in it is a fault."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from benchmarks.soak_client import Asked


class Sample(Struct, frozen=True):
    """One look at the server: the moment, megabytes of memory, open files; None where it can't be seen."""

    at: float
    megabytes: float | None
    files: int | None


class Watched(Struct, frozen=True):
    """The server during the run. `first`: the first answer; `warm`: the end of the warm-up; `after`: clients gone."""

    samples: tuple[Sample, ...]
    first: float
    warm: float
    after: Sample


def table(asked: Sequence[Asked], watched: Watched, logged: Sequence[str], seconds_to_stop: float) -> str:
    """The whole run in Markdown."""
    count = sum(len(own.times) for own in asked)
    statuses = sum((own.statuses for own in asked), Counter[int]())
    rows = [
        ("requests", str(count)),
        ("requests a second", f"{count / (max(own.times[-1] for own in asked) - watched.first):.0f}"),
        *_latencies(asked),
        ("status codes", ", ".join(f"{status}: {statuses[status]}" for status in sorted(statuses))),
        ("wrong answers", str(sum(own.wrong for own in asked))),
        ("answers 5xx", str(_server_errors(asked))),
        ("broken connections", str(sum(own.broken for own in asked))),
        *_resources(asked, watched),
        ("lines in the server's log", str(len(logged))),
        ("from SIGTERM to the end, one connection open", f"{seconds_to_stop:.2f} s"),
    ]
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])


def _latencies(asked: Sequence[Asked]) -> Iterator[tuple[str, str]]:
    """For all requests, and for each kind: how many, half within, 99 of 100 within, the longest."""
    kinds = sorted({kind for own in asked for kind in own.waits})
    for name, counted in (("all", kinds), *((kind, [kind]) for kind in kinds)):
        waits = sorted(wait for own in asked for kind in counted for wait in own.waits.get(kind, ()))
        shown = " / ".join(f"{1000 * _at(waits, share):.1f}" for share in (0.5, 0.99, 1))
        yield f"latency p50 / p99 / longest, {name}", f"{shown} ms ({len(waits)})"


def _resources(asked: Sequence[Asked], watched: Watched) -> list[tuple[str, str]]:
    seen = [(sample.at, sample.megabytes) for sample in watched.samples if sample.megabytes is not None]
    settled = [(at, megabytes) for at, megabytes in seen if at >= watched.warm]
    if not settled:
        return [("memory and open files", "not measured: this system has no /proc")]
    middle = settled[len(settled) // 2]
    tenths = [seen[len(seen) * tenth // 10][1] for tenth in range(10)]
    start, most, end = (
        watched.samples[0].files,
        max(sample.files or 0 for sample in watched.samples),
        watched.after.files,
    )
    return [
        (
            "memory (RSS) at the start / after the warm-up / at the end / most",
            " / ".join(f"{mb:.1f}" for mb in (seen[0][1], settled[0][1], seen[-1][1], max(mb for _, mb in seen)))
            + " MB",
        ),
        ("memory after each tenth of the time", " ".join(f"{mb:.1f}" for mb in (*tenths[1:], seen[-1][1])) + " MB"),
        ("growth after the warm-up", _growth(asked, settled[0], seen[-1])),
        ("growth in the second half after the warm-up", _growth(asked, middle, seen[-1])),
        ("open files at the start / most / when the clients have gone", f"{start} / {most} / {end}"),
    ]


def _growth(asked: Sequence[Asked], begin: tuple[float, float], end: tuple[float, float]) -> str:
    """Between two looks (moment, megabytes)."""
    count = sum(begin[0] < moment <= end[0] for own in asked for moment in own.times)
    grown = end[1] - begin[1]
    return f"{grown:+.2f} MB in {count} requests, {1e6 * grown / max(count, 1):+.1f} MB a million"


def faults(asked: Sequence[Asked], watched: Watched, logged: Sequence[str], findings: Iterable[str]) -> list[str]:
    """Everything that must not be, one line each."""
    names = set(findings)
    telling = [line for line in logged if names & set(re.findall(r"\w+", line))]
    left_open = (watched.after.files or 0) - (watched.samples[0].files or 0)
    found = [example for own in asked for example in own.examples]
    if _server_errors(asked):
        found.append(f"{_server_errors(asked)} answers with a status of 500 or above")
    if telling:
        found.append(f"{len(telling)} lines of the log name a finding")
    if left_open > 0:
        found.append(f"{left_open} files are still open when the clients have gone")
    return found


def _server_errors(asked: Sequence[Asked]) -> int:
    return sum(count for own in asked for status, count in own.statuses.items() if status >= 500)


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
