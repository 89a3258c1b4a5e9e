"""`python -m maintenance.soup`: docs/soup.md, the third-party software with the columns that IEC 62304 asks for.

From the lock files, the packages' own metadata, the table in docs/dependencies.md (what each is for)
and maintenance/soup.yaml (what relies on it, which tests notice a failure).
"""

import re
import sys
from collections.abc import Iterator, Mapping

import msgspec
from ruamel.yaml import YAML

from maintenance.locks import LOCKS, ROOT, Pinned, canonical, read_lock
from maintenance.metadata import told_by

ASSESSMENTS = ROOT / "maintenance" / "soup.yaml"
DEPENDENCIES = ROOT / "docs" / "dependencies.md"

_TOP = """\
# Third-party software (SOUP)

**This is a template for a manufacturer's own list, and no certificate.** IEC 62304 asks a manufacturer of medical
software to list the software of unknown provenance (SOUP) in it: 5.3.3 (what is required of it), 7.1.2 and 7.1.3 (what
can go wrong, and the published lists of anomalies), 8.1.2 (title, manufacturer, version). Venevagt is not certified and
claims no conformity. Whoever puts it into service has to judge each line, and to read each list of anomalies at every
release.

Made by `make soup` from `locks/`, the packages' own metadata, [dependencies.md](dependencies.md) and
`maintenance/soup.yaml`. Do not edit it by hand; a test fails when it does not fit `locks/run.txt`.
"""


class Judged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the project itself says of a package."""

    relies: str
    detected_by: tuple[str, ...]


def judged() -> Mapping[str, Judged]:
    """Package -> what relies on it. Raises msgspec.ValidationError with the place of a mistake."""
    raw = YAML(typ="safe", pure=True).load(ASSESSMENTS.read_text(encoding="utf-8"))
    return msgspec.convert(raw, dict[str, Judged])


def document() -> str:
    """The whole of docs/soup.md. Raises ValueError when a package is not installed as locked, or not judged."""
    run = read_lock(LOCKS / "run.txt")
    own = judged()
    needs = _needs()
    for package in run:
        if package.name not in own:
            raise ValueError(f"{package.name} has no entry in maintenance/soup.yaml")
        if package.direct and package.name not in needs:
            raise ValueError(f"{package.name} has no line under 'To run' in docs/dependencies.md")
    parts = [
        _TOP,
        f"## In the running program: {len(run)} packages\n",
        *_identified(run, needs),
        "",
        "## What relies on them, and what notices a failure\n",
        *_relied_on(run, own),
        "",
        *_tools(run),
    ]
    return "\n".join(parts) + "\n"


def _needs() -> Mapping[str, str]:
    """Package -> what it is for, from the table 'To run'."""
    section = DEPENDENCIES.read_text(encoding="utf-8").partition("## To run")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([A-Za-z][\w.-]*) [\d.]+ \| (.+?) \|", section, re.MULTILINE)
    return {canonical(name): need for name, need in rows}


def _identified(run: tuple[Pinned, ...], needs: Mapping[str, str]) -> Iterator[str]:
    yield "| package | version | title | manufacturer or maintainer | licence | functional need | known anomalies |"
    yield "|---|---|---|---|---|---|---|"
    for package in run:
        told = told_by(package)
        need = needs[package.name] if package.direct else _brought(package)
        page = "" if told.tracker else " (no tracker named; its page)"
        title = told.title.rstrip(".")
        yield (
            f"| {package.name} | {package.version} | {title} | {told.maintainer} | {told.licence} | {need} "
            f"| <{told.anomalies}>{page} |"
        )


def _brought(package: Pinned) -> str:
    return f"brought by {' and '.join(package.via)}"


def _relied_on(run: tuple[Pinned, ...], own: Mapping[str, Judged]) -> Iterator[str]:
    yield "| package | safety-related behaviour that relies on it | a failure is noticed by |"
    yield "|---|---|---|"
    for package in run:
        entry = own[package.name]
        tests = "<br>".join(f"`{test}`" for test in entry.detected_by) or "–"
        yield f"| {package.name} | {entry.relies} | {tests} |"


def _tools(run: tuple[Pinned, ...]) -> Iterator[str]:
    """Packages that build and test the program and are not in it."""
    running = {package.name for package in run}
    groups = {"build": read_lock(LOCKS / "build.txt"), "test": read_lock(LOCKS / "test.txt")}
    names = sorted({package.name for group in groups.values() for package in group} - running)
    yield f"## Not in the running program: {len(names)} packages that build or test it\n"
    yield "Tools of its making. What they are for and their licences: [dependencies.md](dependencies.md).\n"
    yield "| package | version | for | asked for by |"
    yield "|---|---|---|---|"
    for name in names:
        found = {group: package for group, own in groups.items() for package in own if package.name == name}
        versions = sorted({package.version for package in found.values()})
        by = sorted(
            {"this project" if " (" in by or by.startswith("-r ") else by for p in found.values() for by in p.via}
        )
        yield f"| {name} | {', '.join(versions)} | {', '.join(found)} | {', '.join(by)} |"


def main() -> int:
    """Print the document; 1 and a plain message when it can't be made."""
    try:
        sys.stdout.write(document())
    except (ValueError, msgspec.ValidationError) as error:
        print(f"docs/soup.md cannot be made: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
