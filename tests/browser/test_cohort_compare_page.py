"""The report on what a change does to a cohort, in a browser: valid, accessible, no wider than a phone."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser
from tests.browser.axe import violations
from tests.browser.test_every_page import invalid
from tests.cohort.people import people, words
from tests.knowledge.changed import KNOWLEDGE, copy_with

from venevagt.cli.main import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on a change that makes some less urgent and others more, in both languages."""
    folder = tmp_path_factory.mktemp("report")
    persons = people(3_000, seed=3)
    causes = pa.array([("dvt", "pe", None)[at % 3] for at in range(len(persons))])
    pq.write_table(pa.Table.from_batches([words(persons).append_column("true_cause", causes)]), folder / "p.parquet")
    edited = copy_with(
        folder,
        ("triage/doctor_today.yaml", "calf_difference_cm >= 3", "calf_difference_cm >= 6"),
        ("findings/leg_signs.yaml", "unsure: no", "unsure: yes"),
    )
    (folder / "pages").mkdir()
    for language in ("da", "en"):
        options = ["--base", KNOWLEDGE, "--cohort", folder / "p.parquet", "--knowledge", edited, "--lang", language]
        options += ["--interval", "--html", folder / "pages" / f"{language}.html"]
        result = CliRunner().invoke(main, ["cohort", "compare", *map(str, options)], catch_exceptions=False)
        assert result.exit_code == 0
    return folder / "pages"


def test_the_report_is_valid(folder: Path) -> None:
    assert invalid(folder) == ""


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, folder: Path, language: str, colours: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
        page.goto((folder / f"{language}.html").as_uri())
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("svg.flows path.down").count() > 0
        assert page.locator("svg.flows path.up").count() > 0
