"""`make nu`: every page as the server sends it, read by the Nu HTML checker, which needs Java."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright
from tests.browser.chromium import ROOT, launch
from tests.browser.pages import every_page
from tests.browser.visitor import LANGUAGES, Visitor

from maintenance.served import served

_OF_FILES = ".*violates Content Security Policy.*"
"""What is said of a page only because it lies in a folder here: its own site is another origin then."""

JAR = ROOT / ".venv" / "nu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def _sent(browser: Browser, site: str, language: str) -> Iterator[tuple[str, str]]:
    """Each page's name and HTML, as a browser without JavaScript gets it."""
    page = browser.new_page(java_script_enabled=False)
    documents: list[Response] = []

    def keep(answer: Response) -> None:
        if answer.request.resource_type == "document":
            documents.append(answer)

    page.on("response", keep)
    for name in every_page(Visitor(page, site, language, touch=False), scripts=False):
        yield name, documents[-1].text()


def _write_pages(folder: Path) -> int:
    """Every page in every language as a file; how many there are."""
    count = 0
    with served() as site, sync_playwright() as playwright, launch(playwright) as browser:
        for language in LANGUAGES:
            for name, html in _sent(browser, site, language):
                (folder / f"{language} {name}.html").write_text(html, encoding="utf-8")
                count += 1
    return count


def main() -> None:
    """Exit code 1 when a page is not valid, 2 when Java or the checker is not there."""
    java = shutil.which("java")
    if java is None or not JAR.exists():
        print("make nu needs Java (on Debian: apt install default-jre-headless) and npm", file=sys.stderr)
        raise SystemExit(2)
    with tempfile.TemporaryDirectory() as folder:
        count = _write_pages(Path(folder))
        told = subprocess.run(
            [java, "-jar", str(JAR), "--skip-non-html", "--filterpattern", _OF_FILES, folder], check=False
        )
    print(f"{count} pages read")
    raise SystemExit(1 if told.returncode else 0)


if __name__ == "__main__":
    main()
