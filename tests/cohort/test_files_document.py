"""The example of docs/cohort-files.md gives what the document says."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from venevagt.cli.cohort_assess import command
from venevagt.cli.main import main

TEXT = (Path(__file__).parent.parent.parent / "docs" / "cohort-files.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```csv ([^\n]+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))


def test_the_example_gives_what_the_document_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert list(FILES) == ["cases.csv", "answers.csv", "answers.csv.bad.csv"]
    Path("cases.csv").write_text(FILES["cases.csv"], encoding="utf-8")
    (line,) = re.findall(r"`venevagt (cohort assess cases\.csv[^`]*)`", TEXT)
    result = CliRunner().invoke(main, shlex.split(line))
    assert result.exit_code == 0, result.stderr
    for name, content in FILES.items():
        assert Path(name).read_text(encoding="utf-8") == content


def test_every_option_that_is_named_exists() -> None:
    options = {name for one in command.params for name in one.opts}
    named = set(re.findall(r"`(--[a-z-]+)", TEXT))
    assert {"--keep", "--score", "--mapping"} <= named <= options
