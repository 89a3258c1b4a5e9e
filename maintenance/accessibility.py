"""`python -m maintenance.accessibility`: docs/accessibility.md, which test looks at which criterion of WCAG 2.2.

From maintenance/accessibility.yaml. It lists what is tested and what only people can judge; it claims nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec
from ruamel.yaml import YAML

from maintenance.locks import ROOT

SOURCE = ROOT / "maintenance" / "accessibility.yaml"
DOCUMENT = ROOT / "docs" / "accessibility.md"

_TOP = """\
# Accessibility

**This claims no conformity.** It lists the criteria of WCAG 2.2, levels A and AA, with the tests that look at each, and
what no test can judge. A test finds some mistakes; that it finds none does not mean that everybody can use the site.
Nobody with a disability has tried it, and no screen reader has been used on it yet.

The tests run in Chromium only, as part of `make test`: on every page, in Danish and English, at 360 x 640, 1280 x 800
and 320 x 256 px (1280 x 1024 at 400 %), in light, in dark, with forced colours and with wider text. axe-core and
html-validate are run on the same pages.

Made by `python -m maintenance.accessibility` from `maintenance/accessibility.yaml`. Do not edit it by hand; a test
fails when it does not fit.
"""


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One criterion. `absent`: why it can't arise; else `tests` look at it, or `people` have to, or both."""

    id: str
    name: str
    level: Literal["A", "AA"]
    tests: tuple[str, ...] = ()
    people: str = ""
    absent: str = ""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file. `tests`: short name -> the test."""

    tests: Mapping[str, str]
    criteria: tuple[Criterion, ...]


def source() -> Source:
    """The file, read. Raises msgspec.ValidationError with the place of a mistake."""
    return msgspec.convert(YAML(typ="safe", pure=True).load(SOURCE.read_text(encoding="utf-8")), Source)


def document() -> str:
    """The whole of docs/accessibility.md."""
    read = source()
    return "\n".join([_TOP, *_summary(read.criteria), *_table(read.criteria), *_tests(read.tests)]) + "\n"


def _summary(criteria: tuple[Criterion, ...]) -> Iterator[str]:
    tested = sum(bool(one.tests) for one in criteria)
    absent = sum(bool(one.absent) for one in criteria)
    alone = len(criteria) - tested - absent
    yield f"Of {len(criteria)} criteria, {tested} have tests, {alone} are left to people, {absent} cannot arise here.\n"


def _table(criteria: tuple[Criterion, ...]) -> Iterator[str]:
    yield "| criterion | level | tests | what only people can judge |"
    yield "|---|---|---|---|"
    for one in criteria:
        tests = ", ".join(one.tests) or "–"
        yield f"| {one.id} {one.name} | {one.level} | {tests} | {one.absent or one.people} |"


def _tests(tests: Mapping[str, str]) -> Iterator[str]:
    yield "\n## The tests\n\n| name | test |\n|---|---|"
    yield from (f"| {name} | `{test}` |" for name, test in tests.items())


def main() -> None:
    """Write the document anew."""
    DOCUMENT.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
