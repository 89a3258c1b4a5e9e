"""`make lighthouse`: what Lighthouse gives the questions and an article of the built site, as on a slow phone.

Other work on the machine only takes points of performance away, so the best of at most three runs counts.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from playwright.sync_api import sync_playwright
from tests.browser.chromium import MISSING, ROOT, find
from tests.browser.hosted import hosted

from venevagt.care.services import danish_now
from venevagt.knowledge.compiled import get_model
from venevagt.site.addresses import slug

LIGHTHOUSE = ROOT / ".venv" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""The goals: points of 100 by category."""

_FLAGS = "--headless=new --no-sandbox"
_SECONDS = 180
_RUNS = 3


class _Weight(Struct):
    id: str
    weight: float = 0


class _Category(Struct, rename="camel"):
    score: float | None
    audit_refs: list[_Weight]


class _Audit(Struct, rename="camel"):
    title: str
    score: float | None = None
    display_value: str = ""


class Report(Struct):
    """Of Lighthouse's own report what is used here: points from 0 to 1."""

    categories: dict[str, _Category]
    audits: dict[str, _Audit]

    def points(self, category: str) -> int:
        return round((self.categories[category].score or 0) * 100)

    def lost(self, category: str) -> Iterator[str]:
        """What took points away, in Lighthouse's words."""
        for one in self.categories[category].audit_refs:
            audit = self.audits[one.id]
            if one.weight and audit.score is not None and audit.score < 1:
                yield f"{audit.title} {audit.display_value}".strip()


def too_low(report: Report) -> list[str]:
    """The categories below their goal, each with what took its points."""
    return [
        f"{category}: {report.points(category)}, expected {least}; {'; '.join(report.lost(category))}"
        for category, least in LEAST.items()
        if report.points(category) < least
    ]


def _report(url: str, chromium: str, path: Path) -> Report:
    """Raises SystemExit with what Lighthouse says when it does not come to its end."""
    command = ["node", str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={path}"]
    told = subprocess.run(
        [*command, f"--only-categories={','.join(LEAST)}", f"--chrome-flags={_FLAGS}"],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if told.returncode:
        raise SystemExit(f"Lighthouse did not read {url}:\n{told.stderr}")
    return msgspec.json.decode(path.read_bytes(), type=Report)


def _best(url: str, chromium: str, path: Path) -> Report:
    """The best report of as many runs as it takes to reach the goals, and of at most three."""
    best = _report(url, chromium, path)
    for _ in range(_RUNS - 1):
        if not too_low(best):
            break
        best = max(best, _report(url, chromium, path), key=lambda one: one.points("performance"))
    return best


def main() -> None:
    """Exit code 1 when a score is below its goal, 2 when Lighthouse is not there."""
    with sync_playwright() as playwright:
        chromium = find(playwright.chromium.executable_path)
    if chromium is None:
        raise SystemExit(MISSING)
    if not LIGHTHOUSE.exists():
        print("Lighthouse is not installed; run: make lighthouse", file=sys.stderr)
        raise SystemExit(2)
    about = get_model().about
    names = [f"{code}/{page}" for code in about.languages for page in ("", f"{slug(about.articles[0])}/")]
    wrong: list[str] = []
    print(f"{'page':24}" + "".join(f"{category:>16}" for category in LEAST))
    with tempfile.TemporaryDirectory() as folder, hosted(Path(folder) / "site", day=_today()) as host:
        for name in names:
            report = _best(f"{host.url}{name}", chromium, Path(folder) / "report.json")
            print(f"{name:24}" + "".join(f"{report.points(category):16}" for category in LEAST), flush=True)
            wrong += [f"{name} {line}" for line in too_low(report)]
    print("\n".join(wrong), end="\n" if wrong else "")
    raise SystemExit(1 if wrong else 0)


def _today() -> str:
    return danish_now().date().isoformat()


if __name__ == "__main__":
    main()
