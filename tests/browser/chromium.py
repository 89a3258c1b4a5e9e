"""Finds Chromium, or installs it: `python -m tests.browser.chromium` (the Makefile's .venv/browser-ready)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

ROOT = Path(__file__).parent.parent.parent
NODE_MODULES = ROOT / ".venv" / "node" / "node_modules"

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SECONDS_TO_INSTALL = 600
MISSING = (
    "The browser tests need Chromium or Chrome, and none was found. Do one of these, then run `make test` again:\n"
    "  - Debian or Ubuntu: apt-get install chromium\n"
    "  - with an open network: .venv/bin/python -m playwright install chromium\n"
    "  - name an executable: CHROMIUM=/path/to/chromium make test"
)


def _runs(executable: str) -> bool:
    """Whether it starts: a stub that only tells how to install a browser does not, nor one without its libraries."""
    try:
        told = subprocess.run([executable, "--version"], capture_output=True, timeout=60, check=False)
    except OSError:
        return False
    return told.returncode == 0 and b"Chrom" in told.stdout


def find(own: str) -> str | None:
    """The executable to use: $CHROMIUM, one on PATH, or `own`, where playwright keeps its browser.

    Raises SystemExit when $CHROMIUM names something that is not Chromium.
    """
    if named := os.environ.get("CHROMIUM"):
        if not _runs(named):
            raise SystemExit(f"CHROMIUM={named}: expected an executable of Chromium or Chrome that starts")
        return named
    candidates = [*(shutil.which(name) for name in _NAMES), own]
    return next((path for path in candidates if path and Path(path).exists() and _runs(path)), None)


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium. Raises SystemExit with what to do when there is none.

    The sandbox stays on, except for root, whom Chromium refuses it.
    """
    executable = find(playwright.chromium.executable_path)
    if executable is None:
        raise SystemExit(MISSING)
    return playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"] if _is_root() else [])


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _installed(*command: str) -> bool:
    print("+", *command, flush=True)
    try:
        return subprocess.run(command, timeout=_SECONDS_TO_INSTALL, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, flush=True)
        return False


def _ensure(own: str) -> str | None:
    if found := find(own):
        return found
    _installed(sys.executable, "-m", "playwright", "install", "chromium")
    if not (found := find(own)) and _is_root() and shutil.which("apt-get"):
        _installed("apt-get", "update")
        _installed("apt-get", "install", "-y", "--no-install-recommends", "chromium")
        found = find(own)
    return found


def main() -> None:
    """Say which Chromium will be used; exit code 1, with what to do, when there is none."""
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    found = _ensure(own)
    if found is None:
        raise SystemExit(MISSING)
    print(f"browser tests: {found}")


if __name__ == "__main__":
    main()
